// The inbox: what waits, and which of it to show.

import {html, nothing} from './lit/lit-html.js';
import {live} from './lit/directives/live.js';
import {repeat} from './lit/directives/repeat.js';
import {clock, count} from './format.js';
import {keyOf} from './judgment.js';
import {card} from './judgment-view.js';
import {message} from './parts.js';

const AGES = [['', 'Any age'], ['15m', 'Older than 15 min'], ['1h', 'Older than 1 h'], ['4h', 'Older than 4 h'], ['1d', 'Older than 1 day']];
const SORTS = [['', 'Longest waiting first'], ['deadline', 'Next deadline first']];

export function inboxView(page) {
  const {inbox} = page;
  return html`<main id="main">
    <h1 tabindex="-1">Awaiting judgment${inbox.state === 'ready' ? html` <span class="count">${inbox.count.toLocaleString()}</span>` : nothing}</h1>
    ${filters(page)}
    ${inbox.problem === null ? nothing : failure(inbox)}
    ${list(page)}
  </main>`;
}

function filters({inbox, filterBy}) {
  const {filter} = inbox;
  const mine = filter.mine === 'true';
  const applications = [...new Set([...inbox.applications, ...(filter.application ? [filter.application] : [])])].sort();
  return html`<div class="filters" role="search" aria-label="Filters">
    <button class="chip" aria-pressed=${mine ? 'true' : 'false'} @click=${() => filterBy({mine: mine ? '' : 'true'})}>Mine</button>
    ${choice('Application', filter.application, [['', 'All applications'], ...applications.map(each => [each, each])], application => filterBy({application}))}
    ${choice('Age', filter.waitingLongerThan, AGES, waitingLongerThan => filterBy({waitingLongerThan}))}
    ${choice('Order', filter.sort, SORTS, sort => filterBy({sort}))}
    <input class="chip ${filter.text ? 'set' : ''}" type="search" name="text" aria-label="Text" placeholder="Find text"
      .value=${filter.text ?? ''} @change=${event => filterBy({text: event.target.value})}>
    ${isFiltered(filter) ? html`<button class="plain" @click=${() => filterBy(null)}>Clear</button>` : nothing}
  </div>`;
}

function choice(label, value, options, choose) {
  const known = options.some(([option]) => option === (value ?? '')) ? options : [...options, [value, value]];
  return html`<select class="chip ${value ? 'set' : ''}" aria-label=${label} .value=${live(value ?? '')} @change=${event => choose(event.target.value)}>
    ${known.map(([option, text]) => html`<option value=${option} ?selected=${option === (value ?? '')}>${text}</option>`)}
  </select>`;
}

function isFiltered(filter) {
  return Object.keys(filter).some(name => name !== 'sort');
}

function failure(inbox) {
  const known = inbox.readAt === null ? 'Nothing is known yet.' : `This is what was known at ${clock(inbox.readAt)}.`;
  return html`<div class="message bad" role="alert">
    <p class="title">What waits could not be loaded.</p>
    <p>${inbox.problem.message} ${known}</p>
    <button @click=${() => inbox.load()}>Try again</button>
  </div>`;
}

function list(page) {
  const {inbox} = page;
  const rows = inbox.rows();
  if (inbox.state === 'loading') {
    return html`<div class="message" aria-busy="true"><p>Loading what waits for a human…</p></div>`;
  }
  if (inbox.state === 'failed') return nothing;
  if (rows.length === 0) {
    return isFiltered(inbox.filter)
      ? message('Nothing waits that these filters let through.', 'Clear them to see everything that waits.')
      : message('Nothing waits for a human.', 'As soon as something does, it is here.');
  }
  return html`
    <ol class="judgments" aria-label="Judgments">
      ${repeat(rows, row => keyOf(row.judgment), row => html`<li>${card(page, row.judgment, {over: row.over})}</li>`)}
    </ol>
    ${inbox.more ? html`<p class="more"><button @click=${() => inbox.showMore()}>Show more</button>
      <span class="hint">${inbox.judgments.length.toLocaleString()} of ${count(inbox.count, 'judgment', 'judgments')}</span></p>` : nothing}`;
}
