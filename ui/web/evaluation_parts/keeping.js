// "Make this a test question", under the answers of the chat. What came of it is drawn beside the link, and again when Gradio
// has drawn the message anew.
const outcomes = new Map();              // token -> {stored, said}

function tell() {
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
