// The filter of years: how much begins in each, from which to which, and one after another.

import { box, button, make } from "./element.js";
import { counted } from "./model.js";
import { check } from "./row.js";

export class Timeline {
  constructor(view, actions) {
    this.view = view;
    this.actions = actions;
    this.playing = 0;
    const first = [...view.model.things.values()].map((thing) => thing.years?.[0] ?? null);
    this.counts = counted(first.filter((year) => year !== null));
  }

  stop() {
    clearInterval(this.playing);
    this.playing = 0;
  }

  play() {
    if (this.playing) {
      this.stop();
      this.fill();
      return;
    }
    const { state, model } = this.view;
    const [first, last] = model.span;
    const step = last - first > 25 ? 2 : 1;
    Object.assign(state, { undated: false, from: first, to: first });
    const slow = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const go = () => {
      if (state.to >= last) this.stop();
      else state.to = Math.min(last, state.to + step);
      this.actions.changed({ years: true });
    };
    this.playing = setInterval(go, slow ? 1600 : 700);
    this.actions.changed({ years: true });
  }

  fill() {
    const { state, model } = this.view;
    if (!model.span) {
      box("years").replaceChildren(make("p", { class: "hint", text: "Nothing here is dated." }));
      return;
    }
    const also = (on) => {
      state.undated = on;
      this.actions.changed();
    };
    box("years").replaceChildren(
      this.bars(),
      make(
        "div",
        { class: "years" },
        make("span", { id: "year-said", text: this.said() }),
        button(this.playing ? "■ Stop" : "▶ Play", () => this.play(), { id: "play" }),
        this.slide("from", "First year"),
        this.slide("to", "Last year"),
      ),
      check("also things without a year", state.undated, also),
    );
  }

  // Say the years anew without writing the slides anew, one of which is being moved.
  say() {
    const { state, model } = this.view;
    if (!model.span || !box("year-said")) return;
    box("year-said").textContent = this.said();
    for (const name of ["from", "to"]) box(`year-${name}`).value = state[name];
    for (const [at, bar] of [...box("years").querySelectorAll(".bars i")].entries()) {
      bar.classList.toggle("in", this.has(model.span[0] + at));
    }
  }

  said() {
    return `${this.view.state.from} – ${this.view.state.to}`;
  }

  has(year) {
    return year >= this.view.state.from && year <= this.view.state.to;
  }

  bars() {
    const [first, last] = this.view.model.span;
    const most = Math.max(1, ...this.counts.values());
    const bars = make("div", { class: "bars", "aria-hidden": "true" });
    for (let year = first; year <= last; year += 1) {
      const bar = make("i", { class: this.has(year) ? "in" : undefined, title: String(year) });
      bar.style.height = `${(100 * (this.counts.get(year) || 0)) / most}%`;
      bars.append(bar);
    }
    return bars;
  }

  slide(name, label) {
    const { state, model } = this.view;
    const [min, max] = model.span;
    const range = make("input", { type: "range", min, max, step: 1, "aria-label": label, id: `year-${name}` });
    range.value = state[name];
    range.addEventListener("input", () => {
      this.stop();
      state[name] = Number(range.value);
      if (state.from > state.to) state[name === "from" ? "to" : "from"] = state[name];
      this.actions.changed({ years: "values" });
    });
    return range;
  }
}
