// Plots, built node by node. Lengths are percentages of the plot, so that text and strokes never stretch.
const at = (value) => `${(100 * Math.min(1, Math.max(0, value))).toFixed(2)}%`;

// One horizontal bar from 0 to 1 with its 95 % interval as a whisker, and a line at `mark` where there is one.
function bar({mean, low, high}, label, mark) {
  const plot = draw('svg', {class: 'bar', width: '100%', height: '18', role: 'img', 'aria-label': label});
  plot.append(draw('line', {class: 'base', x1: '0', x2: '100%', y1: '17.5', y2: '17.5'}));
  for (const tick of [0.25, 0.5, 0.75]) plot.append(draw('line', {class: 'tick', x1: at(tick), x2: at(tick), y1: '0', y2: '18'}));
  plot.append(draw('rect', {class: 'fill', x: '0', y: '3', width: at(mean), height: '12', rx: '1.5'}));
  if (low !== null && high !== null) {
    plot.append(draw('line', {class: 'whisker', x1: at(low), x2: at(high), y1: '9', y2: '9'}));
    for (const end of [low, high]) plot.append(draw('line', {class: 'whisker', x1: at(end), x2: at(end), y1: '5', y2: '13'}));
  }
  if (mark !== undefined) plot.append(draw('line', {class: 'mean', x1: at(mark), x2: at(mark), y1: '0', y2: '18'}));
  return plot;
}

const interval = ({low, high}) => low === null || high === null ? 'no interval' : `${decimal(low)}–${decimal(high)}`;
const spoken = (name, value) => `${name} ${decimal(value.mean)}, 95 % interval: ${interval(value)}, ${count(value.n, 'question')}`;

// How a score came about: one stacked bar, and the same in words below it. `most` is the length of a full bar.
function parts(hit, most) {
  const bars = make('span', 'stack'), names = make('span', 'shares');
  bars.setAttribute('aria-hidden', 'true');
  for (const [name, value] of Object.entries(hit.parts)) {
    const {way, kind, label} = ranking(name), colour = KINDS.has(kind) ? `${way} of-${kind}` : way, piece = make('span', `piece ${colour}`);
    piece.style.width = at(value / most);
    bars.append(piece);
    names.append(make('span', 'share', make('span', `dot ${colour}`), isolate(label), ` ${value.toFixed(4)}`), ' ');
  }
  return make('div', 'parts', bars, names);
}

// ---- risk against coverage
const WIDE = 340, HIGH = 210, LEFT = 58, BOTTOM = 36, TOP = 10, RIGHT = 12;
const across = (value) => LEFT + value * (WIDE - LEFT - RIGHT);
const up = (value, most) => HIGH - BOTTOM - Math.min(1, value / most) * (HIGH - BOTTOM - TOP);

function axes(most) {
  const out = [];
  for (const tick of [0, 0.5, 1]) {
    out.push(draw('line', {class: 'tick', x1: LEFT, x2: WIDE - RIGHT, y1: up(tick * most, most), y2: up(tick * most, most)}));
    out.push(draw('text', {x: LEFT - 6, y: up(tick * most, most) + 4, 'text-anchor': 'end'}, percent(tick * most)));
    out.push(draw('text', {x: across(tick), y: HIGH - BOTTOM + 16, 'text-anchor': tick === 0 ? 'start' : tick === 1 ? 'end' : 'middle'}, percent(tick)));
  }
  out.push(draw('text', {x: across(0.5), y: HIGH - 3, 'text-anchor': 'middle'}, 'questions answered'));
  out.push(draw('text', {x: -up(0.5, 1), y: 10, transform: 'rotate(-90)', 'text-anchor': 'middle'}, 'of them wrongly'));
  return out;
}

function curve(points) {
  const most = Math.max(0.1, ...points.map((point) => point.risk)), dot = draw('circle', {class: 'here', r: 4.5});
  const spots = points.map((point) => `${across(point.coverage).toFixed(1)},${up(point.risk, most).toFixed(1)}`);
  const plot = draw('svg', {class: 'risk', viewBox: `0 0 ${WIDE} ${HIGH}`, role: 'img', 'aria-label': 'Share answered wrongly against share answered'});
  plot.append(...axes(most), draw('polyline', {class: 'curve', points: spots.join(' ')}), dot);
  const show = (point) => {
    dot.setAttribute('cx', across(point.coverage));
    dot.setAttribute('cy', up(point.risk, most));
  };
  return {plot, show};
}
