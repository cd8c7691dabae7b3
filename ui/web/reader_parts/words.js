// Addresses, and the words of a turn as text nodes: nothing of a transcript is ever markup.
function make(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

// ---- addresses: #turn=KEY.TURN[.START-END][.SHA]; the key is passed on as it stands
function parse(hash) {
  const found = /^#turn=([^.]+)\.(\d+)(?:\.(\d+)-(\d+))?(?:\.([0-9a-f]{8}))?$/.exec(hash || '');
  return found && {key: found[1], turn: +found[2], start: +(found[3] || 0), end: +(found[4] || 0), sha: found[5] || ''};
}

// ---- text with its unseen characters as badges; offsets are code points, as Python counts them
function badge(name, character) {
  const node = make('span', 'r-unseen', character);
  node.dataset.name = name;
  node.setAttribute('role', 'img');
  node.setAttribute('aria-label', 'invisible character ' + name);
  return node;
}

function lines(text) {                   // a line break becomes a paragraph's, and stays in the text
  return text.split(/(\n)/).map((part) => part === '\n' ? make('span', 'r-break', part) : part);
}

function words(points, from, to, hidden) {
  const out = document.createDocumentFragment();
  let at = from;
  for (const [offset, name] of hidden || []) {
    if (offset < from || offset >= to) continue;
    out.append(...lines(points.slice(at, offset).join('')), badge(name, points[offset]));
    at = offset + 1;
  }
  out.append(...lines(points.slice(at, to).join('')));
  return out;
}

function plain(turn) {                   // all words of a turn, with badges
  return words(Array.from(turn[1]), 0, Infinity, turn[3]);
}

function fill(paragraph, turn, start, end) {
  const [, text, , hidden] = turn;
  if (!text) return paragraph.replaceChildren(make('span', 'r-none', 'No words.'));
  if (start >= end && !hidden) return paragraph.replaceChildren(...lines(text));
  const points = Array.from(text);
  const mark = make('mark');
  mark.append(words(points, start, end, hidden));
  paragraph.replaceChildren(words(points, 0, start, hidden), ...(start < end ? [mark] : []), words(points, end, points.length, hidden));
}

