// The page: which view is shown, what its parts tell each other, and where the focus goes.

import {html, nothing, render} from './lit/lit-html.js';
import {announce} from './announce.js';
import {Decision} from './decision.js';
import {executionView} from './execution-view.js';
import {Executions} from './executions.js';
import {count} from './format.js';
import {helpDialog, openHelp} from './help.js';
import {Inbox} from './inbox.js';
import {inboxView} from './inbox-view.js';
import {keyOf, title} from './judgment.js';
import {judgmentView} from './judgment-view.js';
import * as keyboard from './keyboard.js';
import {Opened, whatBecame} from './opened.js';
import * as routes from './routes.js';
import {POLL_SECONDS, Stream} from './stream.js';

const TICK_MS = 10_000;
const LIVE = {connecting: 'Connecting…', live: 'Live', polling: `Not live: looking again every ${POLL_SECONDS} s`};

const place = document.getElementById('page');
const {executions: servesExecutions, decisions: servesDecisions} = document.documentElement.dataset;
const views = {inbox: inboxView, judgment: judgmentView, executions: executionView, execution: executionView};

/** Keys of what was decided here, which needs no telling twice. */
const mine = new Set();

let route;

const inbox = new Inbox({changed: paint, differs});
const executions = new Executions(paint);
const opened = new Opened(paint);
const decision = new Decision({changed: paint, decided, overtaken, failed});
const stream = new Stream({look, opened: heardOpened, closed: heardClosed, state: paint});

const page = {
  inbox,
  executions,
  opened,
  decision,
  served: {executions: servesExecutions === 'true', decisions: servesDecisions === 'true'},
  inboxLink: () => routes.toInbox(inbox.filter),
  filterBy: change => location.hash = routes.toInbox(change === null ? {sort: inbox.filter.sort} : {...inbox.filter, ...change}),
  putAway: key => {
    inbox.putAway(key);
    paint();
  },
};

place.replaceChildren();
window.addEventListener('hashchange', () => go(true));
keyboard.listen({move, ask, leave, help: openHelp});
setInterval(tick, TICK_MS);
go(false);
stream.start();

function go(moved) {
  const before = route;
  route = routes.parse(location.hash);
  decision.close();
  if (route.view === 'inbox') inbox.show(route.filter);
  if (route.view === 'judgment') opened.show(route.executionId, route.stageId);
  else opened.hide();
  if (route.view === 'executions' && page.served.executions) executions.show(route.application);
  else if (route.view === 'execution' && page.served.executions) executions.showOne(route.executionId);
  else executions.hide();
  paint();
  // Who narrows the inbox down stays where that is done.
  if (moved && !(before?.view === 'inbox' && route.view === 'inbox')) arrive();
}

// What happens

/** Times are told anew, and what is old enough by now is looked for, of which there is no event. */
function tick() {
  if (inbox.filter.waitingLongerThan && !document.hidden) inbox.soon();
  paint();
}

function look() {
  inbox.load();
  opened.soon();
  executions.soon();
}

function heardOpened(judgment) {
  inbox.opened(judgment);
  opened.soon();
  executions.soon();
}

function heardClosed(named) {
  inbox.heardClosed(named);
  if (opened.isOf(named)) vanished(opened.judgment);
  opened.soon();
  executions.soon();
}

/** Tells what came and went, and keeps what somebody is about to decide. */
function differs(come, gone) {
  if (come.length === 1) announce(`1 new judgment: ${title(come[0])}.`);
  if (come.length > 1) announce(`${count(come.length, 'new judgment', 'new judgments')}.`);
  const others = gone.filter(judgment => !isMine(judgment));
  if (others.length === 1) announce(`No longer waits: ${title(others[0])}.`);
  if (others.length > 1) announce(`${count(others.length, 'judgment no longer waits', 'judgments no longer wait')}.`);
  gone.forEach(vanished);
}

/** A form whose judgment is over is no use; what became of it is. */
async function vanished(judgment) {
  if (isMine(judgment) || !decision.isAbout(judgment)) return;
  decision.close();
  if (route.view === 'inbox') inbox.keep(judgment, 'looking what became of it…');
  const over = await whatBecame(judgment.executionId, judgment.stageId).catch(() => null);
  overtaken(judgment, over ?? 'what became of it is not known here');
  paint();
}

/** An event may be here before the answer to what caused it. */
function isMine(judgment) {
  return mine.has(keyOf(judgment)) || (decision.sending && decision.isAbout(judgment));
}

function decided(judgment, over) {
  mine.add(keyOf(judgment));
  announce(`${title(judgment)}: ${over}.`);
  if (opened.isOf(judgment)) opened.finish(over);
  inbox.decided(keyOf(judgment));
  executions.soon();
}

function failed(judgment, why) {
  announce(`${title(judgment)}: ${why}`);
}

