// A list of suggestions under a field, for a pointer and for keys.
import { el } from "./dom.js";

const LEAVES = new Set(["ArrowLeft", "ArrowRight", "Home", "End", "PageUp", "PageDown"]);

export class Choices {
  #field;
  #list;
  #said = el("span", { class: "vh", role: "status" });
  #take = null;
  #active = -1;

  /** `after` is what the list stands behind, the field itself if nothing else is named. */
  constructor(field, label, after = field) {
    this.#field = field;
    const given = { class: "suggest card", role: "listbox", "aria-label": label, hidden: true };
    this.#list = el("ul", { ...given, id: `${field.id}-choices` });
    after.after(this.#list, this.#said);
    if (field.localName === "input") field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", this.#list.id);
    field.addEventListener("keydown", (event) => this.#key(event));
    field.addEventListener("pointerdown", () => this.close());
    field.addEventListener("blur", () => this.close());
    this.#expand(false);
  }

  /** Offer words; `take` gets the one that is chosen, `place` is where the list goes. */
  show(words, take, place = null) {
    const shown = document.activeElement === this.#field ? words : [];
    this.#take = take;
    this.#list.replaceChildren(...shown.map((word, at) => this.#item(word, at)));
    this.#active = -1;
    this.#list.hidden = shown.length === 0;
    this.#expand(shown.length > 0);
    this.#field.removeAttribute("aria-activedescendant");
    if (place && shown.length) this.#put(place);
    const many = shown.length === 1 ? "1 suggestion" : `${shown.length} suggestions`;
    this.#said.textContent = shown.length ? `${many}. Use the arrow keys.` : "";
  }

  close() {
    if (!this.#list.hidden) this.show([], null);
  }

  /** A text has no such state, only a line that offers something. */
  #expand(isOpen) {
    if (this.#field.localName === "input") {
      this.#field.setAttribute("aria-expanded", String(isOpen));
    }
  }

  #put({ left, top }) {
    const room = this.#list.parentElement.clientWidth - this.#list.offsetWidth;
    this.#list.style.left = `${Math.max(0, Math.min(left, room))}px`;
    this.#list.style.top = `${top}px`;
  }

  #item(word, at) {
    const given = { id: `${this.#list.id}-${at}`, role: "option", "aria-selected": "false" };
    const item = el("li", given, word);
    item.addEventListener("pointerdown", (event) => event.preventDefault());
    item.addEventListener("click", () => this.#choose(word));
    return item;
  }

  #choose(word) {
    const take = this.#take;
    this.close();
    take?.(word);
  }

  #mark(index) {
    const items = [...this.#list.children];
    this.#active = (index + items.length) % items.length;
    items.forEach((one, at) => one.setAttribute("aria-selected", String(at === this.#active)));
    this.#field.setAttribute("aria-activedescendant", items[this.#active].id);
    items[this.#active].scrollIntoView({ block: "nearest" });
  }

  #key(event) {
    if (this.#list.hidden || event.isComposing) return;
    const { children } = this.#list;
    if (LEAVES.has(event.key)) {
      this.close();
      return;
    }
    if (event.key === "ArrowDown") this.#mark(this.#active + 1);
    else if (event.key === "ArrowUp") this.#mark(this.#active < 0 ? -1 : this.#active - 1);
    else if (event.key === "Enter" && this.#active >= 0) {
      this.#choose(children[this.#active].textContent);
    } else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
