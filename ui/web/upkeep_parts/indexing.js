// The page of the index. While a task runs its state is asked for twice a second; a page that is opened later shows the same.
const PHASES = {reading: 'Reading the library', encoding: 'Encoding', writing: 'Writing and checking', checking: 'Checking every file'};
const TASKS = {plan: 'Looking what a rebuild would do', rebuild: 'Rebuild', full: 'Rebuild from scratch', check: 'Health check'};
let held = null, timer = 0, sure = '';   // the state shown; the next look; what waits to be confirmed by a second click

async function look() {
  clearTimeout(timer);
  show(await answer(server.index_state()));
  const job = held && held.job;
  if (job && job.running) timer = setTimeout(look, document.hidden || !here('index') ? 5000 : 500);
}

function show(said) {
  complain(said.error);
  if (said.error) return;
  held = said;
  $('.u-status').replaceChildren(status(said));
  $('.u-job').replaceChildren(...task(said.job));
  $('.u-plan').replaceChildren(actions(said));
  $('.u-generations').replaceChildren(...generations(said));
}

async function act(call) {
  $('.u-job').replaceChildren();         // what the last task came to is no answer to this click
  const said = await answer(call);
  if (said.error) return complain(said.error);
  sure = '';
  look();
}

function facts(pairs) {
  const list = make('dl', 'u-facts');
  for (const [name, ...what] of pairs) list.append(make('div', '', make('dt', '', name), make('dd', '', ...what)));
  return list;
}

function status({status: now, library, waiting, index, refused}) {
  const why = refused ? make('p', 'u-none', `What is in the index now is not used, and questions are answered as before: ${refused}`) : '';
  if (!now) return make('div', '', make('p', 'u-none', 'There is no sound index. ', make('strong', '', 'Rebuild makes one.')), why);
  const {transcripts = 0, turns = 0, passages = 0} = now.counts;
  const box = make('div', '', why);
  box.append(facts([
    [refused ? 'Newest' : 'Answers now', `generation ${now.generation}`],
    ['Made of', count(transcripts, 'transcript'), ` · ${count(turns, 'turn')} · ${count(passages, 'passage')}`],
    ['Encoder', isolate(now.encoder)],
    ['Passages', `${now.passages_rule}, ${now.kind}`],
    ['Library', isolate(library, 'u-path')],
    ['Index', isolate(index, 'u-path')],
  ]));
  if (now.unread) {
    const list = make('ul', 'u-unread', ...now.unreadable.map(([file, why]) => make('li', '', isolate(file, 'u-file'), ` ${why}`)));
    box.append(make('details', 'u-more', make('summary', '', `${count(now.unread, 'file')} could not be read`), list));
  }
  const {added, changed, removed, files} = waiting, total = added + changed + removed;
  const parts = [[added, 'new'], [changed, 'changed'], [removed, 'gone']].filter(([number]) => number).map(([number, what]) => `${number.toLocaleString('en')} ${what}`);
  if (!total) box.append(make('p', 'u-calm', 'The index is up to date with the library.'));
  else box.append(make('details', 'u-more u-waits', make('summary', '', `${count(total, 'file')} wait for a rebuild: ${parts.join(', ')}`), make('ul', 'u-unread', ...files.map((file) => make('li', '', isolate(file))))));
  return box;
}

function task(job) {
  if (!job) return [];
  if (job.running) return running(job);
  const line = ended(job);
  return line ? [make('p', `u-ended u-${job.phase}`, ...[].concat(line))] : [];
}

function running(job) {
  const head = make('p', 'u-phase', make('strong', '', TASKS[job.kind]), ` · ${PHASES[job.phase] || job.phase}`);
  const bar = make('progress', 'u-bar');
  if (job.total) Object.assign(bar, {max: job.total, value: job.done});
  bar.setAttribute('aria-label', TASKS[job.kind]);
  const figures = [job.total ? `${job.done.toLocaleString('en')} of ${count(job.total, 'text')}` : '', job.rate ? `${job.rate.toLocaleString('en')} a second` : '',
    job.left !== null ? `about ${span(job.left)} left` : '', `${span(job.seconds)} so far`].filter(Boolean).join(' · ');
  const row = make('div', 'u-row', make('span', 'u-figures', figures));
  if (job.kind !== 'plan' && job.kind !== 'check') row.append(button('Cancel', 'u-quiet', () => act(server.index_cancel())));
  return [head, bar, row, make('p', 'u-small', 'Questions are answered from the index that is there, all the while. This page may be closed.')];
}

