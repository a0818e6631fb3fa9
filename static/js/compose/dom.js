// Elements made by hand: words only ever go in as text.

const SVG = "http://www.w3.org/2000/svg";

/** Make an element with attributes and children; strings become text, false nothing. */
export function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== false && value != null) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child != null && child !== false && child !== ""));
  return made;
}

/** Make an icon of the sprite that the page uses already. */
export function icon(name) {
  const known = document.querySelector("svg.i use")?.getAttribute("href") ?? "";
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "i");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${known.split("#")[0]}#${name}`);
  svg.append(use);
  return svg;
}

/** Make a badge: an icon and a word or two. */
export function badge(text, name, tone = "") {
  return el("span", { class: `badge${tone && ` t-${tone}`}` }, icon(name), text);
}

/** Make a button that is not the form's. */
export function button(text, attributes, act) {
  const made = el("button", { type: "button", ...attributes }, text);
  made.addEventListener("click", act);
  return made;
}
