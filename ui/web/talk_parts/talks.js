// The page of conversations: each opens by its address, is renamed in place, saved as a document, deleted with Undo.
let held = null, undo = null;
const search = Object.assign(make('input', 'u-search'), {type: 'search', placeholder: 'Search the titles', maxLength: 200});

async function look() {
  const said = await answer(server.talks_list());
  complain(said.error);
  if (said.error) return;
  held = said;
  draw();
}

function draw() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = held.talks.filter(([, title]) => words.every((word) => title.toLowerCase().includes(word)));
  $('.e-about').replaceChildren(held.talks.length ? `${count(held.talks.length, 'conversation')} kept in ` : 'Every conversation is kept here as soon as something is answered, in ', isolate(held.folder, 'u-path'), '.');
  $('.u-tools').hidden = held.talks.length < 2;
  const table = make('table', 'e-table u-table', heads('Conversation', 'Questions', 'Last answer', ''), make('tbody', '', ...fits.map(row)));
  const bad = held.unreadable.length ? make('p', 'u-small', `${count(held.unreadable.length, 'file')} could not be read and was left as it is: ${held.unreadable.join(', ')}`) : '';
  $('.u-list').replaceChildren(...[undone(), fits.length ? table : '', bad].filter(Boolean));
}

function undone() {
  if (!undo) return null;
  const back = button('Undo', 'u-quiet', async () => { const said = await answer(server.talks_restore(undo.id)); undo = null; complain(said.error); look(); });
  return make('p', 'u-row', make('span', '', isolate(undo.title), ' was deleted.'), back);
}

function row([id, title, when, questions]) {
  const open = make('a', 'u-title', title);
  open.href = `?c=${id}`;
  open.dir = 'auto';
  const first = cell('', open);
  first.className = 'u-wide';
  const does = cell('');
  does.className = 'u-does';
  for (const [kind, text] of [['md', 'Markdown'], ['docx', 'Word']]) {
    const way = make('a', 'u-link', text);
    way.href = `conversations/${id}.${kind}`;
    way.setAttribute('download', '');
    way.setAttribute('aria-label', `Save ${title} as ${text}`);
    does.append(way, ' ');
  }
  const name = button('Rename', 'u-link', () => rename(first, id, title)), gone = button('Delete', 'u-link', () => remove(id, title));
  for (const [node, what] of [[name, 'Rename'], [gone, 'Delete']]) { node.className = 'u-link'; node.setAttribute('aria-label', `${what} ${title}`); }
  does.append(name, ' ', gone);
  return make('tr', '', first, cell('', count(questions, 'question')), cell('', new Date(when).toLocaleString('en-GB', {dateStyle: 'long', timeStyle: 'short'})), does);
}

function rename(place, id, title) {
  const field = Object.assign(make('input', 'u-search'), {value: title, maxLength: 200});
  field.setAttribute('aria-label', 'Title of the conversation');
  const done = async (keeps) => {
    if (!keeps) return draw();
    const said = await answer(server.talks_rename({id, title: field.value}));
    complain(said.error);
    look();
  };
  field.addEventListener('keydown', (event) => { if (event.key === 'Enter') done(true); if (event.key === 'Escape') { event.stopPropagation(); done(false); } });
  place.replaceChildren(field);
  field.focus();
  field.select();
}

async function remove(id, title) {
  const said = await answer(server.talks_delete(id));
  complain(said.error);
  if (!said.error) undo = {id, title};
  look();
}

search.setAttribute('aria-label', 'Search the conversations');
search.addEventListener('input', draw);
$('.u-tools').append(search);
document.addEventListener('quoth-page', () => { if (here('conversations')) look(); });
look();
