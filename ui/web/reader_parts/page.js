// The page of a transcript: its head, its rows, and the highlight.
function row(page, number) {             // a turn: its time or number in the margin, who speaks, and the words
  const [speaker, , time, , , way] = page.turns[number];
  const [name, remarks, hue] = page.speakers[speaker];
  const node = make('article', 'r-turn'), by = make('p', 'r-by'), text = make('p', 'r-text');
  node.dataset.turn = number;
  if (way & 1) node.dir = 'rtl';
  node.classList.toggle('r-each', way > 1);
  by.append(make('bdi', `r-who q-hue-${hue}`, name));
  for (const remark of remarks) by.append(' ', make('bdi', 'r-tag', remark));
  const place = make('a', 'r-place', time ? clock(time[0]) : String(number + 1));
  place.href = `#turn=${page.key}.${number}.${page.sha}`;
  place.tabIndex = -1;                   // one stop for each of 5,000 turns would bury the rest of the page
  place.title = [`Turn ${number + 1}`, inFile(page, number)].filter(Boolean).join(' · ');
  place.setAttribute('aria-label', `Turn ${number + 1}${time ? ', at ' + clock(time[0]) : ''}: link`);
  fill(text, page.turns[number], 0, 0);
  node.append(place, ...(time && page.media ? [starter(time[0])] : []), by, text);
  node.classList.toggle('r-off', off(page, number));
  return node;
}

function inFile(page, number) {          // the lines of the source file
  const lines = page.turns[number][4];
  return !lines ? '' : lines[0] === lines[1] ? `line ${lines[0]}` : `lines ${lines[0]}–${lines[1]}`;
}

function about(page, number) {           // date, turns and file; with the line of the highlighted turn
  const where = number === undefined ? '' : inFile(page, number), file = make('bdi', 'r-file', page.about[page.about.length - 1]);
  file.title = file.textContent;         // which is cut where there is no room for it
  const when = make('span', 'r-when');
  when.append(...page.about.slice(0, -1).flatMap((part) => [make('bdi', '', part), ' · ']));
  $('.r-about').replaceChildren(when, file, make('span', 'r-lines', where ? `, ${where}` : ''));
}

function draw(page) {
  $('.r-title').textContent = $('.r-title').title = page.title;
  about(page);
  drawn = page;
  shown = page.key;
  marked = null;
  offer(page);
  lie(page);
  $('.r-seek').hidden = $('.r-print').hidden = false;
  $('.r-time').hidden = !page.timed;
  $('.r-count').textContent = '';
  $('.r-all').hidden = false;
  equip(page);
}

function highlight(page, at) {
  if (marked) {
    marked.node.classList.remove('r-on');
    marked.node.removeAttribute('aria-current');
    for (const stop of marked.node.querySelectorAll('.r-place, .r-from')) stop.tabIndex = -1;
    fill(marked.node.querySelector('.r-text'), marked.turn, 0, 0);
  }
  const node = write(page, at.turn), block = node.parentElement;
  const span = at.start < at.end ? `.${at.start}-${at.end}` : '';
  marked = {node, at: at.turn, start: at.start < at.end ? at.start : 0, turn: page.turns[at.turn], address: `#turn=${page.key}.${at.turn}${span}.${page.sha}`};
  block.hidden = false;
  $('.r-copy').hidden = false;
  $('.r-taken').textContent = '';
  node.classList.add('r-on');
  node.setAttribute('aria-current', 'true');
  for (const stop of node.querySelectorAll('.r-place, .r-from')) stop.tabIndex = 0;
  about(page, at.turn);
  const length = Array.from(marked.turn[1]).length;
  fill(node.querySelector('.r-text'), marked.turn, Math.min(at.start, length), Math.min(at.end, length));
  return node.querySelector('mark') || node;
}

let centred = null;

function centre(target, frames = 6) {    // again for some frames: what is above has an estimated height until it has been near the screen
  if (frames === 6) centred = target;
  if (!target.isConnected || centred !== target) return;   // another was asked for, or the person scrolls
  const body = $('.r-body'), frame = body.getBoundingClientRect(), box = target.getBoundingClientRect();
  body.scrollTop += box.top - frame.top - Math.max(24, (frame.height - box.height) / 2);
  if (frames) requestAnimationFrame(() => centre(target, frames - 1));
}

function reveal(page, at) {
  writeNear(page, at.turn);
  if (recording && !recording.paused) pursue(false);
  centre(highlight(page, at));
  ticks();
  ways();
  remindSoon();
}

function remarkOnAge(page, at) {
  const moved = at.sha && at.sha !== page.sha ? 'This file has changed since the link was made: its words may have moved.' : '';
  $('.r-changed').textContent = page.unlike || moved;
  $('.r-changed').hidden = !(page.unlike || moved);
}

