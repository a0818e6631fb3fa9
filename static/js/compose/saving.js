// Keeps a draft on the server while somebody writes, and says so in a line.
import { choice } from "./choice.js";
import { el } from "./dom.js";
import { textsOf } from "./fields.js";

const PAUSE = 2_000;
const APART = 10_000;
const AGAIN = 60_000;
// A browser sends no more than this once a page is closed.
const LAST_MAX = 60_000;
const TEXTS = ["title", "board", "body", "tags", "reason"];
const CARRIED = ["csrf_token", "once", "kind", "key", "revision", "seen_draft"];
const LATER = "Your draft is not saved just now. Your text is still here.";
const TIME = { hour: "numeric", minute: "2-digit" };

export class Saving {
  #form;
  #said;
  #timer = 0;
  #last = 0;
  #known = "";
  #stopped = false;
  #sending = null;
  #lost;

  /** `lost` is told when the session is over. */
  constructor(form, lost) {
    this.#form = form;
    this.#lost = lost;
  }

  /** Watch the form; what stands in it now is nothing new. */
  start() {
    this.#said = this.#form.querySelector("[data-draft-said]") ?? el("p", { class: "meta" });
    if (!this.#said.isConnected) this.#form.append(this.#said);
    this.#said.setAttribute("role", "status");
    this.#known = this.#texts().toString();
    this.#form.addEventListener("input", () => this.#later());
    this.#form.addEventListener("change", () => this.#later());
    this.#form.addEventListener("submit", () => this.#stop());
    document.addEventListener("visibilitychange", () => this.#turn());
    window.addEventListener("pageshow", (event) => event.persisted && this.#resume());
  }

  /** Save once nobody has typed for a while, and not again too soon. */
  #later(pause = PAUSE) {
    clearTimeout(this.#timer);
    if (this.#stopped || document.hidden) return;
    const wait = Math.max(pause, this.#last + APART - Date.now());
    this.#timer = setTimeout(() => this.#save(), wait);
  }

  /** Whoever leaves, or closes the page, loses nothing; behind it nothing is sent. */
  #turn() {
    clearTimeout(this.#timer);
    if (document.hidden) this.#save();
    else this.#later();
  }

  #stop() {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#sending?.abort();
  }

  #resume() {
    this.#stopped = false;
    this.#later();
  }

  #texts() {
    return new URLSearchParams(textsOf(this.#form, TEXTS));
  }

  async #save() {
    const texts = this.#texts();
    const said = texts.toString();
    const isEmpty = !["title", "body"].some((name) => texts.get(name)?.trim());
    if (this.#stopped || this.#sending || isEmpty || said === this.#known) return;
    this.#last = Date.now();
    this.#sending = new AbortController();
    try {
      await this.#hear(await this.#post(texts), said);
    } catch (error) {
      if (error.name !== "AbortError") this.#say(LATER);
    } finally {
      this.#sending = null;
    }
    const isLate = this.#said.textContent === LATER;
    if (isLate || this.#texts().toString() !== said) this.#later(isLate ? AGAIN : PAUSE);
  }

  #post(texts) {
    const { elements } = this.#form;
    for (const name of CARRIED) if (elements[name]) texts.set(name, elements[name].value);
    return fetch(this.#form.dataset.draftUrl, {
      method: "POST",
      body: texts,
      headers: { Accept: "application/json" },
      signal: this.#sending.signal,
      keepalive: document.hidden && texts.toString().length < LAST_MAX,
      redirect: "error",
    });
  }

  async #hear(response, said) {
    if ([400, 401].includes(response.status)) {
      this.#lost();
      return;
    }
    const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
    const answer = isJson ? await response.json() : { error: LATER };
    if (response.ok) {
      this.#known = said;
      this.#form.elements.seen_draft.value = answer.draft;
      this.#form.elements.once.value = answer.once;
      const time = new Date().toLocaleTimeString("en-US", TIME);
      this.#say(`Draft saved in your account at ${time}. Only you can see it.`);
    } else if (response.status === 409 && answer.draft) {
      this.#choose(answer);
    } else {
      this.#say(answer.error);
    }
  }

  #say(words) {
    if (this.#said.textContent !== words) this.#said.textContent = words;
  }

  /** Another window saved a newer draft: its author chooses, nothing is sent before. */
  #choose({ error, draft, url }) {
    this.#stopped = true;
    const note = choice(error, url, () => {
      this.#form.elements.seen_draft.value = draft;
      note.remove();
      this.#stopped = false;
      this.#last = 0;
      this.#form.elements.body.focus();
      this.#save();
    });
    this.#said.before(note);
    this.#say("This text is not saved until you choose.");
  }
}

/** Keep drafts of a form if it says where. */
export function saveWhileWriting(form, lost) {
  if (form.dataset.draftUrl && form.elements.seen_draft) new Saving(form, lost).start();
}
