// Suggests names of equipment under a plain text field; without it one just types.
const WAIT = 200;

for (const field of document.querySelectorAll("[data-suggest]")) {
  improve(field);
}

function improve(field) {
  const list = document.createElement("ul");
  list.id = `${field.id}-list`;
  list.className = "suggest card";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  list.hidden = true;
  field.after(list);
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-expanded", "false");
  field.setAttribute("aria-controls", list.id);

  let timer = 0;
  let asked = 0;
  let active = -1;

  const close = () => {
    list.hidden = true;
    active = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };

  const take = (item) => {
    const { maker, model, watts } = item.dataset;
    field.value = model;
    fill(field.dataset.maker, maker);
    fill(field.dataset.watts, watts);
    close();
  };

  const mark = (index) => {
    const items = [...list.children];
    active = (index + items.length) % items.length;
    items.forEach((item, at) => item.setAttribute("aria-selected", String(at === active)));
    field.setAttribute("aria-activedescendant", items[active].id);
  };

  const show = (found) => {
    list.replaceChildren(...found.map((one, at) => option(one, `${list.id}-${at}`, take)));
    active = -1;
    list.hidden = found.length === 0;
    field.setAttribute("aria-expanded", String(found.length > 0));
  };

  field.addEventListener("input", () => {
    clearTimeout(timer);
    const mine = ++asked;
    timer = setTimeout(async () => {
      const found = await ask(field);
      if (mine === asked) show(found);
    }, WAIT);
  });
  field.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") mark(active + 1);
    else if (event.key === "ArrowUp") mark(active < 0 ? -1 : active - 1);
    else if (event.key === "Enter" && active >= 0) take(list.children[active]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  field.addEventListener("blur", () => setTimeout(close, WAIT));
}

async function ask(field) {
  const query = new URLSearchParams({ kind: field.dataset.suggest, q: field.value });
  try {
    const answer = await fetch(`${field.dataset.url}?${query}`);
    return answer.ok ? await answer.json() : [];
  } catch {
    return [];
  }
}

function option(one, id, take) {
  const item = document.createElement("li");
  item.id = id;
  item.setAttribute("role", "option");
  item.textContent = [one.maker, one.model, one.watts && `${one.watts} W`].filter(Boolean).join(" ");
  Object.assign(item.dataset, { maker: one.maker, model: one.model, watts: one.watts ?? "" });
  item.addEventListener("pointerdown", () => take(item));
  return item;
}

function fill(id, value) {
  const field = id && document.getElementById(id);
  if (field && value && !field.value) field.value = value;
}
