// What the reader has chosen, and what may be chosen.

import { LANGUAGES } from "./model.js";

export const CHOICES = {
  view: ["overview", "all", "focus"],
  layout: ["sides", "free", "years", "land", "rings"],
  language: LANGUAGES,
  theme: ["auto", "light", "dark"],
  size: ["same", "degree", "betweenness", "brokerage"],
  colour: ["kind", "side", "community"],
  tab: ["details", "list"],
};

// What is one of a few, a number, or on and off.
export function plainStart(model) {
  const [from, to] = model.span || [0, 0];
  return {
    view: "overview",
    centre: "",
    steps: 1,
    layout: "sides",
    language: "en",
    theme: "auto",
    from,
    to,
    undated: true,
    lone: false,
    deprecated: false,
    facts: true,
    size: "degree",
    colour: "kind",
    chosen: "",
    question: "",
    tab: "details",
  };
}

// What is hidden.
export function hiddenStart(model) {
  return { kinds: model.quiet, relations: [], modalities: [], documents: [] };
}

export function fresh(model) {
  const hidden = Object.entries(hiddenStart(model)).map(([name, ids]) => [name, new Set(ids)]);
  return { ...plainStart(model), ...Object.fromEntries(hidden), extra: new Set(), pins: new Map() };
}

// Whether a map can be drawn: rings need a centre, land needs places.
export function possible({ model, state }, layout) {
  return (layout !== "rings" || Boolean(state.centre)) && (layout !== "land" || Boolean(model.land));
}
