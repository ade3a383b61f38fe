// The sign of a kind in a list: its mark with its letter, as on the map.

import { outline } from "./shapes.js";

const SPACE = "http://www.w3.org/2000/svg";
const BASELINE = { triangle: "5", triangleDown: "2" };

export function signOf(kind, tints) {
  const letter = drawn("text", {
    "text-anchor": "middle",
    y: BASELINE[kind.shape] || "3.2",
    "font-size": "9",
    "font-weight": "bold",
    fill: tints.onMark,
  });
  letter.textContent = kind.sign;
  const mark = drawn("path", { d: outline(kind.shape, 8.5), fill: tints.ofKind(kind) });
  const svg = drawn("svg", { viewBox: "-10 -10 20 20", class: "sign", "aria-hidden": "true" });
  svg.append(mark, letter);
  return svg;
}

function drawn(tag, facts) {
  const element = document.createElementNS(SPACE, tag);
  for (const [name, value] of Object.entries(facts)) element.setAttribute(name, value);
  return element;
}
