// What size and colour say, and the light of the page.

import { box, make } from "./element.js";

const SIZES = {
  same: "all the same",
  degree: "number of ties",
  betweenness: "betweenness",
  brokerage: "brokerage between the sides",
};
const COLOURS = { kind: "kind", side: "side", community: "community" };
const LIGHTS = { auto: "as the system", light: "light", dark: "dark" };
const SIDES = { left: "belongs left", right: "belongs right", both: "shared", neither: "side not stated" };

export class Looks {
  constructor(view, actions, tints) {
    this.view = view;
    this.actions = actions;
    this.tints = tints;
  }

  fill() {
    const { state, model } = this.view;
    box("looks").replaceChildren(
      this.select("Size", "size", SIZES),
      this.select("Colour", "colour", COLOURS),
      ...(state.colour === "side" ? this.legend() : []),
      this.select("Light", "theme", LIGHTS),
      make("p", { class: "hint", text: model.caution }),
    );
  }

  select(label, name, options) {
    const { state } = this.view;
    const change = (event) => {
      state[name] = event.target.value;
      this.actions.setTheme();
      this.actions.changed({ paint: name !== "theme" });
    };
    const rows = Object.entries(options).map(([value, text]) => make("option", { value, text }));
    const list = make("select", { id: `look-${name}`, on: { change } }, ...rows);
    list.value = state[name];
    return make("div", { class: "row" }, make("label", {}, `${label} `, list));
  }

  legend() {
    return Object.entries(SIDES).map(([side, text]) => {
      const key = make("span", { class: "tag", text });
      key.style.borderColor = this.tints.ofSide(side);
      key.style.borderWidth = "3px";
      return key;
    });
  }
}
