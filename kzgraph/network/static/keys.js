// Everything the page does can be done from the keyboard.

import { nextTo } from "./order.js";
import { CHOICES, possible } from "./state.js";

export class Keys {
  constructor(view, actions, map, search) {
    this.view = view;
    this.actions = actions;
    this.map = map;
    this.onMap = {
      ArrowLeft: () => map.shift(-1, 0),
      ArrowRight: () => map.shift(1, 0),
      ArrowUp: () => map.shift(0, -1),
      ArrowDown: () => map.shift(0, 1),
      "+": () => map.zoom(1.25),
      "=": () => map.zoom(1.25),
      "-": () => map.zoom(0.8),
      0: () => map.fit(),
      n: () => this.go(1),
      p: () => this.go(-1),
      Enter: () => this.around(view.state.steps),
    };
    this.anywhere = {
      "/": () => search.focus(),
      "?": () => document.getElementById("help").showModal(),
      o: () => actions.go("overview"),
      a: () => actions.go("all"),
      m: () => this.nextMap(),
      x: () => this.chosen && actions.pin(this.chosen),
      1: () => this.around(1),
      2: () => this.around(2),
      3: () => this.around(3),
      Escape: () => actions.pick(""),
    };
    document.addEventListener("keydown", (event) => this.press(event));
  }

  // The chosen thing; of a chosen claim, its subject.
  get chosen() {
    const { model, state } = this.view;
    return model.things.has(state.chosen) ? state.chosen : model.claims.get(state.chosen)?.subject || "";
  }

  around(steps) {
    if (this.chosen) this.actions.around(this.chosen, steps);
  }

  go(by) {
    const next = nextTo(this.view, by);
    if (!next) return;
    this.actions.pick(next);
    this.map.show(next);
  }

  nextMap() {
    const { state } = this.view;
    const maps = CHOICES.layout.filter((name) => possible(this.view, name));
    state.layout = maps[(maps.indexOf(state.layout) + 1) % maps.length];
    this.actions.changed({ fit: true });
  }

  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (document.querySelector("dialog[open]") || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const act = (event.target === this.map.frame && this.onMap[key]) || this.anywhere[key];
    if (!act) return;
    event.preventDefault();
    act();
  }
}
