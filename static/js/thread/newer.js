// Looks for newer posts while somebody reads the end of a thread, ever more rarely.
const FIRST = 30_000;
const MOST = 600_000;
const GROWS = 1.5;
const AWAY_AFTER = 300_000;
const SIGNS = ["pointerdown", "pointermove", "keydown", "scroll"];
const OVER = new Set([400, 401, 403, 404, 410]);

/** Say that there are new replies; nothing is asked while nobody is at the page. */
export function lookForNewer(root = document) {
  const place = root.querySelector("[data-newer]");
  if (place) new Looking(place).start();
}

class Looking {
  #place;
  #wait = FIRST;
  #timer = 0;
  #asked = Date.now();
  #active = Date.now();
  #isOver = false;

  constructor(place) {
    this.#place = place;
  }

  start() {
    for (const sign of SIGNS) {
      addEventListener(sign, () => this.#signOfLife(), { passive: true });
    }
    document.addEventListener("visibilitychange", () => this.#signOfLife());
    this.#plan();
  }

  /** Whoever comes back hears soon; nothing is planned while they are away. */
  #signOfLife() {
    const rested = this.#timer === 0;
    this.#active = Date.now();
    if (document.hidden) {
      clearTimeout(this.#timer);
      this.#timer = 0;
    } else if (rested) {
      this.#wait = FIRST;
      this.#plan();
    }
  }

  #isAway() {
    return Date.now() - this.#active > AWAY_AFTER;
  }

  #plan() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    if (this.#isOver || document.hidden || this.#isAway()) return;
    const left = Math.max(0, this.#asked + this.#wait - Date.now());
    this.#timer = setTimeout(() => this.#look(), left);
  }

  async #look() {
    if (!this.#isAway()) {
      this.#asked = Date.now();
      this.#wait = Math.min(this.#wait * GROWS, MOST);
      const answer = await fetch(this.#place.dataset.newer).catch(() => null);
      if (answer?.status === 200) show(this.#place, await answer.json().catch(() => null));
      this.#isOver = OVER.has(answer?.status);
    }
    this.#plan();
  }
}

function show(place, found) {
  if (!found?.count) return;
  const words = `${found.count} new ${found.count === 1 ? "reply" : "replies"}`;
  const link = place.querySelector("a") ?? document.createElement("a");
  link.href = found.url;
  link.textContent = "Show";
  if (!link.isConnected) place.replaceChildren("", link);
  if (place.firstChild.data !== `${words}. `) place.firstChild.data = `${words}. `;
  place.className = "newline";
}
