// The same measure over parts of the questions. Few questions say little: below 20 they are grey and stand last.
const FEW = 20, AT_FIRST = 12;

function choice(label, options, value) { // a labelled select: options are [value, text]
  const select = make('select', '', ...options.map(([held, text]) => Object.assign(make('option', '', text), {value: held})));
  if (value !== undefined) select.value = value;
  select.setAttribute('aria-label', label);
  return {select, node: make('label', 'choice', make('span', '', label), select)};
}

function sliceRow(name, value, whole, narrow) {
  const label = name || '(none)', title = Object.assign(make('th', '', narrow ? '' : isolate(label)), {scope: 'row'});
  if (narrow) {
    const button = make('button', 'plain', isolate(label));
    button.title = 'Show these questions below';
    button.addEventListener('click', narrow);
    title.append(button);
  }
  return make('tr', value.n < FEW ? 'few' : '', title, ...cells(label, value, whole));
}

function sliceTable(report, tag, measure, all, narrowTo) {
  const whole = report.means[measure], held = Object.entries(report.slices[tag]).filter(([, values]) => Object.hasOwn(values, measure));
  held.sort(([, a], [, b]) => (a[measure].n < FEW) - (b[measure].n < FEW) || a[measure].mean - b[measure].mean);
  const body = make('tbody', '', ...held.slice(0, all ? held.length : AT_FIRST).map(([name, values]) =>
    sliceRow(name, values[measure], whole && whole.mean, narrowTo(tag, name))));
  return {table: make('table', 'measures slices', heads(tag, '0 to 1', 'Mean', '95 % interval', 'n'), body), size: held.length,
    few: held.some(([, values]) => values[measure].n < FEW)};
}

// `narrowTo(tag, value)` gives what shows those questions, or null where no question can be found by it.
function slices(report, first, narrowTo) {
  const tags = Object.keys(report.slices || {}).filter((tag) => Object.keys(report.slices[tag]).length);
  const sliced = new Set(tags.flatMap((tag) => Object.values(report.slices[tag]).flatMap(Object.keys)));
  const names = Object.keys(report.means).filter((name) => !isTime(name) && sliced.has(name));
  if (!tags.length || !names.length) return '';
  const by = choice('By', tags.map((tag) => [tag, tag]));
  const of = choice('Measure', names.map((name) => [name, name]), names.includes(first) ? first : names[0]);
  const place = make('div', ''), note = make('p', 'note'), more = make('button', 'plain more');
  const show = (all) => {
    const {table, size, few} = sliceTable(report, by.select.value, of.select.value, all, narrowTo);
    place.replaceChildren(table);
    note.textContent = `The worst first; the thin line is the mean of all.${few ? ` Grey: fewer than ${FEW} questions.` : ''}`;
    more.hidden = all || size <= AT_FIRST;
    more.textContent = `Show all ${size}`;
  };
  by.select.addEventListener('change', () => show(false));
  of.select.addEventListener('change', () => show(false));
  more.addEventListener('click', () => show(true));
  show(false);
  return section('slices', 'Slices', make('div', 'controls', by.node, of.node), note, place, more);
}
