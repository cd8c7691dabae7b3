// The way to the server: where it is lost, or not open any more, one sentence says so and what to do, in place of Gradio's own notices.
// What was being asked stands in the question box again, and is kept over a reload (chat.js).
() => {
  const SAID = {
    away: ['The server does not answer. Is Quoth still running? As soon as it is, this page opens again, and what you wrote is kept.', 'Try now'],
    out: ['You are no longer logged in. What you wrote is kept.', 'Log in'],
    crowded: ['The server is asked for too much at once, so this was not done. Try again in a moment.', 'Close'],
    fault: ['Something failed on the way to the server. Ask again; if it stays so, reload the page.', 'Close'],
  };
  const root = document.documentElement, box = () => document.querySelector('#q-box textarea');
  const note = Object.assign(document.createElement('div'), {className: 'q-lost', hidden: true}), told = document.createElement('p'), act = document.createElement('button');
  note.setAttribute('role', 'alert');
  act.type = 'button';
  note.append(told, act);
  document.body.append(note);

  const putBack = () => {                  // the question that got no answer, to be asked again
    const asked = document.querySelector('#q-chat .q-coming') && [...document.querySelectorAll('#q-chat .user-row')].pop();
    if (!asked || !box() || box().value) return;
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set.call(box(), asked.textContent.trim());
    box().dispatchEvent(new Event('input', {bubbles: true}));
  };
  const show = (sentence, button) => {
    [told.textContent, act.textContent] = [sentence, button];
    note.hidden = false;
  };
  const say = (what) => {
    if (leaving || root.dataset.lost === what || root.dataset.lost === 'out') return;
    root.dataset.lost = what;
    show(...SAID[what]);
    root.toggleAttribute('data-cut', what === 'away' || what === 'out');
    if (root.hasAttribute('data-cut')) putBack();
    else document.dispatchEvent(new Event('quoth-refused'));
  };
  const clear = () => {
    delete root.dataset.lost;
    root.removeAttribute('data-cut');
    note.hidden = true;
  };
  const found = () => {
    if (root.dataset.lost !== 'away' || document.querySelector('#q-chat .q-coming')) return;   // an answer that was on its way is lost all the same
    clear();
  };
  let leaving = false;
  addEventListener('pagehide', () => { leaving = true; });
  addEventListener('beforeunload', () => { leaving = true; });

  const send = window.fetch.bind(window), pause = (seconds) => new Promise((done) => setTimeout(done, 1000 * seconds));
  const patient = async (what, how, tries) => {   // busier than one address may be: the server says when to come again
    const response = await send(what, how);
    const wait = Number(response.headers.get('retry-after'));
    const again = response.status === 429 && tries && wait > 0 && wait <= 10 && typeof what === 'string' && (!how?.body || typeof how.body === 'string');
    return again ? pause(wait).then(() => patient(what, how, tries - 1)) : response;
  };
  window.fetch = async (what, how) => {
    try {
      const response = await patient(what instanceof URL ? what.href : what, how, 3);
      if (response.status === 401) say('out');
      else if (response.status === 429 || response.status === 503) say('crowded');
      else found();
      return response;
    } catch (error) {
      if (error instanceof TypeError && !how?.signal?.aborted) say('away');
      throw error;
    }
  };
  act.addEventListener('click', async () => {
    const lost = root.dataset.lost;
    if (lost === 'out') return location.reload();
    if (lost !== 'away') {
      clear();
      return box()?.focus();
    }
    told.textContent = 'Trying…';
    const there = await send(location.pathname, {cache: 'no-store'}).then(() => true, () => false);
    if (there) location.reload();
    else told.textContent = `Still no answer. ${SAID.away[0]}`;
  });
  document.addEventListener('quoth-told', (event) => { if (!root.dataset.lost) show(event.detail, 'Close'); });
  // Gradio's notices are not shown (app.css); one of which nothing is known here is still told.
  new MutationObserver((changes) => {
    const notice = changes.flatMap(({addedNodes}) => [...addedNodes]).find((node) => node.querySelector && (node.matches('.toast-body.error') || node.querySelector('.toast-body.error')));
    if (notice && !root.dataset.lost) say(/connect/i.test(notice.textContent) ? 'away' : 'fault');
  }).observe(document.body, {childList: true, subtree: true});
}
