// A strip beside the words: where the conversation's citations of this transcript lie, and what was found. By the number of the turn,
// so that no row has to be laid out for it. Citations are reached with n and p; the strip itself is for the eye and the mouse.
const MOST_TICKS = 300;

function tick(page, turn, className, address) {
  const mark = make('a', 'r-tick ' + className);
  mark.href = address;
  mark.tabIndex = -1;
  mark.style.top = `${100 * (turn + .5) / page.count}%`;
  return mark;
}

function cites(page) {                   // [address, turn] of every citation of this transcript in the conversation
  const links = [...document.querySelectorAll('#q-chat .q-cite')].map((cite) => cite.getAttribute('href'));
  return [...new Set(links)].map((address) => [address, parse(address)]).filter(([, at]) => at && at.key === page.key && at.turn < page.count);
}

function ticks() {
  const page = drawn, strip = $('.r-strip');
  if (!page) return strip.replaceChildren();
  const here = marked && marked.address;
  const cited = cites(page).slice(-MOST_TICKS).map(([address, at]) => tick(page, at.turn, address === here ? 'r-here' : '', address));
  const hits = found.page === page ? found.places.slice(0, MOST_TICKS) : [];
  strip.replaceChildren(...hits.map((hit) => tick(page, hit.turn, 'r-hit', `#turn=${page.key}.${hit.turn}.${hit.start}-${hit.end}.${page.sha}`)), ...cited);
}
