// Why a question failed, in one or two plain sentences: a list of texts and nodes.
function why(question, report) {
  if (question.error === MISSING) return ['This question is missing from the run. It scores 0.'];
  if (question.error) return ['The run has an error: ', isolate(question.error), '. It scores 0.'];
  if (empty(question)) return ['The run holds nothing for this question: no hit and no answer. It scores 0.'];
  if (!question.answerable) return whyUnanswerable(question, report);
  return [...whyQuoted(question, report), ...whyRank(question)];
}

function sureness(question, report) {
  if (question.confidence === null) return '';
  const least = threshold(report), at = `the confidence ${question.confidence.toFixed(2)}`;
  if (least === null) return at;
  return question.confidence < least ? `${at} is under the threshold (${least})` : `${at} is not under the threshold (${least})`;
}

function whyUnanswerable(question, report) {
  const sure = sureness(question, report), [first] = question.hits;
  const by = first && Object.keys(first.parts).length ? ` What came first was found ${foundBy(first.parts)}.` : '';
  if (question.answered === null) return [`The record does not hold the answer. The run does not say whether it was answered.${by}`];
  if (!question.answered) return [`Refused rightly: the record does not hold the answer${sure && ', and ' + sure}.`];
  const quoted = question.quotes.length ? count(question.quotes.length, 'quotation was', 'quotations were') + ' given' : 'an answer was given';
  return [`The record does not hold the answer, yet ${quoted}${sure && '; ' + sure}.${by}`];
}

function whyQuoted(question, report) {
  const {quotes, answered} = question;
  if (answered === false) {
    const sure = sureness(question, report);
    return [sure ? `Nothing was quoted: ${sure}. ` : 'Nothing was quoted. '];
  }
  if (!quotes.length) return answered ? ['It was answered without a quotation. '] : [];
  const right = quotes.filter((quote) => quote.gold).length;
  if (right === quotes.length) return ['What was quoted is gold. '];
  if (right) return [`${right} of ${count(quotes.length, 'quotation')} touch${right === 1 ? 'es' : ''} gold. `];
  const who = quotes.slice(0, 3).map((quote) => make('span', '', speakerOf(quote), ` (${turnName(quote.turn)})`));
  return ['What was quoted is not gold: ', ...listed([...who, ...quotes.length > 3 ? [`${quotes.length - 3} more`] : []]), '. '];
}

const speakerOf = (turn) => isolate(turn.speaker || 'an unnamed speaker');

function whyRank(question) {
  const {gold_rank: rank, hits} = question;
  const best = hits.find((hit) => hit.gold), above = hits.filter((hit) => rank === null || hit.rank < rank);
  const several = question.gold.length > 1;
  const place = rank === null ? (several ? 'No gold turn came up at all.' : 'The gold turn did not come up at all.')
    : rank === 1 ? `${several ? 'A' : 'The'} gold turn came first.`
    : `The ${several ? 'first gold' : 'gold'} turn came at rank ${rank}.`;
  const beaten = rank === 1 ? [] : beatenBy(above, rank);
  return [place, ...beaten, ...evidence(question, best, above[0])];
}

function beatenBy(above, rank) {
  if (!above.length) return [];
  const speakers = [...new Map(above.map((hit) => [hit.speaker, hit])).values()].map(speakerOf);
  const more = rank === null ? 0 : rank - 1 - above.length;
  const names = [...speakers.slice(0, 4), ...more > 0 ? [count(more, 'more hit')] : []];
  return [rank === null ? ' What came first: ' : ' Above it: ', ...listed(names), '.'];
}

function evidence(question, best, first) {
  const asked = stems(question.question), texts = best ? [best] : question.gold;
  const shared = sharedWith(asked, texts), out = [' Words in common with the question: '];
  out.push(...shared.length ? listed(shared.slice(0, 6).map((word) => isolate(word))) : ['0']);
  if (first) out.push(` (what came first has ${sharedWith(asked, [first]).length})`);
  out.push('.');
  const names = best ? Object.keys(best.parts) : [];
  if (names.length) out.push(` It was found ${foundBy(best.parts)}${names.length === 1 ? ' only' : ''}.`);
  return out;
}

function sharedWith(asked, turns) {      // the question's words that any of the turns holds
  const held = stems(turns.map((turn) => turn.text).join('\n'));
  return [...asked].filter(([found]) => held.has(found)).map(([, word]) => word);
}
