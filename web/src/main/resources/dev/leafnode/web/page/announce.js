// Says what happened, to who sees it and to who hears it. What happens at once is said at once.

const TOGETHER_MS = 300;
const SHOWN_MS = 8_000;

const place = document.getElementById('announcements');
let waiting = [];
let timer;

export function announce(message) {
  waiting.push(message);
  clearTimeout(timer);
  timer = setTimeout(say, TOGETHER_MS);
}

function say() {
  place.textContent = waiting.length > 3 ? `${waiting.slice(0, 3).join(' ')} And ${waiting.length - 3} more.` : waiting.join(' ');
  waiting = [];
  timer = setTimeout(() => place.replaceChildren(), SHOWN_MS);
}
