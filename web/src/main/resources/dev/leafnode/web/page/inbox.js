// What waits: the list as it was last read, and what has been heard since.

import * as api from './api.js';
import {applicationsOf, keyOf} from './judgment.js';

const PAGE = 50;
const TOGETHER_MS = 150;
const LONGEST_ECHO_MS = 60_000;

export class Inbox {

  /** @param on `changed()`, and `differs(opened, closed)` with the judgments that came and went since the list was read before */
  constructor(on) {
    this.on = on;
    this.filter = {};
    this.applications = new Set();
    // Judgments that are closed, each with when that was heard: an answer may be older than that.
    this.closed = new Map();
    this.reset();
  }

  reset() {
    this.state = 'loading';
    this.judgments = [];
    this.count = 0;
    this.more = false;
    this.most = PAGE;
    this.problem = null;
    this.readAt = null;
    // Judgments that are over and stay until they are put away, because somebody is about to decide them.
    this.kept = new Map();
  }

  show(filter) {
    if (JSON.stringify(filter) === JSON.stringify(this.filter)) return;
    this.filter = filter;
    this.reset();
    this.load();
  }

  showMore() {
    this.most = this.judgments.length + PAGE;
    return this.load();
  }

  /** What many events ask for is read once. */
  soon() {
    this.timer ??= setTimeout(() => this.load(), TOGETHER_MS);
  }

  async load() {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.loading) {
      this.again = true;
      return this.loading;
    }
    this.loading = this.read();
    try {
      await this.loading;
    } finally {
      this.loading = undefined;
    }
    if (this.again) {
      this.again = false;
      await this.load();
    }
  }

  async read() {
    const {filter, most} = this;
    const began = performance.now();
    try {
      const page = await api.judgments(filter, most);
      if (filter === this.filter) this.take(page, began);
    } catch (problem) {
      if (filter === this.filter) this.fail(problem);
    }
    this.on.changed();
  }

  take(page, began) {
    for (const [key, until] of this.closed) if (until < began) this.closed.delete(key);
    const now = page.judgments.filter(judgment => !this.closed.has(keyOf(judgment)));
    const {judgments: before, state} = this;
    this.judgments = now;
    if (state === 'ready') this.compare(before, now, page.more || this.more);
    this.count = page.count - (page.judgments.length - now.length);
    this.more = page.more;
    this.state = 'ready';
    this.problem = null;
    this.readAt = Date.now();
    applicationsOf(now).forEach(application => this.applications.add(application));
  }

  /** Only what lies within both lists can be told: at the end of a page others come and go. */
  compare(before, after, cut) {
    const end = cut ? Math.min(...[before, after].map(list => list.at(-1)?.waitingSince ?? Infinity)) : Infinity;
    const within = judgment => !cut || (this.filter.sort !== 'deadline' && judgment.waitingSince < end);
    this.on.differs(missing(before, after).filter(within), missing(after, before).filter(within));
  }

  fail(problem) {
    this.problem = problem;
    if (this.state === 'loading') this.state = 'failed';
  }

  /** Whether it belongs to this list is for the server to say. */
  opened(judgment) {
    this.closed.delete(keyOf(judgment));
    this.soon();
  }

  heardClosed(named) {
    this.drop(keyOf(named));
    this.soon();
  }

  /** Takes one away that was decided here. It may be open for a while yet: some engines look only every few seconds. */
  decided(key) {
    this.drop(key, performance.now() + LONGEST_ECHO_MS);
    this.soon();
  }

  /** @param until lists that were asked for before this do not bring it back */
  drop(key, until = performance.now()) {
    this.closed.set(key, Math.max(until, this.closed.get(key) ?? 0));
    const gone = this.judgments.find(judgment => keyOf(judgment) === key);
    if (!gone) return;
    this.judgments = this.judgments.filter(judgment => judgment !== gone);
    this.count -= 1;
    this.on.differs([], [gone]);
    this.on.changed();
  }

  /** Keeps one in its place although it is over. */
  keep(judgment, over) {
    this.kept.set(keyOf(judgment), {judgment, over});
  }

  putAway(key) {
    this.kept.delete(key);
  }

  /** What is shown: what waits, and before that what waited as long or longer and is kept. */
  rows() {
    const rows = this.judgments.filter(judgment => !this.kept.has(keyOf(judgment))).map(judgment => ({judgment, over: null}));
    const rank = this.filter.sort === 'deadline' ? judgment => judgment.deadline?.at ?? Infinity : judgment => judgment.waitingSince;
    for (const kept of this.kept.values()) {
      const at = rows.findIndex(row => rank(row.judgment) > rank(kept.judgment));
      rows.splice(at < 0 ? rows.length : at, 0, kept);
    }
    return rows;
  }
}

/** Those of a list that are not in another one. */
function missing(from, list) {
  const there = new Set(from.map(keyOf));
  return list.filter(judgment => !there.has(keyOf(judgment)));
}
