// Blocks of code: each gets a strip whose buttons copy it and, on a narrow screen, let lines wrap or scroll.
(() => {
  const root = document.documentElement;
  const KEY = "academy-setting-code-lines";
  const make = (tag, properties, ...inside) => {
    const one = Object.assign(document.createElement(tag), properties);
    one.append(...inside);
    return one;
  };
  const kept = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null; // a browser that keeps nothing: the page works, and forgets
    }
  };
  root.dataset.codeLines ??= kept() === "scroll" ? "scroll" : "wrap";

  // The code alone: no prompts, no lines that a terminal printed, no line numbers, no marks of annotations.
  // \0 stands for a moment where a line or a mark was: spaces before it go too, and its line if nothing else is there.
  const codeOf = (code) => {
    const copy = code.cloneNode(true);
    const printed = copy.querySelector(".gp") ? ".go, " : ""; // without a prompt all of a console is marked as printed
    for (const one of copy.querySelectorAll(".gp, .linenos")) one.remove();
    for (const one of copy.querySelectorAll(`${printed}.md-annotation, button, [popover]`)) one.replaceWith("\0");
    return (code.closest("[data-copy]")?.dataset.copy ?? copy.textContent).replace(/^\0+\n|[ \t]*\0/gm, "").trimEnd();
  };

  const say = (status, text) => {
    status.textContent = text;
    setTimeout(() => (status.textContent = ""), 2000);
  };

  const copy = async (code, status) => {
    try {
      await navigator.clipboard.writeText(codeOf(code));
      say(status, "Copied");
    } catch {
      getSelection().selectAllChildren(code); // where the browser forbids it, as without https
      say(status, "Selected");
    }
  };

  // A program up to the end of a block, without the sentences of its page.
  const programOf = async ({ program, lines }) => {
    const found = await fetch(program);
    if (!found.ok) throw new Error(`${program}: ${found.status}`);
    const text = (await found.text()).split("\n").slice(0, lines).join("\n") + "\n";
    return new Blob([text.replace(/^# %% \[markdown\]\n(#(?! %%).*\n|\n)*/gm, "")], { type: "text/plain" });
  };

  // The clipboard gets a promise: a browser that waits for the file first may no longer see the press behind it.
  const copyProgram = async (data, status) => {
    try {
      await navigator.clipboard.write([new ClipboardItem({ "text/plain": programOf(data) })]);
      say(status, "Copied");
    } catch {
      say(status, "Opened"); // where the browser forbids it
      open(data.program);
    }
  };

  // What the page says of the program of a block, behind its code.
  const dataOf = (code) => {
    const near = code.closest("details.fold") ?? code.closest(".highlight");
    const behind = near.nextElementSibling?.matches("ol") ? near.nextElementSibling : near; // of annotations
    return behind.nextElementSibling?.dataset.program ? behind.nextElementSibling.dataset : null;
  };

  // The label says what a press does.
  const label = () => {
    const text = root.dataset.codeLines === "scroll" ? "Wrap lines" : "Scroll lines";
    for (const button of document.querySelectorAll(".code-wrap")) button.textContent = text;
  };
  const turn = ({ currentTarget }) => {
    const before = currentTarget.getBoundingClientRect().top;
    root.dataset.codeLines = root.dataset.codeLines === "scroll" ? "wrap" : "scroll";
    try {
      localStorage.setItem(KEY, root.dataset.codeLines);
    } catch {}
    label();
    scrollBy({ top: currentTarget.getBoundingClientRect().top - before, behavior: "instant" }); // all above has changed
  };

  const strip = (code, at) => {
    const title = code.closest(".highlight").querySelector(".filename")?.textContent;
    const status = make("span", { role: "status" });
    const copier = make("button", { type: "button", className: "code-copy" }, "Copy");
    const wrapper = make("button", { type: "button", className: "code-wrap" });
    copier.addEventListener("click", () => copy(code, status));
    wrapper.addEventListener("click", turn);
    const all = make("span", { className: "code-strip", role: "group", ariaLabel: title ?? `Block ${at + 1}` });
    all.append(status, wrapper, copier);
    const data = dataOf(code);
    if (data) {
      const taker = make("button", { type: "button", className: "code-take" }, "Copy program");
      taker.addEventListener("click", () => copyProgram(data, status));
      copier.before(taker);
    }
    return all;
  };

  // Tab stops at what scrolls, so that the keyboard can scroll it, and nowhere else. Material's script, where there is
  // one, does so only on devices with a mouse; after each of its changes this looks again.
  const stopAt = ({ target }) => {
    const scrolls = target.scrollWidth > target.clientWidth + 1;
    target.toggleAttribute("data-scrolls", scrolls);
    if (scrolls === target.hasAttribute("tabindex")) return;
    if (scrolls) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  };
  const sizes = new ResizeObserver((seen) => seen.forEach(stopAt));
  const stops = new MutationObserver((seen) => seen.forEach(stopAt));

  const begin = () => {
    document.querySelectorAll("article .highlight pre > code").forEach((code, at) => {
      if (!code.parentElement.querySelector(".code-strip")) code.before(strip(code, at));
    });
    for (const button of document.querySelectorAll(".code-exercise button[hidden]")) {
      const status = make("span", { role: "status" });
      button.addEventListener("click", () => copyProgram(button.dataset, status));
      button.after(status);
      button.hidden = false;
    }
    label();
    const scrollers = document.querySelectorAll(
      "article :is(.highlight pre > code, .output pre, .output-table, [role=group].arithmatex)"
    );
    for (const target of scrollers) {
      sizes.observe(target);
      stops.observe(target, { attributeFilter: ["tabindex"] });
      document.fonts.ready.then(() => stopAt({ target })); // code in another font is wider, for a moment
    }
  };
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", begin);
  else begin();
})();
