// Moves the focus to what is wrong, so that it is read out first.
export function focusSummary() {
  document.querySelector("[data-focus]")?.focus();
}
