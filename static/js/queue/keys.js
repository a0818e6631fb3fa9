// Working through the queue by keys; they do nothing while somebody writes.
import { countSelected, selectBox } from "./select.js";

const WRITES = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";
const rows = () => [...document.querySelectorAll(".q-list .qi")];
const first = (...names) => names.map((name) => document.querySelector(name)).find(Boolean);

function here() {
  const all = rows();
  const at = document.activeElement?.closest(".q-row")?.querySelector(".qi");
  return at ?? all.find((row) => row.ariaCurrent === "true") ?? null;
}

/** On the list the focus moves; on the page of a case the next one opens. */
function step(by) {
  const all = rows();
  const at = all.indexOf(here());
  const next = all[at + by] ?? (at < 0 ? all[0] : null);
  if (!next) return false;
  if (document.querySelector("#case-h")) next.click();
  else next.focus();
  return true;
}

function press(found) {
  found?.click();
  return Boolean(found);
}

function reach(found) {
  found?.closest("details")?.setAttribute("open", "");
  found?.focus();
  return Boolean(found);
}

function select(isRange, say) {
  const box = here()?.closest(".q-row").querySelector('input[name="item"]');
  if (!box) return false;
  box.checked = isRange || !box.checked;
  selectBox(box, isRange);
  say(countSelected());
  return true;
}

/** Choose a decision; its name is read out. */
function choose(radio, say) {
  if (!radio) return false;
  radio.checked = true;
  radio.focus();
  say(`Chosen: ${document.getElementById(radio.getAttribute("aria-labelledby"))?.textContent}`);
  return true;
}

/** Choose to hide it, and ask at once whether that is meant. */
function hide(say, sure) {
  const radio = first('input[name="measure"][value="hide_until_edited"]');
  const button = radio?.form.querySelector('[data-key="decide"]');
  if (!button || !choose(radio, say)) return false;
  sure(radio.form, button);
  return true;
}

/** Whoever began to write before this ran keeps writing where they are. */
function isFocusFree() {
  const at = document.activeElement;
  return !at || at === document.body;
}

function deeds(say, sure) {
  const help = document.querySelector("[data-help]");
  return {
    next: () => step(1),
    previous: () => step(-1),
    thread: () => press(first('[data-key="thread"]')) || press(here()),
    claim: () => press(first("[data-claiming] form button")),
    rule: () => reach(first("select#rule")),
    edit: () => press(first('[data-key="edit"]')),
    select: (isRange) => select(isRange, say),
    note: () => reach(first("[data-note] textarea", "#body")),
    hide: () => hide(say, sure),
    filter: () => reach(first("[data-filter] select, [data-filter] input:not([type=hidden])")),
    undo: () => press(first("[data-undo]", 'main .note--flash form button')),
    help: () => {
      help?.showModal();
      return true;
    },
  };
}

function decide(sure) {
  const button = first('[data-key="decide"]', "#batch button");
  const form = button?.form;
  if (form?.id === "batch") form.requestSubmit();
  else if (form) sure(form, button);
  return Boolean(form);
}

export function workByKeys(desk, say, sure) {
  const does = deeds(say, sure);
  const byKey = new Map(Object.entries(JSON.parse(desk.dataset.keys)).map(([name, key]) => [key, does[name]]));
  document.addEventListener("keydown", (event) => {
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      if (decide(sure)) event.preventDefault();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(WRITES)) return;
    const choices = document.querySelectorAll('input[type="radio"][name="measure"]');
    const done = /^[1-9]$/.test(event.key)
      ? choose(choices[Number(event.key) - 1], say)
      : byKey.get(event.key.toLowerCase())?.(event.shiftKey);
    if (done) event.preventDefault();
  });
  if (!document.querySelector("[data-focus]") && isFocusFree()) reach(first("#case-h, #decided-h"));
}
