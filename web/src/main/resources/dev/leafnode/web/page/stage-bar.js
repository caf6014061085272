// The stages of an execution side by side: one segment for each stage at the top, with those that belong to it.

import {html} from './lit/lit-html.js';
import {isComplete, look, status} from './format.js';
import {icon, name, unseen} from './parts.js';
import {toJudgment} from './routes.js';

/** More segments than this show their names only where something happens. */
const MOST_WITH_NAMES = 14;

/** @param isAwaited whether a stage itself waits for a human */
export function stageBar(execution, isAwaited) {
  const segments = segmentsOf(execution);
  const dense = segments.length > MOST_WITH_NAMES ? 'dense' : '';
  return html`
    <ol class="stages ${dense}" aria-label="Stages">
      ${segments.map(stages => segment(execution, stages, isAwaited))}
    </ol>`;
}

/** Stages of a group, and those that others were made for, share a segment, as they share a marker in Deck. */
function segmentsOf(execution) {
  const stages = execution.stages ?? [];
  const byId = new Map(stages.map(stage => [stage.id, stage]));
  const segments = new Map();
  for (const stage of stages) {
    const top = topOf(stage, byId);
    const group = top.context?.group;
    const key = group ? `group ${group}` : `stage ${top.id}`;
    const segment = segments.get(key) ?? {tops: [], stages: [], group};
    segments.set(key, segment);
    if (stage === top) segment.tops.push(stage);
    segment.stages.push(stage);
  }
  return [...segments.values()];
}

function topOf(stage, byId) {
  let top = stage;
  for (let steps = 0; steps < byId.size && byId.has(top.parentStageId); steps++) top = byId.get(top.parentStageId);
  return top;
}

function segment(execution, {tops, stages, group}, isAwaited) {
  const label = tops.length > 1 ? group : top(tops, stages).name || top(tops, stages).type;
  const leaves = leavesOf(execution, stages, isAwaited);
  if (leaves.length > 0) {
    return html`<li class="stage awaiting"><span class="stage-name">${name(label)}</span>${leaves.map(mark)}</li>`;
  }
  const state = statusOf(tops, stages);
  return html`<li class="stage ${look(state)}" title=${`${label}: ${status(state)}`}>
    <span class="stage-name">${name(label)}</span>
    <span class="stage-status">${icon(look(state))}<span>${status(state)}</span></span>
  </li>`;
}

function mark(leaf) {
  const label = html`${icon('clock')}<span>Awaiting judgment${leaf.application === null ? unseen(' here') : html` in ${name(leaf.application)}`}</span>`;
  return leaf.href === null
    ? html`<span class="mark">${icon('clock')}<span>Awaiting judgment, where you may not look</span></span>`
    : html`<a class="mark" href=${leaf.href}>${label}</a>`;
}

/**
 * Where a segment's marks lead: what waits below, as `others` of its stages say that are not complete, and what waits in it. The first
 * stage of a segment may mirror the attributes of another one of it, so each leaf is taken once. A leaf that is not to be
 * read is named as the execution itself.
 */
function leavesOf(execution, stages, isAwaited) {
  const leaves = new Map();
  for (const stage of stages) {
    const leafId = stage.others?.leafnodePipelineExecutionId;
    if (isAwaited(execution, stage)) {
      leaves.set(`stage ${stage.id}`, {href: toJudgment(execution.id, stage.id), application: null});
    } else if (leafId && !isComplete(stage.status)) {
      const href = leafId === execution.id ? null : toJudgment(leafId);
      leaves.set(`below ${leafId}`, {href, application: stage.others.leafnodePipelineApplicationName});
    }
  }
  return [...leaves.values()];
}

/** What a segment is: what runs comes first, since it is not over, and then the worst. */
function statusOf(tops, stages) {
  const states = stages.map(stage => stage.status);
  const first = ['RUNNING', 'PAUSED', 'SUSPENDED', 'TERMINAL', 'STOPPED', 'CANCELED', 'FAILED_CONTINUE'];
  return first.find(each => states.includes(each)) ?? top(tops, stages).status;
}

/** Stages that say of each other that they belong to them have nothing above. */
function top(tops, stages) {
  return tops[0] ?? stages[0];
}