function overtaken(judgment, over) {
  announce(`Somebody was faster. ${title(judgment)}: ${over}.`);
  if (opened.isOf(judgment)) opened.finish(over);
  else inbox.keep(judgment, over);
  inbox.soon();
}

// What is shown

function paint() {
  if (route === undefined) return;
  const focus = focused();
  document.title = `${inbox.count > 0 ? `(${inbox.count}) ` : ''}${{inbox: 'Awaiting judgment', judgment: 'Judgment'}[route.view] ?? 'Executions'} · Leafnode`;
  render(html`${header()}${views[route.view](page)}${helpDialog()}`, place);
  keepFocus(focus);
}

function header() {
  const at = {inbox: 'inbox', judgment: 'inbox'}[route.view] ?? 'executions';
  const link = (name, href, label) => html`<a href=${href} aria-current=${at === name ? 'page' : 'false'}>${label}</a>`;
  return html`<header class="top">
    <p class="brand"><img src="page/icon.svg" alt="" width="24" height="24">Leafnode</p>
    <nav aria-label="Views">
      ${link('inbox', routes.toInbox(inbox.filter), 'Inbox')}
      ${page.served.executions ? link('executions', routes.toApplication(executions.application), 'Executions') : nothing}
    </nav>
    <p class="connection ${stream.state}"><span class="dot"></span>${LIVE[stream.state]}</p>
    <button class="plain help" @click=${openHelp} aria-label="Help on keys">?</button>
  </header>`;
}

// Where the focus is

function focused() {
  const card = document.activeElement?.closest('[data-key]');
  return card ? {key: card.dataset.key, at: cards().indexOf(card), element: document.activeElement} : null;
}

/** When what had the focus is gone, the focus goes to what has taken its place. */
function keepFocus(before) {
  arrived();
  if (before === null || document.activeElement !== document.body || before.element.isConnected) return;
  const now = cards();
  const same = now.find(card => card.dataset.key === before.key);
  const next = same ?? now[Math.min(before.at, now.length - 1)];
  target(next)?.focus();
}

function cards() {
  return [...place.querySelectorAll('[data-key]')];
}

function target(card) {
  return card?.querySelector('[data-put-away], .outcome, .title') ?? card?.querySelector('h1') ?? place.querySelector('h1');
}

/** A new view is read from its heading; that of a judgment or an execution once it is there. */
function arrive() {
  if (!opened.arriving && !executions.arriving) place.querySelector('h1')?.focus({preventScroll: true});
  if (route.view !== 'execution') window.scrollTo(0, 0);
}

function arrived() {
  if (decision.arriving) {
    decision.arriving = false;
    place.querySelector('[data-confirm]')?.focus();
  }
  if (opened.arriving && opened.state !== 'loading') {
    opened.arriving = false;
    place.querySelector('h1')?.focus({preventScroll: true});
  }
  if (executions.arriving && executions.state !== 'loading') {
    executions.arriving = false;
    const row = [...place.querySelectorAll('[data-execution]')].find(each => each.dataset.execution === executions.highlighted);
    row?.scrollIntoView({block: 'nearest'});
    row?.querySelector('h2').focus({preventScroll: true});
  }
}

// What keys do

function move(step) {
  if (route.view === 'judgment') {
    const rows = inbox.rows();
    const at = rows.findIndex(row => opened.isOf(row.judgment));
    const next = rows[at < 0 ? 0 : at + step];
    if (next) location.hash = routes.toJudgment(next.judgment.executionId, next.judgment.stageId);
    return;
  }
  const stops = [...place.querySelectorAll('.judgment .title, a.mark')];
  const card = document.activeElement.closest('[data-key]');
  const at = stops.findIndex(stop => stop === document.activeElement || (card && stop.closest('[data-key]') === card));
  const next = stops[at < 0 ? 0 : Math.max(0, Math.min(stops.length - 1, at + step))];
  next?.focus();
  next?.closest('article').scrollIntoView({block: 'nearest'});
}

/** For the judgment in focus; where none is, one is put into focus first. */
function ask(verdict) {
  const row = route.view === 'judgment'
    ? {judgment: opened.state === 'open' ? opened.judgment : null}
    : inbox.rows().find(each => keyOf(each.judgment) === document.activeElement.closest('[data-key]')?.dataset.key);
  if (row === undefined) {
    move(1);
  } else if (row.judgment?.canJudge && !row.over && page.served.decisions) {
    decision.ask(row.judgment, verdict);
  }
}

function leave() {
  if (decision.sending) return;
  if (decision.judgment !== null) {
    const {key} = focused() ?? {};
    decision.close();
    paint();
    target(cards().find(card => card.dataset.key === key))?.focus();
  } else if (route.view === 'judgment') {
    location.hash = page.inboxLink();
  }
}
