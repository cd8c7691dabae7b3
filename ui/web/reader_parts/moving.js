// Moving: the address in the browser is always that of what is shown; on another page of the app it is that page's
const away = () => !!document.documentElement.dataset.page && document.documentElement.dataset.page !== 'ask';

const root = document.documentElement;

function sheet(on) {                     // on a phone the reader lies over the conversation; going back takes it away
  root.toggleAttribute('data-sheet', on && narrow.matches);
  element.closest('#q-side').classList.toggle('q-lifted', on && narrow.matches);
}

function show() {
  sheet(true);
  $('.r-body').focus({preventScroll: true});
}

function go(hash, focus) {
  const lifts = focus && narrow.matches && !root.hasAttribute('data-sheet');
  if ((lifts || hash !== location.hash) && !away()) history.pushState(lifts ? {sheet: true} : history.state, '', location.pathname + location.search + hash);
  document.dispatchEvent(new CustomEvent('quoth-went', {detail: hash}));   // the way back from the evaluations leads here
  const at = parse(hash);
  return at ? open(at, focus) : list();
}

function back() {
  if (root.hasAttribute('data-sheet') && history.state && history.state.sheet) return history.back();
  lower();
}

function lower() {                       // to where the reader was opened from
  sheet(false);
  if (!opener || !opener.isConnected) opener = document.querySelector('#q-box textarea');
  if (narrow.matches) opener.scrollIntoView({block: 'nearest'});
  opener.focus({preventScroll: true});
}

function popped(event) {
  const at = parse(location.hash);
  if (root.hasAttribute('data-sheet') && !(event.state && event.state.sheet)) lower();
  if (event.state && event.state.sheet) sheet(true);
  if (at) open(at, false);
  else if (!away()) list();
}

function lift() {                        // on a phone, from the head of the page
  history.pushState({sheet: true}, '', location.href);
  show();
}

async function peek({address, tell}) {   // the words around a quotation
  const at = parse(address), page = at && await load(at);
  if (!page || page.error || at.turn >= page.count) return;
  const [, text, , hidden] = page.turns[at.turn], points = Array.from(text), blank = (point) => /\s/.test(point);
  const first = points.findIndex((point, number) => number >= at.start - 140 && (number >= at.start || !number || blank(points[number - 1])));
  let last = Math.min(points.length, at.end + 140);
  while (last < points.length && last > at.end && !blank(points[last])) last--;
  const before = words(points, at.start > 140 ? first : 0, at.start, hidden), after = words(points, at.end, last, hidden);
  if (at.start > 140) before.prepend('…');
  if (last < points.length) after.append('…');
  tell(before, after);
}

function follow(event) {
  const link = event.target.closest && event.target.closest('a[href^="#turn="]');
  if (!link || link.closest('.q-nav') || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  if (!element.contains(link)) opener = link;
  if (away()) {                          // from another page of the app
    history.pushState(null, '', location.pathname + location.search + link.getAttribute('href'));
    document.dispatchEvent(new Event('quoth-chose'));
  }
  go(link.getAttribute('href'), true);
}

function scrolls(event) {                // what a person moves the page with; what is spoken is not followed any more
  const keys = ['PageUp', 'PageDown', 'Home', 'End', 'ArrowUp', 'ArrowDown'];
  const bar = event.type === 'pointerdown' && event.target === $('.r-body');
  if (event.type === 'wheel' || event.type === 'touchmove' || bar || keys.includes(event.key)) pursue(false);
  centred = null;
}

if (window.quothReader) window.quothReader.abort();   // mounted a second time: never two listeners for one click
window.quothReader = new AbortController();
const until = {signal: window.quothReader.signal};
document.addEventListener('click', follow, until);
window.addEventListener('popstate', popped, until);
$('.r-all').addEventListener('click', () => { go('', false); $('.r-body').focus({preventScroll: true}); });
$('.r-back').addEventListener('click', back);
$('.r-take').addEventListener('click', take);
$('.r-print').addEventListener('click', print);
$('.r-play').addEventListener('click', toggle);
$('.r-follow').addEventListener('click', () => pursue(true));
$('.r-position').addEventListener('input', (event) => { begun = true; wind(+event.target.value); pursue(true); });
$('.r-speed').addEventListener('change', (event) => { speed = +event.target.value; if (recording) recording.playbackRate = speed; });
$('.r-body').addEventListener('click', (event) => { const from = event.target.closest('.r-from'); if (from) playFrom(+from.parentElement.dataset.turn); });
$('.r-time').addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && !event.isComposing) jump();
  if (event.key === 'Escape' && event.target.value) { event.stopPropagation(); event.target.value = ''; }
});
$('.r-style').addEventListener('change', () => { $('.r-taken').textContent = ''; });
$('.r-find').addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && !event.isComposing) seek(event.shiftKey ? -1 : 1);
  if (event.key === 'Escape' && event.target.value) event.stopPropagation();   // clears the field, and stays
});
element.addEventListener('keydown', (event) => { if (event.key === 'Escape') back(); else playingKeys(event); });
$('.r-only').addEventListener('change', (event) => limit(event.target.value));
$('.r-previous').addEventListener('click', () => walk(-1));
$('.r-next').addEventListener('click', () => walk(1));
$('.r-body').addEventListener('scroll', remindSoon, {passive: true});
for (const kind of ['wheel', 'touchmove', 'pointerdown', 'keydown']) $('.r-body').addEventListener(kind, scrolls, {passive: true});
document.addEventListener('quoth-page', () => { if (away() && recording) recording.pause(); }, until);
document.addEventListener('quoth-walk', (event) => walk(event.detail), until);      // keys.js
document.addEventListener('quoth-peek', (event) => peek(event.detail), until);      // peek.js
document.addEventListener('click', (event) => { if (event.target.closest && event.target.closest('.q-lift')) { opener = event.target; lift(); } }, until);
watch('value', () => {                   // an answer shows its first quotation
  if (props.value) go(props.value.opens, false);
  fetchCited();
});
const deep = parse(location.hash);
if (deep) open(deep, narrow.matches && !new URLSearchParams(location.search).has('c')); else list();   // a conversation comes first
