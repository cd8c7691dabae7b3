// The transcript reader. Runs once for each mount of the component (gr.HTML, js_on_load), with `element`, `server`,
// `props` and `watch` given by Gradio. Text of a transcript only ever becomes text nodes and attribute values.
const $ = (selector) => element.querySelector(selector);
const narrow = matchMedia('(max-width: 860px)');
const pages = new Map();                 // key -> transcript as the server gave it
let shown = null;                        // key of the transcript on the page; '' for the list of all
let turns = [];                          // its rows, by turn number
let marked = null;                       // the row that holds the highlight
let latest = 0;                          // number of the newest request: an older one that finishes later is dropped
let opener = null;                       // the link that led here, to go back to

function make(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

// ---- addresses: #turn=KEY.TURN[.START-END][.SHA]; the key is passed on as it stands
function parse(hash) {
  const found = /^#turn=([^.]+)\.(\d+)(?:\.(\d+)-(\d+))?(?:\.([0-9a-f]{8}))?$/.exec(hash || '');
  return found && {key: found[1], turn: +found[2], start: +(found[3] || 0), end: +(found[4] || 0), sha: found[5] || ''};
}

// ---- text with its unseen characters as badges; offsets are code points, as Python counts them
function badge(name, character) {
  const node = make('span', 'r-unseen', character);
  node.dataset.name = name;
  node.setAttribute('role', 'img');
  node.setAttribute('aria-label', 'invisible character ' + name);
  return node;
}

function lines(text) {                   // a line break becomes a paragraph's, and stays in the text
  return text.split(/(\n)/).map((part) => part === '\n' ? make('span', 'r-break', part) : part);
}

function words(points, from, to, hidden) {
  const out = document.createDocumentFragment();
  let at = from;
  for (const [offset, name] of hidden || []) {
    if (offset < from || offset >= to) continue;
    out.append(...lines(points.slice(at, offset).join('')), badge(name, points[offset]));
    at = offset + 1;
  }
  out.append(...lines(points.slice(at, to).join('')));
  return out;
}

function fill(paragraph, turn, start, end) {
  const [, text, , hidden] = turn;
  if (!text) return paragraph.replaceChildren(make('span', 'r-none', 'No words.'));
  if (start >= end && !hidden) return paragraph.replaceChildren(...lines(text));
  const points = Array.from(text);
  const mark = make('mark');
  mark.append(words(points, start, end, hidden));
  paragraph.replaceChildren(words(points, 0, start, hidden), ...(start < end ? [mark] : []), words(points, end, points.length, hidden));
}

// ---- the page
const AT_ONCE = 300;                     // turns that are written before anything is shown; of longer transcripts only those near the place

function write(page, number) {           // the row of a turn, with its words
  const node = turns[number];
  if (node.firstChild) return node;
  const [speaker, , time] = page.turns[number];
  const [name, remarks] = page.speakers[speaker];
  const head = make('p', 'r-by');
  head.append(make('bdi', 'r-who', name));
  for (const remark of remarks) head.append(' ', make('bdi', 'r-tag', remark));
  const place = make('a', 'r-place', time || String(number + 1));
  place.href = `#turn=${page.key}.${number}.${page.sha}`;
  place.tabIndex = -1;                   // one stop for each of 5,000 turns would bury the rest of the page
  place.setAttribute('aria-label', `Turn ${number + 1}${time ? ', at ' + time : ''}: link`);
  head.append(place);
  const text = make('p', 'r-text');
  text.dir = 'auto';
  fill(text, page.turns[number], 0, 0);
  node.append(head, text);
  return node;
}

function writeAll(page, from, count) {   // row by row while nothing else is to be done, so that the browser's own search finds every word
  const rows = turns, until = Math.min(from + count, rows.length);
  for (let number = from; number < until; number++) write(page, number);
  const later = window.requestIdleCallback || setTimeout;
  if (until < rows.length) later(() => { if (turns === rows) writeAll(page, until, 100); });
}

function draw(page) {
  $('.r-title').textContent = page.title;
  $('.r-about').replaceChildren(...page.about.flatMap((part, at) => [at ? ' · ' : '', make('bdi', '', part)]));
  turns = page.turns.map(() => make('article', 'r-turn'));
  $('.r-body').replaceChildren(...turns);
  writeAll(page, 0, turns.length <= AT_ONCE ? AT_ONCE : 0);
  $('.r-seek').hidden = false;
  $('.r-count').textContent = '';
  $('.r-all').hidden = false;
  marked = null;
  shown = page.key;
}

function highlight(page, at) {
  if (marked) {
    marked.node.classList.remove('r-on');
    marked.node.removeAttribute('aria-current');
    fill(marked.node.querySelector('.r-text'), marked.turn, 0, 0);
  }
  const node = turns[at.turn];
  const span = at.start < at.end ? `.${at.start}-${at.end}` : '';
  marked = {node, turn: page.turns[at.turn], address: `#turn=${page.key}.${at.turn}${span}.${page.sha}`};
  $('.r-copy').hidden = false;
  $('.r-taken').textContent = '';
  node.classList.add('r-on');
  node.setAttribute('aria-current', 'true');
  const length = Array.from(marked.turn[1]).length;
  fill(node.querySelector('.r-text'), marked.turn, Math.min(at.start, length), Math.min(at.end, length));
  return node.querySelector('mark') || node;
}

function centre(target, frames = 6) {    // again for some frames: rows have estimated heights until they have been near the screen
  if (!target.isConnected) return;
  const body = $('.r-body'), frame = body.getBoundingClientRect(), box = target.getBoundingClientRect();
  body.scrollTop += box.top - frame.top - Math.max(24, (frame.height - box.height) / 2);
  if (frames) requestAnimationFrame(() => centre(target, frames - 1));
}

function reveal(page, at) {
  for (let number = Math.max(0, at.turn - 20); number < Math.min(at.turn + 20, turns.length); number++) write(page, number);
  centre(highlight(page, at));
}

function remarkOnAge(page, at) {
  const changed = at.sha && at.sha !== page.sha;
  $('.r-changed').hidden = !changed;
  $('.r-changed').textContent = changed ? 'This file has changed since the link was made: its words may have moved.' : '';
}

async function answer(call) {            // what the server says, or that it says nothing
  const said = await call.catch(() => null);
  return said || {error: 'The server does not answer. Is it still running?'};
}

async function load(at) {
  const kept = pages.get(at.key);
  if (kept && (!at.sha || kept.sha === at.sha)) return kept;
  const page = await answer(server.read_transcript(at.key));
  if (!page.error) pages.set(at.key, page);
  return page;
}

async function open(at, focus) {
  const mine = ++latest;
  element.dataset.state = 'loading';
  const page = await load(at);
  if (mine !== latest) return;
  const lost = page.error || (at.turn < page.turns.length ? '' : 'This transcript has no such turn.');
  if (lost) return say(lost);
  if (shown !== page.key || pages.get(page.key) !== page) draw(page);
  remarkOnAge(page, at);
  reveal(page, at);
  $('.r-live').textContent = `Opened ${page.title}, turn ${at.turn + 1}`;
  element.dataset.state = 'open';
  document.dispatchEvent(new Event('quoth-opened'));   // the conversation shows which citation is open
  if (focus) show();
}

function say(sentence) {
  shown = null;
  turns = [];
  marked = null;
  $('.r-copy').hidden = $('.r-seek').hidden = true;
  $('.r-title').textContent = 'Nothing to show here';
  $('.r-about').replaceChildren();
  $('.r-changed').hidden = true;
  $('.r-body').replaceChildren(make('p', 'r-say', sentence));
  $('.r-all').hidden = false;
  element.dataset.state = 'lost';
}

async function list() {
  const mine = ++latest;
  const {transcripts, error} = await answer(server.list_transcripts());
  if (mine !== latest) return;
  if (error) return say(error);
  const items = transcripts.map(([key, title, date, size]) => {
    const item = make('li'), link = make('a', 'r-item', title), about = make('span', 'r-small', `${date} · ${size}`);
    link.href = `#turn=${key}.0`;
    link.dir = 'auto';
    item.append(link, about);
    return item;
  });
  const whole = make('ul', 'r-list');
  whole.append(...items);
  $('.r-title').textContent = 'The record';
  $('.r-about').textContent = 'Open a transcript to read it, or ask: every citation opens here.';
  $('.r-changed').hidden = true;
  $('.r-body').replaceChildren(whole);
  $('.r-body').scrollTop = 0;
  $('.r-all').hidden = true;
  $('.r-copy').hidden = $('.r-seek').hidden = true;
  marked = null;
  turns = [];
  shown = '';
  element.dataset.state = 'list';
}

// ---- finding words: Enter for the next place, Shift+Enter for the one before, from the highlight on and round
let found = {text: '', page: null, places: [], at: 0};

function places(page, text) {            // letter case and the kind of white space do not matter
  const wanted = new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+'), 'giu');
  return page.turns.flatMap(([, words], turn) => [...words.matchAll(wanted)].map((hit) => {
    const start = Array.from(words.slice(0, hit.index)).length;
    return {turn, start, end: start + Array.from(hit[0]).length};
  }));
}

function search(page, text, by) {
  const all = places(page, text), here = marked ? turns.indexOf(marked.node) : 0;
  const next = Math.max(0, all.findIndex((place) => place.turn >= here));
  return {text, page, places: all, at: by > 0 ? next - 1 : next};
}

function seek(by) {
  const page = pages.get(shown), text = $('.r-find').value.trim();
  $('.r-count').textContent = '';
  if (!page || !text) return;
  if (found.text !== text || found.page !== page) found = search(page, text, by);
  const count = found.places.length;
  $('.r-count').textContent = count ? '' : 'Not in this transcript.';
  if (!count) return;
  found.at = (found.at + by + count) % count;
  reveal(page, found.places[found.at]);
  $('.r-count').textContent = `${found.at + 1} of ${count}`;
}

// ---- copying what is highlighted, with its citation, once the server has proved it again
async function put(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {                              // refused, or an address that is not of this machine and not https
    const box = make('textarea', 'r-live');
    box.value = text;
    element.append(box);
    box.select();
    const done = document.execCommand('copy');
    box.remove();
    return done;
  }
}

async function take() {
  const {address} = marked, style = $('.r-style').value;
  const said = style === 'link' ? {link: location.origin + location.pathname + location.search + address} : await answer(server.cite_quotation(address));
  if (!marked || marked.address !== address) return;
  const done = !said.error && await put(said[style]);
  $('.r-taken').textContent = said.error || (done ? 'Copied.' : 'This browser does not allow copying.');
  $('.r-take').focus({preventScroll: true});
}

// ---- moving: the address in the browser is always that of what is shown; on another page of the app it is that page's
const away = () => !!document.documentElement.dataset.page && document.documentElement.dataset.page !== 'ask';

function show() {
  if (narrow.matches) element.scrollIntoView({block: 'start'});
  $('.r-body').focus({preventScroll: true});
}

function go(hash, focus) {
  if (hash !== location.hash && !away()) history.pushState(null, '', location.pathname + location.search + hash);
  document.dispatchEvent(new CustomEvent('quoth-went', {detail: hash}));   // the way back from the evaluations leads here
  const at = parse(hash);
  return at ? open(at, focus) : list();
}

function back() {
  if (!opener || !opener.isConnected) opener = document.querySelector('#q-box textarea');
  if (narrow.matches) opener.scrollIntoView({block: 'center'});
  opener.focus({preventScroll: true});
}

function follow(event) {
  const link = event.target.closest && event.target.closest('a[href^="#turn="]');
  if (!link || link.closest('.q-nav') || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  if (!element.contains(link)) opener = link;
  go(link.getAttribute('href'), true);
}

if (window.quothReader) window.quothReader.abort();   // mounted a second time: never two listeners for one click
window.quothReader = new AbortController();
const until = {signal: window.quothReader.signal};
document.addEventListener('click', follow, until);
window.addEventListener('popstate', () => { const at = parse(location.hash); at ? open(at, false) : away() || list(); }, until);
$('.r-all').addEventListener('click', () => { go('', false); $('.r-body').focus({preventScroll: true}); });
$('.r-back').addEventListener('click', back);
$('.r-take').addEventListener('click', take);
$('.r-style').addEventListener('change', () => { $('.r-taken').textContent = ''; });
$('.r-find').addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && !event.isComposing) seek(event.shiftKey ? -1 : 1);
  if (event.key === 'Escape' && event.target.value) event.stopPropagation();   // clears the field, and stays
});
element.addEventListener('keydown', (event) => { if (event.key === 'Escape') back(); });
watch('value', () => { if (props.value) go(props.value.opens, false); });   // an answer shows its first quotation
const deep = parse(location.hash);
if (deep) open(deep, narrow.matches); else list();
