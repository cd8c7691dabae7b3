// What the server is asked for, and what is shown of it: a transcript at a place, the list of all, or that there is none.
async function answer(call) {            // what the server says, or that it says nothing
  const said = await call.catch(() => null);
  return said || {error: 'The server does not answer. Is it still running?'};
}

async function load(at) {
  const kept = pages.get(at.key);
  if (kept && (!at.sha || kept.sha === at.sha)) return kept;
  const page = await answer(server.read_transcript(at.key));
  if (!page.error) pages.set(at.key, page);
  return page;
}

function fetchCited() {                  // so that the other citations of an answer open at once too
  const wanted = [...document.querySelectorAll('#q-chat .q-cite')].slice(-24).map((cite) => parse(cite.getAttribute('href')));
  const keys = [...new Map(wanted.filter((at) => at && !pages.has(at.key)).map((at) => [at.key, at])).values()];
  const later = window.requestIdleCallback || setTimeout;
  later(async () => { for (const at of keys) await load(at); });
}

async function open(at, focus) {
  const mine = ++latest;
  element.dataset.state = 'loading';
  const page = await load(at);
  if (mine !== latest) return;
  const lost = page.error || (at.turn < page.turns.length ? '' : 'This transcript has no such turn.');
  if (lost) return say(lost);
  if (shown !== page.key || pages.get(page.key) !== page) draw(page);
  remarkOnAge(page, at);
  reveal(page, at);
  $('.r-live').textContent = `Opened ${page.title}, turn ${at.turn + 1}`;
  element.dataset.state = 'open';
  document.dispatchEvent(new Event('quoth-opened'));   // the conversation shows which citation is open
  if (focus) show();
}

function bare() {                        // none of what belongs to an open transcript
  $('.r-copy').hidden = $('.r-seek').hidden = $('.r-only').hidden = $('.r-same').hidden = $('.r-asked').hidden = true;
  $('.r-strip').replaceChildren();
}

function say(sentence) {
  shown = null;
  turns = [];
  marked = null;
  bare();
  $('.r-title').textContent = 'Nothing to show here';
  $('.r-about').replaceChildren();
  $('.r-changed').hidden = true;
  $('.r-body').replaceChildren(make('p', 'r-say', sentence));
  $('.r-all').hidden = false;
  element.dataset.state = 'lost';
}

async function list() {
  const mine = ++latest;
  const {transcripts, error} = await answer(server.list_transcripts());
  if (mine !== latest) return;
  if (error) return say(error);
  const items = transcripts.map(([key, title, date, size]) => {
    const item = make('li'), link = make('a', 'r-item', title), about = make('span', 'r-small', `${date} · ${size}`);
    link.href = `#turn=${key}.0`;
    link.dir = 'auto';
    item.append(link, about);
    return item;
  });
  const whole = make('ul', 'r-list');
  whole.append(...items);
  $('.r-title').textContent = 'The record';
  $('.r-about').textContent = 'Open a transcript to read it, or ask: every citation opens here.';
  $('.r-changed').hidden = true;
  $('.r-body').replaceChildren(whole);
  $('.r-body').scrollTop = 0;
  $('.r-all').hidden = true;
  marked = null;
  turns = [];
  shown = '';
  bare();
  element.dataset.state = 'list';
}

