// Nodes and words. Text of a transcript only ever becomes text nodes and attribute values.
const SVG = 'http://www.w3.org/2000/svg';
// The characters that nobody could see: the rule of ui/escape.py, to which a test holds it.
const HIDDEN = '[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\xad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u200e\\u200f\\u2028-\\u202e'
  + '\\u2060-\\u206f\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb\\u{1bca0}-\\u{1bca3}\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e00ff}\\p{Surrogate}]'
  + '|(?<![\\u0300-\\u200b\\u200e-\\u{10ffff}])[\\u200c\\u200d]|[\\u200c\\u200d](?![\\u0300-\\u200b\\u200e-\\u{10ffff}])';
const TOKEN = new RegExp(`(?<hidden>${HIDDEN})|(?<word>[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}'’-]*)`, 'gu');
const COMMON = new Set(('a about after all also am an and any are as at be because been before being but by can could did do does for from had has have he her '
  + 'him his how i if in into is it its just me more most my no not of on one or other our out over said say says she should so some such than that the their '
  + 'them then there these they this those think to up us was we were what when where which who whom whose why will with would you your').split(' '));

function make(tag, className, ...content) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...content);
  return node;
}

function draw(tag, attributes, ...content) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...content);
  return node;
}

// A word as it is compared: without case and the commonest English endings; '' for a word that says nothing.
function stem(word) {
  const low = word.normalize('NFKC').toLowerCase().replace(/['’]s?$/, '');
  if (COMMON.has(low)) return '';
  const one = low.replace(/(?<=\p{L}{2}[^s])s$/u, '');
  return one.length < 5 ? one : one.replace(/(?:ing|ed|e)$/, '');
}

function stems(text) {                   // stem -> the word as it first stands in the text
  const out = new Map();
  for (const {groups: {word}} of text.matchAll(TOKEN)) {
    const found = word && stem(word);
    if (found && !out.has(found)) out.set(found, word);
  }
  return out;
}

function badge(character) {
  const name = 'U+' + character.codePointAt(0).toString(16).toUpperCase().padStart(4, '0');
  const node = make('span', 'unseen', character);
  node.dataset.name = name;
  node.setAttribute('role', 'img');
  node.setAttribute('aria-label', 'invisible character ' + name);
  return node;
}

// The text, exactly, with its unseen characters as badges and the words whose stem is in `same` underlined.
function words(text, same) {
  const out = document.createDocumentFragment();
  let at = 0;
  for (const found of text.matchAll(TOKEN)) {
    const {hidden, word} = found.groups;
    if (!hidden && !(same && same.has(stem(word)))) continue;
    out.append(text.slice(at, found.index), hidden ? badge(hidden) : make('span', 'same', word));
    at = found.index + found[0].length;
  }
  out.append(text.slice(at));
  return out;
}

function isolate(text, className) {      // a name inside a sentence: its direction stays its own
  return make('bdi', className || '', words(String(text)));
}

function passage(className, text, same) {
  const node = make('p', className, words(text, same));
  node.dir = 'auto';
  return node;
}

// ---- numbers
const count = (number, one, many) => `${number.toLocaleString('en')} ${number === 1 ? one : many || one + 's'}`;
const decimal = (number) => number === null || number === undefined ? '–' : number.toFixed(3);
const percent = (number) => `${(100 * number).toFixed(number > 0 && number < 0.1 ? 1 : 0)} %`;
const seconds = (number) => number < 1 ? `${Math.round(1000 * number)} ms` : `${number.toFixed(number < 10 ? 2 : 1)} s`;

function listed(parts) {                 // 'a', 'a and b', 'a, b and c', for strings and nodes
  return parts.flatMap((part, at) => [at === 0 ? '' : at === parts.length - 1 ? ' and ' : ', ', part]);
}
