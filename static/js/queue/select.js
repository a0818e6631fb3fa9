// Selecting many cases: all on the page, or with Shift all up to one.
const boxes = () => [...document.querySelectorAll('input[name="item"][form="batch"]')];

let last = null;

/** Select one, or all between the last one and this one. */
export function selectBox(box, isRange) {
  const all = boxes();
  if (isRange && last) {
    const ends = [all.indexOf(last), all.indexOf(box)].sort((a, b) => a - b);
    for (const one of all.slice(ends[0], ends[1] + 1)) one.checked = true;
  }
  last = box;
}

export function countSelected() {
  const count = boxes().filter((one) => one.checked).length;
  return `${count} case${count === 1 ? "" : "s"} selected.`;
}

export function selectMany(say) {
  const all = document.querySelector("[data-all]");
  if (!all) return;
  all.hidden = false;
  all.querySelector("input").addEventListener("change", (event) => {
    for (const one of boxes()) one.checked = event.target.checked;
    say(countSelected());
  });
  for (const box of boxes()) {
    box.addEventListener("click", (event) => {
      selectBox(box, event.shiftKey);
      say(countSelected());
    });
  }
}
