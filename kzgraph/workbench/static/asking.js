// Short questions: why a row is rejected, why words carry nothing, what a new thing is.

import { make } from "../../web/static/element.js";
import { call, worded } from "./client.js";

const REASONS = [
  "not said here",
  "another thing is meant",
  "the other way round",
  "wrong figure or date",
  "a plan, no fact",
];
const LANGUAGES = { en: "English", kk: "Kazakh", ru: "Russian", zh: "Chinese" };

/** Open a form of these *fields* in *place*; *save* gets name → value. */
const ask = (place, title, fields, button, save) => {
  const form = make("form", { className: "short-form", noValidate: true }, make("h3", { textContent: title }));
  form.setAttribute("aria-label", title);
  for (const [name, label, input] of fields) {
    Object.assign(input, { id: `ask-${name}`, name, autocomplete: "off" });
    input.setAttribute("aria-describedby", `ask-${name}-problem`);
    const told = make("span", { className: "problem", id: `ask-${name}-problem` });
    form.append(
      make("div", { className: "field" }, make("label", { htmlFor: input.id, textContent: label }), input, told),
    );
  }
  const leave = make("button", { type: "button", className: "button quiet", textContent: "Leave it", title: "Esc" });
  leave.addEventListener("click", () => place.replaceChildren());
  form.append(
    make("p", { className: "problems" }),
    make(
      "div",
      { className: "actions" },
      make("button", { className: "button", textContent: button, title: "Ctrl+Enter" }),
      leave,
    ),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save(Object.fromEntries(new FormData(form)));
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      form.requestSubmit();
    }
  });
  place.replaceChildren(form);
  form.querySelector("input, select").focus();
  return form;
};

/** Show *problems* in the form that is open in *place*. */
export const tellProblems = (place, problems) => {
  for (const told of place.querySelectorAll(".problem")) {
    const name = told.id.slice("ask-".length, -"-problem".length);
    told.textContent = problems
      .filter(({ field }) => field === name)
      .map(worded)
      .join(". ");
  }
  const known = new Set([...place.querySelectorAll("[name]")].map(({ name }) => name));
  const rest = place.querySelector(".problems");
  if (rest) {
    rest.textContent = problems
      .filter(({ field }) => !known.has(field))
      .map(worded)
      .join(". ");
  }
};

/** Ask why a candidate is rejected. */
export const askReason = (place, title, save) => {
  const list = make("datalist", { id: "reasons" }, ...REASONS.map((value) => make("option", { value })));
  const input = make("input", { maxLength: 200 });
  input.setAttribute("list", list.id);
  ask(place, title, [["reason", "Why is it wrong? (may stay empty)", input]], "Reject", save).append(list);
};

/** Ask why the words carry nothing. */
export const askNothing = (place, model, words, save) => {
  const options = model.vocabulary.codes["coverage-reason"].map((value) =>
    make("option", { value, textContent: value }),
  );
  const fields = [
    ["reason", "These words carry nothing because they are", make("select", {}, ...options)],
    ["note", "Note (may stay empty)", make("input", { maxLength: 200 })],
  ];
  const form = ask(place, "Carries nothing", fields, "Mark it", save);
  form.querySelector("h3").after(make("p", { className: "quoted" }, make("q", { textContent: words })));
};

/** Ask what a new thing is, with a look at what is called alike. */
export const askThing = (place, model, [name, guess], save) => {
  const { classes } = model.vocabulary;
  const options = Object.entries(classes).map(([value, { label }]) =>
    make("option", { value, textContent: label || value }),
  );
  const kind = make("select", {}, ...options);
  kind.value = [guess, "Company"].find((each) => each in classes) ?? kind.value;
  const fields = [
    ["en", "Name in English", make("input", { value: name, maxLength: 200 })],
    ["kind", "Class", kind],
    ["id", "Id", make("input", { maxLength: 200 })],
    ...["kk", "ru", "zh"].map((code) => [
      code,
      `Name in ${LANGUAGES[code]}, if attested`,
      make("input", { maxLength: 200 }),
    ]),
    ["hidden", "A form in the text that only helps to find it", make("input", { maxLength: 200 })],
  ];
  const form = ask(place, "Register a thing", fields, "Register it", ({ id, kind: chosen, hidden, ...labels }) =>
    save({ id, kind: chosen, hidden, labels }),
  );
  const alike = make("div", { className: "alike", role: "status" });
  form.querySelector(".problems").before(alike);
  const look = async () => {
    const told = await call("doubles", { name: form.en.value });
    if (!form.elements.id.dataset.own) {
      form.elements.id.value = told.id;
    }
    const listed = told.doubles.map(([id, called, of]) => `${called} (${of}, ${id})`);
    alike.textContent = listed.length ? `Called alike already: ${listed.join("; ")}` : "";
  };
  form.elements.id.addEventListener("input", ({ target }) => {
    target.dataset.own = "yes";
  });
  form.en.addEventListener("input", look);
  if (name) {
    look();
  }
};
