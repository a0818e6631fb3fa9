// Completes the names of members after an @, from two letters on.
import { Choices } from "./choices.js";
import { replace } from "./text.js";

const WAIT = 250;
const BEGUN = /(?:^|[^A-Za-z0-9_.@-])@([A-Za-z0-9_.-]{2,20})$/;

/** Suggest members while a name is typed; without this one just types it. */
export function completeMentions(form, ink) {
  const { body } = form.elements;
  const { mentionsUrl: url, kind, key } = form.dataset;
  if (!url) return;
  const choices = new Choices(body, "Suggested members", ink.box.firstElementChild);
  let timer = 0;
  let asked = 0;

  const begun = () => body.value.slice(0, body.selectionStart).match(BEGUN)?.[1];

  const ask = async (typed) => {
    const query = new URLSearchParams({ q: typed, kind, key: form.elements.board?.value ?? key });
    try {
      const answer = await fetch(`${url}?${query}`, { headers: { Accept: "application/json" } });
      return answer.ok ? await answer.json() : [];
    } catch {
      return [];
    }
  };

  const take = (handle) => {
    const end = body.selectionStart;
    const typed = begun();
    if (typed !== undefined) replace(body, end - typed.length, end, `${handle} `);
  };

  body.addEventListener("input", () => {
    clearTimeout(timer);
    const mine = ++asked;
    const typed = begun();
    if (!typed) {
      choices.close();
      return;
    }
    timer = setTimeout(async () => {
      const found = await ask(typed);
      const at = body.selectionStart - typed.length - 1;
      if (mine === asked && begun() === typed) choices.show(found, take, ink.below(at));
    }, WAIT);
  });
}
