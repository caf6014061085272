// What changes, as it changes: by the event stream, or by looking again where that cannot be had.

export const POLL_SECONDS = 5;

const POLL_MS = POLL_SECONDS * 1000;
const HIDDEN_POLL_MS = 30_000;
const RETRY_MS = 30_000;
/** How long a connection may take before the list is read without it. */
const PATIENCE_MS = 1_500;
/** A browser has six connections to a server for all its tabs: one that nobody looks at gives its own back. */
const HIDDEN_MS = 60_000;

export class Stream {

  /** @param on `look()` reads everything anew, `opened(judgment)`, `closed(key)`, and `state()` when that has changed */
  constructor(on) {
    this.on = on;
    this.state = 'connecting';
    this.source = null;
  }

  start() {
    this.connect();
    this.patience = setTimeout(() => this.state === 'connecting' ? this.turn('polling') : this.look(), PATIENCE_MS);
    document.addEventListener('visibilitychange', () => this.seen());
    if (document.hidden) this.seen();
    // A browser may keep a page that was left, to go back to it, and the connection with it.
    window.addEventListener('pagehide', () => this.disconnect());
    window.addEventListener('pageshow', event => event.persisted && this.seen());
  }

  connect() {
    const source = new EventSource('judgments/events');
    this.source = source;
    // Events that come before `ready` belong to an older list; those after it to the one that is read now.
    source.addEventListener('ready', () => this.look());
    source.addEventListener('reset', () => this.look());
    source.addEventListener('opened', event => this.on.opened(JSON.parse(event.data)));
    source.addEventListener('closed', event => this.on.closed(JSON.parse(event.data)));
    source.onopen = () => this.turn('live');
    source.onerror = () => this.lost(source);
  }

  /** A browser connects again by itself, unless the server said that there is no stream. */
  lost(source) {
    if (source !== this.source) return;
    this.turn('polling');
    if (source.readyState === EventSource.CLOSED) {
      this.source = null;
      this.retry = setTimeout(() => this.connect(), RETRY_MS);
    }
  }

  /** Whatever was missed in between is read anew. */
  turn(state) {
    if (this.state === state) return;
    this.state = state;
    this.on.state();
    if (state === 'polling') this.look();
    this.pollLater();
  }

  look() {
    clearTimeout(this.patience);
    this.on.look();
  }

  pollLater() {
    clearTimeout(this.poll);
    this.poll = setTimeout(() => {
      if (this.state === 'live') return;
      this.on.look();
      this.pollLater();
    }, document.hidden ? HIDDEN_POLL_MS : POLL_MS);
  }

  seen() {
    clearTimeout(this.hiding);
    if (document.hidden) {
      this.hiding = setTimeout(() => this.rest(), HIDDEN_MS);
    } else if (this.source === null) {
      clearTimeout(this.retry);
      this.connect();
      this.look();
    } else if (this.state !== 'live') {
      this.look();
    }
  }

  rest() {
    this.disconnect();
    this.turn('polling');
  }

  disconnect() {
    clearTimeout(this.retry);
    this.source?.close();
    this.source = null;
  }
}
