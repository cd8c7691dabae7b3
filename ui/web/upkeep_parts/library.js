// The page of the library: the files, found by title, speaker or name, and sorted.
const STATES = {indexed: 'indexed', new: 'waits for a rebuild', changed: 'changed: waits for a rebuild', removed: 'taken out: answers until a rebuild', unreadable: 'cannot be read'};
const ORDERS = {newest: (a, b) => (b.date || '').localeCompare(a.date || '') || a.file.localeCompare(b.file), title: (a, b) => (a.title || a.file).localeCompare(b.title || b.file),
  state: (a, b) => Object.keys(STATES).indexOf(b.state) - Object.keys(STATES).indexOf(a.state) || a.file.localeCompare(b.file), size: (a, b) => b.bytes - a.bytes};
const AT_ONCE = 100;
let held = null, shownRows = AT_ONCE, undo = null, sure = '';
const search = Object.assign(make('input', 'u-search'), {type: 'search', placeholder: 'Title, speaker or file', maxLength: 200});
const order = make('select', ''), tally = make('span', 'u-small');

async function look() {
  const said = await answer(server.library_list());
  complain(said.error);
  if (said.error) return;
  const first = !held;
  held = said;
  if (first) $('.u-adding').replaceChildren(...adding(said.folder, said.closed, look));
  draw();
}

function matching() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const text = (one) => [one.title, one.file, ...(one.speakers || [])].join(' ').toLowerCase();
  return held.files.filter((one) => words.every((word) => text(one).includes(word))).sort(ORDERS[order.value]);
}

function draw() {
  const all = matching(), waits = held.files.filter(({state}) => state === 'new' || state === 'changed' || state === 'removed').length;
  $('.e-about').replaceChildren(`${count(held.files.filter(({state}) => state !== 'removed').length, 'file')} in `, isolate(held.folder, 'u-path'), '. ', waits ? rebuildLink(waits) : '');
  $('.u-tools').hidden = !held.files.length;
  tally.textContent = all.length === held.files.length ? '' : `${all.length} of ${held.files.length}`;
  if (!held.files.length) return $('.u-list').replaceChildren(make('p', 'u-calm', 'There is no file in the library yet.'));
  const table = make('table', 'e-table u-table', heads('Transcript', 'Format', 'Turns', 'Read', 'State', ''), make('tbody', '', ...all.slice(0, shownRows).flatMap(row)));
  const more = all.length > shownRows ? button(`Show ${Math.min(AT_ONCE, all.length - shownRows)} more`, 'u-quiet', () => { shownRows += AT_ONCE; draw(); }) : '';
  $('.u-list').replaceChildren(...[undone(), all.length ? table : make('p', 'u-calm', 'No file fits.'), more].filter(Boolean));
}

function rebuildLink(waits) {
  const link = make('a', '', `${count(waits, 'file')} ${waits === 1 ? 'waits' : 'wait'} for a rebuild of the index.`);
  link.href = '#index';
  link.addEventListener('click', (event) => { event.preventDefault(); document.querySelector('.q-nav .q-to-index')?.click(); });
  return link;
}

function undone() {
  if (!undo) return null;
  const {file, removed} = undo;
  const put = button('Undo', 'u-quiet', async () => { const said = await answer(server.library_restore(removed)); undo = said.error ? undo : null; complain(said.error); look(); });
  return make('p', 'u-row', make('span', '', isolate(file), ' was taken out. Answers change at the next rebuild.'), put);
}

