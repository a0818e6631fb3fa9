// Touches everything on a page as somebody would who tries it all, and says what should not
// be there. Nothing is sent and nothing is left: only what user text brought may run.
({ inside, letter, plain, alike }) => {
  const EVENTS = ["pointerover", "pointerenter", "mouseover", "mouseenter", "pointerdown", "mousedown",
    "focus", "focusin", "click", "mouseup", "toggle", "beforetoggle", "animationstart", "animationend",
    "transitionend", "load", "error", "wheel", "scroll", "blur", "cut", "paste"];
  const OURS = new Set(["BUTTON", "INPUT", "SELECT", "TEXTAREA", "FORM", "OPTION", "LABEL"]);
  const NEVER = "iframe, frame, frameset, object, embed, applet, base, portal, marquee, template, math, " +
    "foreignObject, image, feImage, xmp, plaintext, noembed" + (letter ? "" : ", style, meta[http-equiv]");
  const OWN_PAGES = ["/learn", "/support", "/formatting"];
  const POSTED = OWN_PAGES.includes(location.pathname) ? "none" : ".prose :not(.papers, .papers *)";
  const ADDRESSES = ["href", "xlink:href", "src", "srcset", "action", "formaction", "data", "poster",
    "background", "ping", "manifest", "code", "lowsrc", "dynsrc", "attributionsrc", "srcdoc"];
  const SAFE = new Set(["http:", "https:", "mailto:"]);
  const stay = (event) => event.preventDefault();
  addEventListener("submit", stay, true);
  addEventListener("beforeunload", (event) => event.stopImmediatePropagation(), true);
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href], area[href]");
    if (!link || link.protocol !== "javascript:") event.preventDefault();
  }, true);

  const wrong = [];
  const say = (what, one) => wrong.push(`${what}: ${one.outerHTML.slice(0, 160)}`);

  function look() {
    for (const one of document.querySelectorAll(NEVER)) say("a forbidden element", one);
    for (const one of document.scripts) {
      const ours = one.src && new URL(one.src).origin === location.origin && one.src.includes("/static/");
      if (one.type === "application/ld+json") JSON.parse(one.textContent);
      else if (!ours) say("a foreign script", one);
    }
    for (const one of document.querySelectorAll("*")) lookAt(one);
    for (const one of document.querySelectorAll(POSTED)) lookInside(one);
  }

  function lookAt(one) {
    for (const { name, value } of one.attributes) {
      if (name.startsWith("on") || (name === "style" && !letter)) say(name, one);
      if (!ADDRESSES.includes(name) || one.matches("link[rel=canonical]")) continue;
      const to = URL.parse(value, location.href);
      if (!to) continue;
      const links = one.localName === "a" && name === "href";
      if (links ? !SAFE.has(to.protocol) : to.origin !== location.origin) say(name, one);
    }
  }

  function lookInside(one) {
    const names = inside[one.localName];
    if (!names) return say("no element of a post", one);
    for (const { name } of one.attributes) if (!names.includes(name)) say(`${name} in a post`, one);
  }

  function touch() {
    for (const details of document.querySelectorAll("details")) details.open = true;
    for (const one of document.querySelectorAll("main *, header *")) {
      const acts = OURS.has(one.tagName) || one.closest("button, summary, label");
      for (const kind of EVENTS) {
        if (acts && (kind === "click" || kind === "paste" || kind === "mousedown")) continue;
        one.dispatchEvent(new Event(kind, { bubbles: true, cancelable: true }));
      }
    }
  }

  // What was typed reads as it was typed, wherever it stands; the audit log shows JSON.
  function read() {
    const fields = [...document.querySelectorAll("input, textarea")].map((one) => one.value);
    const said = [document.body.innerText, ...fields].join("\n").match(new RegExp(alike, "g")) ?? [];
    for (const one of said) if (one.replaceAll("\\\"", "\"") !== plain) wrong.push(`reads as ${one}`);
    return said.length;
  }

  look();
  touch();
  look();
  const times = read();
  return { wrong: [...new Set(wrong)], times };
}
