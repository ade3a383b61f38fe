// The reader's choices as an address: written into it, and read back.

import { MODALITIES } from "./model.js";
import { CHOICES, fresh, hiddenStart, plainStart, possible } from "./state.js";

const KNOWN = {
  kinds: (model) => [...model.kinds.keys()],
  relations: (model) => Object.keys(model.properties),
  documents: (model) => Object.keys(model.documents),
  modalities: () => MODALITIES,
};

export function written({ model, state }) {
  const parts = new URLSearchParams();
  for (const [name, first] of Object.entries(plainStart(model))) {
    if (state[name] !== first) parts.set(name, typeof first === "boolean" ? Number(state[name]) : state[name]);
  }
  for (const [name, first] of Object.entries(hiddenStart(model))) {
    const now = [...state[name]].sort();
    if (now.join() !== [...first].sort().join()) parts.set(`hide-${name}`, now.join(","));
  }
  if (state.extra.size) parts.set("extra", [...state.extra].sort().join(","));
  const pins = [...state.pins].sort().map(([id, at]) => [id, ...at].join("!"));
  if (pins.length) parts.set("pins", pins.join(","));
  return parts.toString();
}

// Everything in an address is somebody else's word: only what is known here is taken over.
export function restore({ model, state }, hash) {
  Object.assign(state, fresh(model));
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const list = (name) => (parts.get(name) || "").split(",").filter(Boolean);
  for (const [name, first] of Object.entries(plainStart(model))) {
    const given = parts.get(name);
    if (given !== null) state[name] = taken(model, name, given, first, state[name]);
  }
  for (const [name, known] of Object.entries(KNOWN)) {
    const allowed = new Set(known(model));
    if (parts.has(`hide-${name}`)) state[name] = new Set(list(`hide-${name}`).filter((id) => allowed.has(id)));
  }
  state.extra = new Set(list("extra").filter((id) => model.things.has(id)));
  for (const pin of list("pins")) restorePin({ model, state }, pin);
  makePossible(model, state);
}

// The value that an address gives a choice, or what it is already where that is none.
function taken(model, name, given, first, now) {
  if (typeof first === "boolean") return given === "1";
  if (typeof first === "number") return /^-?\d{1,5}$/.test(given) ? Number(given) : now;
  if (CHOICES[name]) return CHOICES[name].includes(given) ? given : now;
  if (name === "question") return model.presets.some((preset) => preset.id === given) ? given : now;
  const known = model.things.has(given) || (name === "chosen" && model.claims.has(given));
  return known ? given : now;
}

function restorePin({ model, state }, pin) {
  const [id, x, y] = pin.split("!");
  const whole = /^-?\d{1,7}$/;
  if (model.things.has(id) && whole.test(x) && whole.test(y)) state.pins.set(id, [Number(x), Number(y)]);
}

function makePossible(model, state) {
  state.steps = Math.min(3, Math.max(1, state.steps));
  if (model.span) {
    const [first, last] = model.span;
    state.from = Math.max(first, Math.min(state.from, last));
    state.to = Math.min(last, Math.max(state.to, state.from));
  }
  if (state.view === "focus" && !state.centre) state.view = "overview";
  if (!possible({ model, state }, state.layout)) state.layout = "sides";
}

export class Address {
  constructor(view) {
    this.view = view;
    this.last = null;
  }

  keep() {
    const now = written(this.view);
    if (now === this.last) return;
    this.last = now;
    try {
      history.replaceState(null, "", `#${now}`);
    } catch {
      // a page in a sandboxed frame has no address of its own
    }
  }

  wholly() {
    return `${location.href.split("#")[0]}#${written(this.view)}`;
  }
}
