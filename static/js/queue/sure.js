// Asks once more before a decision that takes something away.
const TAKES = new Set(["mask", "remove", "reject", "erase_author", "hide_until_edited"]);

/** Return a function that sends a form by a button, having asked if need be. */
export function askFirst(desk) {
  const dialog = document.querySelector("[data-sure]");
  return (form, button) => {
    const chosen = form.querySelector('input[name="measure"]:checked');
    if (!dialog || !chosen || !TAKES.has(chosen.value)) return form.requestSubmit(button);
    const label = document.getElementById(`${chosen.value}-name`)?.textContent ?? "";
    const what = document.getElementById(`${chosen.value}-what`)?.textContent ?? "";
    dialog.querySelector("[data-what]").textContent = `${label}. ${what}`;
    dialog.returnValue = "";
    dialog.onclose = () => dialog.returnValue === "yes" && form.requestSubmit(button);
    dialog.showModal();
  };
}
