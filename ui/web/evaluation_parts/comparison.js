// Two runs, question by question: B, the newer one, against A.
const SHOWN = 5;                         // how many measures stand before the fold

const points = (value) => `${value > 0 ? '+' : ''}${(100 * value).toFixed(1)}`;

function spread({scale, low, high}) {
  if (low === null || high === null) return '';
  return scale === 'ratio' ? `×${low.toFixed(2)} to ×${high.toFixed(2)}` : `${points(low)} to ${points(high)}`;
}

function verdict(held) {
  return held.verdict === 'within noise' ? make('span', 'e-noise', held.text) : make('span', `e-verdict e-${held.verdict}`, held.verdict);
}

function differenceRow(held, reach) {
  const title = make('th', '', make('span', 'e-measure', held.measure), make('span', 'e-meaning', held.meaning));
  title.scope = 'row';
  const plot = cell('', held.scale === 'points' ? gap(held, reach) : '');
  plot.classList.add('e-plot');
  const change = cell('Difference', make('span', 'e-mean', held.gap), make('span', 'e-spread', spread(held)));
  const counts = cell('Won, lost, tied', `${held.won} / ${held.lost} / ${held.tied}`);
  return make('tr', '', title, cell('A', decimal(held.a)), cell('B', decimal(held.b)), change, plot, cell('Verdict', verdict(held)), counts);
}

function differences(measures, main) {
  const rank = (held) => { const at = main.findIndex(([name]) => name === held.measure); return at < 0 ? main.length : at; };
  const ordered = [...measures].sort((one, other) => rank(one) - rank(other));
  const ends = ordered.filter((held) => held.scale === 'points').flatMap(({low, high, difference}) => [low, high, difference].map(Math.abs));
  const reach = Math.max(0.02, ...ends);
  const body = make('tbody', '', ...ordered.map((held) => differenceRow(held, reach)));
  const table = make('table', 'e-table e-differences', heads('Measure', 'A', 'B', 'Difference', '', 'Verdict', 'Won / lost / tied'), body);
  return [table, make('p', 'e-note', 'Differences are B less A in points of 100 (for times B over A), with their 95 % intervals.'), ...movers(ordered)];
}

function change(held, a, b) {
  const link = (run, letter, value) => Object.assign(make('a', 'e-at', `${letter} ${decimal(value)}`),
    {href: report(run, held.hash), target: '_blank', rel: 'noopener', title: `This question in the report of ${letter}`});
  const went = make('span', 'e-went', link(a, 'A', held.a), ' → ', link(b, 'B', held.b));
  const question = make('span', 'e-question', held.question);
  question.dir = 'auto';
  return make('li', '', went, question);
}

let sides = [];                          // the two runs that are compared

function movers(measures) {              // the questions that changed most, by one measure at a time
  const told = measures.filter((held) => held.changes.length);
  if (!told.length) return [make('p', 'e-note', 'No question changed.')];
  const pick = make('select', '', ...told.map((held) => make('option', '', held.measure)));
  const list = make('ul', 'e-changes');
  const show = () => list.replaceChildren(...told[pick.selectedIndex].changes.map((held) => change(held, ...sides)));
  pick.addEventListener('change', show);
  show();
  const label = make('label', 'e-pick', 'Questions that changed most by ', pick);
  return [make('h4', '', label), list];
}

function unlike(changed) {               // what was not the same when the two were made
  if (!changed.length) return [];
  const items = changed.map(([name, a, b]) => make('li', '', make('span', 'e-name', isolate(name)), ' ', isolate(a), ' → ', isolate(b)));
  const fold = make('details', 'e-unlike', make('summary', '', `What else was not the same (${changed.length})`), make('ul', '', ...items));
  fold.open = changed.length <= SHOWN;
  return [fold];
}

function compared(held, a, b, main) {
  const title = make('h3', '', 'B against A');
  if (held.error) return [title, make('p', 'e-conclusion', held.error)];
  sides = [a, b];
  const notes = held.notes.map((note) => make('p', 'e-note', note));
  return [title, make('p', 'e-conclusion', held.conclusion), ...notes, ...unlike(held.changed), ...differences(held.measures, main)];
}
