// What stands in the fields of a form, by their names.
const ALT = /^alt-\d+$/;

/** Return the texts with these names, and what is said about each photo. */
export function textsOf({ elements }, names) {
  const alts = [...elements].map((field) => field.name).filter((name) => ALT.test(name));
  const there = [...names, ...alts].filter((name) => elements[name]);
  return Object.fromEntries(there.map((name) => [name, elements[name].value]));
}
