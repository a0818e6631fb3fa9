// Says "8 minutes ago" where a list gives a date; older dates stay as they are.
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const FRESH = 12 * HOUR;

const counted = (count, unit) => `${count} ${unit}${count === 1 ? "" : "s"} ago`;

function midnightOf(date) {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate());
}

function daysBetween(then, now) {
  return Math.round((midnightOf(now) - midnightOf(then)) / (24 * HOUR));
}

/** Say how long ago something was; null if only its date says it well. */
export function ago(then, now) {
  const passed = now - then;
  const days = daysBetween(then, now);
  if (!(passed > -MINUTE)) return null;
  if (passed < MINUTE) return "just now";
  if (passed < HOUR) return counted(Math.floor(passed / MINUTE), "minute");
  if (days === 0 || passed < FRESH) return counted(Math.floor(passed / HOUR), "hour");
  if (days === 1) return "yesterday";
  if (days < 7) return then.toLocaleDateString("en-US", { weekday: "long" });
  return null;
}

/** Keep the times of a page up to date; the date itself shows on pointing at it. */
export function keepTimes(root = document) {
  const dates = new Map();
  for (const time of root.querySelectorAll("time[data-ago]")) {
    dates.set(time, time.textContent);
  }
  const show = () => {
    for (const [time, date] of dates) {
      const said = ago(new Date(time.dateTime), new Date());
      time.textContent = said ?? date;
      time.title = said ? date : "";
    }
  };
  show();
  setInterval(show, MINUTE);
}

/** Put the reader's own time before one that is given in UTC. */
export function tellLocalTimes(root = document) {
  const style = { weekday: "long", hour: "numeric", minute: "2-digit", timeZoneName: "short" };
  for (const time of root.querySelectorAll("time[data-local]")) {
    const here = new Date(time.dateTime).toLocaleString("en-US", style);
    time.textContent = `${here} (${time.textContent})`;
  }
}
