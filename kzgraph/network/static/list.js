// The list: what the map shows, for those who do not look at it.

import { more } from "./claims.js";
import { button, make } from "./element.js";

const FIRST = 150; // so many of a kind are shown at once

export class List {
  constructor(view, actions) {
    this.view = view;
    this.actions = actions;
    this.frame = document.getElementById("list");
  }

  fill() {
    const { model, state, shown } = this.view;
    if (state.tab !== "list") {
      this.frame.replaceChildren();
      return;
    }
    const byName = (a, b) => (this.view.nameOf(a.id) < this.view.nameOf(b.id) ? -1 : 1);
    const groups = [...model.kinds.values()]
      .map((kind) => [kind, kind.things.filter((thing) => shown.ids.has(thing.id)).sort(byName)])
      .filter(([, things]) => things.length);
    this.frame.replaceChildren(
      make("p", { class: "hint", text: "What the map shows, as a list." }),
      ...groups.map(([kind, things]) => this.group(kind, things)),
    );
  }

  group(kind, things) {
    const row = (thing) => this.row(thing);
    const rows = make("div", { class: "list" }, ...things.slice(0, FIRST).map(row));
    const title = make("h3", { text: `${kind.label}  ${things.length}` });
    return make("div", {}, title, rows, more(rows, things.slice(FIRST), row));
  }

  row(thing) {
    const current = thing.id === this.view.state.chosen ? "true" : undefined;
    const facts = { "data-thing": thing.id, "aria-current": current };
    const line = button("", () => this.actions.pick(thing.id, "details"), facts);
    const count = thing.near.size === 1 ? "1 tie" : `${thing.near.size} ties`;
    const name = make("bdi", { class: "name", text: this.view.nameOf(thing.id) });
    line.append(name, make("span", { class: "count", text: count }));
    return line;
  }
}
