// Buttons that write the signs of Markdown around what is selected.
import { button, el, icon } from "./dom.js";
import { photosOf } from "./photos.js";
import { replace } from "./text.js";

const TABLE = "| Month | kWh |\n| --- | ---: |\n| October | 412 |";
const TOOLS = [
  ["Bold", "bold", (field) => around(field, "**", "bold words"), "b"],
  ["Italic", "italic", (field) => around(field, "*", "words"), "i"],
  ["List", "bullets", (field) => lines(field, "- ")],
  ["Quote", "quote", (field) => lines(field, "> ")],
  ["Link", "link", link, "k"],
  ["Table", "table", (field) => block(field, TABLE)],
  ["Data or code", "code", code],
];
const KEYS = new Map(TOOLS.filter((tool) => tool[3]).map((tool) => [tool[3], tool]));

/** Make the row of tools for a textarea; where its form takes photos, with one for these. */
export function tools(field) {
  const buttons = TOOLS.map(([name, sign, work, key]) => {
    const title = key ? `${name} (Ctrl+${key.toUpperCase()})` : name;
    const keys = key ? { "aria-keyshortcuts": `Control+${key.toUpperCase()}` } : {};
    const made = button("", { class: "btn", title, ...keys }, () => work(field));
    made.append(icon(sign), el("span", { class: "vh" }, name));
    return made;
  });
  const photos = photosOf(field.form);
  if (photos) {
    const add = button("Add a photo", { class: "btn" }, () => photos.choose());
    add.prepend(icon("photo"));
    buttons.push(add);
  }
  const row = el("div", { class: "tools", role: "toolbar", "aria-label": "Text tools" });
  row.setAttribute("aria-controls", field.id);
  row.append(...buttons);
  rove(row, buttons);
  field.addEventListener("keydown", (event) => {
    const plain = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    const tool = plain && KEYS.get(event.key.toLowerCase());
    if (!tool) return;
    event.preventDefault();
    tool[2](field);
  });
  return row;
}

/** One stop for the tab key; the arrows lead from tool to tool. */
function rove(row, buttons) {
  const stop = (at) => buttons.forEach((one, index) => (one.tabIndex = index === at ? 0 : -1));
  stop(0);
  row.addEventListener("keydown", (event) => {
    const steps = { ArrowRight: 1, ArrowLeft: -1 };
    if (!(event.key in steps)) return;
    event.preventDefault();
    const now = buttons.indexOf(document.activeElement);
    const next = (now + steps[event.key] + buttons.length) % buttons.length;
    stop(next);
    buttons[next].focus();
  });
}

function selected(field) {
  const { selectionStart: start, selectionEnd: end, value } = field;
  return { start, end, words: value.slice(start, end) };
}

/** Replace a stretch and select the words in it that are to be written over. */
function write(field, start, end, text, from, length) {
  replace(field, start, end, text);
  field.setSelectionRange(start + from, start + from + length);
}

function around(field, sign, standIn) {
  const { start, end, words } = selected(field);
  const inner = words || standIn;
  write(field, start, end, sign + inner + sign, sign.length, inner.length);
}

/** Begin every line that is touched with a sign. */
function lines(field, sign) {
  const { value } = field;
  const { start, end } = selected(field);
  const first = value.lastIndexOf("\n", start - 1) + 1;
  const after = value.indexOf("\n", end);
  const last = after < 0 ? value.length : after;
  const text = value
    .slice(first, last)
    .split("\n")
    .map((line) => sign + line)
    .join("\n");
  write(field, first, last, text, text.length, 0);
}

function link(field) {
  const { start, end, words } = selected(field);
  const shown = words || "words";
  const address = "https://";
  write(field, start, end, `[${shown}](${address})`, shown.length + 3, address.length);
}

/** Put something on lines of its own. */
function block(field, text) {
  const { start, end, words } = selected(field);
  const before = field.value.slice(0, start);
  const lead = !before || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  write(field, start, end, `${words}${lead}${text}\n\n`, words.length + lead.length, text.length);
}

function code(field) {
  const { start, end, words } = selected(field);
  if (!words.includes("\n")) {
    around(field, "`", "code");
    return;
  }
  const fence = "```";
  write(field, start, end, `${fence}\n${words}\n${fence}`, fence.length + 1, words.length);
}
