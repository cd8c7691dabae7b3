// The address of the conversation, ?c=ID: shown once it is kept, gone with a new one. Also the ways to take it along, below the question box.
const ways = document.createElement('span');
ways.className = 'q-ways';
ways.hidden = true;

function link(kind, text) {
  const way = document.createElement('a');
  way.dataset.kind = kind;
  way.textContent = text;
  way.setAttribute('aria-label', `Save this conversation as ${text}`);
  way.setAttribute('download', '');
  return way;
}
const as = document.createElement('span');
as.className = 'q-save-as';
as.textContent = ' as';
ways.append('Save', as, ' ', link('md', 'Markdown'), ' · ', link('docx', 'Word'));

function show(id) {
  const query = new URLSearchParams(location.search);
  if (id) query.set('c', id); else query.delete('c');
  const search = query.toString();
  history.replaceState(history.state, '', location.pathname + (search ? '?' + search : '') + location.hash);
  for (const way of ways.querySelectorAll('a')) way.href = `conversations/${id}.${way.dataset.kind}`;
  ways.hidden = !id;
  const foot = document.querySelector('#q-ask');
  if (foot && ways.parentElement !== foot) foot.append(ways);
}

watch('value', () => {
  if (!props.value) return;
  show(props.value.id);
  if (props.value.lost) document.dispatchEvent(new CustomEvent('quoth-told', {detail: props.value.lost}));   // connection.js shows it
});
