// The page: drawn once, then moved by its address (#q=ID) and by keys.
const report = JSON.parse(document.getElementById('report').textContent);
const first = Object.hasOwn(report.means, 'hit@5') ? 'hit@5' : Object.keys(report.means)[0];
const desk = new Browser(report, first);
const small = matchMedia('(max-width: 860px)');

function narrowing(wanted) {             // what a click on a slice or on the failed questions does
  return () => {
    desk.narrow(wanted);
    document.getElementById('questions').scrollIntoView();
  };
}

function narrowTo(tag, value) {
  return desk.by.pairs.some(([name, held]) => name === tag && held === value) ? narrowing({pair: [tag, value]}) : null;
}

function named() {                       // the number of the question that the address names
  const {hash} = location;
  if (desk.addresses.has(hash)) return desk.addresses.get(hash);
  try {                                  // another program may have written the same id with other escapes
    return desk.addresses.get('#q=' + encodeURIComponent(decodeURIComponent(hash.slice(3))));
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

function follow() {
  const at = location.hash.startsWith('#q=') ? named() : undefined;
  if (at === undefined) return;
  desk.show(at);
  const {top} = desk.pane.getBoundingClientRect();
  if (small.matches || top < 0 || top > innerHeight / 3) desk.pane.scrollIntoView();
}

function key(event) {
  const typing = event.target.closest('input, select, textarea');
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Escape' && typing) return typing.blur();
  if (typing && !(typing === desk.by.search && event.key === 'ArrowDown')) return;
  const arrows = event.target.closest('.side, .detail');   // elsewhere the arrows scroll the page
  const by = {j: 1, k: -1, ...arrows ? {ArrowDown: 1, ArrowUp: -1} : {}}[event.key];
  if (event.key === '/') desk.by.search.focus();
  else if (by) desk.move(typing ? 0 : by, true);
  else return;
  event.preventDefault();
}

function build() {
  const folded = provenance(report), questions = section('questions', 'Questions', desk.node);
  const right = make('div', 'column', slices(report, first, narrowTo), calibration(report), latency(report), folded);
  const main = make('main', '', trouble(report.counts, narrowing({failures: true})), make('div', 'columns', measures(report), right), questions);
  const link = (part) => Object.assign(make('a', '', part.firstChild.textContent), {href: '#' + part.id});
  const head = headline(report), contents = make('nav', 'contents', ...[...main.querySelectorAll('section[id]')].map(link));
  contents.setAttribute('aria-label', 'Parts of this report');
  const back = document.getElementById('back');
  if (back) head.firstChild.append(back);
  head.firstChild.append(contents);
  document.title = `${report.provenance.questions ? report.provenance.questions.file : 'Evaluation'} · Quoth report`;
  document.body.prepend(head, main);
  addEventListener('beforeprint', () => { folded.open = true; });
}

build();
addEventListener('hashchange', follow);
document.addEventListener('keydown', key);
follow();
