// The transcript reader. Runs once for each mount of the component (gr.HTML, js_on_load), with `element`, `server`,
// `props` and `watch` given by Gradio. Text of a transcript only ever becomes text nodes and attribute values.
const $ = (selector) => element.querySelector(selector);
const narrow = matchMedia('(max-width: 860px)');
const pages = new Map();                 // key -> transcript as the server gave it
let shown = null;                        // key of the transcript on the page; '' for the list of all
let turns = [];                          // its rows, by turn number
let marked = null;                       // the row that holds the highlight
let latest = 0;                          // number of the newest request: an older one that finishes later is dropped
let opener = null;                       // the link that led here, to go back to

