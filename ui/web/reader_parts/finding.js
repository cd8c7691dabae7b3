// Finding words: Enter for the next place, Shift+Enter for the one before, from the highlight on and round
let found = {text: '', page: null, places: [], at: 0};

function places(page, text) {            // letter case and the kind of white space do not matter
  const wanted = new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+'), 'giu');
  const inView = page.turns.map((_, turn) => !only || called(page, turn) === only);
  return page.turns.flatMap(([, words], turn) => !inView[turn] ? [] : [...words.matchAll(wanted)].map((hit) => {
    const start = Array.from(words.slice(0, hit.index)).length;
    return {turn, start, end: start + Array.from(hit[0]).length};
  }));
}

function search(page, text, by) {
  const all = places(page, text), here = marked ? turns.indexOf(marked.node) : 0;
  const next = Math.max(0, all.findIndex((place) => place.turn >= here));
  return {text, page, places: all, at: by > 0 ? next - 1 : next};
}

const seconds = (time) => time.split(':').reduce((sum, part) => 60 * sum + +part, 0);

function jump(page, text) {              // a time of the recording leads to the turn that is spoken then
  if (!/^\d{1,3}(:\d\d){1,2}$/.test(text) || !page.turns.some(([, , time]) => time)) return false;
  const timed = page.turns.map(([, , time], turn) => [turn, time === null ? -1 : seconds(time)]).filter(([, at]) => at >= 0);
  const [turn] = timed.findLast(([, at]) => at <= seconds(text)) || timed[0];
  reveal(page, {turn, start: 0, end: 0});
  $('.r-count').textContent = `At ${page.turns[turn][2]}`;
  return true;
}

function seek(by) {
  const page = pages.get(shown), text = $('.r-find').value.trim();
  $('.r-count').textContent = '';
  if (!page || !text) return;
  if (jump(page, text)) return;
  if (found.text !== text || found.page !== page) found = search(page, text, by);
  const count = found.places.length;
  $('.r-count').textContent = count ? '' : only ? `Not in what ${only} says.` : 'Not in this transcript.';
  if (!count) return;
  found.at = (found.at + by + count) % count;
  reveal(page, found.places[found.at]);
  $('.r-count').textContent = `${found.at + 1} of ${count}`;
}

