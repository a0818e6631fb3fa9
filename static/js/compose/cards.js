// The list beside the text: a card for each thing that was found.
import { badge, button, el, icon } from "./dom.js";

const WHERE = { title: "In the title", reason: "In the reason for your change" };
const IN_ALT = "In what you say a photo shows or a file is called";
const WORDS = "zero one two three four five six seven eight nine ten".split(" ");

/** "3 things" as headings say it. */
export function things(count) {
  return count === 1 ? "1 thing" : `${count} things`;
}

/** "three" as buttons say it. */
export function inWords(count) {
  return WORDS[count] ?? String(count);
}

/** Make the card of something found; `act` gets what its buttons are pressed for. */
export function card({ state, one }, act) {
  const press = (name, text, style, sign) => {
    const made = button(text, { class: `btn ${style}`, "data-act": name }, () => act(name, one));
    made.append(el("span", { class: "vh" }, `: ${one.title}`));
    if (sign) made.prepend(icon(sign));
    return made;
  };
  const { classes, mark, inside } = SHAPES[state](one, press);
  return el(
    "li",
    { class: `find ${classes}`, "data-card": one.key },
    el("h3", {}, icon(one.icon), one.title, mark),
    el("div", { class: "find__in" }, ...inside),
  );
}

function excerpt(one, lit) {
  return el("p", { class: "find__x" }, one.before, el("span", { class: lit }, one.words), one.after);
}

/** What readers see instead: a label without its brackets, or what is less exact. */
function instead({ leaves }) {
  const [, label, rest] = leaves.match(/^\[([^\]]*)\](.*)$/s) ?? [null, "", leaves];
  return [label && el("span", { class: "masked" }, label), rest];
}

function where(one) {
  const said = one.part.startsWith("alt-") ? IN_ALT : WHERE[one.part];
  return said ? el("p", { class: "meta" }, said) : null;
}

/** Why it was found, and what else its author should know. */
function because(one) {
  const quoted = one.is_quoted ? " You quote it from somebody else’s post." : "";
  return el("p", {}, one.why, quoted, one.may_be_kept ? "" : " It cannot stay in a post.");
}

function acts(...buttons) {
  return el("p", { class: "acts" }, ...buttons);
}

const SHAPES = {
  open: (one, press) => ({
    classes: "",
    inside: [
      excerpt(one, "lit"),
      where(one),
      because(one),
      acts(
        press("mask", "Mask it", "btn--go"),
        press("edit", "Edit it", ""),
        one.may_be_kept && press("keep", "Keep it public", "btn--quiet"),
        one.may_be_kept && press("not_personal", "This is not personal", "btn--quiet"),
      ),
    ],
  }),
  hint: (one, press) => ({
    classes: "find--hint",
    mark: badge("Worth a look", "eye"),
    inside: [
      excerpt(one, "lit lit--hint"),
      where(one),
      because(one),
      acts(
        press("mask", "Mask it", ""),
        press("edit", "Edit it", "btn--quiet"),
        press("not_personal", "This is not personal", "btn--quiet"),
      ),
    ],
  }),
  keep: (one, press) => ({
    classes: "find--done",
    mark: badge("You keep it public", "eye", "sun"),
    inside: [excerpt(one, ""), where(one), acts(press("mask", "Mask it after all", ""))],
  }),
  not_personal: (one, press) => ({
    classes: "find--done",
    mark: badge("Not personal", "check"),
    inside: [excerpt(one, ""), where(one), acts(press("undo", "Undo", "btn--quiet", "undo"))],
  }),
  masked: (one, press) => ({
    classes: "find--done",
    mark: badge("Masked", "check", "ok"),
    inside: [
      el("p", {}, "Readers see ", ...instead(one), "."),
      where(one),
      acts(press("unmask", "Undo", "btn--quiet", "undo")),
    ],
  }),
};
