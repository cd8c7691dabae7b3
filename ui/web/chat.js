// The conversation. Gradio scrolls it to its end and names each message by its raw markup; a reader wants the new question
// at the top, its answer below, and the answer itself read aloud. The button that sends has no name of its own, and gives way to the one
// that stops while an answer is on its way; Escape in the question box stops it too.
() => {
  const toTop = (row) => {
    const chat = document.querySelector('#q-chat');
    if (matchMedia('(max-width: 860px)').matches) row.scrollIntoView({block: 'start'});
    else chat.scrollTop += row.getBoundingClientRect().top - chat.getBoundingClientRect().top;
  };
  const tidy = () => {
    for (const message of document.querySelectorAll('#q-chat [data-testid="bot"][aria-label], #q-chat [data-testid="user"][aria-label]')) {
      message.removeAttribute('aria-label');
    }
    const send = document.querySelector('#q-box .submit-button:not([aria-label])');
    if (send) send.setAttribute('aria-label', 'Ask');
    const asked = document.querySelectorAll('#q-chat .user-row'), said = document.querySelectorAll('#q-chat :is(.q-reply, .q-coming)');
    const now = asked.length + (said.length && said[said.length - 1].matches('.q-reply') ? .5 : 0);
    if (asked.length && now > seen) toTop(asked[asked.length - 1]);
    seen = now;
    work(!!document.querySelector('#q-chat .q-coming'));
    keep(document.querySelector('#q-chat .q-coming') ? asked[asked.length - 1].textContent.trim() : '');
    for (const cite of document.querySelectorAll('#q-chat .q-cite')) {
      if (cite.getAttribute('href') === location.hash) cite.setAttribute('aria-current', 'true');
      else cite.removeAttribute('aria-current');
    }
  };
  // When the server was away, Gradio loads the page anew: what was being asked or written then stands in the box again.
  const box = () => document.querySelector('#q-box textarea');
  const keep = (asking) => { try { sessionStorage.setItem('quoth-asking', asking || box()?.value || ''); } catch { /* no storage, nothing kept */ } };
  const restore = () => {
    let held = '';
    try { held = sessionStorage.getItem('quoth-asking') || ''; } catch { /* no storage */ }
    if (!held || !box() || box().value) return;
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set.call(box(), held);
    box().dispatchEvent(new Event('input', {bubbles: true}));
  };
  restore();
  document.addEventListener('input', (event) => {
    const root = document.documentElement;
    if (event.target.closest?.('#q-box') && (!root.hasAttribute('data-asking') || root.dataset.lost)) keep('');
  });
  let seen = 0;                            // questions, and a half for the last one's answer
  const stop = () => document.querySelector('#q-stop');
  const work = (on) => {
    const root = document.documentElement, was = root.hasAttribute('data-asking'), here = document.activeElement;
    if (on !== was) root.toggleAttribute('data-asking', on);
    if (was && !on && here === stop()) document.querySelector('#q-box textarea').focus({preventScroll: true});
  };
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !document.documentElement.hasAttribute('data-asking') || !event.target.closest?.('#q-box')) return;
    event.preventDefault();
    stop().click();
  });
  const nothing = (event) => {             // no question is sent that says nothing
    const sends = event.type === 'click' ? event.target.closest?.('#q-box .submit-button') : event.key === 'Enter' && !event.shiftKey && event.target === box();
    if (!sends || box().value.trim()) return;
    event.preventDefault();
    event.stopPropagation();
    box().focus();
  };
  document.addEventListener('keydown', nothing, true);
  document.addEventListener('click', nothing, true);
  const talk = document.querySelector('#q-talk');
  if (talk) new MutationObserver(tidy).observe(talk, {childList: true, subtree: true, attributeFilter: ['aria-label']});
  document.addEventListener('quoth-opened', tidy);
  tidy();
}
