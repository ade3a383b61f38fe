// The panel: what is said of the chosen thing, or the statement that was chosen, or where to begin.

import { Answer } from "./answer.js";
import { bdi, button, make, webLink } from "./element.js";
import { LANGUAGES } from "./model.js";
import { signOf } from "./sign.js";

export class Panel {
  constructor(view, actions, tints, claims, evidence) {
    this.view = view;
    this.actions = actions;
    this.tints = tints;
    this.claims = claims;
    this.answer = new Answer(view, actions, claims);
    this.evidence = evidence;
    this.frame = document.getElementById("details");
  }

  fill() {
    const { model, state } = this.view;
    const claim = model.claims.get(state.chosen);
    const thing = model.things.get(state.chosen);
    const start = () => (state.question ? this.answer.parts() : this.welcome());
    const parts = claim ? this.evidence.parts(claim) : thing ? this.thing(thing) : start();
    this.frame.replaceChildren(...parts.filter(Boolean));
    this.frame.scrollTop = 0;
  }

  thing(thing) {
    const { view } = this;
    const kind = view.model.kinds.get(thing.kind);
    return [
      make("h2", {}, signOf(kind, this.tints), " ", bdi(view.nameOf(thing.id))),
      make("p", { class: "kind" }, bdi(thing.called), make("span", { class: "tag", text: kind.label })),
      this.names(thing),
      thing.aliases ? make("p", { class: "hint" }, "also: ", bdi(thing.aliases.join("; "))) : null,
      thing.note ? make("p", { class: "hint" }, bdi(thing.note)) : null,
      this.same(thing),
      this.acts(thing),
      this.expanders(thing),
      this.figures(thing),
      ...this.claims.chapters(thing),
      identifiers(thing),
    ];
  }

  names(thing) {
    const shown = this.view.nameOf(thing.id);
    const codes = LANGUAGES.filter((code) => thing.names?.[code] && thing.names[code] !== shown);
    if (!codes.length) return null;
    const row = (code) =>
      make("tr", {}, make("th", { scope: "row", text: code }), make("td", {}, bdi(thing.names[code], code)));
    return make("table", { class: "names", "aria-label": "Names" }, make("tbody", {}, ...codes.map(row)));
  }

  same(thing) {
    if (!thing.same) return null;
    const others = thing.same.filter((id) => this.view.model.things.has(id));
    const link = (id) => button(this.view.nameOf(id), () => this.actions.pick(id), { class: "link" });
    return make("p", {}, make("span", { class: "silent", text: "may be the same as " }), ...others.map(link));
  }

  acts(thing) {
    const { state } = this.view;
    const around = (steps) => {
      const on = state.view === "focus" && state.centre === thing.id && state.steps === steps;
      const facts = { "data-around": steps, "aria-pressed": String(on) };
      return button(`${steps} step${steps > 1 ? "s" : ""} around`, () => this.actions.around(thing.id, steps), facts);
    };
    const pinned = state.pins.has(thing.id);
    const pin = button(pinned ? "Release" : "Pin", () => this.actions.pin(thing.id), {
      "aria-pressed": String(pinned),
    });
    return make("div", { class: "acts" }, ...[1, 2, 3].map(around), pin);
  }

  // What is tied to it and not on the map can be added, kind by kind.
  expanders(thing) {
    const { model, shown, state } = this.view;
    const hidden = new Map();
    for (const id of thing.near.keys()) {
      if (shown.ids.has(id)) continue;
      const { kind } = model.things.get(id);
      hidden.set(kind, [...(hidden.get(kind) || []), id]);
    }
    if (!hidden.size) return null;
    const add = ([kind, ids]) => {
      const act = () => {
        for (const id of ids) state.extra.add(id);
        this.actions.changed({ fit: state.layout === "rings" });
      };
      return button(`+ ${ids.length} ${model.kinds.get(kind).label}`, act, { "data-expand": kind });
    };
    const hint = make("span", { class: "hint", text: "Tied to it, not on the map:" });
    const facts = { class: "acts", role: "group", "aria-label": "Add to the map" };
    return make("div", facts, hint, ...[...hidden].map(add));
  }

  figures(thing) {
    if (!thing.degree) return null;
    const parts = [
      `tied to ${thing.degree}`,
      `betweenness ${(thing.betweenness || 0).toFixed(4)}`,
      `brokerage ${thing.brokerage || 0}`,
      thing.community ? `community ${thing.community}` : "",
    ];
    const said = parts.filter(Boolean).join(" · ");
    const text = `In the facts of these documents: ${said}. Central here means written about.`;
    return make("p", { class: "hint", title: this.view.model.caution, text });
  }

  welcome() {
    const { model } = this.view;
    const silent = model.facts.filter((fact) => fact.silent).length;
    const text =
      `${model.things.size} things, ${model.ties.length} ties between them and ${model.facts.length} other ` +
      `statements, ${silent} of which say what a document leaves unsaid. ` +
      "Every one leads to the passage that says it.";
    return [
      make("h2", { text: "Choose a thing or a line" }),
      make("p", { text }),
      model.note ? make("p", { text: `This file holds a part: ${model.note}.` }) : null,
      make("h3", { text: "read from" }),
      ...Object.entries(model.documents).map(([id, name]) => make("p", {}, this.document(id, name))),
      make("h3", { text: "much is said about" }),
      make("ul", { class: "claims" }, ...this.mostSaid().map((id) => make("li", {}, this.choosing(id, "claim")))),
      make("p", { class: "hint", text: model.caution }),
      this.view.state.layout === "land" ? make("p", { class: "hint", text: model.land.note }) : null,
    ];
  }

  document(id, name) {
    const thing = `kzd:${id}`;
    if (!this.view.model.things.has(thing)) return bdi(name);
    return button(name, () => this.actions.pick(thing), { class: "link" });
  }

  choosing(id, how) {
    return button(this.view.nameOf(id), () => this.actions.pick(id), { class: how });
  }

  mostSaid() {
    const { model, shown } = this.view;
    const said = (id) => model.things.get(id).near.size;
    const found = [...shown.ids].filter((id) => !model.poles.includes(id));
    return found.sort((a, b) => said(b) - said(a) || (a < b ? -1 : 1)).slice(0, 8);
  }
}

function identifiers(thing) {
  const links = (thing.links || []).filter(Boolean);
  if (!links.length) return null;
  return make("div", {}, make("h3", { text: "identifiers" }), ...links.map((link) => make("p", {}, webLink(link))));
}
