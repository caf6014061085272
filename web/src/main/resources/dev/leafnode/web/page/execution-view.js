// The executions of an application, each with its stages, and where a human is awaited.

import {html, nothing} from './lit/lit-html.js';
import {repeat} from './lit/directives/repeat.js';
import {MOST} from './api.js';
import {clock, duration, exact, look, short, status} from './format.js';
import {icon, message, name, unseen} from './parts.js';
import {toApplication, toExecution} from './routes.js';
import {stageBar} from './stage-bar.js';

export function executionView(page) {
  const {executions} = page;
  return html`<main id="main" class="wide">
    <h1 tabindex="-1">Executions${executions.application === null ? nothing : html` of ${name(executions.application)}`}</h1>
    ${page.served.executions ? html`${chooser(page)}${executions.problem === null ? nothing : failure(executions)}${list(executions)}`
      : message('Executions are not shown here.', 'The engine of this application keeps them itself. The inbox has all that waits.')}
  </main>`;
}

function chooser({executions, inbox}) {
  const known = [...inbox.applications].sort();
  const choose = event => {
    event.preventDefault();
    location.hash = toApplication(new FormData(event.target).get('application').trim());
  };
  return html`<form class="filters" role="search" aria-label="Application" @submit=${choose}>
    <input class="chip" name="application" aria-label="Application" placeholder="Application" list="applications" autocomplete="off"
      .value=${executions.application ?? ''} @change=${event => event.target.form.requestSubmit()}>
    <datalist id="applications">${known.map(application => html`<option value=${application}></option>`)}</datalist>
    <button class="chip">Show</button>
    <button type="button" class="chip" aria-pressed=${executions.awaitingOnly ? 'true' : 'false'}
      @click=${() => executions.only(!executions.awaitingOnly)}>Awaiting judgment only</button>
  </form>
  ${executions.application === null && executions.highlighted === null ? choices(known) : nothing}`;
}

function choices(known) {
  if (known.length === 0) return message('Which application?', 'Enter the name of one. Those where something waits are offered here.');
  return html`<h2>Where something waits</h2>
    <ul class="choices">${known.map(application => html`<li><a href=${toApplication(application)}>${name(application)}</a></li>`)}</ul>`;
}

function failure(executions) {
  const missing = executions.problem.status === 404 && executions.highlighted !== null;
  return html`<div class="message bad" role="alert">
    <p class="title">${missing ? 'There is no such execution.' : 'The executions could not be loaded.'}</p>
    <p>${missing ? 'It was deleted, or it is not for you to see.' : executions.problem.message}</p>
    <button @click=${() => executions.load()}>Try again</button>
  </div>`;
}

function list(executions) {
  if (executions.application === null && executions.highlighted === null) return nothing;
  if (executions.state === 'loading') return html`<div class="message" aria-busy="true"><p>Loading executions…</p></div>`;
  if (executions.state === 'failed') return nothing;
  if (executions.list.length === 0) {
    return executions.awaitingOnly
      ? message('No execution of this application awaits a judgment.')
      : message('No executions.', 'There are none of this application, or they are not for you to see.');
  }
  return html`<ol class="executions" aria-label="Executions, the newest first">
    ${repeat(executions.list, execution => execution.id, execution => html`<li>${row(executions, execution)}</li>`)}
  </ol>
  ${executions.more ? html`<p class="more hint">These are the newest ${MOST}; there are more.</p>` : nothing}`;
}

function row(executions, execution) {
  const highlighted = execution.id === executions.highlighted;
  const title = execution.name || 'Unnamed pipeline';
  return html`<article class="execution ${highlighted ? 'highlighted' : ''}" data-execution=${execution.id} aria-label=${short(title)}>
    <div class="head">
      <h2 tabindex="-1">${name(title)}${highlighted ? unseen(' (the one that was asked for)') : nothing}</h2>
      <p class="facts"><span class="status ${look(execution.status)}">${icon(look(execution.status))}${status(execution.status)}</span>
        ${times(execution)} ${parent(execution)} <code>${execution.id}</code></p>
    </div>
    ${stageBar(execution, (of, stage) => executions.isAwaited(of, stage))}
  </article>`;
}

function times({startTime, endTime, buildTime}) {
  const start = startTime ?? buildTime;
  if (!start) return nothing;
  return html`<span title=${exact(start)}>since ${clock(start)}, ${duration((endTime ?? Date.now()) - start)}</span>`;
}

function parent({trigger}) {
  const id = trigger?.parentExecution?.id ?? trigger?.parentExecutionId;
  return typeof id === 'string' ? html`<a href=${toExecution(id)}>Parent${unseen(' execution')}</a>` : nothing;
}
