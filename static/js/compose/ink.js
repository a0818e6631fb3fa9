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
    this.box = el("div", { class: "ink-box" }, ink);
    field.before(this.box);
    ink.append(this.#under, field);
    this.draw([]);
  }

  /** Return where a list about the words at a place of the text goes, seen from the box. */
  below(at) {
    const range = document.createRange();
    const walk = document.createTreeWalker(this.#under, NodeFilter.SHOW_TEXT);
    let left = at;
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      if (left < node.length) {
        range.setStart(node, left);
        range.setEnd(node, left + 1);
        break;
      }
      left -= node.length;
    }
    const [word, box] = [range.getBoundingClientRect(), this.box.getBoundingClientRect()];
    return { left: word.left - box.left, top: word.bottom - box.top };
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
