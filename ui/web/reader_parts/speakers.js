// One speaker's turns alone, and the way from one of them to the next. A name is what is shown: a role's turns are that role's,
// whoever it was.
let only = '';                           // the name whose turns are shown, '' for all

const called = (page, turn) => page.speakers[page.turns[turn][0]][0];

function offer(page) {                   // names by number of turns, most first
  const turnsOf = new Map();
  page.turns.forEach((_, turn) => turnsOf.set(called(page, turn), (turnsOf.get(called(page, turn)) || 0) + 1));
  const names = [...turnsOf].sort((one, other) => other[1] - one[1]);
  const option = (value, text) => Object.assign(document.createElement('option'), {value, textContent: text});
  $('.r-only').replaceChildren(option('', 'All speakers'), ...names.map(([name, count]) => option(name, `${name} (${count})`)));
  $('.r-only').hidden = names.length < 2;
  only = '';
}

function limit() {                       // what is highlighted stays, whoever says it
  const page = pages.get(shown);
  if (!page) return;
  turns.forEach((row, turn) => row.classList.toggle('r-off', !!only && called(page, turn) !== only));
  found = {text: '', page: null, places: [], at: 0};
  ticks();
  if (marked) centre(marked.node.querySelector('mark') || marked.node);
}

function sibling(by) {                   // the number of the next turn under the same name, -1 where there is none
  const page = pages.get(shown), from = marked ? turns.indexOf(marked.node) : -1;
  if (!page || from < 0) return -1;
  for (let turn = from + by; turn >= 0 && turn < turns.length; turn += by) {
    if (called(page, turn) === called(page, from) && page.turns[turn][1]) return turn;
  }
  return -1;
}

function ways() {                        // the buttons say whose turn they lead to, and are off where there is none
  const page = pages.get(shown);
  $('.r-same').hidden = !page || !marked;
  if (!page || !marked) return;
  const name = called(page, turns.indexOf(marked.node));
  for (const [selector, by, which] of [['.r-previous', -1, 'Previous'], ['.r-next', 1, 'Next']]) {
    $(selector).disabled = sibling(by) < 0;
    $(selector).title = `${which} turn of ${name} (${by < 0 ? '[' : ']'})`;
    $(selector).setAttribute('aria-label', `${which} turn of ${name}`);
  }
}

function walk(by) {
  const page = pages.get(shown), turn = sibling(by);
  if (turn >= 0) go(`#turn=${page.key}.${turn}.${page.sha}`, false);
}
