// "Make this a test question", under the answers of the chat. What came of it is drawn beside the link, and again when Gradio
// has drawn the message anew.
const outcomes = new Map();              // token -> {stored, said}

const verdicts = new Map();              // token -> {good, said}

function thumbs() {
  for (const link of document.querySelectorAll('#q-chat a.q-thumb')) {
    const [, kind, token] = /^#(good|bad)=(.*)$/.exec(link.hash) || [], verdict = verdicts.get(token);
    const chosen = !!verdict && verdict.good === (kind === 'good');
    if (link.classList.contains('q-chosen') !== chosen) link.classList.toggle('q-chosen', chosen);
    if (chosen && link.title !== verdict.said) link.title = verdict.said;
    if (link.getAttribute('aria-pressed') !== String(chosen)) { link.setAttribute('role', 'button'); link.setAttribute('aria-pressed', String(chosen)); }
  }
}

async function judge(token, good) {
  const {stored, said, error} = await answer(server.judge_answer({token, good}));
  if (stored) verdicts.set(token, {good, said});
  else outcomes.set(token, {stored: false, said: said || error});
  tell();
}

function judged(event) {
  const link = event.target.closest && event.target.closest('#q-chat a.q-thumb');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const [, kind, token] = /^#(good|bad)=(.*)$/.exec(link.hash) || [];
  if (token) judge(token, kind === 'good');
}

function tell() {
  thumbs();
  for (const link of document.querySelectorAll('#q-chat a.q-keep')) {
    const outcome = outcomes.get(link.hash.slice('#keep='.length));
    if (!outcome) continue;
    const note = link.parentNode.querySelector('.q-kept') || make('span', 'q-kept');
    if (note.parentNode && note.textContent === outcome.said) continue;   // else this change would be news to the observer for ever
    const focused = document.activeElement === link;
    note.textContent = outcome.said;
    note.tabIndex = -1;
    note.setAttribute('role', 'status');
    link.after(note);
    link.hidden = outcome.stored;
    if (focused && outcome.stored) note.focus({preventScroll: true});
  }
}

async function store(token) {
  const before = outcomes.get(token);
  if (before && (before.stored || before.waits)) return;
  outcomes.set(token, {stored: false, waits: true, said: 'Storing…'});
  tell();
  const {stored, said, error} = await answer(server.keep_question(token));
  outcomes.set(token, {stored: !!stored, said: said || error});
  tell();
}

function taken(event) {
  const link = event.target.closest && event.target.closest('#q-chat a.q-keep');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  store(link.hash.slice('#keep='.length));
}
