// The head of the report: what was evaluated, its measures, calibration, latency and provenance.
const MONTHS = 'January February March April May June July August September October November December'.split(' ');

const SCOPES = {transcript: 'each asked of its own transcript', library: 'each asked of the whole library'};

function section(id, title, ...content) {
  const node = make('section', 'part', make('h2', '', title), ...content);
  node.id = id;
  return node;
}

function day(iso) {
  const found = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d:\d\d)[\d:.]*(Z|[+-]\d\d:?\d\d)?$/.exec(iso || '');
  if (!found || !MONTHS[found[2] - 1]) return iso || '';
  const zone = /^(Z|[+-]00:?00)$/.test(found[5] || '') ? ' UTC' : found[5] ? ` UTC${found[5]}` : '';
  return `${+found[3]} ${MONTHS[found[2] - 1]} ${found[1]}, ${found[4]}${zone}`;
}

function headline(report) {
  const {provenance: from, counts} = report, encoder = from.encoder || {};
  const unanswerable = counts.questions - counts.answerable;
  const facts = [
    count(counts.questions, 'question') + (unanswerable ? `, ${unanswerable.toLocaleString('en')} of them unanswerable` : ''),
    SCOPES[from.scope] || '',
    from.library ? `${count(from.library.transcripts, 'transcript')}, ${count(from.library.turns, 'turn')}` : '',
    encoder.name || '', from.sample ? `a sample of ${from.sample.n} (seed ${from.sample.seed})` : '', day(from.when)];
  const head = make('header', 'head', make('p', 'brand', make('span', 'name', 'Quoth'), ' ', make('span', 'line', 'Evaluation report')));
  head.append(make('h1', '', words(from.questions ? from.questions.file : 'Evaluation')));
  head.append(make('p', 'about', ...facts.filter(Boolean).flatMap((fact, at) => [at ? ' · ' : '', isolate(fact)])));
  return head;
}

function trouble(counts, showThem) {     // failed questions, loudly
  const parts = [];
  if (counts.failed) parts.push(`${count(counts.failed, 'question')} failed with an error`);
  if (counts.missing) parts.push(`${count(counts.missing, 'question')} ${counts.missing === 1 ? 'is' : 'are'} missing from the run`);
  if (!parts.length) return '';
  const button = make('button', 'plain', 'Show the failures');
  button.addEventListener('click', showThem);
  const node = make('p', 'trouble', make('strong', '', parts.join(', ') + '.'), ' They score 0 in every mean below. ', button);
  node.setAttribute('role', 'status');
  return node;
}

function cells(name, value, mark) {      // the plot and the numbers of one row
  return [make('td', 'plot', bar(value, spoken(name, value), mark)), make('td', 'number', decimal(value.mean)),
    make('td', 'interval', interval(value)), make('td', 'n', value.n.toLocaleString('en'))];
}

function measureRow(name, value) {
  const title = make('th', '', make('span', 'measure', words(name)), make('span', 'means', words(meaning(name))));
  title.scope = 'row';
  return make('tr', '', title, ...cells(name, value));
}

function heads(...names) {
  const cells = names.map((name) => Object.assign(make('th', '', name), {scope: 'col'}));
  return make('thead', '', make('tr', '', ...cells));
}

function measures(report) {
  const table = make('table', 'measures', heads('Measure', '0 to 1', 'Mean', '95 % interval', 'n'));
  const left = new Set(Object.keys(report.means).filter((name) => !isTime(name)));
  for (const [title, pattern] of GROUPS) {
    const names = [...left].filter((name) => pattern.test(name)), head = make('th', '', title);
    if (!names.length) continue;
    names.forEach((name) => left.delete(name));
    Object.assign(head, {colSpan: 5, scope: 'rowgroup'});
    table.append(make('tbody', '', make('tr', 'group', head), ...names.map((name) => measureRow(name, report.means[name]))));
  }
  return section('measures', 'Measures', table);
}

function calibration(report) {
  const held = report.calibration;
  if (!held || !held.curve.length) return '';
  const points = [...held.curve].sort((a, b) => a.coverage - b.coverage || b.threshold - a.threshold), {plot, show} = curve(points);
  const reading = make('output', 'reading');
  const slider = Object.assign(make('input', ''), {type: 'range', min: 0, max: points.length - 1, step: 1});
  const least = threshold(report), near = least === null ? -1 : points.findLastIndex((point) => point.threshold >= least);
  const move = () => {
    const point = points[+slider.value];
    show(point);
    const wrong = `${percent(point.coverage)} answered, ${percent(point.risk)} of them wrongly.`;
    reading.textContent = `Refusing below ${point.threshold.toFixed(3)}: ${wrong}`;
    slider.setAttribute('aria-valuetext', reading.textContent);
  };
  slider.setAttribute('aria-label', 'Confidence threshold');
  slider.value = near < 0 ? points.length - 1 : near;
  slider.addEventListener('input', move);
  move();
  const pairs = ` The answerable one of two questions has the higher confidence in ${percent(held.auroc ?? 0)} of pairs (AUROC).`;
  const note = 'Wrongly: the question is unanswerable, or what was quoted misses gold.' + (typeof held.auroc === 'number' ? pairs : '');
  return section('confidence', 'What confidence is worth', make('p', 'note', note), plot, slider, reading);
}

function latency(report) {
  const timed = report.questions.filter((question) => typeof question.seconds === 'number').sort((a, b) => a.seconds - b.seconds);
  if (!timed.length) return '';
  const upto = (share) => seconds(timed[Math.ceil(share * timed.length) - 1].seconds), slowest = timed[timed.length - 1];
  const link = Object.assign(make('a', '', 'the slowest'), {href: address(slowest)});
  const most = `Half of the questions took at most ${upto(0.5)}, nine in ten at most ${upto(0.9)}; `;
  return section('latency', 'Latency', make('p', 'note', most, link, ` took ${seconds(slowest.seconds)}.`));
}

function rows(value, path = '') {        // every leaf of the provenance as [dotted name, text]
  const leaf = value === null || typeof value !== 'object';
  if (!leaf) return Object.entries(value).flatMap(([name, held]) => rows(held, path ? `${path}.${name}` : name));
  return [[path, value === null ? 'none' : String(value)]];
}

function provenance(report) {
  const list = make('dl', 'from');
  for (const [name, value] of rows(report.provenance)) list.append(make('dt', '', words(name)), make('dd', '', words(value)));
  return make('details', 'part', make('summary', '', 'Provenance: what exactly was run'), list);
}
