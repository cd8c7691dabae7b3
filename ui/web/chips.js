// The chips under an answer: × asks the same question again without that limit, "only …" within one, "Ask again" as it was. Only numbers go
// to the server, which answer and which chip; until the new answer stands in its place no other question is sent, for it would get lost.
let busy = null;                          // {row, exchange} while a question is being asked again

const replies = () => [...document.querySelectorAll('#q-chat .q-reply')];
const waiting = () => document.querySelectorAll('#q-chat .user-row').length !== replies().length;

function drop(event) {
  const button = event.target.closest && event.target.closest('#q-chat :is(.q-off, .q-on)');
  if (!button || busy || waiting()) return;
  const row = button.closest('.q-parts'), exchange = replies().indexOf(button.closest('.q-reply'));
  busy = {row, exchange};
  row.setAttribute('aria-busy', 'true');
  const which = (kind) => [...row.querySelectorAll(kind)].indexOf(button);
  if (button.matches('.q-anew')) trigger('drop', {exchange, anew: true});
  else trigger('drop', button.matches('.q-on') ? {exchange, more: which('.q-on')} : {exchange, chip: which('.q-off')});
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
watch('value', () => {
  if (!busy) return;
  const {row, exchange} = busy;
  busy = null;
  land(row, exchange, 60);
});
