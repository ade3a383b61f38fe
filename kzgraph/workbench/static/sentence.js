// A row as a sentence of its parts.

import { make } from "../../web/static/element.js";

const LIMITS = ["time", "scope", "role", "stated_by", "cites"];
const CALLED = { time: "when", scope: "for", role: "as", stated_by: "says", cites: "citing" };

/** The object of a row: a thing by its name, a figure with its bound and unit. */
export const value = (model, cells) => {
  const unit = cells.unit && cells.unit !== "1" ? ` ${cells.unit}` : "";
  return `${cells.operator ? `${cells.operator} ` : ""}${model.called(cells.object)}${unit}`;
};

/** The elements of a sentence: subject, property, object, then what limits it. */
export const sentence = (model, cells) => {
  const part = (name, text) => make("span", { className: `part ${name}`, textContent: text });
  const parts = [
    part("subject", model.called(cells.subject)),
    part("property", model.property(cells.property)),
    part("object", value(model, cells)),
  ];
  for (const name of LIMITS.filter((each) => cells[each])) {
    const called = cells[name].split(";").map((each) => model.called(each));
    parts.push(part("limit", `${CALLED[name]} ${called.join(", ")}`));
  }
  if (cells.modality !== "asserted") {
    parts.push(part("limit", cells.modality));
  }
  return parts.flatMap((each) => [each, " "]);
};

/** The same as a text. */
export const said = (model, cells) =>
  sentence(model, cells)
    .map((each) => each.textContent ?? each)
    .join("")
    .trim();
