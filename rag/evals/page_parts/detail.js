// One question: what was asked, why it ended as it did, its gold, what came up and what was quoted.
const GOLD_AT_FIRST = 6;

function turnRow(className, turn, same, ...marks) {
  const by = make('p', 'by', isolate(turn.speaker || 'Unnamed speaker', 'who'), ...marks.filter(Boolean).flatMap((mark) => [' ', mark]));
  const place = make('span', 'place', ...turn.transcript === undefined ? [] : [isolate(turn.transcript), ' · '], turnName(turn.turn));
  place.title = `Number ${turn.turn} in question files, which count from 0`;
  by.append(' ', place);
  return make('li', className, by, turn.text ? passage('text', turn.text, same) : make('p', 'note', 'No words.'));
}

function block(title, note, ...content) {
  return make('section', 'block', make('h3', '', title), ...note ? [make('p', 'note', note)] : [], ...content);
}

const chip = (tone, text) => make('span', `chip ${tone}`, text);

function earlier(history) {
  const list = make('ol', 'history');
  for (const [asked, answer] of history) list.append(make('li', '', passage('asked', asked), ...answer ? [passage('answered', answer)] : []));
  return make('section', 'block', make('h3', '', 'Asked before it'), list);
}

function values(question) {
  const list = make('dl', 'values'), pairs = Object.entries(question.values).map(([name, value]) => [name, decimal(value)]);
  if (question.confidence !== null) pairs.push(['confidence', decimal(question.confidence)]);
  if (question.seconds !== null) pairs.push(['time', seconds(question.seconds)]);
  for (const [name, value] of pairs) list.append(make('div', '', make('dt', '', words(name)), make('dd', '', value)));
  return list;
}

function gold(question, same) {
  if (!question.answerable) return block('Gold', 'There is none: the record does not hold the answer.');
  const rows = question.gold.map((turn) => turnRow('turn', turn, same)), list = make('ol', 'turns', ...rows.slice(0, GOLD_AT_FIRST));
  const more = make('button', 'plain more', `Show all ${rows.length}`);
  more.hidden = rows.length <= GOLD_AT_FIRST;
  more.addEventListener('click', () => { list.append(...rows); more.hidden = true; });
  return block('Gold', 'What should have been found.', list, more);
}

function quoted(question, same) {
  if (!question.quotes.length) return block('Quoted', question.answered === null ? 'The run has no quotations.' : 'Nothing was quoted.');
  const mark = (quote) => quote.gold ? chip('good', 'hits gold') : chip('open', 'not gold');
  const rows = question.quotes.map((quote) => turnRow(quote.gold ? 'turn right' : 'turn', quote, same, mark(quote)));
  return block('Quoted', '', make('ol', 'turns', ...rows));
}

function gap(from, to) {                 // ranks that the report leaves out
  return from > to ? '' : make('li', 'gap', from === to ? `Rank ${from} is not shown` : `Ranks ${from} to ${to} are not shown`);
}

function hitRow(hit, most, same) {
  const row = turnRow(hit.gold ? 'turn right' : 'turn', hit, same, hit.gold && chip('good', 'gold'));
  row.prepend(make('span', 'rank', String(hit.rank)));
  row.append(make('p', 'score', 'score ', hit.score.toFixed(4)), Object.keys(hit.parts).length ? parts(hit, most) : '');
  return row;
}

function cameUp(question, same) {
  const {hits, gold_rank: rank} = question;
  if (!hits.length) return block('What came up', 'Nothing came up.');
  const list = make('ol', 'turns hits'), sums = hits.map((hit) => Object.values(hit.parts).reduce((sum, value) => sum + value, 0));
  const most = Math.max(...sums, 1e-12);
  hits.forEach((hit, at) => list.append(gap((at ? hits[at - 1].rank : 0) + 1, hit.rank - 1), hitRow(hit, most, same)));
  if (rank === null && question.answerable) list.append(make('li', 'gap', 'Gold is nowhere below'));
  const note = 'Best first; the bar says which ranking gave how much of the score. Words of the question are underlined.';
  return block('What came up', note, list);
}

function detail(question, report) {
  const [tone, label] = outcome(question), same = stems(question.question), link = make('a', 'id', words(question.id));
  link.href = address(question);
  link.title = 'The address of this question';
  const tags = Object.entries(question.tags).map(([tag, value]) => make('span', 'tag', isolate(`${tag}: ${value}`)));
  const head = make('h2', 'question', words(question.question));
  Object.assign(head, {dir: 'auto', tabIndex: -1});
  const reason = make('p', `why ${tone}`, ...why(question, report));
  return [make('p', 'lead', chip(tone, label), ' ', link, ' ', isolate(question.transcript, 'place'), ...tags.flatMap((tag) => [' ', tag])),
    ...question.history.length ? [earlier(question.history)] : [], head, reason, values(question),
    gold(question, same), quoted(question, same), cameUp(question, same)];
}
