// What is asked when another window saved a newer draft.
import { button, el, icon } from "./dom.js";

/** Make a note with both ways to go on; `keep` is called for the text of this window. */
export function choice(error, url, keep) {
  const inside = el(
    "div",
    { class: "flow-sm" },
    el("p", { class: "note__h" }, `${error}.`),
    el("p", {}, "Keep what is written here, or take what was written there."),
    el(
      "p",
      { class: "row" },
      button("Keep mine", { class: "btn btn--go" }, keep),
      el("a", { class: "btn", href: url }, "Take theirs"),
    ),
  );
  return el("div", { class: "note t-wait", role: "alert" }, icon("warn"), inside);
}
