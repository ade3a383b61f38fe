// The passage of a row, the words behind each part of it marked.

import { make } from "../../web/static/element.js";

/** Show *told* (the answer of `look`) in *place*: its text in stretches, each named after the parts that rest on it. */
export const showPassage = (place, told) => {
  const points = [...told.text];
  const spans = told.parts.flatMap(({ field, spans: found }) => found.map(([start, end]) => ({ field, start, end })));
  const edges = new Set([0, points.length, ...spans.flatMap(({ start, end }) => [start, end])]);
  const cuts = [...edges].sort((one, other) => one - other);
  const stretches = cuts.slice(0, -1).map((start, at) => {
    const end = cuts[at + 1];
    const text = points.slice(start, end).join("");
    const fields = spans.filter((each) => each.start <= start && end <= each.end).map(({ field }) => field);
    return fields.length ? make("mark", { textContent: text, title: [...new Set(fields)].join(", ") }) : text;
  });
  place.replaceChildren(...stretches);
};
