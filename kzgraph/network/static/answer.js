// What the map answers to a question: in words, with its number; every statement leads to its passage.

import { grouped } from "./claims.js";
import { button, make } from "./element.js";
import { counted } from "./model.js";

export class Answer {
  constructor(view, actions, claims) {
    this.view = view;
    this.actions = actions;
    this.claims = claims;
  }

  parts() {
    const { model, shown } = this.view;
    const relation = (claim) => this.view.propertyName(claim.property);
    return [
      make("h2", { text: asked(this.view).label }),
      make("p", { text: answered(this.view) }),
      make("p", { class: "hint", text: `Shown: ${chosen(this.view)}.` }),
      make(
        "p",
        {},
        button("Set all back", () => this.actions.setBack(), { class: "link" }),
      ),
      ...this.claims.chapter("statements, by relation", grouped(shown.said, relation), (claim) =>
        this.claims.whole(claim),
      ),
      ...this.left(),
      make("p", { class: "hint", text: model.caution }),
    ];
  }

  // What this map has no place for.
  left() {
    const { model, shown, state } = this.view;
    const borders = state.layout === "land" ? make("p", { class: "hint", text: model.land.note }) : null;
    if (!shown.left.length) return [borders];
    const names = shown.left.slice().sort((a, b) => (this.view.nameOf(a) < this.view.nameOf(b) ? -1 : 1));
    const item = (id) => {
      const thing = button(this.view.nameOf(id), () => this.actions.pick(id), { class: "claim" });
      return make("li", {}, thing);
    };
    return [
      make("h3", { text: `not on this map: ${names.length}` }),
      make("ul", { class: "claims" }, ...names.map(item)),
      borders,
    ];
  }
}

export function asked({ model, state }) {
  return model.presets.find((preset) => preset.id === state.question);
}

// The answer in a sentence: how much there is, and how much of it is no fact.
export function answered({ shown }) {
  const { said } = shown;
  if (!said.length) return "No statement that is shown answers this; other years or documents may.";
  const modalities = counted(said.map((tie) => tie.modality));
  modalities.delete("asserted");
  const others = [...modalities].sort().map(([name, count]) => `${count} ${name}`);
  const documents = new Set(said.flatMap((tie) => tie.evidence.map((each) => each.document)));
  const things = new Set(said.flatMap((tie) => [tie.subject, tie.object]));
  const number = (count, one, many) => (count === 1 ? `1 ${one}` : `${count} ${many}`);
  const whole =
    `${number(said.length, "statement", "statements")} in ${number(documents.size, "document", "documents")} ` +
    `about ${number(things.size, "thing", "things")}`;
  return others.length ? `${whole}, of them ${others.join(", ")}.` : `${whole}, all of them stated as fact.`;
}

// What the filters leave, in words.
export function chosen(view) {
  const { model, state } = view;
  const relations = [...model.relations.keys()].filter((name) => !state.relations.has(name));
  const kinds = [...model.kinds.values()].filter((kind) => kind.things.length);
  const hidden = kinds.filter((kind) => state.kinds.has(kind.id));
  const [first, last] = model.span || [0, 0];
  const years = state.from === first && state.to === last ? "all years" : `${state.from}–${state.to}`;
  const list = (names) => names.sort().join(", ");
  const labels = (some) => list(some.map((kind) => kind.label));
  const left = kinds.filter((kind) => !hidden.includes(kind));
  const things = left.length <= hidden.length ? labels(left) : hidden.length ? `all but ${labels(hidden)}` : "";
  const parts = [list(relations.map((name) => view.propertyName(name))), things, years];
  if (state.deprecated) parts.push("also what is deprecated");
  return parts.filter(Boolean).join("; ");
}
