// The column of findings, the bar on phones, and what the main button says.
import { card, inWords, things } from "./cards.js";
import { button, el, icon } from "./dom.js";

const IDLE = "Readers will see your text as it is now.";
const ASKS = "You decide on each one. Nothing has gone out yet.";

export class Panel {
  #root;
  #heading;
  #says;
  #all;
  #list;
  #hints;
  #peek;
  #send;
  #first;
  #act;

  /** `after` is where the column goes if the page has no place for it. */
  constructor(form, after, act) {
    this.#act = act;
    this.#root = form.querySelector("[data-finds]") ?? made(after);
    this.#heading = this.#root.querySelector("[data-heading]");
    this.#says = this.#root.querySelector("[data-says]");
    this.#list = this.#root.querySelector("[data-list]");
    this.#all = el("p", { hidden: true }, button("", { class: "btn" }, () => act("all")));
    this.#list.before(this.#all);
    this.#hints = this.#root.querySelector("[data-hints]") ?? switchedOff(form.dataset.myUrl);
    this.#list.after(this.#hints);
    this.#send =
      form.querySelector("[data-send]") ??
      form.querySelector("button:not([type=button]):not([formaction])");
    this.#first = this.#send.textContent;
    this.#peek = el("a", { class: "peek only-s", href: `#${this.#root.id}`, hidden: true });
    after.append(this.#peek);
  }

  /** Show what was found; `focus` names the card and the button to go on from. */
  show(findings, verb, focus = null) {
    const open = findings.open.length;
    const listed = findings.listed;
    const held = focus ?? heldIn(this.#list);
    this.#list.replaceChildren(...listed.map((one) => card(one, this.#act)));
    this.#list.hidden = listed.length === 0;
    this.#hints.hidden = !listed.some(({ state }) => state === "hint");
    this.#all.hidden = open < 2;
    this.#all.firstChild.textContent = `Mask all ${inWords(open)}`;
    this.#head(open, listed.length > 0);
    this.#send.textContent = open ? `Check ${things(open)} and ${verb}` : this.#ready(verb);
    this.#peek.hidden = open === 0;
    this.#peek.replaceChildren(icon("eye"), `${things(open)} to check`, icon("down"));
    if (held) this.#focus(held);
  }

  /** Say quietly how things stand. */
  say(words) {
    this.#says.textContent = words;
  }

  /** Say, once, that the session is over. */
  lost() {
    if (this.#root.querySelector("[data-lost]")) return;
    const link = el("a", { href: "/sign-in", target: "_blank" }, "Sign in in a new window");
    const said = el("p", {}, "Your text is still here. ", link, ", then press the button below.");
    const inside = el("div", {}, el("p", { class: "note__h" }, "You were signed out"), said);
    const note = { class: "note t-bad", role: "alert", "data-lost": true };
    this.#root.prepend(el("div", note, icon("lock"), inside));
  }

  found() {
    this.#root.querySelector("[data-lost]")?.remove();
  }

  #ready(verb) {
    return verb[0].toUpperCase() + verb.slice(1);
  }

  #head(open, any) {
    const before = this.#heading.textContent.trim();
    const says = open ? `${things(open)} to check` : "Nothing left to check";
    if (!any && !open && !/^\d/.test(before)) return;
    if (before !== says) {
      const kept = this.#heading.querySelector("h2, h3") ?? el("h3", {});
      kept.textContent = says;
      if (!kept.isConnected) this.#heading.append(kept);
    }
    this.say(open ? ASKS : IDLE);
  }

  #focus({ key, act }) {
    const within = [...this.#list.children].find((one) => one.dataset.card === key);
    const target =
      within?.querySelector(`[data-act="${act}"]`) ?? within?.querySelector("button");
    target?.focus({ preventScroll: true });
  }
}

function heldIn(list) {
  const pressed = document.activeElement;
  if (!list.contains(pressed)) return null;
  return { key: pressed.closest("[data-card]")?.dataset.card, act: pressed.dataset.act };
}

function switchedOff(url) {
  const link = el("a", { href: url }, "My SolTrex");
  return el("p", { class: "meta", hidden: true }, "Hints can be switched off in ", link, ".");
}

function made(after) {
  const heading = el("div", { "aria-live": "polite", "data-heading": true });
  const says = el("p", { class: "meta", "data-says": true });
  const list = el("ul", { class: "finds", "data-list": true, hidden: true });
  const root = { class: "flow-sm", id: "finds", "aria-label": "What we found" };
  const section = el("section", root, heading, says, list);
  after.after(section);
  return section;
}
