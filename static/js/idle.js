// Says two minutes before a session ends for lack of use, and keeps it on request.
const BEFORE = 120_000;
const LOOKS_EVERY = 10_000;

/** Show the notice in time; the page works without it, sign-in says how long one has. */
export function warnOfIdleEnd(root = document) {
  const notice = root.querySelector("[data-idle-left]");
  if (!notice) return;
  const lasts = Number(notice.dataset.idleLeft) * 1000;
  let ends = Date.now() + lasts;
  const over = (isOver) => {
    notice.querySelector("[data-soon]").hidden = isOver;
    notice.querySelector("[data-over]").hidden = !isOver;
    notice.querySelector("button").hidden = isOver;
  };
  const look = () => {
    notice.hidden = Date.now() < ends - BEFORE;
    over(Date.now() >= ends);
  };
  setInterval(look, LOOKS_EVERY);
  const form = notice.querySelector("form");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(form.action, { method: "POST", body }).catch(() => null);
    ends = answer?.ok ? Date.now() + lasts : 0;
    look();
  });
}
