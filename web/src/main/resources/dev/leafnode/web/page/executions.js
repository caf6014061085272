// The executions of an application, and what shows on them.

import * as api from './api.js';

const EVERY_MS = 10_000;
const TOGETHER_MS = 150;

export class Executions {

  /** @param changed is called when there is something else to show */
  constructor(changed) {
    this.changed = changed;
    this.application = null;
    this.highlighted = null;
    this.awaitingOnly = false;
    this.visible = false;
    this.reset();
    setInterval(() => !document.hidden && this.soon(), EVERY_MS);
  }

  reset() {
    this.state = 'loading';
    this.list = [];
    this.more = false;
    this.waiting = new Map();
    this.problem = null;
  }

  hide() {
    this.visible = false;
    this.arriving = false;
  }

  /** Shows those of an application, or says that none is chosen. */
  show(application) {
    this.visible = true;
    this.highlighted = null;
    this.choose(application);
  }

  /** Shows those of the application of an execution, and that one among them. */
  showOne(executionId) {
    this.visible = true;
    if (this.highlighted === executionId && this.state !== 'failed') {
      this.soon();
      return;
    }
    this.highlighted = executionId;
    this.arriving = true;
    this.application = null;
    this.reset();
    this.load();
  }

  only(awaitingOnly) {
    this.awaitingOnly = awaitingOnly;
    this.changed();
    this.load();
  }

  choose(application) {
    if (application === this.application && this.state !== 'failed') {
      this.soon();
      return;
    }
    this.application = application;
    this.reset();
    if (application !== null) this.load();
  }

  soon() {
    if (this.visible) this.timer ??= setTimeout(() => this.load(), TOGETHER_MS);
  }

  async load() {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.loading) {
      this.again = true;
      return;
    }
    this.loading = true;
    try {
      await this.read();
    } finally {
      this.loading = false;
    }
    if (this.again) {
      this.again = false;
      await this.load();
    }
  }

  async read() {
    const {highlighted, awaitingOnly} = this;
    let {application} = this;
    const isWanted = () => highlighted === this.highlighted && awaitingOnly === this.awaitingOnly
      && (application === this.application || (highlighted !== null && this.application === null));
    try {
      const one = highlighted === null ? null : await api.execution(highlighted, false);
      application = one?.application ?? application;
      if (application === null) return;
      const [list, page] = await Promise.all([
        api.executions(application, awaitingOnly),
        api.judgments({application}, 1000),
      ]);
      if (isWanted()) this.take(application, one, list, page.judgments);
    } catch (problem) {
      if (isWanted()) this.fail(problem);
    }
    this.changed();
  }

  take(application, one, list, judgments) {
    this.application = application;
    this.more = list.length >= api.MOST;
    this.list = one === null || list.some(execution => execution.id === one.id) ? list : [one, ...list];
    // Which stages wait for a human themselves is for the judgments to say, as everywhere.
    this.waiting = new Map(judgments.map(judgment => [stageKey(judgment.executionId, judgment.stageId), judgment]));
    this.state = 'ready';
    this.problem = null;
  }

  fail(problem) {
    this.problem = problem;
    if (this.state === 'loading') this.state = 'failed';
  }

  isAwaited(execution, stage) {
    return this.waiting.has(stageKey(execution.id, stage.id));
  }
}

function stageKey(executionId, stageId) {
  return JSON.stringify([executionId, stageId]);
}
