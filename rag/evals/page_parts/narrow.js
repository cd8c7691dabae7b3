// Which questions are listed, and in which order: the worst first.
const TIME = 'time, slowest first';
const MANY = 1000;                       // a tag with more values than this is an id: nobody chooses from it
const order = (a, b) => a < b ? -1 : a > b ? 1 : 0;

function checkbox(label, title) {
  const box = Object.assign(make('input', ''), {type: 'checkbox'}), node = make('label', 'check', box, ' ', label);
  node.title = title;
  return {box, node};
}

function tagChoice(report) {             // one select for every tag; its values are numbers of [tag, value]
  const pairs = [], {select, node} = choice('Only', [['', 'all questions']]);
  for (const [tag, values] of facets(report)) {
    if (!values.size || values.size > MANY) continue;
    const group = Object.assign(make('optgroup', ''), {label: tag});
    for (const [value, size] of [...values].sort(([a], [b]) => order(a, b))) {
      group.append(Object.assign(make('option', '', `${value || '(none)'} (${size})`), {value: String(pairs.length)}));
      pairs.push([tag, value]);
    }
    select.append(group);
  }
  return {select, node, pairs};
}

function sortChoice(report, first) {
  const names = new Set(report.questions.flatMap((question) => Object.keys(question.values)));
  if (report.questions.some((question) => question.seconds !== null)) names.add(TIME);
  return choice('Worst first by', [...names].map((name) => [name, name]), names.has(first) ? first : undefined);
}

function controls(report, first) {
  const search = Object.assign(make('input', ''), {type: 'search', placeholder: 'Filter by words', autocomplete: 'off'});
  search.setAttribute('aria-label', 'Filter the questions by words');
  const sort = sortChoice(report, first), tag = tagChoice(report);
  const failures = checkbox('Only failures',
    'Errors, wrong refusals, wrong answers, quotations that miss gold, and questions that score 0 in the chosen measure');
  const wrong = checkbox('Only unanswerable that were answered', 'The record does not hold the answer, and something was quoted');
  const keys = make('p', 'keys', make('kbd', '', '/'), ' filter, ', make('kbd', '', 'j'), ' ', make('kbd', '', 'k'), ' or arrows move');
  const node = make('div', 'narrow', search, make('div', 'controls', sort.node, tag.node), failures.node, wrong.node, keys);
  return {node, search, sort: sort.select, tag: tag.select, pairs: tag.pairs, failures: failures.box, wrong: wrong.box};
}

// What a question is found by: everything that its list row and its detail show of it.
function haystack(question) {
  const turns = [...question.gold, ...question.quotes, ...question.hits].flatMap((turn) => [turn.speaker, turn.text]);
  return [question.id, question.question, question.transcript, question.error, ...question.history.flat(), ...Object.values(question.tags), ...turns]
    .join('\n').toLowerCase();
}

// The smaller, the earlier in the list; a question that the measure says nothing of comes last.
function badness(question, measure) {
  if (measure === TIME) return [-(question.seconds ?? -1), 0];
  return [question.values[measure] ?? Infinity, -(question.gold_rank ?? Infinity)];
}

function chosen(report, hay, by) {       // numbers of the questions to list
  const measure = by.sort.value, pair = by.tag.value === '' ? null : by.pairs[+by.tag.value];
  const terms = by.search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const keep = (question, at) => terms.every((term) => hay[at].includes(term))
    && (!pair || valuesOf(question, pair[0]).includes(pair[1]))
    && (!by.failures.checked || failed(question, measure))
    && (!by.wrong.checked || wronglyAnswered(question));
  return report.questions.map((question, at) => [at, ...badness(question, measure)])
    .filter(([at]) => keep(report.questions[at], at))
    .sort((a, b) => order(a[1], b[1]) || order(a[2], b[2]) || a[0] - b[0])
    .map(([at]) => at);
}
