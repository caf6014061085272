// Deciding a judgment: a form that is asked for, and only then a decision.

import {html, nothing} from './lit/lit-html.js';
import * as api from './api.js';
import {keyOf, outcome, title} from './judgment.js';
import {name, unseen} from './parts.js';

/** More answers than this are chosen from a list. */
const MOST_BUTTONS = 6;

const VERBS = {continue: 'Continue', stop: 'Stop'};

export class Decision {

  /**
   * @param on `decided(judgment, over)` and `overtaken(judgment, over)` with what became of it in words, `failed(judgment, why)`
   *     when nobody looks at its form any more, and `changed()`
   */
  constructor(on) {
    this.on = on;
    this.close();
  }

  close() {
    this.judgment = null;
    this.verdict = null;
    this.sending = false;
    this.problem = null;
    this.arriving = false;
  }

  ask(judgment, verdict) {
    // What is on its way is not to be met by another one.
    if (this.sending) return;
    this.close();
    this.judgment = judgment;
    this.verdict = verdict;
    this.arriving = true;
    this.on.changed();
  }

  isAbout(judgment) {
    return this.judgment !== null && keyOf(judgment) === keyOf(this.judgment);
  }

  async send(form) {
    if (this.sending) return;
    const said = new FormData(form);
    const {judgment, verdict} = this;
    if (verdict === 'continue' && judgment.inputs.length > 0 && !said.get('input')) {
      this.refuse('Choose an input first.');
      form.querySelector('[name=input]').focus();
      return;
    }
    this.sending = true;
    this.problem = null;
    this.on.changed();
    try {
      const state = await api.decide(judgment, {decision: verdict, input: said.get('input') || null, comment: said.get('comment').trim() || null});
      this.finish(judgment, () => this.on.decided(judgment, outcome(state)));
    } catch (problem) {
      this.fail(judgment, problem);
    }
  }

  fail(judgment, problem) {
    const {current} = problem.body ?? {};
    if (problem.status === 409 && current) {
      this.finish(judgment, () => this.on.overtaken(judgment, outcome(current, judgment.attempt)));
    } else if (problem.status === 404 || problem.status === 409) {
      this.finish(judgment, () => this.on.overtaken(judgment, 'gone, or not for you to see any more'));
    } else if (this.isAbout(judgment)) {
      this.sending = false;
      this.refuse(inWords(problem));
    } else {
      this.on.failed(judgment, inWords(problem));
    }
  }

  /** Somebody may have closed this form, or asked for another one, before the answer came. */
  finish(judgment, tell) {
    if (this.isAbout(judgment)) this.close();
    tell();
    this.on.changed();
  }

  refuse(problem) {
    this.problem = problem;
    this.on.changed();
  }
}

function inWords(problem) {
  switch (problem.status) {
    case 401:
      return 'You are not signed in any more. Sign in, and try again.';
    case 403:
      return `You may not decide this. ${problem.message}`;
    default:
      // Of anything but a plain refusal nobody knows how far it got.
      return problem.status >= 400 && problem.status < 500
        ? `Nothing was decided. ${problem.message}`
        : `${problem.message} So it is not known whether this was decided. Try again: nothing is decided twice.`;
  }
}

/** The form, in the place of the buttons. */
export function decisionForm(decision) {
  const {judgment, verdict, sending, problem} = decision;
  const submit = event => {
    event.preventDefault();
    decision.send(event.target);
  };
  const cancel = () => {
    if (decision.sending) return;
    decision.close();
    decision.on.changed();
  };
  return html`
    <form class="decision ${verdict}" aria-label=${`${VERBS[verdict]} ${title(judgment)}`} @submit=${submit}>
      ${judgment.inputs.length > 0 ? inputs(judgment, verdict) : nothing}
      <label class="comment"><span>Comment <span class="hint">(optional)</span></span><textarea name="comment" rows="2"></textarea></label>
      ${problem === null ? nothing : html`<p class="problem" role="alert">${problem}</p>`}
      <div class="actions">
        <button class=${verdict === 'stop' ? 'stop strong' : 'continue'} data-confirm aria-disabled=${sending ? 'true' : 'false'}>
          ${sending ? 'Sending…' : `Yes, ${verdict}`}${unseen(` ${title(judgment)}`)}
        </button>
        <button type="button" @click=${cancel}>Cancel</button>
      </div>
    </form>`;
}

function inputs(judgment, verdict) {
  const hint = html`<span class="hint">${verdict === 'stop' ? '(optional)' : '(choose one)'}</span>`;
  if (judgment.inputs.length > MOST_BUTTONS) {
    return html`<label class="input"><span>Input ${hint}</span><select name="input">
      <option value=""></option>
      ${judgment.inputs.map(input => html`<option value=${input}>${input}</option>`)}
    </select></label>`;
  }
  return html`<fieldset><legend>Input ${hint}</legend><div class="inputs">
    ${judgment.inputs.map(input => html`<label><input type="radio" name="input" value=${input}>${name(input)}</label>`)}
  </div></fieldset>`;
}

/** The two buttons that ask for the form, or why there are none. */
export function decisionButtons(decision, judgment) {
  const ask = verdict => () => decision.ask(judgment, verdict);
  return html`<div class="actions">
    <button class="continue" @click=${ask('continue')}>Continue${unseen(` ${title(judgment)}`)}</button>
    <button class="stop" @click=${ask('stop')}>Stop${unseen(` ${title(judgment)}`)}</button>
  </div>`;
}
