// A row to be written: its cells as fields, examined while one types.

import { make } from "../../web/static/element.js";
import { call, worded } from "./client.js";

const PAUSE = 250; // milliseconds without a key until what is typed is examined
const FIELDS = [
  ["subject", "Subject"],
  ["property", "Property"],
  ["object", "Object"],
  ["operator", "Bound"],
  ["unit", "Unit"],
  ["printed", "Printed as"],
  ["time", "When (EDTF)"],
  ["scope", "For (scope)"],
  ["role", "In the role"],
  ["modality", "Modality"],
  ["stated_by", "Who says so"],
  ["cites", "Citing"],
  ["rank", "Rank"],
  ["reason", "Reason"],
  ["via", "Earlier mention"],
  ["start", "Passage from"],
  ["end", "Passage to"],
];
const FIRST = new Set(["subject", "property", "object", "time", "modality"]);
const THINGS = new Set(["subject", "object", "scope", "stated_by", "cites"]);

/** A form for one row in *place*. */
export class RowForm {
  constructor(place, model) {
    this.place = place;
    this.model = model;
    this.fields = new Map();
    this.timer = 0;
  }

  /** Whether the form is open. */
  get isOpen() {
    return this.place.childElementCount > 0;
  }

  /** Open the form with *cells*; *save* takes them, *looked* is told what the passage shows. */
  open(title, cells, { save, looked, suggestions = [] }) {
    this.fields.clear();
    this.looked = looked;
    const rows = FIELDS.map(([name, label]) => this.#field(name, label, cells[name] ?? ""));
    const more = make("details", {}, make("summary", { textContent: "More of it" }));
    more.append(...rows.filter((_, at) => !FIRST.has(FIELDS[at][0])));
    more.open = FIELDS.some(([name]) => !FIRST.has(name) && cells[name] && !["start", "end", "rank"].includes(name));
    const form = make(
      "form",
      { className: "row-form", noValidate: true },
      make("h3", { textContent: title }),
      ...this.#suggested(suggestions),
      ...rows.filter((_, at) => FIRST.has(FIELDS[at][0])),
      more,
      make("p", { className: "problems", id: "row-problems" }),
      make(
        "div",
        { className: "actions" },
        make("button", { className: "button", textContent: "Write it", title: "Ctrl+Enter" }),
        this.#cancel(),
      ),
    );
    form.setAttribute("aria-label", title);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      save(this.cells());
    });
    form.addEventListener("input", ({ target }) => this.#typed(target));
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        form.requestSubmit();
      }
    });
    this.place.replaceChildren(form);
    (form.querySelector(".suggestions button") ?? this.fields.get("subject")).focus();
    if (cells.property) {
      this.examine(); // of an empty form it is known what is missing
    }
  }

  /** Close the form. */
  close() {
    clearTimeout(this.timer);
    this.place.replaceChildren();
  }

  /** The cells as they stand. */
  cells() {
    return Object.fromEntries([...this.fields].map(([name, input]) => [name, input.value.trim()]));
  }

  /** Put *cells* into the fields. */
  fill(cells) {
    for (const [name, input] of this.fields) {
      input.value = cells[name] ?? input.dataset.empty ?? "";
    }
    this.examine();
  }

  /** Add the span of an earlier mention. */
  addMention([start, end]) {
    const via = this.fields.get("via");
    via.value = [via.value, `${start}-${end}`].filter(Boolean).join(";");
    via.closest("details").open = true;
    this.examine();
  }

  /** Show *problems* beside their fields; those of none below. */
  tell(problems) {
    for (const [name, input] of this.fields) {
      const here = problems.filter(({ field }) => field === name);
      const told = input.parentElement.querySelector(".problem");
      told.textContent = here.slice(0, 1).map(worded).join("");
      input.setAttribute("aria-invalid", String(here.length > 0));
      if (here.length && input.closest("details")) {
        input.closest("details").open = true;
      }
    }
    const rest = problems.filter(({ field }) => !this.fields.has(field));
    const place = this.place.querySelector(".problems");
    if (place) {
      place.textContent = rest.map(worded).join(". ");
    }
  }

  /** Ask what the passage shows of the row, and what the gate finds wrong. */
  async examine() {
    const cells = this.cells();
    try {
      const told = await call("look", { cells });
      if (this.isOpen) {
        this.tell(told.problems);
        this.looked(told);
      }
    } catch (refusal) {
      if (this.isOpen && refusal.problems) {
        this.tell(refusal.problems);
      }
    }
  }

  #field(name, label, value) {
    const id = `row-${name}`;
    const input = this.#input(name, value);
    Object.assign(input, { id, name, autocomplete: "off" });
    input.setAttribute("aria-describedby", `${id}-problem`);
    this.fields.set(name, input);
    const told = make("span", { className: "problem", id: `${id}-problem` });
    const made = make("div", { className: "field" }, make("label", { htmlFor: id, textContent: label }), input);
    if (THINGS.has(name)) {
      const list = make("datalist", { id: `${id}-list` });
      input.setAttribute("list", list.id);
      made.append(list);
    }
    if (name === "property") {
      made.append(this.#properties(id));
      input.setAttribute("list", `${id}-list`);
    }
    made.append(make("span", { className: "called", textContent: this.#called(name, value) }), told);
    return made;
  }

  #input(name, value) {
    const { codes, units } = this.model.vocabulary;
    const listed = {
      modality: codes.modality,
      rank: codes.rank,
      operator: ["", ...codes.operator],
      role: ["", ...codes.role],
    };
    const found = listed[name] ?? (name === "unit" ? ["", ...units] : null);
    if (!found) {
      return make("input", { value });
    }
    const first = { modality: "asserted", rank: "normal" }[name] ?? "";
    const made = make("select", {}, ...found.map((each) => make("option", { value: each, textContent: each || "–" })));
    made.dataset.empty = first;
    made.value = value || first;
    return made;
  }

  #properties(id) {
    const { properties } = this.model.vocabulary;
    const options = Object.entries(properties).map(([name, { label }]) => make("option", { value: name, label }));
    return make("datalist", { id: `${id}-list` }, ...options);
  }

  #called(name, value) {
    if (name === "property") {
      const { label = "", definition = "" } = this.model.vocabulary.properties[value] ?? {};
      return [label, definition].filter(Boolean).join(": ");
    }
    return THINGS.has(name) && this.model.names[value] ? this.model.names[value].join(", ") : "";
  }

  #suggested(suggestions) {
    if (!suggestions.length) {
      return [];
    }
    const items = suggestions.map(({ text, cells, refused }, at) => {
      const button = make("button", {
        type: "button",
        className: "button quiet small",
        textContent: `${at + 1} ${text}`,
      });
      button.title = refused || "passes the gate";
      button.addEventListener("click", () => {
        this.fill(cells);
        this.fields.get("subject").focus();
      });
      return make("li", { className: refused ? "refused" : "" }, button);
    });
    const label = make("p", { textContent: "What these words may state (choose by its number):" });
    return [make("div", { className: "suggestions" }, label, make("ul", {}, ...items))];
  }

  #cancel() {
    const made = make("button", { type: "button", className: "button quiet", textContent: "Leave it", title: "Esc" });
    made.addEventListener("click", () => this.close());
    return made;
  }

  #typed(input) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.#offer(input);
      this.examine();
    }, PAUSE);
    const shown = input.parentElement.querySelector(".called");
    shown.textContent = this.#called(input.name, input.value.trim());
  }

  /** Offer things that are called like what was typed, of the classes that the property takes. */
  async #offer(input) {
    const list = input.parentElement.querySelector("datalist");
    if (!(list && THINGS.has(input.name))) {
      return;
    }
    const known = this.model.vocabulary.properties[this.fields.get("property").value] ?? {};
    const kinds = { subject: known.domain, object: known.range }[input.name] ?? [];
    const text = input.value.split(";").at(-1).trim();
    const { things } = await call("things", {
      text,
      kinds: kinds.filter((each) => this.model.vocabulary.classes[each]),
    });
    list.replaceChildren(
      ...things.map(([id, label, kind]) => make("option", { value: id, label: `${label} (${kind})` })),
    );
  }
}
