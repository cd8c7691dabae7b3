// The recording, where the library has one: played from any turn that has a time, with the turn that is spoken marked, and followed until the
// person scrolls. The words about it are ours; the file is only ever the one that the server names for this transcript.
const SOON = 1, STEP = 5;                // seconds: a turn is spoken until that long after its end; what an arrow key moves by
let recording = null;                    // the element that plays
let begun = false;                       // whether it was ever started, so that the first time starts at the highlighted turn
let speed = 1;
let now = null;                          // the row that is spoken
let follows = true;

function starter(seconds) {
  const button = make('button', 'r-from');
  button.type = 'button';
  button.tabIndex = -1;
  button.title = `Play from ${clock(seconds)}`;
  button.setAttribute('aria-label', button.title);
  return button;
}

function equip(page) {                   // a player for the transcript's recording, or none
  if (recording) {
    recording.pause();
    recording.removeAttribute('src');
    recording.load();
  }
  recording = null;
  begun = false;
  markSpoken(null);
  $('.r-stage').replaceChildren();
  $('.r-mute').replaceChildren();
  $('.r-player').hidden = !(page && page.media);
  element.removeAttribute('data-silent');
  if (!page || !page.media) return;
  const [kind] = page.media, node = document.createElement(kind);
  node.className = 'r-screen';
  node.preload = 'metadata';
  node.playsInline = true;
  node.setAttribute('aria-label', 'Recording');
  for (const name of ['loadedmetadata', 'durationchange', 'timeupdate', 'seeked', 'play', 'pause', 'ended', 'ratechange']) node.addEventListener(name, () => tell(page, node));
  node.addEventListener('error', () => silent(page, node));
  node.src = `media?of=${page.key}`;
  $('.r-stage').append(node);
  recording = node;
  pursue(true);
  tell(page, node);
}

function tell(page, node) {       // what the player says, and the turn that is spoken
  if (node !== recording) return;
  const length = Number.isFinite(node.duration) ? node.duration : 0, at = node.currentTime, bar = $('.r-position');
  bar.max = String(length || Math.max(at, 1));
  bar.value = String(at);
  bar.style.setProperty('--at', `${100 * at / +bar.max}%`);
  bar.setAttribute('aria-valuetext', length ? `${clock(at)} of ${clock(length)}` : clock(at));
  $('.r-clock').textContent = length ? `${clock(at)} / ${clock(length)}` : clock(at);
  $('.r-play').setAttribute('aria-label', node.paused ? 'Play' : 'Pause');
  $('.r-play').classList.toggle('r-playing', !node.paused);
  $('.r-play').title = `${node.paused ? 'Play' : 'Pause'} (space)`;
  if (begun) attend(page);
}

function attend(page) {                  // marks the turn that is spoken, and keeps it in sight
  if (!recording || !page.whole || drawn !== page || !begun) return;
  const [, end, turn] = lastBegun(page, recording.currentTime + .05) || [0, -Infinity, -1];
  const node = recording.currentTime < end + SOON ? write(page, turn) : null;
  if (node !== now) markSpoken(node);
  if (now && follows && !recording.paused) keep(now);
}

function markSpoken(node) {
  if (now) now.classList.remove('r-now');
  now = node;
  if (now) now.classList.add('r-now');
  $('.r-follow').hidden = follows || !now;
}

function keep(node) {                    // in sight, its head in the upper part
  const body = $('.r-body'), frame = body.getBoundingClientRect(), box = node.getBoundingClientRect();
  if (box.top >= frame.top + 8 && box.bottom <= frame.bottom - frame.height / 5) return;
  if (box.top >= frame.top + 8 && box.top <= frame.top + frame.height / 3) return;   // longer than the page: its head is there
  centred = null;
  body.scrollTo({top: body.scrollTop + box.top - frame.top - frame.height / 5, behavior: still.matches || Math.abs(box.top - frame.top) > 2 * frame.height ? 'auto' : 'smooth'});
}

function pursue(on) {
  follows = on;
  $('.r-follow').hidden = on || !now;
  if (on && now) keep(now);
}

async function start() {
  begun = true;
  recording.playbackRate = speed;
  await recording.play().catch(() => null);   // what is wrong with it, `silent` says
}

function wind(seconds) {                 // to a time, playing or not
  if (!recording) return;
  recording.currentTime = Math.min(Math.max(seconds, 0), Number.isFinite(recording.duration) ? recording.duration : seconds);
}

function pieceAt(turn, offset) {         // when the words at a place of a turn are spoken: the start of the piece they are in, else of the turn
  const piece = (turn[6] || []).findLast(([at]) => at <= offset);
  return piece && piece[1] !== null ? piece[1] : turn[2] ? turn[2][0] : null;
}

function playFrom(turn) {                // the turn with the highlight from the highlighted words
  const seconds = drawn && pieceAt(drawn.turns[turn], marked && marked.at === turn ? marked.start : 0);
  if (!recording || seconds === null) return;
  wind(seconds);
  pursue(true);
  start();
}

function toggle() {
  if (!recording) return;
  if (!recording.paused) return recording.pause();
  if (!begun && marked && marked.turn[2] && !recording.currentTime) return playFrom(marked.at);
  pursue(true);
  start();
}

async function silent(page, node) {      // one sentence for a recording that is gone, or that this browser does not play
  if (node !== recording) return;
  const status = await fetch(node.src, {method: 'HEAD'}).then((response) => response.status, () => 0);
  if (node !== recording) return;
  const why = {200: 'This browser cannot play the recording', 404: 'The recording is no longer in the library', 401: LOGGED_OUT}[status] || 'The server does not send the recording';
  $('.r-mute').replaceChildren(...status === 401 ? [why] : [`${why}: `, make('bdi', '', page.media[1])]);
  element.setAttribute('data-silent', '');
  recording = null;
}

function playingKeys(event) {            // space and arrows, outside of what takes them itself
  if (!recording || event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, select, textarea, button')) return;
  const act = {' ': toggle, ArrowLeft: () => wind(recording.currentTime - STEP), ArrowRight: () => wind(recording.currentTime + STEP)}[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

