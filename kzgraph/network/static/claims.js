// Claims as the panel lists them: one a row, grouped by property, with what narrows or weakens them.

import { bdi, button, make } from "./element.js";

const WEAK = new Set(["planned", "forecast", "opinion", "derived"]);
const FIRST = 12; // so many of a group are shown at once

export class Claims {
  constructor(view, actions) {
    this.view = view;
    this.actions = actions;
  }

  tags(claim) {
    const scope = ([id, name]) => (this.view.model.things.has(id) ? this.view.nameOf(id) : name);
    const said = claim.modality === "derived" ? "made by the query" : claim.modality;
    return [
      claim.time && tag(claim.time),
      claim.role && tag(`as ${claim.role}`),
      claim.scope && tag(`for ${claim.scope.map(scope).join(", ")}`),
      claim.modality !== "asserted" && tag(said, WEAK.has(claim.modality) ? "weak" : ""),
      claim.rank !== "normal" && tag(claim.rank, "weak"),
      claim.disputes && tag("disputed", "against"),
    ].filter(Boolean);
  }

  sentence(claim) {
    const { view } = this;
    return `${view.nameOf(claim.subject)} · ${view.propertyName(claim.property)} · ${view.valueOf(claim)}`;
  }

  // All that is said of a thing, as chapters.
  chapters(thing) {
    const own = [...thing.facts, ...thing.ties.filter((tie) => tie.subject === thing.id)];
    const theirs = thing.ties.filter((tie) => tie.subject !== thing.id);
    const property = (claim) => this.view.propertyName(claim.property);
    const named = (claim) =>
      this.view.model.inverses[claim.property] || `… ${property(claim)} ${this.view.nameOf(thing.id)}`;
    const plainly = (claim) => this.row(claim, thing.id);
    return [
      ...this.chapter("said of it", grouped(own, property), plainly),
      ...this.chapter("said of others, naming it", grouped(theirs, named), plainly),
      ...this.chapter("statements that it narrows", grouped(thing.scoped || [], property), (claim) =>
        this.whole(claim),
      ),
    ];
  }

  chapter(title, groups, row) {
    if (!groups.length) return [];
    return [make("h3", { text: title }), ...groups.map(([name, claims]) => this.group(name, claims, row))];
  }

  group(name, claims, row) {
    const sorted = claims.slice().sort(byYear((claim) => this.view.valueOf(claim)));
    const items = make("ul", { class: "claims" }, ...sorted.slice(0, FIRST).map(row));
    const count = make("span", { class: "count", text: claims.length > 1 ? `  ${claims.length}` : "" });
    return make("div", {}, make("h4", {}, bdi(name), count), items, more(items, sorted.slice(FIRST), row));
  }

  // A claim seen from one of its things: what stands at its other end.
  row(claim, from) {
    const other = claim.object && claim.object === from ? claim.subject : claim.object;
    const text = other ? this.view.nameOf(other) : this.view.valueOf(claim);
    const name = make("bdi", { text, class: claim.silent ? "silent" : undefined });
    const current = claim.id === this.view.state.chosen ? "true" : undefined;
    return this.item(claim, name, { "aria-current": current });
  }

  whole(claim) {
    return this.item(claim, make("bdi", { text: this.sentence(claim) }), {});
  }

  item(claim, name, facts) {
    const on = { click: () => this.actions.pick(claim.id) };
    const all = { type: "button", class: "claim", "data-claim": claim.id, ...facts, on };
    return make("li", {}, make("button", all, name, ...this.tags(claim)));
  }
}

function tag(text, how = "") {
  return make("span", { class: how ? `tag ${how}` : "tag", text });
}

export function grouped(claims, title) {
  const groups = new Map();
  for (const claim of claims) {
    const name = title(claim);
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(claim);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

// What has no year comes last.
export function byYear(said) {
  const first = (claim) => claim.years?.[0] ?? 9999;
  return (a, b) => first(a) - first(b) || (said(a) < said(b) ? -1 : 1);
}

// A button that puts the *rest* into *list*; nothing where nothing is left.
export function more(list, rest, row) {
  if (!rest.length) return null;
  const show = (event) => {
    list.append(...rest.map(row));
    event.target.remove();
  };
  return button(`show ${rest.length} more`, show, { class: "link" });
}
