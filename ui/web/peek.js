// Hovering or focusing a citation, [n], shows the whole quotation with the words around it, its speaker and source, in a card beside it.
// The reader has the words around it; everything is put in as text. Not on touch, where a tap opens the reader.
() => {
  const make = (className) => {
    const line = document.createElement('p');
    line.className = className;
    return line;
  };
  const card = document.createElement('div');
  card.id = 'q-peek';
  card.setAttribute('role', 'tooltip');
  card.hidden = true;
  const [by, words, source] = ['p-by', 'p-words', 'p-source'].map(make);
  by.dir = words.dir = source.dir = 'auto';
  card.append(by, words, source);
  (document.querySelector('.gradio-container') || document.body).append(card);
  let mark = null;

  const text = (root, selector) => root?.querySelector(selector)?.textContent || '';
  const fill = (said, quotation) => {
    words.dir = quotation?.dir || 'auto';
    by.textContent = text(said, '.q-who');
    words.replaceChildren(Object.assign(document.createElement('mark'), {textContent: text(quotation, '.q-words')}));
    source.textContent = [text(said, '.q-source'), text(quotation, '.q-time')].filter(Boolean).join(' · ');
  };
  const place = () => {                    // below the mark, above it where there is no room, never out of the window
    const at = mark.getBoundingClientRect(), size = card.getBoundingClientRect();
    const below = at.bottom + 8;
    card.style.top = `${below + size.height < innerHeight ? below : Math.max(8, at.top - size.height - 8)}px`;
    card.style.left = `${Math.max(16, Math.min(at.left + at.width / 2 - size.width / 2, innerWidth - size.width - 16))}px`;
  };
  const hide = () => {
    mark?.removeAttribute('aria-describedby');
    mark = null;
    card.hidden = true;
  };
  const show = (event) => {
    const found = event.target.closest?.('#q-chat .q-cite');
    if (!found || found === mark) return;
    hide();
    mark = found;
    fill(found.closest('.q-said'), found.closest('blockquote'));
    if (!words.textContent) return hide();
    card.hidden = false;
    mark.setAttribute('aria-describedby', 'q-peek');
    place();
    const tell = (before, after) => {
      if (mark !== found) return;
      words.prepend(before);
      words.append(after);
      place();
    };
    document.dispatchEvent(new CustomEvent('quoth-peek', {detail: {address: found.getAttribute('href'), tell}}));
  };
  const leave = (event) => {
    if (mark && event.target.closest?.('#q-chat .q-cite') === mark && document.activeElement !== mark) hide();
  };
  if (matchMedia('(hover: hover)').matches) {
    document.addEventListener('mouseover', show);
    document.addEventListener('mouseout', leave);
  }
  document.addEventListener('focusin', (event) => event.target.matches?.(':focus-visible') ? show(event) : 0);
  document.addEventListener('focusout', hide);
  document.addEventListener('click', hide);
  document.addEventListener('keydown', (event) => { if (event.key === 'Escape' && mark) hide(); });
  const moved = () => mark && (mark.matches(':hover') || mark === document.activeElement ? place() : hide());
  document.addEventListener('scroll', moved, {capture: true, passive: true});
}
