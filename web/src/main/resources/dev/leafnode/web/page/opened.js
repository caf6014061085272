// One judgment that a link leads to, whether it still waits or not.

import * as api from './api.js';
import {keyOf, outcomeOfStage} from './judgment.js';
import {toJudgment} from './routes.js';

const TOGETHER_MS = 150;

export class Opened {

  /** @param changed is called when there is something else to show */
  constructor(changed) {
    this.changed = changed;
    this.hide();
  }

  hide() {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.executionId = null;
    this.stageId = null;
    this.arriving = false;
    this.reset();
  }

  reset() {
    this.state = 'loading';
    this.judgment = null;
    this.over = null;
    this.problem = null;
  }

  /** @param stageId null for what the execution has waited for longest */
  show(executionId, stageId) {
    if (executionId === this.executionId && stageId === this.stageId) return;
    this.executionId = executionId;
    this.stageId = stageId;
    this.reset();
    this.arriving = true;
    this.load();
  }

  soon() {
    if (this.executionId !== null) this.timer ??= setTimeout(() => this.load(), TOGETHER_MS);
  }

  async load() {
    clearTimeout(this.timer);
    this.timer = undefined;
    const {executionId, stageId} = this;
    const isWanted = () => executionId === this.executionId && stageId === this.stageId;
    try {
      const found = await this.find(executionId, stageId);
      if (isWanted()) this.take(found);
    } catch (problem) {
      if (isWanted()) this.fail(problem);
    }
    this.changed();
  }

  async find(executionId, stageId) {
    const judgments = await unless404(api.blocking(executionId), []);
    const open = stageId === null
      ? judgments.find(judgment => judgment.executionId === executionId) ?? judgments[0]
      : judgments.find(judgment => judgment.executionId === executionId && judgment.stageId === stageId);
    return open ? {judgment: open} : {over: await whatBecame(executionId, stageId)};
  }

  take({judgment, over}) {
    this.problem = null;
    if (!judgment) {
      // What was said when it was decided says more than its stage.
      if (this.state !== 'over' || this.over === null) this.finish(over ?? null);
      return;
    }
    // Some engines take their time, and it is listed until then. Another attempt is another judgment.
    if (this.state === 'over' && this.isOf(judgment)) return;
    if (this.judgment !== null && keyOf(judgment) !== keyOf(this.judgment)) this.arriving = true;
    this.judgment = judgment;
    this.state = 'open';
    if (this.stageId === null) {
      // So that the address, kept, goes on to mean this one.
      this.executionId = judgment.executionId;
      this.stageId = judgment.stageId;
      history.replaceState(null, '', toJudgment(judgment.executionId, judgment.stageId));
    }
  }

  /** @param over what became of it in words; null if nobody can tell */
  finish(over) {
    this.state = 'over';
    this.over = over;
  }

  fail(problem) {
    this.problem = problem;
    if (this.state === 'loading') this.state = 'failed';
  }

  isOf(judgment) {
    return this.judgment !== null && keyOf(judgment) === keyOf(this.judgment);
  }
}

/** What became of a judgment, in words; null if nobody can tell. */
export async function whatBecame(executionId, stageId) {
  const execution = await unless404(api.execution(executionId, true), null);
  const stage = execution?.stages.find(each => each.id === stageId);
  return stage ? outcomeOfStage(stage, execution) : null;
}

async function unless404(answer, otherwise) {
  try {
    return await answer;
  } catch (problem) {
    if (problem.status === 404) return otherwise;
    throw problem;
  }
}
