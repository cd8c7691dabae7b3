// Plots. Lengths are percentages of the plot, so that strokes never stretch.
const at = (value) => `${(100 * Math.min(1, Math.max(0, value))).toFixed(2)}%`;

function whisker(low, high) {            // a 95 % interval; both are shares of the plot
  const line = (x1, x2, y1, y2) => draw('line', {class: 'e-whisker', x1: at(x1), x2: at(x2), y1, y2});
  return [line(low, high, 9, 9), line(low, low, 5, 13), line(high, high, 5, 13)];
}

function bar({mean, low, high}, label) { // from 0 to 1
  const plot = draw('svg', {class: 'e-bar', width: '100%', height: '18', role: 'img', 'aria-label': label});
  for (const tick of [0, 0.25, 0.5, 0.75, 1]) plot.append(draw('line', {class: 'e-tick', x1: at(tick), x2: at(tick), y1: '0', y2: '18'}));
  plot.append(draw('rect', {class: 'e-fill', x: '0', y: '3', width: at(mean), height: '12', rx: '1.5'}));
  if (low !== null && high !== null) plot.append(...whisker(low, high));
  return plot;
}

// How far B is from A, on a scale of -reach to +reach with "no difference" in the middle.
function gap({difference, low, high, verdict, measure}, reach) {
  const on = (value) => 0.5 + value / reach / 2;
  const plot = draw('svg', {class: `e-gap e-${verdict.split(' ')[0]}`, width: '100%', height: '18', role: 'img',
    'aria-label': `${measure}: difference ${(100 * difference).toFixed(1)} points`});
  plot.append(draw('line', {class: 'e-zero', x1: '50%', x2: '50%', y1: '0', y2: '18'}));
  if (low !== null && high !== null) plot.append(...whisker(on(low), on(high)));
  plot.append(draw('circle', {class: 'e-dot', cx: at(on(difference)), cy: '9', r: '3.5'}));
  return plot;
}

function chart([measure, meaning], runs) {
  const rows = runs.filter(({run}) => run.means[measure]).map(({run, letter}) => {
    const mean = run.means[measure], spread = between(mean);
    const label = `${letter}, ${measure}: ${decimal(mean.mean)}${spread ? `, 95 % interval ${spread}` : ''}`;
    const numbers = make('span', 'e-numbers', make('strong', '', decimal(mean.mean)), ' ', make('span', 'e-spread', spread));
    return make('div', 'e-row', make('span', 'e-letter', letter), bar(mean, label), numbers);
  });
  const none = make('p', 'e-note', 'None of these runs has a value of it.');
  const title = make('figcaption', '', make('span', 'e-measure', measure), make('span', 'e-meaning', meaning));
  return make('figure', 'e-chart', title, ...(rows.length ? rows : [none]));
}

function charts(measures, runs) {
  if (!runs.length) return [];
  const note = make('p', 'e-note', 'Bars are means from 0 to 1, whiskers their 95 % intervals.');
  return [make('h3', '', 'Measures'), note, make('div', 'e-grid', ...measures.map((measure) => chart(measure, runs)))];
}
