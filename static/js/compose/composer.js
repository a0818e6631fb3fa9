// One form for writing: keeps the text, what was found in it and the page in step.
import { Asking } from "./asking.js";
import { Findings } from "./findings.js";
import { Ink } from "./ink.js";
import { Panel } from "./panel.js";
import { changeBetween, replace } from "./text.js";
import { tools } from "./tools.js";

const UNHEARD = "We cannot check just now. Your text is checked again when you send it.";

export class Composer {
  #form;
  #body;
  #verb;
  #asking;
  #findings = new Findings();
  #ink;
  #panel;
  #texts;

  constructor(form) {
    this.#form = form;
    this.#body = form.elements.body;
    this.#verb = form.dataset.kind === "edit" ? "save" : "post";
    this.#asking = new Asking(form, {
      answer: (found, texts) => this.#answer(found, texts),
      failed: (isLost) => (isLost ? this.#panel.lost() : this.#panel.say(UNHEARD)),
      undecided: (one) => this.#undecided(one),
    });
  }

  /** Set up the page; return the ink, and how to say that the session is over. */
  start() {
    this.#ink = new Ink(this.#body);
    this.#ink.box.before(tools(this.#body));
    this.#panel = new Panel(this.#form, this.#ink.box, (name, one) => this.#act(name, one));
    this.#texts = this.#asking.texts();
    for (const part of Object.keys(this.#texts)) {
      this.#form.elements[part].addEventListener("input", () => this.#typed(part));
    }
    window.addEventListener("pageshow", () => this.#look());
    this.#look();
    return { ink: this.#ink, lost: () => this.#panel.lost() };
  }

  #look() {
    for (const part of Object.keys(this.#texts)) this.#note(part);
    this.#draw();
    if (Object.values(this.#asking.texts()).some((text) => text.trim())) this.#asking.now();
  }

  #typed(part) {
    this.#note(part);
    this.#draw();
    this.#asking.later();
  }

  /** Take note of a changed text: what stands behind the change moved. */
  #note(part) {
    const now = this.#form.elements[part].value;
    this.#findings.follow(part, changeBetween(this.#texts[part], now));
    this.#texts[part] = now;
  }

  #draw() {
    this.#ink.draw(this.#findings.lit);
  }

  #show(focus = null) {
    this.#draw();
    this.#panel.show(this.#findings, this.#verb, focus);
  }

  #answer(found, texts) {
    this.#panel.found();
    this.#findings.take(found, texts);
    this.#show();
  }

  /** Take back what was shown for a decision that did not arrive. */
  #undecided(one) {
    this.#findings.choose(one, "");
    this.#show();
  }

  #act(name, one) {
    const acts = {
      mask: () => this.#mask(one),
      all: () => this.#maskAll(),
      unmask: () => this.#unmask(one),
      edit: () => this.#edit(one),
      keep: () => this.#leave(one, "keep", "mask"),
      not_personal: () => this.#leave(one, "not_personal", "undo"),
      undo: () => this.#undo(one),
    };
    acts[name]();
  }

  /** Replace a finding in its text; false if its words are no longer there. */
  #put(one) {
    const field = this.#form.elements[one.part];
    const span = this.#findings.span(one, field.value);
    if (span === null) return false;
    replace(field, span.start, span.end, one.leaves);
    this.#findings.mask(one, span.start);
    this.#asking.decide({ mask: one.kind }, one);
    return true;
  }

  #mask(one) {
    if (!this.#put(one)) this.#edit(one);
    else this.#show({ key: this.#findings.masked.at(-1).key, act: "unmask" });
  }

  #maskAll() {
    const done = this.#findings.open.reverse().filter((one) => this.#put(one));
    const first = done.length ? this.#findings.masked.at(-1).key : null;
    this.#show(first && { key: first, act: "unmask" });
  }

  #unmask(one) {
    const { start, end } = one.span;
    replace(this.#form.elements[one.part], start, end, one.words);
    const again = this.#findings.unmask(one, start);
    this.#show({ key: again.key, act: "mask" });
    this.#asking.decide({ unmask: one.kind }, one);
  }

  #edit(one) {
    const field = this.#form.elements[one.part];
    const span = this.#findings.span(one, field.value);
    field.focus();
    if (span) field.setSelectionRange(span.start, span.end);
  }

  #leave(one, choice, next) {
    this.#findings.choose(one, choice);
    this.#show({ key: one.key, act: next });
    this.#asking.decide({ [choice]: one.index }, one);
  }

  #undo(one) {
    this.#findings.choose(one, "");
    this.#show({ key: one.key, act: "mask" });
    this.#asking.decide({ undo: one.index + 1 }, one);
  }
}
