// The failure browser: the list of questions and the one that is open.
function item(question, measure) {
  const [tone, label] = outcome(question), value = measure === TIME ? question.seconds : question.values[measure];
  const text = value === undefined || value === null ? '' : measure === TIME ? seconds(value) : `${measure} ${decimal(value)}`;
  const rank = !question.answerable || empty(question) ? '' : question.gold_rank === null ? 'gold nowhere' : `gold at ${question.gold_rank}`;
  const asks = passage('asks', question.question), ends = make('p', 'ends', chip(tone, label), ' ', [text, rank].filter(Boolean).join(' · '));
  return make('li', '', Object.assign(make('a', 'item', asks, ends), {href: address(question), tabIndex: -1}));
}

class Browser {
  constructor(report, first) {
    this.report = report;
    this.by = controls(report, first);
    this.hay = report.questions.map(haystack);
    this.addresses = new Map(report.questions.map((question, at) => [address(question), at]));
    this.shown = [];                     // numbers of the listed questions
    this.links = [];                     // their links, in the same order
    this.open = -1;                      // number of the open one
    this.build();
    for (const name of ['search', 'sort', 'tag', 'failures', 'wrong']) this.by[name].addEventListener('input', () => this.refill());
    this.refill();
    if (this.shown.length) this.show(this.shown[0]);
  }

  build() {
    const step = (by, name) => Object.assign(make('button', 'plain', name), {onclick: () => this.move(by, false)});
    this.list = make('ol', 'list');
    this.size = make('p', 'size');
    this.size.setAttribute('role', 'status');
    this.position = make('span', 'position');
    this.body = make('div', 'body');
    const back = Object.assign(make('a', 'back', 'Back to the list'), {href: '#questions'});
    this.pane = make('article', 'detail', make('nav', 'steps', back, step(-1, 'Previous'), step(1, 'Next'), this.position), this.body);
    this.node = make('div', 'desk', make('div', 'side', this.by.node, this.size, this.list), this.pane);
  }

  refill() {                             // the list anew; what is open stays open
    const {questions} = this.report;
    this.shown = chosen(this.report, this.hay, this.by);
    const items = this.shown.map((at) => item(questions[at], this.by.sort.value));
    this.links = items.map((row) => row.firstChild);
    this.list.replaceChildren(...items);
    const some = this.shown.length === questions.length ? '' : `${this.shown.length.toLocaleString('en')} of `;
    this.size.textContent = some + count(questions.length, 'question');
    this.list.scrollTop = 0;
    this.mark();
  }

  mark() {                               // the open question in the list: one stop for the Tab key, and where it stands
    const here = this.shown.indexOf(this.open);
    this.links.forEach((link, at) => {
      link.tabIndex = at === Math.max(here, 0) ? 0 : -1;
      if (at === here) link.setAttribute('aria-current', 'true'); else link.removeAttribute('aria-current');
    });
    this.position.textContent = here < 0 ? 'not in the list' : `${(here + 1).toLocaleString('en')} of ${this.shown.length.toLocaleString('en')}`;
    if (here >= 0) this.reveal(this.links[here]);
  }

  reveal(link) {                         // within the list only: the page itself stays where it is
    const frame = this.list.getBoundingClientRect(), box = link.getBoundingClientRect();
    if (box.top < frame.top) this.list.scrollTop += box.top - frame.top;
    if (box.bottom > frame.bottom) this.list.scrollTop += box.bottom - frame.bottom;
  }

  show(at) {
    if (at === this.open) return;
    this.open = at;
    this.body.replaceChildren(...detail(this.report.questions[at], this.report));
    this.mark();
  }

  move(by, focus) {                      // a step leaves no entry in the history
    const here = this.shown.indexOf(this.open), next = this.shown[here < 0 ? 0 : here + by];
    if (next === undefined) return;
    this.show(next);
    if (focus) this.links[this.shown.indexOf(next)].focus({preventScroll: true});
    location.replace(address(this.report.questions[next]));
  }

  narrow({pair = null, failures = false}) {
    const {by} = this;
    by.search.value = '';
    by.tag.value = pair ? String(by.pairs.findIndex(([tag, value]) => tag === pair[0] && value === pair[1])) : '';
    by.failures.checked = failures;
    by.wrong.checked = false;
    this.refill();
    if (this.shown.length && !this.shown.includes(this.open)) this.show(this.shown[0]);
  }
}
