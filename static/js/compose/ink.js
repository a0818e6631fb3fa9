// Underlays found words: a copy of the text lies behind the transparent textarea.
import { el } from "./dom.js";

const SHORT = 8;

export class Ink {
  #under = el("div", { "aria-hidden": "true" });
  #field;

  /** The box around the textarea and everything that belongs to it. */
  box;

  constructor(field) {
    this.#field = field;
    const short = field.rows < SHORT ? " ink--short" : "";
    const ink = el("div", { class: `ink${short}` });
    this.box = el("div", {}, ink);
    field.before(this.box);
    ink.append(this.#under, field);
    this.draw([]);
  }

  /** Draw the text with what is lit in it. */
  draw(lit) {
    const text = this.#field.value;
    const parts = [];
    let done = 0;
    for (const { span, level } of [...lit].sort((a, b) => a.span.start - b.span.start)) {
      if (span.start < done || span.end > text.length) continue;
      const name = level === "hint" ? "lit lit--hint" : "lit";
      parts.push(text.slice(done, span.start));
      parts.push(el("span", { class: name }, text.slice(span.start, span.end)));
      done = span.end;
    }
    // The blank line at the end is as high as the one the textarea keeps.
    this.#under.replaceChildren(...parts, `${text.slice(done)}\n`);
  }
}
