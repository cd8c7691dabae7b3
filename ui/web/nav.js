// Several pages in one: the conversation, and those of `ui.web.site.Pane`, each under its own address, #NAME. Going to one keeps the
// others as they are. Every page hears 'quoth-page' on the document when another one is shown.
() => {
  const root = document.documentElement;
  const panes = () => [...document.querySelectorAll('.block.q-pane')].map((pane) => pane.id.slice('q-'.length));
  const where = () => panes().find((name) => new RegExp(`^#${name}([=/].*)?$`).test(location.hash)) || 'ask';
  const label = (page) => document.querySelector(`.q-nav .q-to-${page}`)?.textContent;
  const last = {};                         // the address each page was left at

  const mark = () => {
    for (const link of document.querySelectorAll('.q-nav a')) {
      const page = link.className.slice('q-to-'.length);
      if (page === root.dataset.page) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
      link.setAttribute('href', last[page] || (page === 'ask' ? '#' : `#${page}`));
    }
    const lift = document.querySelector('.q-lift');
    if (lift) lift.hidden = root.dataset.page !== 'ask';
  };
  const show = () => {
    const page = where(), moved = root.dataset.page !== page;
    last[page] = location.hash;
    root.dataset.page = page;
    for (const pane of document.querySelectorAll('.block.q-pane')) pane.toggleAttribute('data-here', pane.id === `q-${page}`);
    document.title = page === 'ask' ? 'Quoth' : `${label(page)} · Quoth`;
    mark();
    if (moved) scrollTo(0, 0);
    if (moved) document.dispatchEvent(new Event('quoth-page'));
  };
  const follow = (event) => {
    const link = event.target.closest && event.target.closest('.q-nav a');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    if (link.hasAttribute('aria-current')) return;
    const hash = link.getAttribute('href');
    history.pushState(null, '', location.pathname + location.search + (hash === '#' ? '' : hash));
    show();
  };
  document.addEventListener('click', follow);
  addEventListener('popstate', show);
  document.addEventListener('quoth-chose', show);
  document.addEventListener('quoth-went', (event) => { last.ask = event.detail; mark(); });
  const head = document.querySelector('#q-top');   // drawn anew when the page has loaded
  if (head) new MutationObserver(mark).observe(head, {childList: true, subtree: true});
  show();
}
