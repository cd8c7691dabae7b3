// Transcripts as the server sends them: first the turns about a place, then the rest.
const LOGGED_OUT = 'You are no longer logged in. Reload the page.';

async function answer(call) {            // what the server says, or that it says nothing
  const said = await call.catch(() => null);
  return said || {error: 'The server does not answer. Is it still running?'};
}

const asked = new Map();                 // what is on its way, so that a place asked for twice is sent once

function record(query) {
  if (!asked.has(query)) asked.set(query, sent(query).finally(() => asked.delete(query)));
  return asked.get(query);
}

async function sent(query) {
  const said = await answer(fetch(`record?of=${query}`).then((response) => response.status === 401 ? {error: LOGGED_OUT} : response.json()));
  return said.error || said.turns ? said : {error: 'The server does not show this. Reload the page and try again.'};
}

function lay(page, part) {               // turns that came, at their places
  part.turns.forEach((turn, at) => { page.turns[part.from + at] = turn; });
  Object.assign(page.replies, part.replies);
  page.whole = page.whole || part.turns.length === page.count;
  return page;
}

async function load(at) {                // the transcript with at least the turns about a place
  const kept = pages.get(at.key);
  if (kept && (!at.sha || kept.sha === at.sha) && (kept.whole || kept.turns[at.turn] || at.turn >= kept.count)) return kept;
  const part = await record(`${at.key}&near=${at.turn}`);
  if (part.error) return part;
  const again = pages.get(at.key);
  const page = again && again.sha === part.sha ? again : {...part, turns: new Array(part.count), replies: {}, whole: false, rest: null};
  pages.set(at.key, page);
  return lay(page, part);
}

function whole(page) {                   // once all of it is there: true; false if it cannot be had, or is another version by now
  page.rest ||= (async () => {
    if (page.whole) return true;
    const all = await record(page.key);
    if (!all.error && all.sha === page.sha) lay(page, all);
    if (!page.whole) page.rest = null;   // asked for again at the next need
    return page.whole;
  })();
  return page.rest;
}

async function wholly(page) {            // whether all of it is there and still what is shown; what cannot be had is said
  if (page && await whole(page)) return drawn === page;
  if (page && drawn === page) $('.r-count').textContent = 'The rest of this transcript has not come. Try again.';
  return false;
}

function fetchCited() {                  // so that the other citations of an answer open at once too
  const wanted = [...document.querySelectorAll('#q-chat .q-cite')].slice(-24).map((cite) => parse(cite.getAttribute('href')));
  const places = [...new Map(wanted.filter(Boolean).map((at) => [at.key, at])).values()];
  later(async () => {
    for (const at of places) {
      const page = await load(at);
      if (!page.error) await whole(page);
    }
  });
}

