// What a judgment is called, and what became of it.

import {clock, isComplete, short, status} from './format.js';

/** A stage that is started again has the same id and another attempt. */
export function keyOf(judgment) {
  return JSON.stringify([judgment.executionId, judgment.stageId, judgment.attempt]);
}

export function stageName(judgment) {
  return judgment.stage || 'Manual judgment';
}

export function pipelineName(named) {
  return named.pipeline || 'Unnamed pipeline';
}

/** For labels and announcements. */
export function title(judgment) {
  return `${short(judgment.application)} ${short(pipelineName(judgment))}: ${short(stageName(judgment))}`;
}

/** The applications that something is known of by judgments. */
export function applicationsOf(judgments) {
  return judgments.flatMap(judgment => [judgment.application, ...judgment.path.map(step => step.application)])
    .filter(application => application);
}

/**
 * How a judgment stands, as a 409 tells it or the answer to a decision: the end of a sentence.
 *
 * @param attempt which one was asked about
 */
export function outcome(state, attempt = state.attempt) {
  const who = state.decidedBy ? ` by ${short(String(state.decidedBy))}` : '';
  const when = typeof state.decidedAt === 'number' ? `, ${clock(state.decidedAt)}` : '';
  const input = state.input ? `, with the input “${short(String(state.input), 200)}”` : '';
  const comment = state.comment ? `: “${short(String(state.comment), 500)}”` : '';
  switch (state.decision) {
    case 'continue':
      return `continued${who}${when}${input}${comment}`;
    case 'stop':
      return `stopped${who}${when}${input}${comment}`;
    default:
      if (isComplete(state.status)) return `its stage is over: ${status(state.status).toLowerCase()}`;
      return state.attempt === attempt ? 'its stage waits for nobody any more' : 'started again, so that it waits anew';
  }
}

/** The same of a stage of an execution, which may be over before its stages are. */
export function outcomeOfStage(stage, execution) {
  const context = stage.context ?? {};
  if (!context.judgmentStatus && !isComplete(stage.status) && isComplete(execution.status)) {
    return `its execution is over: ${status(execution.status).toLowerCase()}`;
  }
  return outcome({
    status: stage.status,
    decision: context.judgmentStatus,
    input: context.judgmentInput,
    comment: context.judgmentComment,
    decidedBy: context.lastModifiedBy,
    decidedAt: context.judgmentDecidedAt ?? stage.endTime,
  });
}
