// The question above: while a reply is read whose question has scrolled away, who asked what stands at the head, one click from its place.
let due = false;

function reading(body) {                 // the number of the turn that is being read: the highlighted one in sight, else the first in sight
  const frame = body.getBoundingClientRect();
  const inSight = (row) => { const box = row.getBoundingClientRect(); return box.bottom > frame.top + 40 && box.top < frame.bottom - 40; };
  if (marked && inSight(marked.node)) return marked.at;
  const row = document.elementFromPoint(frame.left + 40, frame.top + 60)?.closest('.r-turn');
  return row ? +row.dataset.turn : -1;
}

function remind() {
  due = false;
  const page = drawn, bar = $('.r-asked'), body = $('.r-body');
  const question = page ? page.replies[reading(body)] : undefined;
  const row = turns[question];
  const away = question !== undefined && page.turns[question] && (!row || row.getBoundingClientRect().bottom < body.getBoundingClientRect().top + 8);
  bar.hidden = !away;
  if (!away) return;
  bar.href = `#turn=${page.key}.${question}.${page.sha}`;
  bar.dir = page.turns[question][5] & 1 ? 'rtl' : 'ltr';
  bar.querySelector('.r-asker').textContent = called(page, question);
  bar.querySelector('.r-question').replaceChildren(plain(page.turns[question]));
}

function remindSoon() {
  if (due) return;
  due = true;
  requestAnimationFrame(remind);
}
