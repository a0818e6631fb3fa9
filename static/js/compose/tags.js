// Suggests tags of the closed list for the word that is being typed.
import { Choices } from "./choices.js";
import { replace } from "./text.js";

const AT_MOST = 8;

/** Suggest tags; without this one types them, and other names for them work too. */
export function suggestTags(form) {
  const { tags: field } = form.elements;
  const all = field?.closest("[data-tags]")?.dataset.tags.split(" ");
  if (!all) return;
  const choices = new Choices(field, "Suggested tags");

  const words = () => field.value.split(",").map((word) => word.trim().toLowerCase());

  field.addEventListener("input", () => {
    const typed = words().at(-1).replaceAll(" ", "-");
    const used = new Set(words().slice(0, -1));
    const begins = (tag) => tag.startsWith(typed) || tag.includes(`-${typed}`);
    const found = typed ? all.filter((tag) => begins(tag) && !used.has(tag)) : [];
    const isWhole = found.length === 1 && found[0] === typed;
    choices.show(isWhole ? [] : found.slice(0, AT_MOST), (tag) => {
      const from = field.value.lastIndexOf(",") + 1;
      replace(field, from, field.value.length, from ? ` ${tag}` : tag);
    });
  });
}
