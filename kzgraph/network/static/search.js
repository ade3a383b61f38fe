// The box to search in, and the list of what was found.

import { bdi, make } from "./element.js";
import { matches } from "./matches.js";

const NONE = "Nothing of that name; try a shorter part of it.";
const LINGER = 120; // milliseconds that the list stays for a click when the box loses the focus

export class SearchBox {
  constructor(view, actions, panel, map) {
    this.view = view;
    this.actions = actions;
    this.panel = panel;
    this.map = map;
    this.box = document.getElementById("query");
    this.list = document.getElementById("hits");
    this.hits = [];
    this.at = 0;
    this.box.addEventListener("input", () => this.fill());
    this.box.addEventListener("blur", () => setTimeout(() => this.close(), LINGER));
    this.box.addEventListener("keydown", (event) => this.key(event));
  }

  focus() {
    this.box.focus();
    this.box.select();
  }

  close() {
    this.list.hidden = true;
    this.box.setAttribute("aria-expanded", "false");
  }

  clear() {
    this.box.value = "";
    this.fill();
    this.box.blur();
  }

  fill() {
    this.hits = matches(this.view.model, this.box.value);
    this.at = 0;
    const asked = this.box.value.trim() !== "";
    this.list.replaceChildren(...this.hits.map((thing, number) => this.row(thing, number)));
    if (asked && !this.hits.length) this.list.append(nothing());
    this.list.hidden = !asked;
    this.box.setAttribute("aria-expanded", String(asked));
    if (this.hits.length) this.box.setAttribute("aria-activedescendant", "hit-0");
    else this.box.removeAttribute("aria-activedescendant");
  }

  row(thing, number) {
    const take = (event) => {
      event.preventDefault();
      this.take(number);
    };
    const selected = String(number === this.at);
    return make(
      "li",
      { role: "option", id: `hit-${number}`, "aria-selected": selected, on: { pointerdown: take } },
      bdi(this.view.nameOf(thing.id)),
      make("span", { class: "hint", text: `  ${thing.called}, ${thing.near.size} ties` }),
    );
  }

  move(by) {
    if (!this.hits.length) return;
    this.at = (this.at + by + this.hits.length) % this.hits.length;
    for (const [number, hit] of [...this.list.children].entries()) {
      hit.setAttribute("aria-selected", String(number === this.at));
    }
    this.list.children[this.at].scrollIntoView({ block: "nearest" });
    this.box.setAttribute("aria-activedescendant", `hit-${this.at}`);
  }

  take(number) {
    const thing = this.hits[number];
    if (!thing) return;
    this.clear();
    this.actions.around(thing.id, 1);
    this.panel.frame.focus({ preventScroll: true });
  }

  leave() {
    this.clear();
    this.map.frame.focus();
  }

  key(event) {
    const acts = {
      ArrowDown: () => this.move(1),
      ArrowUp: () => this.move(-1),
      Enter: () => this.take(this.at),
      Escape: () => this.leave(),
    };
    if (!Object.hasOwn(acts, event.key)) return;
    acts[event.key]();
    event.preventDefault();
  }
}

function nothing() {
  return make("li", { role: "option", "aria-disabled": "true", "aria-selected": "false", text: NONE });
}
