// The questions of the library, to begin with.

import { make } from "../element.js";
import { prose } from "../prose.js";

const choice = (question, take) => {
  const button = make(
    "button",
    { type: "button", className: "button quiet" },
    make("strong", { textContent: question.summary }),
    make("span", {}, ...prose(question.description)),
  );
  button.dataset.question = question.name;
  button.addEventListener("click", () => take(question));
  return button;
};

const narrow = (sections, typed) => {
  const wanted = typed.toLowerCase().split(/\s+/);
  for (const section of sections) {
    const buttons = [...section.querySelectorAll("button")];
    for (const button of buttons) {
      const text = `${button.dataset.question} ${button.textContent}`.toLowerCase();
      button.hidden = !wanted.every((word) => text.includes(word));
    }
    section.hidden = buttons.every((button) => button.hidden);
  }
};

/** A list of *questions* by topic, with a field that narrows it; *take* is called with the one that is chosen. */
export const library = (questions, take) => {
  const filter = make("input", { type: "search", id: "picker-filter", autocomplete: "off" });
  const list = make("div", { className: "questions" });
  const details = make(
    "details",
    { id: "library" },
    make("summary", { textContent: "Begin with a question of the library" }),
    make("label", { htmlFor: "picker-filter", textContent: `Find among ${questions.length} questions` }),
    filter,
    list,
  );
  const sections = new Map();
  for (const question of questions) {
    if (!sections.has(question.topic)) {
      sections.set(question.topic, make("section", {}, make("h2", { textContent: question.topic })));
    }
    const chosen = () => {
      details.open = false;
      take(question);
    };
    sections.get(question.topic).append(choice(question, chosen));
  }
  list.append(...sections.values());
  filter.addEventListener("input", () => narrow(sections.values(), filter.value));
  return details;
};
