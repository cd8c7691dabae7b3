// The transcript on paper: all of it, or the turns of the speaker that are shown. Without this, the browser prints the answer.
async function print() {
  const page = drawn;
  if (!await wholly(page)) return;
  blocks.forEach((_, number) => writeBlock(page, number));
  const desk = element.closest('#q-desk');
  desk.classList.add('q-record');
  window.addEventListener('afterprint', () => desk.classList.remove('q-record'), {once: true});
  window.print();
}

