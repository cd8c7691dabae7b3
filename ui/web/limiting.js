// What questions are limited to: chips below the question box, and one place to choose from, for the next question or for an answer
// that is to be asked again. "Ask about this" makes a question of a quotation, or of words selected in the reader.
const $ = (selector) => element.querySelector(selector);
const make = (tag, className, text) => Object.assign(document.createElement(tag), {className, textContent: text});
const find = $('.l-find'), pop = $('.l-pop'), list = $('.l-list');
let chosen = [];                         // [kind, value, text] of the next questions
let target = null;                       // {opener, exchange}: what is being chosen for; an exchange is one answer's number
let options = [], at = -1, latest = 0;

const ask = async (call) => (await call.catch(() => null)) || {error: 'The server does not answer. Is it still running?'};

// ---- the chips below the box
function keep(limits) {
  chosen = limits;
  props.value = {limits};
  $('.l-chips').replaceChildren(...limits.map(chip));
  $('.l-add').textContent = limits.length ? 'Add' : 'Limit to…';
}

function chip([kind, value, text], number) {
  const whole = make('span', 'q-part'), off = make('button', 'l-off');
  off.type = 'button';
  off.setAttribute('aria-label', `No longer limited to: ${text}`);
  off.addEventListener('click', () => {
    keep(chosen.filter((_, other) => other !== number));
    ($('.l-chips').querySelectorAll('.l-off')[number] || $('.l-add')).focus();
  });
  whole.append(make('bdi', '', text), off);
  return whole;
}

function added(limits) {                 // as `Filters.added`: who speaks and who asks take each other's place, as do dates
  let all = chosen;
  for (const one of limits) {
    const [kind, value] = one;
    const gives = ([other, held]) => (other === kind && (held === value || kind === 'since' || kind === 'until' || !held || !value))
      || (kind === 'speaker' && other === 'asked') || (kind === 'asked' && other === 'speaker');
    all = [...all.filter((held) => !gives(held)), one];
  }
  return all;
}

// ---- choosing
function open(opener, exchange) {
  target = {opener, exchange};
  pop.hidden = false;
  find.value = '';
  fill();
  place();
  find.focus();
}

function close(back) {
  if (!target) return;
  const {opener} = target;
  target = null;
  pop.hidden = true;
  if (back && opener.isConnected) opener.focus();
}

function place() {                       // above or below what opened it, never out of the window
  if (!target) return;
  const by = target.opener.getBoundingClientRect(), width = Math.min(416, innerWidth - 24);
  const above = by.top > innerHeight - by.bottom, room = (above ? by.top : innerHeight - by.bottom) - 20;
  Object.assign(pop.style, {width: `${width}px`, left: `${Math.max(12, Math.min(by.left, innerWidth - width - 12))}px`, maxHeight: `${Math.max(180, Math.min(440, room))}px`,
    top: above ? '' : `${by.bottom + 6}px`, bottom: above ? `${innerHeight - by.top + 6}px` : ''});
}

async function fill() {
  const mine = ++latest, {groups, error} = await ask(server.limit_choices(find.value));
  if (mine !== latest) return;
  options = [];
  list.replaceChildren(...(groups || []).map(group));
  $('.l-none').textContent = error || (options.length ? '' : 'Nobody and nothing of that name is in the record.');
  move(options.length ? 0 : -1);
}

function group({name, choices}) {
  const whole = make('div', 'l-group'), head = make('p', 'l-kind', name);
  whole.setAttribute('role', 'group');
  whole.setAttribute('aria-label', name);
  head.setAttribute('aria-hidden', 'true');
  whole.append(head, ...choices.map(([text, limits]) => {
    const node = make('div', 'l-option', '');
    node.append(make('bdi', '', text));
    node.id = `l-option-${options.length}`;
    node.setAttribute('role', 'option');
    node.setAttribute('aria-label', `${name} ${text}`);
    node.addEventListener('mousedown', (event) => { event.preventDefault(); pick(limits); });
    options.push({node, limits});
    return node;
  }));
  return whole;
}

function move(to) {
  at = to;
  options.forEach(({node}, number) => node.setAttribute('aria-selected', String(number === at)));
  if (at < 0) return find.removeAttribute('aria-activedescendant');
  find.setAttribute('aria-activedescendant', options[at].node.id);
  options[at].node.scrollIntoView({block: 'nearest'});
}

