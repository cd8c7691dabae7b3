// What a report says, in the words of a reader: measures, rankings, questions and how each of them ended.
const GROUPS = [
  ['Was the answer found?', /^(hit|recall|mrr|ndcg|gold)@/],
  ['Was it quoted?', /^(quote_precision|quote_recall|verified)$/],
  ['Was it known when not to answer?', /^(refused|kept|auroc)$/],
  ['Other measures', /./],
];
const MEANINGS = [
  [/^hit@1$/, 'the first hit is gold'],
  [/^hit@(\d+)$/, 'gold stands among the first $1 hits'],
  [/^recall@(\d+)$/, 'share of the gold that stands among the first $1 hits'],
  [/^mrr@(\d+)$/, '1 / rank of the first gold hit, 0 below rank $1'],
  [/^ndcg@(\d+)$/, 'gold near the top of the first $1 hits'],
  [/^gold@(\d+)w$/, 'share of the gold in the first $1 words one reads'],
  [/^quote_precision$/, 'share of the quotations that touch gold'],
  [/^quote_recall$/, 'some quotation touches gold'],
  [/^verified$/, 'quotations that stand in their files'],
  [/^refused$/, 'unanswerable questions that were refused'],
  [/^kept$/, 'answerable questions that were answered'],
  [/^auroc$/, 'confidence tells answerable from unanswerable; 0.5 is chance'],
];
const isTime = (measure) => measure.startsWith('latency');
const KINDS = new Set(['turn', 'exchange', 'window', 'sentence']);

function meaning(measure) {
  const [pattern, text] = MEANINGS.find(([pattern]) => pattern.test(measure)) || [/.*/, ''];
  return measure.replace(pattern, text);
}

// ---- rankings: 'window' is by meaning, 'words:window' by words; another name stands for itself
function ranking(name) {
  const [way, kind] = name.startsWith('words:') ? ['words', name.slice(6)] : ['meaning', name];
  return KINDS.has(kind) ? {way, kind, label: `${way} in ${kind}`} : {way: 'other', kind: name, label: name};
}

function foundBy(parts) {                // 'by meaning in turn and window, by words in window'
  const ways = new Map();
  for (const name of Object.keys(parts)) {
    const {way, kind} = ranking(name);
    ways.set(way, [...(ways.get(way) || []), kind]);
  }
  return [...ways].map(([way, kinds]) => (way === 'other' ? 'by ' : `by ${way} in `) + listed(kinds).join('')).join(', ');
}

// ---- questions
const turnName = (turn) => `turn ${turn + 1}`;   // as the app counts them; question files count from 0
const address = (question) => '#q=' + encodeURIComponent(question.id.replace(/\p{Surrogate}/gu, '\ufffd'));
const empty = (question) => !question.hits.length && !question.quotes.length && question.answered === null;
const SHALLOW = 5;                       // a gold hit below this is one that few would read down to

const MISSING = 'missing from the run';  // as rag/evals/explain.py says it

// How a question ended: [tone, words]; tone is good, bad, error or open (the run does not say).
function outcome(question) {
  if (question.error) return ['error', question.error === MISSING ? 'missing' : 'error'];
  if (empty(question)) return ['error', 'nothing in the run'];
  if (!question.answerable) {
    if (question.answered === null) return ['open', 'unanswerable'];
    return question.answered ? ['bad', 'answered, but unanswerable'] : ['good', 'refused rightly'];
  }
  if (question.answered === false) return ['bad', 'refused'];
  if (question.quotes.length) return question.quotes.some((quote) => quote.gold) ? ['good', 'quoted gold'] : ['bad', 'quoted, but not gold'];
  if (question.answered) return ['bad', 'nothing quoted'];
  return question.gold_rank !== null && question.gold_rank <= SHALLOW ? ['good', 'gold found'] : ['bad', 'gold not found'];
}

const failed = (question, measure) => ['bad', 'error'].includes(outcome(question)[0]) || question.values[measure] === 0;
const wronglyAnswered = (question) => !question.answerable && question.answered === true;

// The values of one tag that a question has. By transcript and by speaker of the gold as the slices have them.
function valuesOf(question, tag) {
  if (Object.hasOwn(question.tags, tag)) return [String(question.tags[tag])];
  if (tag === 'transcript') return [question.transcript];
  return tag === 'speaker' ? question.gold.slice(0, 1).map((turn) => turn.speaker) : [];
}

function facets(report) {                // Map of tag -> Map of value -> number of questions
  const tags = new Set(report.questions.flatMap((question) => Object.keys(question.tags)));
  for (const tag of ['transcript', 'speaker']) tags.add(tag);
  const out = new Map([...tags].map((tag) => [tag, new Map()]));
  for (const question of report.questions)
    for (const [tag, values] of out)
      for (const value of valuesOf(question, tag)) values.set(value, (values.get(value) || 0) + 1);
  return out;
}

// The confidence under which the engine refused, if the settings name it.
function threshold(report) {
  const found = Object.entries(report.provenance.settings || {}).find(([name, value]) => /refuse|threshold/i.test(name) && typeof value === 'number');
  return found ? found[1] : null;
}