function ended(job) {
  if (job.phase === 'failed') return [make('strong', '', `${TASKS[job.kind]} failed: `), job.said];
  if (job.phase === 'cancelled') return `${TASKS[job.kind]} was cancelled. The index that was there goes on answering.`;
  if (job.plan) return planned(job);
  if (job.problems) return checked(job);
  if (!job.outcome) return '';
  const {outcome} = job, {files} = outcome;
  if (!outcome.needed) return `Nothing to do: generation ${outcome.generation} is up to date (${count(outcome.passages, 'passage')}).`;
  return [make('strong', '', `Generation ${outcome.generation} answers now. `),
    `${files.added} added, ${files.changed} changed, ${files.removed} removed, ${files.kept} kept; ${count(outcome.encoded, 'text')} encoded, ${count(outcome.reused, 'passage')} reused, in ${span(outcome.seconds)}.`,
    outcome.unreadable ? ` ${count(outcome.unreadable, 'file')} could not be read.` : ''];
}

function planned({plan, rated}) {
  if (!plan.needed) return 'A rebuild would do nothing: the index is up to date.';
  const {files} = plan, time = !plan.encode ? 'no encoding at all' : rated ? `about ${span(plan.encode / rated)} of encoding` : 'for a time not yet known';
  return [make('strong', '', 'A rebuild would '), `add ${files.added}, change ${files.changed}, remove ${files.removed} and keep ${files.kept} transcripts; encode ${count(plan.encode, 'text')} of ${count(plan.passages, 'passage')}, ${time}.`,
    plan.reason ? ` Why: ${plan.reason}.` : ''];
}

function checked({problems, more}) {
  if (!problems.length) return 'The index is whole: every file has the hash it was written with, and every transcript still is what its file says.';
  const list = make('ul', 'u-unread', ...problems.map((problem) => make('li', '', problem)), more ? make('li', '', `and ${more} more`) : '');
  return [make('strong', '', `${count(problems.length + more, 'problem')} found. `), 'A rebuild mends what has changed; “from scratch” mends damage.', list];
}

function actions({read_only: closed, job}) {
  const busy = !!(job && job.running), row = make('div', 'u-actions');
  const add = (text, className, kind, changes) => {
    const node = button(text, className, () => act(server.index_start(kind)));
    node.disabled = busy || (changes && closed);
    row.append(node);
  };
  add('Rebuild', 'u-main', 'rebuild', true);
  add('What would it do?', 'u-quiet', 'plan', false);
  add('Health check', 'u-quiet', 'check', false);
  add('Rebuild from scratch', 'u-quiet', 'full', true);
  if (closed) row.append(make('span', 'u-small', 'Opened with --read-only: nothing is changed from here.'));
  return row;
}

function confirmed(text, question, key, run) {   // the first click asks, the second does it
  const node = button(sure === key ? question : text, sure === key ? 'u-sure' : 'u-quiet', () => {
    if (sure === key) return run();
    sure = key;
    show(held);
    element.querySelector('.u-sure')?.focus();
  });
  node.addEventListener('blur', () => setTimeout(() => { if (node.isConnected && sure === key) { sure = ''; show(held); } }, 200));
  return node;
}

function generations({generations: all, read_only: closed, job}) {
  if (!all.length) return [];
  const rows = all.map((one) => {
    const state = one.current ? make('strong', 'u-now', 'answers now') : !one.sound ? make('span', 'u-bad', 'damaged') : '';
    const back = one.current || !one.sound || closed || (job && job.running) ? '' : confirmed('Roll back to it', `Answer from ${one.name}?`, one.name, () => act(server.index_answer_from(one.number)));
    return make('tr', '', cell('Generation', one.name, ' ', state), cell('Transcripts', one.transcripts.toLocaleString('en')), cell('Passages', one.passages.toLocaleString('en')), cell('Size', size(one.bytes)), cell('', back));
  });
  const table = make('table', 'e-table u-table', heads('Generation', 'Transcripts', 'Passages', 'Size', ''), make('tbody', '', ...rows));
  const out = [make('h3', '', 'Generations'), table], old = all.length - 2;
  if (old > 0 && !closed) out.push(make('div', 'u-actions', confirmed(`Remove all but the newest two`, `Remove ${count(old, 'generation')} for good?`, 'prune', () => act(server.index_prune(2)))));
  return out;
}

document.addEventListener('quoth-page', () => { if (here('index')) look(); });
document.addEventListener('visibilitychange', () => { if (!document.hidden && here('index')) look(); });
look();
