// The queue and a case of it: who is at what, and working by keys. Forms do all of it too.
import { keepClaims } from "./queue/claims.js";
import { workByKeys } from "./queue/keys.js";
import { askFirst } from "./queue/sure.js";
import { selectMany } from "./queue/select.js";

const desk = document.querySelector("[data-desk]");
if (desk) {
  const said = desk.querySelector("[data-said]");
  const say = (words) => {
    said.textContent = words;
  };
  const sure = askFirst(desk);
  keepClaims(desk, say);
  selectMany(say);
  if (desk.dataset.keys) workByKeys(desk, say, sure);
}
