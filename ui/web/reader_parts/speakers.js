// One speaker's turns alone, and the way from one of them to the next. A name is what is shown: a role's turns are that role's,
// whoever it was.
let only = '';                           // the name whose turns are shown, '' for all

const called = (page, turn) => page.speakers[page.turns[turn][0]][0];
const off = (page, turn) => !!only && called(page, turn) !== only;
const inView = (page, turn) => !off(page, turn) || !!(marked && marked.at === turn);

function offer(page) {                   // names by number of turns, most first
  const turnsOf = new Map();
  for (const [name, , , count] of page.speakers) turnsOf.set(name, (turnsOf.get(name) || 0) + count);
  const names = [...turnsOf].sort((one, other) => other[1] - one[1]);
  const option = (value, text) => Object.assign(document.createElement('option'), {value, textContent: text});
  $('.r-only').replaceChildren(option('', 'All speakers'), ...names.map(([name, count]) => option(name, `${name} (${count})`)));
  $('.r-only').hidden = names.length < 2;
  only = '';
}

async function limit(name) {             // what is highlighted stays, whoever says it
  const page = drawn;
  if (!await wholly(page)) return void ($('.r-only').value = only);
  only = name;
  const wide = measure();
  blocks.forEach((block, number) => {
    const from = number * page.per, here = Array.from({length: Math.min(page.per, page.count - from)}, (_, at) => inView(page, from + at));
    block.hidden = !here.includes(true);
    for (const row of block.children) row.classList.toggle('r-off', off(page, +row.dataset.turn));
    size(page, number, wide, false);           // what a block remembers is the height of other rows
  });
  setTimeout(() => { if (drawn === page) blocks.forEach((_, number) => size(page, number, wide, true)); }, 100);
  found = {text: '', page: null, places: [], at: 0};
  ticks();
  if (marked) centre(marked.node.querySelector('mark') || marked.node);
}

function sibling(by) {                   // the number of the next turn under the same name, -1 where there is none
  if (!drawn || !marked) return -1;
  for (let turn = marked.at + by; turn >= 0 && turn < drawn.count && drawn.turns[turn]; turn += by) {
    if (called(drawn, turn) === called(drawn, marked.at) && drawn.turns[turn][1]) return turn;
  }
  return -1;
}

function ways() {                        // the buttons say whose turn they lead to, and are off where there is none
  const alone = drawn && marked && drawn.whole && sibling(-1) < 0 && sibling(1) < 0;
  $('.r-same').hidden = !drawn || !marked || alone;
  if (!drawn || !marked) return;
  const name = called(drawn, marked.at);
  for (const [selector, by, which] of [['.r-previous', -1, 'Previous'], ['.r-next', 1, 'Next']]) {
    $(selector).disabled = drawn.whole && sibling(by) < 0;
    $(selector).title = `${which} turn of ${name} (${by < 0 ? '[' : ']'})`;
    $(selector).setAttribute('aria-label', `${which} turn of ${name}`);
  }
}

async function walk(by) {
  const page = drawn;
  if (!await wholly(page)) return;
  const turn = sibling(by);
  if (turn >= 0) go(`#turn=${page.key}.${turn}.${page.sha}`, false);
}
