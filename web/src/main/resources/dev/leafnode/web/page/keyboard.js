// Single keys. None of them decides anything: c and s ask for a form, and Enter in it is what decides.

/** @param on `move(step)`, `ask(verdict)`, `leave()` and `help()` */
export function listen(on) {
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const act = document.querySelector('dialog[open]') === null ? actionFor(event, on) : null;
    if (act === null) return;
    event.preventDefault();
    act();
  });
}

function actionFor(event, on) {
  if (event.key === 'Escape') return on.leave;
  if (isTyping(event.target)) return null;
  switch (event.key) {
    case 'j':
      return () => on.move(1);
    case 'k':
      return () => on.move(-1);
    case 'c':
      return event.repeat ? null : () => on.ask('continue');
    case 's':
      return event.repeat ? null : () => on.ask('stop');
    case '?':
      return on.help;
    default:
      return null;
  }
}

function isTyping(target) {
  return target.matches('input, textarea, select, [contenteditable]');
}
