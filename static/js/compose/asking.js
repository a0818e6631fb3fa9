// Asks the server what a draft discloses: one question at a time, late answers dropped.
import { textsOf } from "./fields.js";

const PAUSE = 600;
const LOST = new Set([400, 401]);
const TEXTS = ["title", "body", "reason"];

export class Asking {
  #form;
  #hear;
  #timer = 0;
  #decisions = [];
  #wanted = false;
  #busy = false;
  #plain = null;
  #shown = null;

  /** `hear` gets answer(found, texts), failed(isLost) and undecided(one). */
  constructor(form, hear) {
    this.#form = form;
    this.#hear = hear;
  }

  /** Ask once nobody has typed for a while; what is under way is out of date. */
  later() {
    clearTimeout(this.#timer);
    this.#plain?.abort();
    this.#timer = setTimeout(() => this.now(), PAUSE);
  }

  /** Ask about the text as it is. */
  now() {
    clearTimeout(this.#timer);
    this.#wanted = true;
    this.#run();
  }

  /** Tell the server a decision about a finding; no newer question drops it.
   *
   * A number names a finding of the answer that is shown, so its texts go with it.
   */
  decide(said, one) {
    this.#plain?.abort();
    const texts = "mask" in said || "unmask" in said ? null : this.#shown;
    this.#decisions.push({ said, one, texts });
    this.#run();
  }

  /** The texts as they stand in the form. */
  texts() {
    return textsOf(this.#form, TEXTS);
  }

  async #run() {
    if (this.#busy) return;
    this.#busy = true;
    try {
      while (this.#decisions.length || this.#wanted) await this.#next();
    } finally {
      this.#busy = false;
    }
  }

  async #next() {
    const decision = this.#decisions.shift();
    const sent = decision?.texts ?? this.texts();
    if (!decision) this.#wanted = false;
    let status = 0;
    try {
      const response = await this.#post(sent, decision);
      status = response.status;
      if (!response.ok) throw new Error("refused");
      this.#take(await response.json(), sent);
    } catch (error) {
      if (error.name === "AbortError") return;
      if (decision?.texts) this.#hear.undecided(decision.one);
      this.#hear.failed(LOST.has(status));
    }
  }

  #take(answer, sent) {
    const { seal, once } = this.#form.elements;
    seal.value = answer.seal;
    once.value = answer.once;
    if (this.#decisions.length) return;
    if (JSON.stringify(sent) === JSON.stringify(this.texts())) {
      this.#shown = sent;
      this.#hear.answer(answer.findings, sent);
    } else {
      this.later();
    }
  }

  #post(sent, decision) {
    const { seal, once, csrf_token: token } = this.#form.elements;
    this.#plain = decision ? null : new AbortController();
    const fields = { csrf_token: token.value, once: once.value, seal: seal.value };
    const told = { kind: this.#form.dataset.kind, key: this.#form.dataset.key };
    return fetch(this.#form.dataset.checkUrl, {
      method: "POST",
      body: new URLSearchParams({ ...fields, ...told, ...sent, ...decision?.said }),
      headers: { Accept: "application/json" },
      signal: this.#plain?.signal,
      redirect: "error",
    });
  }
}
