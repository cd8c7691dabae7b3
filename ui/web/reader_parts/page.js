// The page of a transcript: its rows, which are written near the place first, and the highlight.
const AT_ONCE = 300;                     // turns that are written before anything is shown; of longer transcripts only those near the place

function write(page, number) {           // the row of a turn, with its words
  const node = turns[number];
  if (node.firstChild) return node;
  const [speaker, , time] = page.turns[number];
  const [name, remarks, hue] = page.speakers[speaker];
  const head = make('p', 'r-by');
  head.append(make('bdi', `r-who q-hue-${hue}`, name));
  for (const remark of remarks) head.append(' ', make('bdi', 'r-tag', remark));
  const place = make('a', 'r-place', time || String(number + 1));
  place.href = `#turn=${page.key}.${number}.${page.sha}`;
  place.tabIndex = -1;                   // one stop for each of 5,000 turns would bury the rest of the page
  place.setAttribute('aria-label', `Turn ${number + 1}${time ? ', at ' + time : ''}: link`);
  head.append(place);
  const text = make('p', 'r-text');
  text.dir = 'auto';
  fill(text, page.turns[number], 0, 0);
  node.append(head, text);
  return node;
}

function writeAll(page, from, count) {   // row by row while nothing else is to be done, so that the browser's own search finds every word
  const rows = turns, until = Math.min(from + count, rows.length);
  for (let number = from; number < until; number++) write(page, number);
  const later = window.requestIdleCallback || setTimeout;
  if (until < rows.length) later(() => { if (turns === rows) writeAll(page, until, 100); });
}

function draw(page) {
  $('.r-title').textContent = page.title;
  $('.r-about').replaceChildren(...page.about.flatMap((part, at) => [at ? ' · ' : '', make('bdi', '', part)]));
  turns = page.turns.map(() => make('article', 'r-turn'));
  $('.r-body').replaceChildren(...turns);
  writeAll(page, 0, turns.length <= AT_ONCE ? AT_ONCE : 0);
  $('.r-seek').hidden = false;
  $('.r-find').placeholder = page.turns.some(([, , time]) => time) ? 'Find, or a time (12:30)' : 'Find';
  $('.r-count').textContent = '';
  $('.r-all').hidden = false;
  marked = null;
  shown = page.key;
  offer(page);
}

function highlight(page, at) {
  if (marked) {
    marked.node.classList.remove('r-on');
    marked.node.removeAttribute('aria-current');
    fill(marked.node.querySelector('.r-text'), marked.turn, 0, 0);
  }
  const node = turns[at.turn];
  const span = at.start < at.end ? `.${at.start}-${at.end}` : '';
  marked = {node, turn: page.turns[at.turn], address: `#turn=${page.key}.${at.turn}${span}.${page.sha}`};
  $('.r-copy').hidden = false;
  $('.r-taken').textContent = '';
  node.classList.add('r-on');
  node.setAttribute('aria-current', 'true');
  const length = Array.from(marked.turn[1]).length;
  fill(node.querySelector('.r-text'), marked.turn, Math.min(at.start, length), Math.min(at.end, length));
  return node.querySelector('mark') || node;
}

let centred = null;

function centre(target, frames = 6) {    // again for some frames: rows have estimated heights until they have been near the screen
  if (frames === 6) centred = target;
  if (!target.isConnected || centred !== target) return;   // another was asked for, or the person scrolls
  const body = $('.r-body'), frame = body.getBoundingClientRect(), box = target.getBoundingClientRect();
  body.scrollTop += box.top - frame.top - Math.max(24, (frame.height - box.height) / 2);
  if (frames) requestAnimationFrame(() => centre(target, frames - 1));
}

function reveal(page, at) {
  for (let number = Math.max(0, at.turn - 20); number < Math.min(at.turn + 20, turns.length); number++) write(page, number);
  centre(highlight(page, at));
  ticks();
  ways();
  remindSoon();
}

function remarkOnAge(page, at) {
  const changed = at.sha && at.sha !== page.sha;
  $('.r-changed').hidden = !changed;
  $('.r-changed').textContent = changed ? 'This file has changed since the link was made: its words may have moved.' : '';
}

