// Keys of the app, outside of fields one types in: / to ask, n and p to the next and previous citation, ? for this list.
() => {
  const KEYS = [['/', 'to the question'], ['n', 'open the next citation'], ['p', 'open the previous citation'], ['[', 'the speaker’s previous turn'], [']', 'the speaker’s next turn'], ['space', 'in the transcript: play and pause its recording'], ['← →', 'five seconds back or on in it'], ['Esc', 'from the transcript back to the answer'], ['?', 'these keys']];
  const typing = (node) => !!(node.closest && node.closest('input, textarea, select, [contenteditable], dialog'));
  let at = null;                           // the citation that a key opened last

  const make = (tag, className, text) => Object.assign(document.createElement(tag), {className, textContent: text});
  const help = make('dialog', 'q-help', '');
  help.setAttribute('aria-label', 'Keys');
  const list = make('dl', '', ''), close = make('button', 'q-close', 'Close');
  for (const [key, what] of KEYS) {
    const name = document.createElement('dt');
    name.append(make('kbd', '', key));
    list.append(name, make('dd', '', what));
  }
  close.addEventListener('click', () => help.close());
  help.append(make('h2', '', 'Keys'), list, close);
  document.body.append(help);

  const step = (by) => {
    const all = [...document.querySelectorAll('#q-chat .q-cite')].filter((cite) => cite.getClientRects().length);
    if (!all.length) return;
    const current = all.filter((cite) => cite.hasAttribute('aria-current'));
    const now = all.indexOf(current.includes(at) ? at : current[current.length - 1]);
    at = all[now < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(now + by, 0), all.length - 1)];
    at.scrollIntoView({block: 'nearest'});
    at.click();
  };
  const turn = (by) => document.dispatchEvent(new CustomEvent('quoth-walk', {detail: by}));
  const ask = () => {
    const there = document.querySelector('.q-nav .q-to-ask:not([aria-current])');
    if (there) there.click();
    document.querySelector('#q-box textarea').focus();
  };
  const actions = {'/': ask, n: () => step(1), p: () => step(-1), '[': () => turn(-1), ']': () => turn(1), '?': () => help.showModal()};
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || typing(event.target) || !Object.hasOwn(actions, event.key)) return;
    event.preventDefault();
    actions[event.key]();
  });
  document.addEventListener('click', (event) => { if (event.target.closest && event.target.closest('.q-keys')) help.showModal(); });
}
