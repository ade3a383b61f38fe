// Names on the map: which comes first, and how a long one is shortened.

import { visible } from "./text.js";

const WIDE = /[\u3000-\u9fff\uf900-\ufaff]/; // Chinese characters: broken anywhere, and twice as wide

// Break *text* into at most so many rows of about *most* characters.
export function folded(text, most = 22, rows = 2) {
  const wide = WIDE.test(text);
  const lines = [""];
  for (const word of wide ? [...text] : text.split(/\s+/)) {
    const last = lines.at(-1);
    const joined = last ? last + (wide ? "" : " ") + word : word;
    if (joined.length <= (wide ? most / 2 : most)) lines[lines.length - 1] = joined;
    else lines.push(word);
  }
  const short = lines.filter(Boolean).map((line) => (line.length > most + 5 ? `${line.slice(0, most + 3)}…` : line));
  if (short.length <= rows) return short;
  return [...short.slice(0, rows - 1), short[rows - 1].replace(/…?$/, "…")];
}

function headOf(text, most) {
  return text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text;
}

// How many of *texts* begin alike when they are cut.
export function heads(texts, most) {
  const found = new Map();
  for (const text of texts) {
    const head = headOf(text, most);
    found.set(head, (found.get(head) || 0) + 1);
  }
  return found;
}

// Where names begin alike, as those of agreements do, each keeps its beginning and its end.
export function cut(text, most, alike) {
  const head = headOf(text, most);
  if (text.length <= most || !(alike.get(head) > 1)) return head;
  const start = text.slice(0, Math.ceil(most * 0.45)).trimEnd();
  return `${start}…${text.slice(text.length - Math.floor(most * 0.5)).trimStart()}`;
}

// The names to be written, the weightier first: the chosen thing, the centre, poles, what is lit, what is well tied.
export function ranked(view, lit) {
  const weight = weighing(view, lit);
  return [...view.shown.ids]
    .map((id) => {
      const name = visible(view.nameOf(id));
      return { id, name, weight: weight(id), lit: !lit || lit.ids.has(id), lines: folded(name) };
    })
    .sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1));
}

function weighing({ model, state }, lit) {
  return (id) =>
    (model.poles.includes(id) ? 1e6 : 0) +
    (id === state.chosen ? 1e8 : 0) +
    (id === state.centre && state.view === "focus" ? 1e7 : 0) +
    (lit?.ids.has(id) ? 1e5 : 0) +
    model.things.get(id).near.size;
}
