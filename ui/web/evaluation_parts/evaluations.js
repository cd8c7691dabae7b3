// The page: drawn anew from the server each time it is shown. The runs that are chosen stand in the address, #evaluations=KEY,KEY.
const ADDRESS = '#evaluations';
let held = null;                         // what the server sent last
let latest = 0;                          // number of the newest request: an older one that finishes later is dropped

const here = () => location.hash.startsWith(ADDRESS);
const named = () => location.hash.length > ADDRESS.length ? location.hash.slice(ADDRESS.length + 1).split(',') : null;

function chosen() {                      // the runs of the address, oldest first; without any the newest two of one question file
  const sound = held.runs.filter((run) => !run.problem), keys = named();
  const start = sound.slice(0, 2).filter((run) => run.digest === sound[0].digest);
  const runs = keys ? sound.filter((run) => keys.includes(run.key)).slice(0, MOST) : start;
  return runs.reverse().map((run, at) => ({run, letter: String.fromCharCode(65 + at)}));
}

function choose(key, wanted) {
  const keys = chosen().map(({run}) => run.key).filter((one) => one !== key);
  if (wanted) keys.push(key);
  history.replaceState(history.state, '', `${ADDRESS}=${keys.join(',')}`);
  document.dispatchEvent(new Event('quoth-chose'));
  redraw();
  const box = [...element.querySelectorAll('.e-choice input')][held.runs.filter((run) => !run.problem).findIndex((run) => run.key === key)];
  if (box) box.focus({preventScroll: true});
}

function hint(runs) {
  if (runs.length === 2) return '';
  const sound = held.runs.filter((run) => !run.problem).length;
  if (sound < 2) return make('p', 'e-note', 'With a second run the two can be compared here.');
  return make('p', 'e-note', runs.length > 2 ? 'Choose only two to compare them.' : 'Choose two to compare them.');
}

function redraw() {
  const runs = chosen(), letters = new Map(runs.map(({run, letter}) => [run.key, letter]));
  const shown = held.runs.length ? [list(held.runs, held.measures, letters, choose), hint(runs)] : [nothing(held.empty)];
  $('.e-about').textContent = held.runs.length ? 'Each run asked one file of questions. Chosen runs are charted below; of two, the newer is compared with the older.' : '';
  $('.e-runs').replaceChildren(...shown, ...made(held.made));
  $('.e-charts').replaceChildren(...charts(held.measures, runs));
  compareThem(runs);
}

async function compareThem(runs) {
  const mine = ++latest;
  if (runs.length !== 2) return $('.e-comparison').replaceChildren();
  const [a, b] = runs.map(({run}) => run);
  $('.e-comparison').replaceChildren(make('p', 'e-note', 'Comparing…'));
  const said = await answer(server.compare_runs([a.key, b.key]));
  if (mine === latest) $('.e-comparison').replaceChildren(...compared(said, a, b, held.measures));
}

async function load() {
  element.dataset.state = 'loading';
  const said = await answer(server.list_runs());
  if (said.error) $('.e-runs').replaceChildren(make('p', 'e-note', said.error));
  else {
    held = said;
    redraw();
  }
  element.dataset.state = 'open';
}

function shown() {
  if (!here()) return;
  load();
  $('.e-page').focus({preventScroll: true});
}

if (window.quothEvaluations) window.quothEvaluations.abort();   // mounted a second time: never two listeners for one click
window.quothEvaluations = new AbortController();
const until = {signal: window.quothEvaluations.signal};
document.addEventListener('click', taken, until);
document.addEventListener('click', judged, until);
document.addEventListener('quoth-page', shown, until);
const watching = new MutationObserver(tell);
watching.observe(document.querySelector('#q-talk') || document.body, {childList: true, subtree: true});
until.signal.addEventListener('abort', () => watching.disconnect());
if (here()) load();
