// What is shown: a transcript at a place, the list of all, or that there is none.
async function open(at, focus) {
  const mine = ++latest;
  element.dataset.state = 'loading';
  const page = await load(at);
  if (mine !== latest) return;
  const lost = page.error || (at.turn < page.count ? '' : 'This transcript has no such turn.');
  if (lost) return say(lost);
  if (drawn !== page) draw(page);
  remarkOnAge(page, at);
  reveal(page, at);
  $('.r-live').textContent = `Opened ${page.title}, turn ${at.turn + 1}`;
  element.dataset.state = 'open';
  document.dispatchEvent(new Event('quoth-opened'));   // the conversation shows which citation is open
  if (focus) show();
  later(() => finish(page));
  if (page.unlike === undefined) later(() => compare(page, at));
}

async function compare(page, at) {       // with its file: what is read here may be older
  page.unlike = '';
  page.unlike = (await answer(server.compare_file(page.key))).why || '';
  if (page.unlike && drawn === page) remarkOnAge(page, at);
}

function bare() {                        // none of what belongs to an open transcript
  for (const part of ['.r-copy', '.r-seek', '.r-only', '.r-same', '.r-asked', '.r-print']) $(part).hidden = true;
  drawn = null;
  blocks = [];
  turns = [];
  marked = null;
  equip(null);
  $('.r-strip').replaceChildren();
}

function say(sentence) {
  shown = null;
  bare();
  $('.r-title').textContent = 'Nothing to show here';
  $('.r-title').title = '';
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
  $('.r-title').title = '';
  $('.r-about').textContent = 'Open a transcript to read it, or ask: every citation opens here.';
  $('.r-changed').hidden = true;
  $('.r-body').replaceChildren(whole);
  $('.r-body').scrollTop = 0;
  $('.r-all').hidden = true;
  shown = '';
  bare();
  element.dataset.state = 'list';
}

