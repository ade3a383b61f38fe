// The filters: kinds, relations, years, trust and origin, looks. Each row says how much it stands for.

import { box, button, make } from "./element.js";
import { counted, MODALITIES } from "./model.js";
import { hideRelations, relationsByUse } from "./relations.js";
import { check } from "./row.js";
import { signOf } from "./sign.js";
import { possible } from "./state.js";

const SAYS = {
  asserted: "stated as fact",
  reported: "reported of somebody",
  planned: "planned",
  forecast: "forecast",
  opinion: "opinion",
  derived: "made by the query",
};

export class Filters {
  constructor(view, actions, tints, timeline, looks) {
    this.view = view;
    this.actions = actions;
    this.tints = tints;
    this.timeline = timeline;
    this.looks = looks;
  }

  fill() {
    this.fillKinds();
    this.fillRelations();
    this.timeline.fill();
    this.fillTrust();
    this.looks.fill();
    this.fillPresets();
  }

  // A row that hides, or shows again, one of what *hidden* holds.
  hiding(hidden, id, name, facts) {
    const act = (on) => {
      if (on) hidden.delete(id);
      else hidden.add(id);
      this.actions.changed();
    };
    return check(name, !hidden.has(id), act, facts);
  }

  fillKinds() {
    const { model, state } = this.view;
    const kinds = [...model.kinds.values()].filter((kind) => kind.things.length);
    const row = (kind) => {
      const facts = { sign: signOf(kind, this.tints), count: kind.things.length };
      return this.hiding(state.kinds, kind.id, kind.label, facts);
    };
    box("kinds").replaceChildren(...kinds.map(row));
  }

  fillRelations() {
    const { model, state } = this.view;
    const only = (names, fit) => {
      hideRelations(this.view, names);
      this.actions.changed({ fit });
    };
    const all = () => {
      state.relations.clear();
      this.actions.changed({ fit: true });
    };
    const row = (name) => {
      const facts = { count: model.relations.get(name), only: () => only([name], true) };
      return this.hiding(state.relations, name, this.view.propertyName(name), facts);
    };
    const acts = make(
      "div",
      { class: "acts" },
      button("all", all),
      button("none", () => only([], false)),
    );
    box("relations").replaceChildren(acts, ...relationsByUse(model).map(row));
  }

  fillTrust() {
    const { model, state } = this.view;
    const ties = [...model.claims.values()].filter((claim) => claim.object);
    const said = counted(ties.map((tie) => tie.modality));
    const origins = counted(ties.flatMap((tie) => [...new Set(tie.evidence.map((each) => each.document))]));
    const deprecated = ties.filter((tie) => tie.rank === "deprecated").length;
    const modality = (name) => this.hiding(state.modalities, name, SAYS[name], { count: said.get(name) });
    const origin = ([id, count]) => this.hiding(state.documents, id, model.documents[id] || id, { count });
    box("trust").replaceChildren(
      make("h3", { text: "how it is said" }),
      ...MODALITIES.filter((name) => said.has(name)).map(modality),
      this.also("also what is deprecated", "deprecated", { count: deprecated }, {}),
      make("h3", { text: "which document says it" }),
      ...[...origins].sort().map(origin),
      this.also("also things without a tie", "lone", {}, { fit: true }),
    );
  }

  also(label, name, facts, what) {
    const { state } = this.view;
    const act = (on) => {
      state[name] = on;
      this.actions.changed(what);
    };
    return check(label, state[name], act, facts);
  }

  fillPresets() {
    const { model } = this.view;
    const offered = model.presets.filter((preset) => preset.relations.some((name) => model.relations.has(name)));
    const pressed = (preset) => String(preset.id === this.view.state.question);
    const ask = (preset) =>
      button(preset.label, () => this.ask(preset), { "data-preset": preset.id, "aria-pressed": pressed(preset) });
    box("presets").parentElement.hidden = !offered.length;
    box("presets").replaceChildren(...offered.map(ask));
  }

  ask(preset) {
    const { view } = this;
    const { model, state } = view;
    view.setBack();
    hideRelations(view, preset.relations);
    if (preset.kinds) state.kinds = new Set([...model.kinds.keys()].filter((id) => !preset.kinds.includes(id)));
    else state.kinds.delete("publication");
    state.layout = possible(view, preset.layout) ? preset.layout : "free";
    state.question = preset.id;
    this.actions.changed({ fit: true });
  }
}
