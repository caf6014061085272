// Single keys. None of them decides anything: c and s ask for a form, and Enter in it is what decides. Who speaks to the
// machine, or touches keys unawares, switches those off that are characters.

const NAME = 'leafnode.keys';
const OFF = 'off';

let on = remembered() !== OFF;

/** @param does `move(step)`, `ask(verdict)`, `leave()` and `help()` */
export function listen(does) {
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const act = document.querySelector('dialog[open]') === null ? actionFor(event, does) : null;
    if (act === null) return;
    event.preventDefault();
    act();
  });
  // What was switched in another tab.
  window.addEventListener('storage', () => on = remembered() !== OFF);
}

export function areOn() {
  return on;
}

/** From now on and in every tab; where a browser remembers nothing, as long as the page is open. */
export function switchOn(wanted) {
  on = wanted;
  try {
    if (on) localStorage.removeItem(NAME);
    else localStorage.setItem(NAME, OFF);
  } catch {
    // It is switched all the same.
  }
}

function remembered() {
  try {
    return localStorage.getItem(NAME);
  } catch {
    return null;
  }
}

function actionFor(event, does) {
  if (event.key === 'Escape') return does.leave;
  if (!on || isTyping(event.target)) return null;
  switch (event.key) {
    case 'j':
      return () => does.move(1);
    case 'k':
      return () => does.move(-1);
    case 'c':
      return event.repeat ? null : () => does.ask('continue');
    case 's':
      return event.repeat ? null : () => does.ask('stop');
    case '?':
      return does.help;
    default:
      return null;
  }
}

function isTyping(target) {
  return target.matches('input, textarea, select, [contenteditable]');
}
