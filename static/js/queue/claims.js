// Claims a case that is opened, renews that while one works, and shows who is at what.
const LOOKS_EVERY = 15_000;
const RENEWS_EVERY = 4 * 60_000;
const AT_WORK = 10 * 60_000;

/** Nothing is asked while nobody works here: the session then ends in its time. */
function whetherAtWork() {
  let last = Date.now();
  const note = () => {
    last = Date.now();
  };
  for (const what of ["keydown", "pointerdown", "scroll", "input"]) {
    addEventListener(what, note, { passive: true });
  }
  return () => document.visibilityState === "visible" && Date.now() - last < AT_WORK;
}

function showClaim(one) {
  const claim = document.querySelector(`[data-case="${one.id}"] [data-claim]`);
  if (!claim) return;
  const who = one.is_mine ? "you" : one.claimed_by;
  claim.hidden = one.is_open && !who;
  claim.querySelector("[data-claimed-by]").textContent = one.is_open
    ? `Claimed by ${who}`
    : "Decided meanwhile";
}

async function sent(form) {
  const body = new URLSearchParams(new FormData(form));
  const answer = await fetch(form.action, { method: "POST", body }).catch(() => null);
  return answer?.ok ? answer.text() : null;
}

/** Take the buttons about the claim from the page as it is now. */
function renewButtons(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const now = document.querySelector("[data-claiming]");
  const then = fresh.querySelector("[data-claiming]");
  if (now && then && !now.contains(document.activeElement)) now.replaceWith(then);
  return then !== null && "isMine" in then.dataset;
}

function told(one) {
  if (!one?.is_open) return "A colleague decided this meanwhile. Nothing of yours is lost; reload the page.";
  return one.claimed_by ? `${one.claimed_by} took this case over.` : "";
}

export function keepClaims(desk, say) {
  const { live, ids, here } = desk.dataset;
  const isAtWork = whetherAtWork();
  const form = () => document.querySelector("[data-claiming] form");
  let isMine = form()?.action.endsWith("/release") ?? false;
  const claim = form()?.action.endsWith("/claim") ? form() : null;
  const isSilent = () => !desk.querySelector("[data-said]").textContent;
  const again = claim?.cloneNode(true) ?? null;

  const news = (words) => {
    const note = desk.querySelector("[data-news]");
    note.hidden = !words;
    note.querySelector("p").textContent = words;
    if (words) say(words);
  };
  const take = async () => {
    const html = again && (await sent(again));
    if (!html) return;
    isMine = renewButtons(html);
    if (isMine) showClaim({ id: here, is_open: true, is_mine: true });
  };
  const look = async () => {
    if (!isAtWork()) return;
    const asked = [...new Set([ids, here].filter(Boolean).join(",").split(","))];
    const answer = await fetch(`${live}?ids=${asked.join(",")}`).catch(() => null);
    if (!answer?.ok) return;
    const { cases } = await answer.json();
    for (const one of cases) showClaim(one);
    const one = cases.find((found) => String(found.id) === here);
    if (!here || !isMine || one?.is_mine) return;
    isMine = false;
    news(told(one));
  };

  if (here && again) take().then(() => isMine && isSilent() && say("Claimed by you."));
  if (here && again) setInterval(() => isMine && isAtWork() && take(), RENEWS_EVERY);
  if (ids || here) setInterval(look, LOOKS_EVERY);
}
