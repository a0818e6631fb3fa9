// Places in a text: the server counts code points, a browser counts UTF-16 units.

// What Python's strip() takes off the beginning.
const BLANKS = /^[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

/** Return where in a string the nth code point begins, counted from `from`. */
function unitAt(text, from, points) {
  let at = from;
  for (let left = points; left > 0 && at < text.length; left -= 1) {
    at += text.codePointAt(at) > 0xffff ? 2 : 1;
  }
  return at;
}

/** Return where words stand nearest to a place, or -1. */
export function nearest(text, words, place) {
  let best = -1;
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    if (best < 0 || Math.abs(at - place) < Math.abs(best - place)) best = at;
    if (at > place) break;
  }
  return best;
}

/** Return where a finding stands in a text as typed; null if it does not. */
export function spanOf(text, finding) {
  const lead = text.match(BLANKS)?.[0].length ?? 0;
  const start = unitAt(text, lead, finding.start);
  const end = unitAt(text, start, finding.end - finding.start);
  if (text.slice(start, end) === finding.words) return { start, end };
  const at = nearest(text, finding.words, start);
  return at < 0 ? null : { start: at, end: at + finding.words.length };
}

/** Return the one stretch in which two versions of a text differ. */
export function changeBetween(before, after) {
  const most = Math.min(before.length, after.length);
  let at = 0;
  while (at < most && before[at] === after[at]) at += 1;
  let same = 0;
  while (
    same < most - at &&
    before[before.length - 1 - same] === after[after.length - 1 - same]
  ) {
    same += 1;
  }
  return { at, removed: before.length - at - same, added: after.length - at - same };
}

/** Return where a span went when the text changed; null if it was changed itself. */
export function moved(span, change) {
  if (span === null || change.at >= span.end) return span;
  if (change.at + change.removed > span.start) return null;
  const by = change.added - change.removed;
  return { start: span.start + by, end: span.end + by };
}

/** Put words in the place of others, as if typed, so that the browser can undo it. */
export function replace(field, start, end, words) {
  const { scrollX, scrollY } = window;
  field.focus({ preventScroll: true });
  field.setSelectionRange(start, end);
  const before = field.value;
  const done = document.execCommand(words ? "insertText" : "delete", false, words);
  if (!done || (field.value === before && before.slice(start, end) !== words)) {
    field.setRangeText(words, start, end, "end");
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  window.scrollTo({ left: scrollX, top: scrollY, behavior: "instant" });
}
