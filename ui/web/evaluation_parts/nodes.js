// The page of evaluations. Runs once for each mount of the component (gr.HTML, js_on_load), with `element` and `server` given
// by Gradio. Words of a report only ever become text nodes and attribute values.
const SVG = 'http://www.w3.org/2000/svg';
const $ = (selector) => element.querySelector(selector);

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

const isolate = (text, className) => make('bdi', className || '', text);
const code = (text) => make('code', 'e-code', text);

function heads(...names) {
  const cells = names.map((name) => Object.assign(make('th', '', name), {scope: 'col'}));
  return make('thead', '', make('tr', '', ...cells));
}

function cell(label, ...content) {       // `label` stands in for the column's head where there is no room for columns
  const node = make('td', '', ...content);
  node.dataset.label = label;
  return node;
}

async function answer(call) {            // what the server says, or that it says nothing
  const said = await call.catch(() => null);
  return said || {error: 'The server does not answer. Is it still running?'};
}

// ---- numbers
const count = (number, thing) => `${number.toLocaleString('en')} ${thing}${number === 1 ? '' : 's'}`;
const decimal = (number) => number === null || number === undefined ? '–' : number.toFixed(3);
const between = ({low, high}) => low === null || high === null ? '' : `${low.toFixed(3)} to ${high.toFixed(3)}`;
const report = (run, hash) => `evaluations/${run.key}${hash || ''}`;
