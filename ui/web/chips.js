// The chips under an answer: × asks the same question again without that limit, "only …" within one, "Ask again" as it was. Only numbers go
// to the server, which answer and which chip; until the new answer stands in its place no other question is sent, for it would get lost.
let busy = null;                          // {row, exchange} while a question is being asked again

const replies = () => [...document.querySelectorAll('#q-chat .q-reply')];
const waiting = () => document.querySelectorAll('#q-chat .user-row').length !== replies().length;

function send(row, exchange, what) {
  busy = {row, exchange};
  row.setAttribute('aria-busy', 'true');
  trigger('drop', {exchange, ...what});
}

function add({exchange, add: limits}) {    // limiting.js: what was chosen for an answer
  const reply = replies()[exchange];
  if (reply && !busy && !waiting()) send(reply.querySelector('.q-parts'), exchange, {add: limits});
}

function drop(event) {
  const button = event.target.closest && event.target.closest('#q-chat :is(.q-off, .q-on:not(.q-add))');
  if (!button || busy || waiting()) return;
  const row = button.closest('.q-parts'), exchange = replies().indexOf(button.closest('.q-reply'));
  const which = (kind) => [...row.querySelectorAll(kind)].indexOf(button);
  if (button.matches('.q-anew')) send(row, exchange, {anew: true});
  else send(row, exchange, button.matches('.q-on') ? {more: which('.q-on')} : {chip: which('.q-off')});
}

function hold(event) {                    // Enter and the buttons that would send or clear
  if (!busy || !event.target.closest || !event.target.closest('#q-box, #q-again')) return;
  if (event.type === 'keydown' && (event.key !== 'Enter' || event.shiftKey)) return;
  if (event.type === 'click' && !event.target.closest('button')) return;
  event.preventDefault();
  event.stopPropagation();
}

function land(row, exchange, frames) {    // the button is gone: on to what the new answer says of it, once it is drawn
  if (row.isConnected && frames) return requestAnimationFrame(() => land(row, exchange, frames - 1));
  row.removeAttribute('aria-busy');
  const reply = replies()[exchange], line = reply && (reply.querySelector('.q-not') || reply.querySelector('.q-lead'));
  if (!line || (document.activeElement !== document.body && document.activeElement !== null)) return;
  line.tabIndex = -1;
  line.focus({preventScroll: true});
}

if (window.quothChips) window.quothChips.abort();   // mounted a second time: never two listeners for one click
window.quothChips = new AbortController();
const until = {signal: window.quothChips.signal};
document.addEventListener('click', hold, {...until, capture: true});
document.addEventListener('keydown', hold, {...until, capture: true});
document.addEventListener('click', drop, until);
document.addEventListener('quoth-refused', () => {   // connection.js: the server did not take it
  busy?.row.removeAttribute('aria-busy');
  busy = null;
}, until);
document.addEventListener('quoth-limit', (event) => add(event.detail), until);
watch('value', () => {
  if (!busy) return;
  const {row, exchange} = busy;
  busy = null;
  land(row, exchange, 60);
});
