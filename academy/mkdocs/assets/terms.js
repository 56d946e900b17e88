// A link to the glossary opens the definition of its term in place, taken from the glossary when it is first asked for.
(() => {
  const links = [...document.querySelectorAll("article a[data-term]:not([role])")];
  const box = document.createElement("div");
  Object.assign(box, { className: "definition", popover: "auto", role: "dialog", tabIndex: -1 });
  const pages = {};
  let opener = null; // the link that the box explains
  let pinned = false; // opened by a press: it stays when the mouse leaves
  let returning = false; // the focus comes back by itself
  let timer;

  const read = (address) =>
    (pages[address] ??= fetch(address).then(async (answer) => {
      if (!answer.ok) throw new Error(answer.status);
      return new DOMParser().parseFromString(await answer.text(), "text/html");
    }));

  const explain = async (link) => {
    const [address, anchor] = link.href.split("#");
    const heading = (await read(address)).getElementById(decodeURIComponent(anchor));
    const text = document.importNode(heading.nextElementSibling, true);
    for (const one of text.querySelectorAll("a")) one.href = new URL(one.getAttribute("href"), address);
    const term = document.createElement("strong");
    term.textContent = heading.firstChild.textContent;
    const glossary = Object.assign(document.createElement("a"), { href: link.href, textContent: "Open the glossary" });
    return [term, text, glossary];
  };

  // Below the link, or above it where more of the box can be seen there.
  const put = (link) => {
    const { left, top, bottom } = link.getBoundingClientRect();
    const { width, height } = box.getBoundingClientRect();
    const below = bottom + height + 8 < innerHeight || top < innerHeight - bottom;
    const most = document.documentElement.clientWidth - width - 16;
    box.style.left = `${scrollX + Math.max(16, Math.min(left, most))}px`;
    box.style.top = `${scrollY + (below ? bottom + 4 : top - height - 4)}px`;
  };

  const open = async (link, wanted = () => true) => {
    const inside = await explain(link);
    const isOpen = box.matches(":popover-open");
    if (!wanted() || (isOpen && opener === link)) return;
    if (isOpen) box.hidePopover();
    opener = link;
    box.ariaLabel = inside[0].textContent;
    box.replaceChildren(...inside);
    link.after(box); // so that Tab goes from the link into it
    box.showPopover();
    put(link);
    link.ariaExpanded = "true";
  };
  const press = async (event, link) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation(); // instant navigation would follow the link
    clearTimeout(timer);
    link.focus();
    try {
      await open(link);
      pinned = true;
      box.focus();
    } catch {
      location.assign(link.href); // no glossary to read, as from a folder
    }
  };
  const soon = (action, wait) => {
    clearTimeout(timer);
    timer = setTimeout(action, wait);
  };
  const hasFocus = () => document.activeElement === opener || box.contains(document.activeElement);
  const leave = () => soon(() => !pinned && !hasFocus() && box.matches(":popover-open") && box.hidePopover(), 250);

  for (const link of links) {
    Object.assign(link, { role: "button", ariaHasPopup: "dialog", ariaExpanded: "false" });
    link.addEventListener("click", (event) => press(event, link));
    link.addEventListener("keydown", (event) => event.key === " " && press(event, link));
    link.addEventListener("focus", () => {
      const asked = () => document.activeElement === link;
      if (!(returning && link === opener) && link.matches(":focus-visible")) open(link, asked).catch(() => {});
    });
    link.addEventListener("pointerenter", ({ pointerType }) => {
      if (pointerType === "mouse" && !pinned) soon(() => open(link, () => link.matches(":hover")).catch(() => {}), 150);
    });
    link.addEventListener("pointerleave", leave);
    link.addEventListener("focusout", ({ relatedTarget }) => !box.contains(relatedTarget) && !pinned && leave());
  }
  box.addEventListener("pointerenter", () => clearTimeout(timer));
  box.addEventListener("pointerleave", leave);
  box.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && relatedTarget !== opener && !box.contains(relatedTarget)) box.hidePopover();
  });
  box.addEventListener("beforetoggle", ({ newState }) => {
    if (newState === "open") return;
    returning = true;
    pinned = false;
    opener.ariaExpanded = "false";
  });
  box.addEventListener("toggle", () => (returning = false));
})();
