// The conversation. Gradio scrolls it to its end and names each message by its raw markup; a reader wants the new question
// at the top, its answer below, and the answer itself read aloud. The button that sends has no name of its own.
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
    const asked = document.querySelectorAll('#q-chat .user-row'), said = document.querySelectorAll('#q-chat .q-reply');
    if (asked.length && asked.length + said.length > seen) toTop(asked[asked.length - 1]);
    seen = asked.length + said.length;
    for (const cite of document.querySelectorAll('#q-chat .q-cite')) {
      if (cite.getAttribute('href') === location.hash) cite.setAttribute('aria-current', 'true');
      else cite.removeAttribute('aria-current');
    }
  };
  let seen = 0;
  const talk = document.querySelector('#q-talk');
  if (talk) new MutationObserver(tidy).observe(talk, {childList: true, subtree: true, attributeFilter: ['aria-label']});
  document.addEventListener('quoth-opened', tidy);
  tidy();
}
