// Two pages in one: the conversation, and the evaluations under the address #evaluations. Going to the one keeps the other as it is.
() => {
  const root = document.documentElement;
  const there = () => location.hash.startsWith('#evaluations') && !!document.querySelector('#q-evaluations');
  const last = {ask: there() ? '' : location.hash, evaluations: '#evaluations'};

  const mark = () => {
    for (const link of document.querySelectorAll('.q-nav a')) {
      const mine = link.className === `q-to-${root.dataset.page}`;
      if (mine) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
      link.setAttribute('href', last[link.className.slice('q-to-'.length)] || '#');
    }
  };
  const show = () => {
    const page = there() ? 'evaluations' : 'ask', moved = root.dataset.page !== page;
    last[page] = location.hash;
    root.dataset.page = page;
    document.title = page === 'ask' ? 'Quoth' : 'Evaluations · Quoth';
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
