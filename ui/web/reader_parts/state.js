// The transcript reader. Runs once for each mount of the component (gr.HTML, js_on_load), with `element`, `server`,
// `props` and `watch` given by Gradio. Text of a transcript only ever becomes text nodes and attribute values.
const $ = (selector) => element.querySelector(selector);
const narrow = matchMedia('(max-width: 860px)');
const still = matchMedia('(prefers-reduced-motion: reduce)');
const later = window.requestIdleCallback ? (what) => requestIdleCallback(what, {timeout: 500}) : (what) => setTimeout(what, 30);
const pages = new Map();                 // key -> transcript: what `record` sent, its `turns` by number, of which some may not be there yet
let shown = null;                        // key of the transcript on the page; '' for the list of all
let drawn = null;                        // the transcript that the rows are of
let blocks = [];                         // its page: `per` turns each, empty until they are written
let turns = [];                          // its rows, by turn number; those that are written
let marked = null;                       // the row that holds the highlight
let latest = 0;                          // number of the newest request: an older one that finishes later is dropped
let opener = null;                       // the link that led here, to go back to

