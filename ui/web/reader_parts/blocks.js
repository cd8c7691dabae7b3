// The page of a transcript in blocks. A block off the screen is not laid out (content-visibility) and has the height its words will about need;
// its rows are written when it comes near, the others while nothing else is to be done, so that the browser's own search finds every word.
const LINE = 27.5, LETTER = 7.8, AROUND = 46, MARGINS = 130;   // pixels: a line of the record, a letter, a row without its words, beside the words

const measure = () => Math.min(600, Math.max(200, $('.r-body').clientWidth - MARGINS));   // the width of the words, asked once: each asking lays the page out

function tall(page, number, wide) {      // how high a block will about be
  const from = number * page.per, until = Math.min(from + page.per, page.count);
  let rows = until - from, letters = page.sizes[number];
  if (only) {
    const here = [];
    for (let turn = from; turn < until; turn++) if (inView(page, turn)) here.push(page.turns[turn][1].length);
    [rows, letters] = [here.length, here.reduce((sum, one) => sum + one, 0)];
  }
  return Math.round(rows * (AROUND + LINE / 2) + LINE * letters * LETTER / wide);
}

function size(page, number, wide, remembers) {
  const block = blocks[number], height = tall(page, number, wide);
  block.style.height = block.firstChild ? '' : `${height}px`;
  block.style.containIntrinsicSize = `${remembers ? 'auto ' : ''}${height}px`;
}

function writeBlock(page, number) {      // its rows, if their words are there
  const block = blocks[number], from = number * page.per;
  if (!block || block.firstChild || !page.turns[from]) return;
  const rows = [];
  for (let turn = from; turn < Math.min(from + page.per, page.count); turn++) {
    if (!page.turns[turn]) return;
    rows.push(row(page, turn));
  }
  for (const one of rows) turns[+one.dataset.turn] = one;
  block.append(...rows);
  block.style.height = '';
  nearing.unobserve(block);
}

function write(page, turn) {             // the row of a turn, with its words
  writeBlock(page, Math.floor(turn / page.per));
  return turns[turn];
}

function writeNear(page, turn) {
  const number = Math.floor(turn / page.per);
  for (const one of [number, number - 1, number + 1]) writeBlock(page, one);
}

function writeAll(page, number = 0) {
  later((left) => {
    const until = performance.now() + (left && left.timeRemaining ? Math.min(12, left.timeRemaining()) : 8);
    do if (drawn === page) writeBlock(page, number++); while (number < blocks.length && performance.now() < until);
    if (drawn === page && number < blocks.length) writeAll(page, number);
  });
}

async function finish(page) {            // the rest, once what was asked for is seen
  if (!await whole(page) || drawn !== page) return;
  ways();
  ticks();
  attend(page);
  writeAll(page);
}

const nearing = new IntersectionObserver((seen) => {
  for (const {target, isIntersecting} of seen) {
    if (!isIntersecting || !drawn) continue;
    writeBlock(drawn, blocks.indexOf(target));
    if (!target.firstChild) finish(drawn);
  }
}, {root: $('.r-body'), rootMargin: '1500px 0px'});

function lie(page) {                     // the blocks of a transcript, all of them empty
  nearing.disconnect();
  turns = new Array(page.count);
  blocks = page.sizes.map(() => make('div', 'r-block'));
  const wide = measure();
  blocks.forEach((block, number) => { size(page, number, wide, true); nearing.observe(block); });
  $('.r-body').replaceChildren(...blocks);
}

