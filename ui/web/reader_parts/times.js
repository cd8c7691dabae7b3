// Times of the recording: as they are shown, as they are typed, and the turn that is spoken then.
function clock(seconds) {                // "4:05", "1:04:05", as ui/web/names.py writes them
  const whole = Math.floor(seconds), pad = (number) => String(number).padStart(2, '0');
  const [hour, minute, second] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return hour ? `${hour}:${pad(minute)}:${pad(second)}` : `${minute}:${pad(second)}`;
}

function moment(text) {                  // "1:02:03", "62:03", "90s", "2m", "1h 5m" in seconds; null for anything else
  const parts = /^(?:(\d{1,3}):)?(\d{1,4}):([0-5]?\d(?:\.\d+)?)$/.exec(text);
  if (parts) return 3600 * (parts[1] || 0) + 60 * parts[2] + +parts[3];
  const units = /^(?=.*\d)(?:(\d{1,3}) ?h)? ?(?:(\d{1,4}) ?m(?:in)?)? ?(?:(\d{1,6}(?:\.\d+)?) ?s(?:ec)?)?$/i.exec(text);
  return units ? 3600 * (units[1] || 0) + 60 * (units[2] || 0) + +(units[3] || 0) : null;
}

function spoken(page) {                  // [start, end or Infinity, turn] of every turn with a time, by start; of a whole transcript
  page.spoken ||= page.turns.flatMap(([, , time], turn) => time ? [[time[0], time[1] ?? Infinity, turn]] : []).sort((one, other) => one[0] - other[0]);
  return page.spoken;
}

function lastBegun(page, seconds) {      // the last of `spoken` that has begun then; undefined before the first
  const all = spoken(page);
  let low = 0, high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (all[middle][0] <= seconds) low = middle + 1; else high = middle;
  }
  return all[low - 1];
}

async function jump() {                  // to the turn that is spoken at the time in the box
  const page = drawn, box = $('.r-time'), text = box.value.trim(), at = moment(text);
  $('.r-count').textContent = '';
  if (!page || !text) return;
  if (at === null) return void ($('.r-count').textContent = 'A time is written 1:02:03, 62:03 or 90s.');
  if (!await wholly(page)) return;
  const [start, , turn] = lastBegun(page, at) || spoken(page)[0];
  reveal(page, {turn, start: 0, end: 0});
  wind(at);
  pursue(true);
  $('.r-count').textContent = `Turn at ${clock(start)}`;
}