function pick(limits) {
  const {exchange} = target;
  close(true);
  if (exchange === undefined) keep(added(limits));
  else document.dispatchEvent(new CustomEvent('quoth-limit', {detail: {exchange, add: limits}}));   // chips.js asks again
}

find.addEventListener('input', fill);
find.addEventListener('keydown', (event) => {
  if (event.key === 'ArrowDown' && options.length) move((at + 1) % options.length);
  else if (event.key === 'ArrowUp' && options.length) move((at + options.length - 1) % options.length);
  else if (event.key === 'Enter' && at >= 0 && !event.isComposing) pick(options[at].limits);
  else if (event.key === 'Escape') close(true);
  else { if (event.key === 'Tab') close(false); return; }
  event.preventDefault();
  event.stopPropagation();
});
find.addEventListener('blur', () => close(false));
$('.l-add').addEventListener('mousedown', (event) => { if (target) event.preventDefault(); });
$('.l-add').addEventListener('click', () => target ? close(true) : open($('.l-add')));

// ---- "ask about this"
const box = () => document.querySelector('#q-box textarea');

async function about(address, words) {
  const said = await ask(server.ask_about({address, words}));
  if (document.documentElement.hasAttribute('data-sheet')) {
    document.querySelector('.r-back').click();
    while (document.documentElement.hasAttribute('data-sheet')) await new Promise(requestAnimationFrame);
  }
  if (said.error) return;
  keep(said.limits);
  const field = box();
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set.call(field, said.question);
  field.dispatchEvent(new Event('input', {bubbles: true}));
  field.focus();
  field.select();                          // typing replaces it, Enter asks it
}

const floating = make('button', 'q-floating', 'Ask about this');   // beside what is selected in the reader
floating.type = 'button';
floating.hidden = true;
(document.querySelector('.gradio-container') || document.body).append(floating);

function selected() {
  const selection = getSelection(), range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
  const words = range ? selection.toString().trim() : '';
  const from = range && (range.startContainer.closest ? range.startContainer : range.startContainer.parentElement);
  const start = from?.closest('#q-reader .r-text')?.closest('.r-turn');
  return start && words.length > 2 ? {range, words, address: start.querySelector('.r-place')?.getAttribute('href')} : null;
}

function hover() {
  const now = selected();
  floating.hidden = !now;
  if (!now) return;
  const boxes = now.range.getClientRects(), last = boxes[boxes.length - 1] || now.range.getBoundingClientRect();
  floating.style.top = `${Math.min(last.bottom + 6, innerHeight - 48)}px`;
  floating.style.left = `${Math.max(8, Math.min(last.right - 60, innerWidth - 140))}px`;
}

floating.addEventListener('mousedown', (event) => event.preventDefault());   // else the selection is gone
floating.addEventListener('click', () => {
  const now = selected();
  floating.hidden = true;
  getSelection().removeAllRanges();
  if (now) about(now.address, now.words.slice(0, 1000));
});

const replies = () => [...document.querySelectorAll('#q-chat .q-reply')];

function clicked(event) {
  const on = (selector) => event.target.closest?.(selector);
  if (on('#q-chat .q-add')) return open(on('.q-add'), replies().indexOf(on('.q-reply')));
  const link = on('#q-chat .q-about') || on('#q-reader .r-about-this');
  if (!link) return;
  event.preventDefault();
  about(link.matches('.q-about') ? link.closest('blockquote').querySelector('.q-cite').getAttribute('href') : location.hash, '');
}

function equip() {                       // the reader's tools, which may be there later than this
  const tools = document.querySelector('#q-reader .r-copy');
  if (!tools || tools.querySelector('.r-about-this')) return;
  const button = make('button', 'r-about-this', 'Ask about this');
  button.type = 'button';
  tools.append(' ', button);
}

if (window.quothLimits) window.quothLimits.abort();   // mounted a second time: never two listeners for one click
window.quothLimits = new AbortController();
const until = {signal: window.quothLimits.signal};
document.addEventListener('click', clicked, until);
document.addEventListener('quoth-opened', equip, until);
document.addEventListener('selectionchange', hover, until);
document.addEventListener('scroll', () => { hover(); place(); }, {...until, capture: true, passive: true});
window.addEventListener('resize', place, until);
watch('value', () => { if (props.value && JSON.stringify(props.value.limits) !== JSON.stringify(chosen)) keep(props.value.limits || []); });
