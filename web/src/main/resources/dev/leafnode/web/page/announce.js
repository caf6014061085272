// Says what happened, to who sees it and to who hears it. What happens at once is said at once.

import {short} from './format.js';

const TOGETHER_MS = 300;
const SHOWN_MS = 8_000;

const LONGEST = 240;

const place = document.getElementById('announcements');
let waiting = [];
let timer;

export function announce(message) {
  waiting.push(message);
  clearTimeout(timer);
  timer = setTimeout(say, TOGETHER_MS);
}

function say() {
  const [first, second, ...more] = waiting.map(message => short(message, LONGEST));
  place.textContent = [first, second, more.length > 0 ? `And ${more.length} more.` : ''].filter(text => text).join(' ');
  waiting = [];
  timer = setTimeout(() => place.replaceChildren(), SHOWN_MS);
}
