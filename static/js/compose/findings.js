// What was found in a draft, what was masked in it, and where both stand by now.
import { moved, nearest, spanOf } from "./text.js";

// The texts in the order of the page; descriptions of photos come last.
const PARTS = ["title", "body", "reason"];
const LEAVING = new Set(["keep", "not_personal"]);

export class Findings {
  found = [];
  masked = [];

  /** Take an answer of the server about some texts. */
  take(findings, texts) {
    const seen = new Map();
    this.found = findings.map((one) => {
      const name = `${one.part} ${one.kind} ${one.words}`;
      const nth = seen.get(name) ?? 0;
      seen.set(name, nth + 1);
      return { ...one, key: `${name} ${nth}`, span: spanOf(texts[one.part] ?? "", one) };
    });
  }

  /** Follow a change of one of the texts. */
  follow(part, change) {
    for (const one of this.found) {
      if (one.part === part) one.span = moved(one.span, change);
    }
    for (const one of this.masked) {
      if (one.part === part) one.span = moved(one.span, change);
    }
    this.masked = this.masked.filter((one) => one.span !== null);
  }

  /** Return where a finding stands by now, or null if its words are gone. */
  span(one, text) {
    if (one.span && text.slice(one.span.start, one.span.end) === one.words) return one.span;
    const at = nearest(text, one.words, one.span?.start ?? one.start);
    return at < 0 ? null : { start: at, end: at + one.words.length };
  }

  /** Note that a finding was masked in the text, from `start` on. */
  mask(one, start) {
    this.found = this.found.filter((other) => other !== one);
    const span = { start, end: start + one.leaves.length };
    this.masked.push({ ...one, key: `masked ${one.key} ${start}`, span, before: one });
  }

  /** Note that words are back from `start` on; they have no number so far. */
  unmask(one, start) {
    this.masked = this.masked.filter((other) => other !== one);
    const span = { start, end: start + one.words.length };
    const again = { ...one.before, span, choice: "", index: -1 };
    this.found.push(again);
    return again;
  }

  /** Note a decision to leave words as they are; it holds wherever they stand. */
  choose(one, choice) {
    for (const other of this.found) {
      if (other.kind === one.kind && other.words === one.words) other.choice = choice;
    }
  }

  /** What its author must still decide about. */
  get open() {
    return this.found.filter((one) => one.level !== "hint" && !LEAVING.has(one.choice));
  }

  /** Findings to underlay in the body; settled ones no longer. */
  get lit() {
    return this.found.filter(
      (one) => one.part === "body" && one.span && !LEAVING.has(one.choice),
    );
  }

  /** Everything to list: in reading order, hints last. */
  get listed() {
    const rank = (one) => [one.level === "hint", order(one.part), place(one)];
    return [
      ...this.masked.map((one) => ({ state: "masked", one })),
      ...this.found.map((one) => ({ state: stateOf(one), one })),
    ].sort((a, b) => compared(rank(a.one), rank(b.one)));
  }
}

function order(part) {
  const at = PARTS.indexOf(part);
  return at < 0 ? PARTS.length + Number(part.replace("alt-", "")) : at;
}

function place(one) {
  return one.span?.start ?? one.start;
}

function stateOf(one) {
  if (LEAVING.has(one.choice)) return one.choice;
  return one.level === "hint" ? "hint" : "open";
}

function compared(a, b) {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : Number(a[at]) - Number(b[at]);
}
