// What the pages of the library and the index share. Each runs once for each mount of its component (gr.HTML, js_on_load), with
// `element` and `server` given by Gradio. Names and words from files only ever become text nodes.
const $ = (selector) => element.querySelector(selector);

function make(tag, className, ...content) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...content.filter((part) => part !== null && part !== undefined && part !== ''));
  return node;
}

function button(text, className, act) {
  const node = make('button', 'u-button ' + className, text);
  node.type = 'button';
  node.addEventListener('click', act);
  return node;
}

const isolate = (text, className) => make('bdi', className || '', text);
const count = (number, thing) => `${number.toLocaleString('en')} ${thing}${number === 1 ? '' : 's'}`;
const size = (bytes) => bytes < 1000 ? `${bytes} B` : bytes < 1e6 ? `${(bytes / 1e3).toFixed(0)} kB` : bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;

function span(seconds) {                 // how long something takes, as one says it
  if (seconds < 1) return 'less than a second';
  if (seconds < 90) return count(Math.round(seconds), 'second');
  return seconds < 5400 ? count(Math.round(seconds / 60), 'minute') : `${(seconds / 3600).toFixed(1)} hours`;
}

async function answer(call) {            // what the server says, or that it says nothing
  const said = await call.catch(() => null);
  return said || {error: 'The server does not answer. Is it still running?'};
}

function complain(sentence) {
  $('.u-problem').textContent = sentence || '';
  $('.u-problem').hidden = !sentence;
}

function heads(...names) {
  const head = (name) => Object.assign(make('th', '', name || make('span', 'q-name', 'Actions')), {scope: 'col'});
  return make('thead', '', make('tr', '', ...names.map(head)));
}

function cell(label, ...content) {       // `label` stands in for the column's head where there is no room for columns
  const node = make('td', '', ...content);
  node.dataset.label = label;
  return node;
}

const here = (name) => document.documentElement.dataset.page === name;
