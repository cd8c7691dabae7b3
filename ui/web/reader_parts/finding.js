// Finding words: Enter for the next place, Shift+Enter for the one before, from the highlight on and round
let found = {text: '', page: null, places: [], at: 0};

function places(page, text) {            // letter case and the kind of white space do not matter
  const wanted = new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+'), 'giu');
  return page.turns.flatMap(([, words], turn) => off(page, turn) ? [] : [...words.matchAll(wanted)].map((hit) => {
    const start = Array.from(words.slice(0, hit.index)).length;
    return {turn, start, end: start + Array.from(hit[0]).length};
  }));
}

function search(page, text, by) {
  const all = places(page, text), here = marked ? marked.at : 0;
  const next = Math.max(0, all.findIndex((place) => place.turn >= here));
  return {text, page, places: all, at: by > 0 ? next - 1 : next};
}

async function seek(by) {
  const page = drawn, text = $('.r-find').value.trim();
  $('.r-count').textContent = '';
  if (!page || !text) return;
  if (!await wholly(page)) return;
  if (found.text !== text || found.page !== page) found = search(page, text, by);
  const count = found.places.length;
  $('.r-count').textContent = count ? '' : only ? `Not in what ${only} says.` : 'Not in this transcript.';
  if (!count) return;
  found.at = (found.at + by + count) % count;
  reveal(page, found.places[found.at]);
  $('.r-count').textContent = `${found.at + 1} of ${count}`;
}