function row(one) {
  const title = one.key ? make('a', 'u-title', one.title) : isolate(one.title || one.file, 'u-title');
  if (one.key) title.href = `#turn=${one.key}.0.${one.sha}`;
  title.dir = 'auto';
  const people = one.speakers && one.speakers.length ? one.speakers.join(', ') + (one.others ? ` and ${one.others} more` : '') : '';
  const about = [one.day, one.file, one.bytes ? size(one.bytes) : '', one.media ? `recording ${one.media}` : ''].filter(Boolean).join(' · ');
  const first = cell('', title, isolate(about, 'u-about'), people ? isolate(people, 'u-about') : '', one.notes?.length ? make('span', 'u-about', sources(one.notes)) : '', one.why ? make('span', 'u-about', one.why) : '');
  first.className = 'u-wide';
  const waits = ['new', 'changed', 'removed'].includes(one.state);
  const state = cell('', make('span', `u-state ${waits ? 'u-waiting' : `u-${one.state}`}`, STATES[one.state]));
  const cells = [first, cell('', one.format || ''), cell('', one.turns === undefined ? '' : count(one.turns, 'turn')), cell('', read(one)), state, deeds(one)];
  const line = make('tr', '', ...cells);
  return one.open ? [line, skips(one)] : [line];
}

function sources(notes) {                // "title and date from the front matter" where both are from there
  const from = (what) => notes.find((note) => note.startsWith(`${what} from `))?.slice(what.length);
  const both = from('title') && from('title') === from('date');
  const others = notes.filter((note) => !both || !/^(title|date) from /.test(note));
  return [...(both ? [`title and date${from('title')}`] : []), ...others].join(' · ');
}

function read(one) {                     // the share of lines that is accounted for, and those that are in no turn
  if (one.accounted === undefined) return '';
  const share = `${Math.floor(100 * one.accounted)}\u00a0%`;
  if (!one.skipped || !one.name) return share;
  const more = button(`${count(one.skipped, one.unit === 'line' ? 'line' : 'passage')} skipped`, 'u-link', () => inspect(one));
  more.className = 'u-link';
  more.setAttribute('aria-expanded', String(!!one.open));
  return make('span', '', share, ' · ', more);
}

async function inspect(one) {
  one.open = one.open ? null : await answer(server.library_skipped(one.name));
  draw();
}

function skips(one) {
  const {skipped = [], more = 0, error} = one.open;
  const list = skipped.map(([first, last, why, text]) => make('li', '', `${first === last ? `${one.unit} ${first}` : `${one.unit}s ${first}–${last}`}, ${why}: `, isolate(text)));
  const box = make('td', '', make('ul', 'u-unread', ...list, more ? make('li', '', `and ${more} more`) : '', error || ''));
  box.colSpan = 6;
  return make('tr', 'u-skips', box);
}

function deeds(one) {
  const box = cell('');
  box.className = 'u-does';
  if (!one.name) return box;
  const fetch = make('a', 'u-link', 'Download');
  fetch.href = `library/files/${one.name.split('/').map(encodeURIComponent).join('/')}`;
  fetch.setAttribute('download', '');
  fetch.setAttribute('aria-label', `Download ${one.file}`);
  box.append(fetch);
  if (held.closed) return box;
  const gone = button(sure === one.name ? 'Take it out?' : 'Remove', 'u-link', () => remove(one));
  gone.className = 'u-link';
  gone.setAttribute('aria-label', `${sure === one.name ? 'Really remove' : 'Remove'} ${one.file}`);
  box.append(' ', gone);
  return box;
}

async function remove(one) {             // the first click asks, the second does it
  if (sure !== one.name) { sure = one.name; return draw(); }
  sure = '';
  const said = await answer(server.library_remove(one.name));
  complain(said.error);
  if (!said.error) undo = {file: one.file, removed: said.removed};
  look();
}

search.setAttribute('aria-label', 'Search the library');
order.setAttribute('aria-label', 'Order');
for (const [value, text] of [['newest', 'newest first'], ['title', 'by title'], ['state', 'what waits first'], ['size', 'largest first']]) order.append(Object.assign(make('option', '', text), {value}));
search.addEventListener('input', () => { shownRows = AT_ONCE; draw(); });
order.addEventListener('change', draw);
$('.u-tools').append(search, order, tally);
document.addEventListener('quoth-page', () => { if (here('library')) look(); });
look();
