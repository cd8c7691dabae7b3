// Adding files: dropped or chosen, one after another, each with its progress and what became of it. The server reads every file before
// it stores it.
const LARGEST = 20e6;
let waiting = Promise.resolve();

function send(file, report) {            // resolves to what the server says
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('POST', `library/files?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader('x-quoth-upload', '1');
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.responseType = 'json';
    request.upload.onprogress = (event) => report(event.lengthComputable ? event.loaded / event.total : null);
    request.onload = () => request.status === 429 ? setTimeout(() => resolve(send(file, report)), 1000 * (Number(request.getResponseHeader('retry-after')) || 2)) : resolve(request.response || {error: 'The server refused the file.'});
    request.onerror = request.onabort = () => resolve({error: 'The server does not answer. Is it still running?'});
    request.send(file);
  });
}

function load(file, list, done) {
  const bar = make('progress', 'u-bar'), said = make('span', 'u-said', size(file.size));
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute('aria-label', `Adding ${file.name}`);
  list.append(make('li', '', isolate(file.name), bar, said));
  const end = ({error, file: name, new: isNew}) => {
    bar.remove();
    said.className = error ? 'u-said u-refused' : 'u-said';
    said.replaceChildren(...error ? [error] : [isNew ? 'Added as ' : 'Already there as ', isolate(name), isNew ? '. It waits for a rebuild.' : '.']);
  };
  if (file.size > LARGEST) return end({error: `Larger than ${LARGEST / 1e6} MB: split it.`});
  waiting = waiting.then(() => send(file, (part) => { if (part !== null) bar.value = part; })).then((told) => { end(told); if (told.new) done(); });
}

function adding(folder, closed, done) {
  if (closed) return [make('p', 'u-small u-calm', closed)];
  const list = make('ul', 'u-loads'), input = make('input', ''), box = make('div', 'u-drop');
  Object.assign(input, {type: 'file', multiple: true, id: 'u-files'});
  input.addEventListener('change', () => { for (const file of input.files) load(file, list, done); input.value = ''; });
  const choose = button('Choose files', 'u-main', () => input.click());
  input.tabIndex = -1;
  input.setAttribute('aria-hidden', 'true');
  box.append(make('p', '', make('strong', '', 'Add transcripts'), ': drop files here or choose them. Text, captions, Word, PDF, saved pages, JSON of a recogniser. Each is read before it is stored in ', isolate(folder, 'u-path'), '.'), choose, input);
  for (const [name, over] of [['dragover', true], ['dragleave', false], ['drop', false]]) {
    box.addEventListener(name, (event) => { event.preventDefault(); box.classList.toggle('u-over', over); });
  }
  box.addEventListener('drop', (event) => { for (const file of event.dataTransfer.files) load(file, list, done); });
  return [box, list];
}
