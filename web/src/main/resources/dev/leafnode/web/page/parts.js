// Small templates that the views share. Whatever is put into one is text: lit-html makes no HTML of it.

import {html, nothing, svg} from './lit/lit-html.js';

const ICONS = {
  clock: svg`<circle cx="8" cy="8" r="6.2"></circle><path d="M8 4.4V8l2.4 1.6"></path>`,
  good: svg`<path d="M3 8.6 6.4 12 13 4.6"></path>`,
  bad: svg`<path d="m4 4 8 8m0-8-8 8"></path>`,
  running: svg`<path d="M5.2 3.4v9.2L12.6 8z"></path>`,
  held: svg`<path d="M5.4 3.6v8.8m5.2-8.8v8.8"></path>`,
  ended: svg`<path d="M3.4 8h9.2"></path>`,
  todo: svg`<circle cx="8" cy="8" r="2"></circle>`,
};

/** Goes with a word, and says nothing by itself. */
export function icon(name) {
  return html`<svg class="icon ${name}" viewBox="0 0 16 16" aria-hidden="true">${ICONS[name]}</svg>`;
}

/** Read out, and not to be seen. */
export function unseen(text) {
  return html`<span class="unseen">${text}</span>`;
}

/** A name from an execution; what is in it cannot change the direction of what stands beside it. */
export function name(text) {
  return html`<bdi>${text}</bdi>`;
}

export function message(title, ...lines) {
  return html`<div class="message"><p class="title">${title}</p>${lines.map(line => line === nothing ? nothing : html`<p>${line}</p>`)}</div>`;
}
