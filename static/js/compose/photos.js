// Adds photos as soon as they are chosen; what is too large is said before it is sent.
// Without this script they are sent by the "Add" button beside the field.
import { el, icon } from "./dom.js";

const MB = 1_000_000;
const PLACE = "photo-list";
const SAID = "photos-error";

export class Photos {
  #field;
  #add;
  #row;
  #status = el("p", { class: "meta", "aria-live": "polite" });

  constructor(field, add) {
    this.#field = field;
    this.#add = add;
    this.#row = field.parentElement;
  }

  /** Let the field send what is chosen. */
  start() {
    this.#add.hidden = true;
    this.#row.after(this.#status);
    this.#field.addEventListener("change", () => this.#chosen());
    window.addEventListener("pageshow", () => this.#status.replaceChildren());
    // The browser itself goes to the list of photos until the page has loaded.
    window.addEventListener("load", () => this.#goOn());
  }

  /** Open the dialog in which photos are chosen. */
  choose() {
    this.#field.click();
  }

  #chosen() {
    const files = [...this.#field.files];
    this.#clear();
    if (files.length === 0) return;
    const wrong = this.#wrongWith(files);
    if (wrong) {
      this.#say(wrong);
      return;
    }
    this.#status.textContent = files.length === 1 ? "Adding the photo…" : "Adding the photos…";
    this.#field.form.requestSubmit(this.#add);
  }

  #wrongWith(files) {
    const { each, all } = this.#field.dataset;
    const large = files.find((file) => file.size > each);
    if (large) {
      const name = files.length === 1 ? "This file" : `“${large.name}”`;
      return `${name} is larger than ${each / MB} MB. Choose a smaller one`;
    }
    const size = files.reduce((sum, file) => sum + file.size, 0);
    return size > all ? `Together these files are larger than ${all / MB} MB. Choose fewer` : "";
  }

  /** Say at the field what is wrong; nothing was sent, so it is empty again. */
  #say(wrong) {
    this.#field.value = "";
    const words = el("span", {}, el("span", { class: "vh" }, "Error: "), wrong);
    this.#row.before(el("p", { class: "err", id: SAID, role: "alert" }, icon("warn"), words));
    this.#field.setAttribute("aria-invalid", "true");
    this.#describe((ids) => [...ids, SAID]);
    this.#field.closest(".field").classList.add("field--bad");
  }

  #clear() {
    document.getElementById(SAID)?.remove();
    this.#field.removeAttribute("aria-invalid");
    this.#describe((ids) => ids);
    this.#field.closest(".field").classList.remove("field--bad");
  }

  #describe(change) {
    const ids = (this.#field.getAttribute("aria-describedby") ?? "").split(" ");
    const kept = change(ids.filter((id) => id && id !== SAID));
    this.#field.setAttribute("aria-describedby", kept.join(" "));
  }

  /** After photos came: go on with the first that nobody has described. */
  #goOn() {
    const isBack = location.hash === `#${PLACE}` && !document.querySelector("[data-focus]");
    if (!isBack) return;
    const fields = [...this.#field.form.querySelectorAll(`#${PLACE} input[name^="alt-"]`)];
    (fields.find((one) => !one.value) ?? document.getElementById(PLACE)).focus();
  }
}

/** Let a form send photos as soon as they are chosen; null if it takes none. */
export function photosOf(form) {
  const field = form.querySelector("[data-photos]");
  const add = form.querySelector("[name=add-photos]");
  if (!field || !add) return null;
  const photos = new Photos(field, add);
  photos.start();
  return photos;
}
