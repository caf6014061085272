// How one judgment looks: as a row of the inbox, and opened by itself.

import {html, nothing} from './lit/lit-html.js';
import {decisionButtons, decisionForm} from './decision.js';
import {age, deadline, exact} from './format.js';
import {keyOf, pipelineName, stageName, title} from './judgment.js';
import {icon, message, name, unseen} from './parts.js';
import {toExecution, toJudgment} from './routes.js';

/**
 * A judgment.
 *
 * @param page `decision`, `served` (what there is besides judgments), and `putAway(key)`
 * @param over what became of it, if it is not open any more
 */
export function card(page, judgment, {opened = false, over = null} = {}) {
  const link = html`<a class="title" href=${toJudgment(judgment.executionId, judgment.stageId)}>${name(stageName(judgment))}</a>`;
  return html`
    <article class="judgment ${opened ? 'opened' : ''} ${over === null ? '' : 'over'}" data-key=${keyOf(judgment)} aria-label=${title(judgment)}>
      <div class="head">
        ${opened ? html`<h1 tabindex="-1">${name(stageName(judgment))}</h1>` : html`<h2>${link}</h2>`}
        ${judgment.paused ? html`<span class="badge held">${icon('held')}Paused</span>` : nothing}
        ${over === null ? times(judgment) : nothing}
      </div>
      ${path(page, judgment)}
      ${judgment.instructions ? html`<p class="instructions" dir="auto">${judgment.instructions}</p>` : nothing}
      ${opened ? details(judgment) : nothing}
      ${over === null ? deciding(page, judgment) : isOver(page, judgment, over, opened)}
    </article>`;
}

function times(judgment) {
  const end = judgment.deadline === null ? null : deadline(judgment.deadline.at);
  return html`<p class="times">
    <span class="age" title=${exact(judgment.waitingSince)}>${icon('clock')}${age(judgment.waitingSince)}</span>
    ${end === null ? nothing : html`<span class="deadline ${end.urgency}" title=${exact(judgment.deadline.at)}>
      ${end.word === '' ? nothing : html`<span class="badge ${end.urgency}">${end.word}</span>`} ${end.text}</span>`}
  </p>`;
}

/** From the root to the leaf; an application is named where it is another one than that above. */
function path(page, judgment) {
  let above = null;
  const steps = [...judgment.path, {...judgment, leaf: true}].map(step => {
    const shown = step.application === above ? null : step.application;
    above = step.application ?? null;
    return html`<li class=${step.leaf ? 'leaf' : ''}>${step.hidden ? html`<span class="hint">not for you to see</span>` : pathStep(page, step, shown)}</li>`;
  });
  return html`<ol class="path" aria-label="From the root to the judgment">${steps}</ol>`;
}

function pathStep(page, step, application) {
  const label = html`${application ? html`<span class="application">${name(application)}</span> ` : nothing}${name(pipelineName(step))}`;
  const linked = page.served.executions ? html`<a href=${toExecution(step.executionId)}>${label}</a>` : html`<span>${label}</span>`;
  return html`${linked}${step.stage && !step.leaf ? html`<span class="stage-of">· ${name(step.stage)}</span>` : nothing}`;
}

function details(judgment) {
  const owner = judgment.deadline === null ? null : ownerOf(judgment);
  return html`<dl class="details">
    <div><dt>Waits since</dt><dd>${exact(judgment.waitingSince)}</dd></div>
    ${judgment.deadline === null ? nothing : html`<div><dt>Gives up</dt><dd>${exact(judgment.deadline.at)}${owner}</dd></div>`}
    ${judgment.requiredRoles.length === 0 ? nothing : html`<div><dt>Roles asked</dt><dd>${roles(judgment)}</dd></div>`}
    <div><dt>Execution</dt><dd><code>${judgment.executionId}</code></dd></div>
  </dl>`;
}

/** Whose timeout comes first: that of the stage itself, or of one that waits for it. */
function ownerOf(judgment) {
  const {executionId, stageId} = judgment.deadline;
  if (executionId === judgment.executionId && stageId === judgment.stageId) return nothing;
  const step = judgment.path.find(each => each.executionId === executionId && each.stageId === stageId);
  return step
    ? html`, when ${name(step.stage || 'a stage')} of ${name(pipelineName(step))} times out`
    : ', when something above times out';
}

function roles(judgment) {
  return judgment.requiredRoles.map((role, index) => html`${index === 0 ? '' : ', '}${name(role)}`);
}

function deciding(page, judgment) {
  if (!page.served.decisions) return html`<p class="hint">Decisions are not taken here; it is to be decided where its engine is.</p>`;
  if (!judgment.canJudge) {
    return html`<p class="hint">Not yours to decide${judgment.requiredRoles.length === 0 ? '.' : html`: it asks for ${roles(judgment)}.`}</p>`;
  }
  return page.decision.isAbout(judgment) ? decisionForm(page.decision) : decisionButtons(page.decision, judgment);
}

function isOver(page, judgment, over, opened) {
  return html`<div class="outcome" tabindex="-1">
    <p>${icon('good')} No longer waits: ${over}.</p>
    ${opened ? nothing : html`<button data-put-away @click=${() => page.putAway(keyOf(judgment))}>Put away${unseen(` ${title(judgment)}`)}</button>`}
  </div>`;
}

/** What a link to one judgment shows. */
export function judgmentView(page) {
  const {opened} = page;
  return html`<main id="main" class="one">
    <p class="back"><a href=${page.inboxLink()}>← Inbox</a></p>
    ${opened.judgment === null
      ? html`<div class="judgment opened"><h1 tabindex="-1">Judgment</h1>${without(page)}</div>`
      : card(page, opened.judgment, {opened: true, over: opened.state === 'over' ? opened.over ?? 'what became of it is not known here' : null})}
    ${opened.state === 'over' ? next(page) : nothing}
  </main>`;
}

function without(page) {
  const {opened} = page;
  switch (opened.state) {
    case 'loading':
      return html`<p aria-busy="true">Loading…</p>`;
    case 'failed':
      return html`<div class="message bad"><p class="title">It could not be loaded.</p><p>${opened.problem.message}</p>
        <button @click=${() => opened.load()}>Try again</button></div>`;
    default:
      return opened.over === null
        ? message('No judgment waits here.', 'It is over, or there never was one, or it is not for you to see.')
        : message('This judgment no longer waits.', html`What became of it: ${opened.over}.`,
          page.served.executions ? html`<a href=${toExecution(opened.executionId)}>See its execution</a>` : nothing);
  }
}

function next(page) {
  const [row] = page.inbox.rows();
  return row === undefined
    ? html`<p class="next">Nothing else waits${Object.keys(page.inbox.filter).length === 0 ? '' : ' in your filtered inbox'}.</p>`
    : html`<p class="next">Next: <a href=${toJudgment(row.judgment.executionId, row.judgment.stageId)}>${name(pipelineName(row.judgment))}: ${name(stageName(row.judgment))}</a></p>`;
}
