// A row of the filters.

import { button, make } from "./element.js";

// A row with a box to tick; *facts*: its sign, what it counts, and the act of a button "only".
export function check(name, checked, act, { sign, count, only } = {}) {
  const input = make("input", { type: "checkbox", on: { change: (event) => act(event.target.checked) } });
  input.checked = checked;
  return make(
    "div",
    { class: "row" },
    make("label", {}, input, sign, make("span", { class: "name", text: name })),
    make("span", { class: "count", text: count === undefined ? "" : String(count) }),
    only ? button("only", only, { class: "only", "aria-label": `only ${name}` }) : null,
  );
}
