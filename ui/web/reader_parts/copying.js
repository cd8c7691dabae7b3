// Copying what is highlighted, with its citation, once the server has proved it again
async function put(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {                              // refused, or an address that is not of this machine and not https
    const box = make('textarea', 'r-live');
    box.value = text;
    element.append(box);
    box.select();
    const done = document.execCommand('copy');
    box.remove();
    return done;
  }
}

async function take() {
  const {address} = marked, style = $('.r-style').value;
  const said = style === 'link' ? {link: location.origin + location.pathname + location.search + address} : await answer(server.cite_quotation(address));
  if (!marked || marked.address !== address) return;
  const done = !said.error && await put(said[style]);
  $('.r-taken').textContent = said.error || (done ? 'Copied.' : 'This browser does not allow copying.');
  $('.r-take').focus({preventScroll: true});
}

