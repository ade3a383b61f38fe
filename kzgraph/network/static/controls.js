// The controls around the map, and the line that says what it shows.

import { narrowed } from "./choose.js";
import { box } from "./element.js";
import { save } from "./exports.js";
import { possible } from "./state.js";

export class Controls {
  constructor(view, actions, map, address) {
    this.view = view;
    this.actions = actions;
    this.map = map;
    this.address = address;
    this.listenToChoices();
    this.listenToTabs();
    this.listenToSaving();
    box("zoom").addEventListener("click", (event) => this.zoom(event.target.dataset.zoom));
    box("help-open").addEventListener("click", () => box("help").showModal());
    box("help-close").addEventListener("click", () => box("help").close());
  }

  // Controls, status line and address say what the map shows.
  settle() {
    const { state, shown } = this.view;
    for (const name of ["view", "layout", "language"]) box(name).value = state[name];
    box("steps").value = String(state.steps);
    box("steps-label").hidden = state.view !== "focus";
    box("view").querySelector("[value=focus]").disabled = !state.centre;
    for (const option of box("layout").options) option.disabled = !possible(this.view, option.value);
    for (const name of ["details", "list"]) this.settleTab(name, state.tab === name);
    box("status").textContent = status(this.view);
    document.documentElement.dataset.shown = shown.ids.size;
    document.documentElement.dataset.ties = shown.ties.length;
    this.address.keep();
  }

  settleTab(name, on) {
    box(`tab-${name}`).setAttribute("aria-selected", String(on));
    box(`tab-${name}`).tabIndex = on ? 0 : -1;
    box(name).hidden = !on;
  }

  listenToChoices() {
    const { actions, view } = this;
    const { state } = view;
    const on = (id, act) => box(id).addEventListener("change", (event) => act(event.target.value));
    on("view", (to) => (to === "focus" ? actions.around(state.centre, state.steps) : actions.go(to)));
    on("steps", (steps) => actions.around(state.centre, Number(steps)));
    on("layout", (layout) => {
      state.layout = layout;
      actions.changed({ fit: true });
    });
    on("language", (language) => {
      state.language = language;
      actions.changed();
    });
    box("reset").addEventListener("click", () => actions.setBack());
  }

  open(tab) {
    this.view.state.tab = tab;
    this.actions.changed({ panel: true });
  }

  listenToTabs() {
    box("tabs").addEventListener("click", ({ target }) => target.id && this.open(target.id.replace("tab-", "")));
    box("tabs").addEventListener("keydown", (event) => {
      if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
      this.open(this.view.state.tab === "details" ? "list" : "details");
      box(`tab-${this.view.state.tab}`).focus();
      event.preventDefault();
    });
    document.querySelector(".skip").addEventListener("click", (event) => {
      event.preventDefault();
      this.open("list");
      box("list").focus();
    });
  }

  listenToSaving() {
    const menu = box("save");
    const close = () => {
      menu.open = false;
    };
    menu.addEventListener("click", ({ target }) => {
      if (!target.dataset.save) return;
      const address = location.protocol.startsWith("http") ? this.address.wholly() : "";
      save(target.dataset.save, this.view, this.map.tints, address);
      close();
    });
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      close();
      menu.querySelector("summary").focus();
      event.stopPropagation();
    });
    addEventListener("pointerdown", (event) => menu.contains(event.target) || close());
    box("link").addEventListener("click", () => this.copy(close));
  }

  async copy(close) {
    let said = "Link copied.";
    try {
      await navigator.clipboard.writeText(this.address.wholly());
    } catch {
      said = "Copy the address of this page: it holds this view.";
    }
    close();
    box("status").textContent = said;
  }

  zoom(how) {
    if (how === "fit") this.map.fit();
    else if (how) this.map.zoom(how === "in" ? 1.3 : 0.77);
  }
}

export function status(view) {
  const { model, state, shown } = view;
  const around = () => `around ${view.nameOf(state.centre)}`;
  const what = { focus: around, all: () => "everything" }[state.view]?.() ?? "overview";
  const years = narrowed(view) ? `, ${state.from}–${state.to}` : "";
  const things = `${shown.ids.size} of ${model.things.size} things`;
  const ties = `${shown.ties.length} of ${model.ties.length} ties`;
  const lacking = { years: "without a year", land: "whose place is not recorded" }[state.layout];
  const left = shown.left.length ? `; ${shown.left.length} ${lacking} are not on this map` : "";
  const none = shown.ids.size ? "" : ". Nothing passes the filters; “Set all back” opens them.";
  return `${what}${years}: ${things}, ${ties}${left}${none}`;
}
