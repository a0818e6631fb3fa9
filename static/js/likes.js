// Shows threads about the same below a title while it is written.
// Without this script they stand on the page after "Check and post" or "Preview".
import { el } from "./compose/dom.js";

const WAIT = 600;
const LENGTH_MIN = 8;
const APART = () => el("span", { class: "vh" }, " (opens in a new tab)");

for (const box of document.querySelectorAll("[data-likes]")) {
  improve(box, box.closest("form").elements);
}

function improve(box, { title, board }) {
  const list = box.querySelector("[data-likes-list]");
  const said = el("p", { class: "vh", role: "status" });
  box.after(said);
  let timer = 0;
  let asked = 0;

  title.addEventListener("input", () => {
    clearTimeout(timer);
    const mine = ++asked;
    timer = setTimeout(async () => {
      const typed = title.value.trim();
      const found = typed.length < LENGTH_MIN ? [] : await ask(box.dataset.likes, typed, board);
      if (mine !== asked) return;
      list.replaceChildren(...found.map(row));
      box.hidden = found.length === 0;
      said.textContent = told(found.length);
    }, WAIT);
  });
}

/** One line is read out, not the whole list each time it changes. */
function told(count) {
  if (count === 0) return "";
  const threads = count === 1 ? "1 similar thread" : `${count} similar threads`;
  return `${threads} below the title.`;
}

async function ask(url, title, board) {
  const query = new URLSearchParams({ title, board: board?.value ?? "" });
  try {
    const answer = await fetch(`${url}?${query}`, { headers: { Accept: "application/json" } });
    return answer.ok ? await answer.json() : [];
  } catch {
    return [];
  }
}

function row(one) {
  const replies = one.replies === 1 ? "1 reply" : `${one.replies} replies`;
  const said = one.is_answered ? `Solved, ${replies}` : replies;
  const link = el("a", { href: one.url, target: "_blank", rel: "noopener" }, one.title, APART());
  return el("li", {}, link, " ", el("span", { class: "meta" }, said));
}
