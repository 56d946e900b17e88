// Questions: a reader chooses or writes an answer, which stays in this browser alone, and sees what the run gave.
(() => {
  const KEY = "academy-ask:" + location.pathname;
  const RIGHT = "This is what the run gave.";
  const kept = () => {
    try {
      return JSON.parse(localStorage.getItem(KEY)) || {};
    } catch {
      return {};
    }
  };
  const keep = (name, change) => {
    const all = kept();
    try {
      localStorage.setItem(KEY, JSON.stringify({ ...all, [name]: { ...all[name], ...change } }));
    } catch {
      // a browser that keeps nothing: the page works, and forgets
    }
  };
  // Spaces beside a sign are a matter of style: (5,2) is (5, 2).
  const plain = (text) => text.replace(/\s+/g, " ").replace(/ ?([^\w. -]) ?/g, "$1").trim();
  const make = (tag, properties) => Object.assign(document.createElement(tag), properties);

  for (const ask of document.querySelectorAll(".ask:not([data-ready])")) {
    ask.dataset.ready = "";
    const name = ask.querySelector(".ask-question").id;
    const answer = ask.nextElementSibling;
    const verdict = make("p", { className: "ask-verdict" });
    verdict.setAttribute("role", "status");
    ask.append(verdict);
    const { given, open } = kept()[name] ?? {};
    const take = (text, said) => {
      verdict.textContent = said;
      answer.open = true;
      keep(name, { given: text, open: true });
    };

    for (const radio of ask.querySelectorAll("input[type=radio]")) {
      const text = radio.nextElementSibling.textContent;
      const { mistake } = radio.dataset;
      const said = mistake ? `Another program prints this: ${mistake}.` : RIGHT;
      radio.addEventListener("change", () => take(text, said));
      if (text !== given) continue;
      radio.checked = true;
      verdict.textContent = said;
    }

    const own = ask.querySelector(".ask-own");
    if (own) {
      const { key } = own.dataset;
      const label = make("label", { textContent: "Your answer " });
      const field = make("input", { type: "text", autocomplete: "off", spellcheck: false });
      const button = make("button", { type: "button", textContent: "Compare" });
      const said = () => (key && plain(field.value) === plain(key) ? RIGHT : "Compare your answer with the one below.");
      const compare = () => field.value.trim() && take(field.value, said());
      label.append(field);
      own.append(label, button);
      button.addEventListener("click", compare);
      field.addEventListener("keydown", (event) => event.key === "Enter" && compare());
      if (given !== undefined) {
        field.value = given;
        verdict.textContent = said();
      }
    }

    if (open !== undefined) answer.open = open;
    answer.firstElementChild.addEventListener("click", () => keep(name, { open: !answer.open }));
  }
})();
