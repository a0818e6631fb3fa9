// Makes the link of a post a button that copies it; without a clipboard it stays a link.
const SAID_FOR = 3000;

/** Copy the permanent address of a post, and say so where the button is. */
export function copyLinks(root = document) {
  if (!navigator.clipboard) return;
  for (const link of root.querySelectorAll("a[data-copy]")) {
    const button = document.createElement("button");
    const said = document.createElement("span");
    button.type = "button";
    button.className = link.className;
    button.append(...link.childNodes);
    said.setAttribute("role", "status");
    said.className = "meta";
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(link.href);
        said.textContent = "Link copied";
      } catch {
        location.assign(link.href);
      }
      setTimeout(() => {
        said.textContent = "";
      }, SAID_FOR);
    });
    link.replaceWith(button);
    button.after(said);
  }
}
