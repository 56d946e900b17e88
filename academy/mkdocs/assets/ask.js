// Questions: a reader chooses or writes an answer, which stays in this browser alone, and sees what the run gave.
(() => {
  const place = "academy-ask:" + location.pathname;
  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(place)) || {};
    } catch {
      return {};
    }
  };
  const keep = (name, state) => {
    try {
      localStorage.setItem(place, JSON.stringify({ ...read(), [name]: state }));
    } catch {
      // a browser that keeps nothing: the page works, and forgets
    }
  };
  // Spaces beside a sign are a matter of style: (5,2) is (5, 2).
  const plain = (text) => text.replace(/\s+/g, " ").replace(/ ?([^\w. -]) ?/g, "$1").trim();
  const same = (one, other) => plain(one) === plain(other);
  const make = (tag, properties = {}) => Object.assign(document.createElement(tag), properties);

  for (const ask of document.querySelectorAll(".ask:not([data-ready])")) {
    ask.dataset.ready = "";
    const name = ask.querySelector(".ask-question").id;
    const answer = ask.nextElementSibling;
    const verdict = make("p", { className: "ask-verdict" });
    verdict.setAttribute("role", "status");
    ask.append(verdict);
    const state = read()[name] || {};

    const say = (given, text) => {
      verdict.textContent = text;
      answer.open = true;
      keep(name, { ...read()[name], given, open: true });
    };
    const choose = (radio) => {
      const mistake = radio.dataset.mistake;
      say(
        radio.nextElementSibling.textContent,
        mistake ? `Another program prints this: ${mistake}.` : "This is what the run gave."
      );
    };
    const radios = [...ask.querySelectorAll("input[type=radio]")];
    for (const radio of radios) radio.addEventListener("change", () => choose(radio));

    const own = ask.querySelector(".ask-own");
    let field = null;
    const compare = () => {
      const { key } = own.dataset;
      if (!field.value.trim()) return;
      const right = key && same(field.value, key);
      say(field.value, right ? "This is what the run gave." : "Compare your answer with the one below.");
    };
    if (own) {
      const label = make("label", { textContent: "Your answer " });
      field = make("input", { type: "text", autocomplete: "off", spellcheck: false });
      const button = make("button", { type: "button", textContent: "Compare" });
      label.append(field);
      own.append(label, button);
      button.addEventListener("click", compare);
      field.addEventListener("keydown", (event) => event.key === "Enter" && compare());
    }

    if (state.given !== undefined) {
      const chosen = radios.find((radio) => radio.nextElementSibling.textContent === state.given);
      if (chosen) {
        chosen.checked = true;
        choose(chosen);
      } else if (field) {
        field.value = state.given;
        compare();
      }
    }
    if (state.open !== undefined) answer.open = state.open;
    answer.firstElementChild.addEventListener("click", () => keep(name, { ...read()[name], open: !answer.open }));
  }
})();
