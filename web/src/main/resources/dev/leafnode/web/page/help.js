// What the keys do.

import {html} from './lit/lit-html.js';
import {areOn, switchOn} from './keyboard.js';

const KEYS = [
  [['j', 'k'], 'next and previous judgment, or mark of one'],
  [['Enter'], 'open what is in focus'],
  [['c', 's'], 'continue or stop: opens the form, Enter there decides'],
  [['Esc'], 'close the form, or go back to the inbox'],
  [['?'], 'this help'],
];

export function helpDialog() {
  return html`<dialog id="help" aria-labelledby="help-title">
    <h2 id="help-title">Keys</h2>
    <dl>${KEYS.map(([keys, meaning]) => html`<div><dt>${keys.map(key => html`<kbd>${key}</kbd> `)}</dt><dd>${meaning}</dd></div>`)}</dl>
    <p class="hint">They rest while you type.</p>
    <label><input type="checkbox" .checked=${areOn()} @change=${event => switchOn(event.target.checked)}>
      Use the keys that are characters</label>
    <button autofocus @click=${event => event.target.closest('dialog').close()}>Close</button>
  </dialog>`;
}

export function openHelp() {
  document.getElementById('help').showModal();
}
