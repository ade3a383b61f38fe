// What a reader can do with the page: choose something, go somewhere, pin it; each act shows its outcome everywhere.

import { keepingFocus } from "./focus.js";

export class Actions {
  constructor(view, tints) {
    this.view = view;
    this.tints = tints;
    this.parts = null;
  }

  // The parts that show what came of an act: map, filters, panel, list, controls.
  attach(parts) {
    this.parts = parts;
  }

  // Something was changed: *fit* the map anew, or only *paint* it anew, or fill only the *panel*, only the *years*.
  changed(what = {}) {
    keepingFocus(() => this.show(what), this.parts.panel.frame);
  }

  show({ fit = false, paint = false, panel = false, years = false }) {
    const { parts } = this;
    if (paint) parts.map.paint();
    else if (!panel) parts.map.render(fit);
    if (years === "values") parts.filters.timeline.say();
    else if (years) parts.filters.timeline.fill();
    else if (!panel) parts.filters.fill();
    if (!years) parts.panel.fill();
    parts.list.fill();
    parts.controls.settle();
  }

  // Choose a thing or a claim, or with an empty id nothing; *tab* is shown then.
  pick(id, tab) {
    keepingFocus(() => this.choose(id, tab), this.parts.panel.frame);
  }

  choose(id, tab) {
    const { parts, view } = this;
    const { state, model, shown } = view;
    if (model.things.has(state.chosen)) view.cameFrom = state.chosen;
    state.chosen = id;
    state.tab = tab || (id ? "details" : state.tab);
    const claim = model.claims.get(id);
    const wanted = [id, claim?.subject, claim?.object].filter((each) => model.things.has(each));
    if (wanted.every((each) => shown.ids.has(each))) parts.map.paint();
    else parts.map.render(false);
    if (model.things.has(id)) parts.map.show(id);
    parts.panel.fill();
    parts.list.fill();
    parts.controls.settle();
  }

  // Show what lies so many steps around a thing; quiet kinds too, where they are few or all there is.
  around(id, steps) {
    const { state, model } = this.view;
    if (state.view !== "focus") state.before = state.layout;
    Object.assign(state, {
      view: "focus",
      centre: id,
      chosen: id,
      steps,
      layout: "rings",
      tab: "details",
      question: "",
    });
    const near = [...model.things.get(id).near.keys()];
    const quiet = near.filter((other) => model.quiet.includes(model.things.get(other).kind));
    state.extra = new Set(quiet.length <= 8 || quiet.length === near.length ? quiet.slice(0, 40) : []);
    this.changed({ fit: true });
  }

  go(to) {
    const { state, model } = this.view;
    state.view = to;
    state.question = "";
    state.extra = new Set();
    if (to === "all") state.kinds = new Set();
    else if (to === "overview") state.kinds = new Set(model.quiet);
    if (state.layout === "rings") state.layout = state.before && state.before !== "rings" ? state.before : "sides";
    this.changed({ fit: true });
  }

  pin(id) {
    const { state, places } = this.view;
    if (state.pins.has(id)) state.pins.delete(id);
    else if (places.has(id)) state.pins.set(id, places.get(id));
    this.changed();
  }

  setBack() {
    this.parts.filters.timeline.stop();
    this.view.setBack();
    this.changed({ fit: true });
  }

  setTheme() {
    const { theme } = this.view.state;
    const dark = theme === "dark" || (theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
    const root = document.documentElement;
    root.dataset.theme = dark ? "dark" : "light";
    this.tints.read(getComputedStyle(root), dark);
  }
}
