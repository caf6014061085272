// Times, statuses and names in words.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SOON_MS = HOUR;

const STATUSES = {
  NOT_STARTED: 'Not started',
  RUNNING: 'Running',
  PAUSED: 'Paused',
  SUSPENDED: 'Suspended',
  BUFFERED: 'Queued',
  REDIRECT: 'Redirected',
  SUCCEEDED: 'Succeeded',
  FAILED_CONTINUE: 'Failed, went on',
  TERMINAL: 'Failed',
  CANCELED: 'Canceled',
  STOPPED: 'Stopped',
  SKIPPED: 'Skipped',
};

const COMPLETE = new Set(['SUCCEEDED', 'FAILED_CONTINUE', 'TERMINAL', 'CANCELED', 'STOPPED', 'SKIPPED']);

/** How statuses look; the word is always there as well. */
const LOOKS = {
  RUNNING: 'running',
  PAUSED: 'held',
  SUSPENDED: 'held',
  SUCCEEDED: 'good',
  FAILED_CONTINUE: 'bad',
  TERMINAL: 'bad',
  CANCELED: 'ended',
  STOPPED: 'bad',
  SKIPPED: 'ended',
};

const CLOCK = new Intl.DateTimeFormat(undefined, {hour: '2-digit', minute: '2-digit'});
const DAY_AND_CLOCK = new Intl.DateTimeFormat(undefined, {weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit'});
const EXACT = new Intl.DateTimeFormat(undefined, {dateStyle: 'full', timeStyle: 'long'});

export function isComplete(name) {
  return COMPLETE.has(name);
}

/** "3 h 12 min": the two largest units, rounded down. */
export function duration(ms) {
  if (ms < MINUTE) return 'less than a minute';
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`;
  if (ms < DAY) return units(ms, HOUR, 'h', MINUTE, 'min');
  return units(ms, DAY, 'd', HOUR, 'h');
}

/** "12:30", or with the day if that is far away. */
export function clock(at, now = Date.now()) {
  const time = new Date(at);
  const format = Math.abs(time - now) < DAY / 2 || time.toDateString() === new Date(now).toDateString() ? CLOCK : DAY_AND_CLOCK;
  return Number.isNaN(time.getTime()) ? 'at an unknown time' : format.format(time);
}

export function exact(at) {
  const time = new Date(at);
  return Number.isNaN(time.getTime()) ? '' : EXACT.format(time);
}

export function age(since, now = Date.now()) {
  return `waits ${duration(Math.max(0, now - since))}`;
}

/** What there is to say about a deadline: how urgent it is, in a word, and when it is. */
export function deadline(at, now = Date.now()) {
  const left = at - now;
  if (left <= 0) return {urgency: 'overdue', word: 'Overdue', text: `was to give up ${duration(-left)} ago (${clock(at, now)})`};
  const text = `gives up in ${duration(left)} (${clock(at, now)})`;
  return left < SOON_MS ? {urgency: 'soon', word: 'Soon', text} : {urgency: 'later', word: '', text};
}

export function status(name) {
  return STATUSES[name] ?? name;
}

export function look(name) {
  return LOOKS[name] ?? 'todo';
}

/** For labels and announcements: nobody listens to five thousand characters. */
export function short(text, most = 60) {
  const points = [...text];
  return points.length <= most ? text : `${points.slice(0, most - 1).join('')}…`;
}

export function count(number, one, many) {
  return `${number.toLocaleString()} ${number === 1 ? one : many}`;
}

function units(ms, large, largeName, small, smallName) {
  const rest = Math.floor((ms % large) / small);
  return `${Math.floor(ms / large)} ${largeName}${rest === 0 ? '' : ` ${rest} ${smallName}`}`;
}
