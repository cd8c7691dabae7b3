// The list of runs, and what stands there when there is none.
const MOST = 6;                          // so many runs can be told apart in one chart

function choice(run, letter, chosen, full, onChoose) {
  const box = make('input', '');
  box.type = 'checkbox';
  box.checked = chosen;
  box.disabled = full && !chosen;
  box.setAttribute('aria-label', `Choose the run of ${run.file}, ${run.when}`);
  box.addEventListener('change', () => onChoose(run.key, box.checked));
  return make('td', 'e-choice', make('label', '', box, make('span', 'e-letter', letter)));
}

function titled(run) {                   // its question file, which leads to its report, and when it was made
  const link = make('a', 'e-open', isolate(run.file));
  link.href = report(run);
  link.target = '_blank';                // the conversation on this page would be lost
  link.rel = 'noopener';
  link.setAttribute('aria-label', `Report of ${run.file}, ${run.when} (a new tab)`);
  const failed = run.failed ? make('span', 'e-failed', `${count(run.failed, 'question')} failed or missing`) : '';
  const head = make('th', 'e-title', link, make('span', 'e-when', run.when || run.name), failed);
  head.scope = 'row';
  return head;
}

function measured(name, mean) {
  const node = cell(name, make('span', 'e-mean', mean ? decimal(mean.mean) : '–'));
  node.classList.add('e-value');
  if (mean) node.append(make('span', 'e-spread', between(mean)));
  return node;
}

function row(run, measures, letter, chosen, full, onChoose) {
  if (run.problem) {
    const why = make('td', 'e-problem', isolate(run.problem));
    why.colSpan = measures.length + 3;
    return make('tr', 'e-bad', why);
  }
  const how = make('td', 'e-how', count(run.asked, 'question'), run.scope && ', ', isolate(run.scope), make('span', 'e-encoder', isolate(run.encoder)));
  const values = measures.map(([name]) => measured(name, run.means[name]));
  return make('tr', chosen ? 'e-chosen' : '', choice(run, letter, chosen, full, onChoose), titled(run), how, ...values);
}

function list(runs, measures, letters, onChoose) {
  const body = make('tbody', '');
  for (const run of runs) body.append(row(run, measures, letters.get(run.key) || '', letters.has(run.key), letters.size >= MOST, onChoose));
  const head = heads('', 'Questions asked', 'How', ...measures.map(([name]) => name));
  head.querySelectorAll('th').forEach((cell, at) => { if (at > 2) cell.title = measures[at - 3][1]; });
  return make('table', 'e-table', head, body);
}

function nothing(command) {
  return make('div', 'e-empty', make('p', '', 'No evaluation is kept here yet. One asks a file of questions whose answers are known, '
    + 'and measures what comes back. For the samples, run this in a terminal and open this page again:'), make('p', '', code(command)),
    make('p', 'e-note', 'For transcripts of your own, name the folder and a question file: ', code('quoth eval QUESTIONS --library DIR'),
      '. Under every answer in the chat is an action that makes it a test question.'));
}

function made([number, file]) {          // the test questions of the chat
  if (!number) return [];
  const them = number === 1 ? 'it' : 'them';
  return [make('p', 'e-made', `${count(number, 'test question')} made in the chat. Check ${them}, then ask ${them}: `, code(`quoth eval ${file}`), ' (with the library and index of this chat)')];
}
