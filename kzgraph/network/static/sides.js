// Two sides: the one pole's things left, the other's right, shared things between; rows are kinds.
// As many columns a side as make everything as large as the window allows.

import { HEIGHT } from "./headings.js";
import { POLE as DISC } from "./marks.js";
import { byKind } from "./order.js";

export const CELL = [225, 27]; // one thing with its name beside it
const POLE = 0.72; // the room of a pole, in cells
const GAP = 0.7; // between two kinds, in cells
const BESIDE = 0.12; // between two sides, in cells
const MOST = 8; // columns of a side
const LARGEST = 1.25; // the scale at which the map opens at most
const NAME = 18; // the height of a pole's name, in pixels of the window
const SIDES = ["left", "both", "right", "neither"];

export function sidePlaces(view, room) {
  const { model, shown } = view;
  const [left, right] = model.poles.map((id) => (shown.ids.has(id) ? id : null));
  const poles = [left, right].filter(Boolean);
  const rows = sideRows(
    model,
    [...shown.ids].filter((id) => !poles.includes(id)),
  );
  const { columns, scale } = widest(rows, poles.length, room);
  const across = sideStarts(columns, Boolean(left), Boolean(right));
  const { places, headings, depth } = filled(model, rows, columns, across.starts);
  const row = poleRow(headings, depth, Math.min(LARGEST, scale));
  if (left) places.set(left, [0, row]);
  if (right) places.set(right, [Math.round(across.rightPole), row]);
  const sides = SIDES.flatMap((_, at) =>
    columns[at] ? [{ text: sideName(view, at), x: across.starts[at] - 8, y: -44, role: "side" }] : [],
  );
  return { places, headings: [...sides, ...headings], reach: columns[3] || !right ? CELL[0] * 0.75 : 40 };
}

function sideRows(model, ids) {
  const sideOf = (id) => model.things.get(id).side || "neither";
  return byKind(model, ids).map(([kind, ids]) => [kind, SIDES.map((side) => ids.filter((id) => sideOf(id) === side))]);
}

function sideName(view, at) {
  const { poles } = view.model;
  const names = [poles[0] && view.nameOf(poles[0]), "between the two", poles[1] && view.nameOf(poles[1])];
  return [names[0] || "left", names[1], names[2] || "right", "side not stated"][at];
}

// The row of the poles: the one nearest to the middle where disc and name stand between two names of kinds; where no
// gap has room for both, the middle of the widest. *scale* is about that of the window.
function poleRow(headings, depth, scale) {
  const middle = Math.max(0, depth - CELL[1]) / 2;
  const starts = headings.map(({ y }) => y);
  const ends = [...starts.slice(1).map((y) => y - HEIGHT / scale), depth];
  const need = DISC + NAME / scale; // below the middle of the disc, where its name stands; above it the disc alone
  const rows = starts.map((start, at) => {
    const [first, last] = [start + DISC, ends[at] - need];
    return first <= last ? Math.min(Math.max(middle, first), last) : null;
  });
  const fitting = rows.filter((row) => row !== null);
  if (fitting.length) return Math.round(fitting.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0]);
  const gaps = starts.map((start, at) => [ends[at] - start, (start + ends[at]) / 2]);
  return Math.round(gaps.sort(([one], [other]) => other - one)[0]?.[1] ?? middle);
}

// The columns of each side with which all is largest, and how large.
function widest(rows, poles, room) {
  const most = SIDES.map((_, at) => rows.reduce((sum, [, sides]) => Math.max(sum, sides[at].length), 0));
  const [wide, high] = [Math.max(240, room.width - 60), Math.max(240, room.height - 150)];
  let best = { columns: [0, 0, 0, 0], scale: 0 };
  for (const columns of choices(most)) {
    const scale = Math.min(wide / Math.max(1, width(columns, poles)), high / Math.max(1, height(rows, columns)));
    if (scale > best.scale + 1e-9) best = { columns, scale };
  }
  return best;
}

function choices(most) {
  let found = [[]];
  for (const count of most) {
    const first = Math.min(1, count);
    const here = Array.from({ length: Math.min(count, MOST) - first + 1 }, (_, at) => first + at);
    found = found.flatMap((columns) => here.map((number) => [...columns, number]));
  }
  return found;
}

function width(columns, poles) {
  const cells = columns.reduce((sum, count) => sum + (count ? count + BESIDE : 0), 0);
  return (cells + poles * POLE) * CELL[0];
}

function height(rows, columns) {
  return rows.reduce((sum, [, sides]) => sum + GAP + rowsOf(sides, columns), 0) * CELL[1];
}

function rowsOf(sides, columns) {
  return sides.reduce((high, ids, at) => Math.max(high, Math.ceil(ids.length / Math.max(1, columns[at]))), 0);
}

function sideStarts(columns, left, right) {
  let x = left ? POLE * CELL[0] : 0;
  let rightPole = 0;
  const starts = [];
  for (const [at, count] of columns.entries()) {
    starts.push(x);
    if (count) x += (count + BESIDE) * CELL[0];
    if (at === 2 && right) {
      rightPole = x + 0.2 * CELL[0];
      x += (POLE - 0.3) * CELL[0];
    }
  }
  return { starts, rightPole };
}

function filled(model, rows, columns, starts) {
  const places = new Map();
  const headings = [];
  let y = 0;
  for (const [kind, sides] of rows) {
    for (const [at, ids] of sides.entries()) {
      for (const [number, id] of ids.entries()) {
        const across = starts[at] + (number % columns[at]) * CELL[0];
        const down = y + Math.floor(number / columns[at]) * CELL[1];
        places.set(id, [Math.round(across), Math.round(down)]);
      }
    }
    headings.push({ text: model.kinds.get(kind).label, x: starts[0] - 16, y: y + 7, role: "kind" });
    y += (rowsOf(sides, columns) + GAP) * CELL[1];
  }
  return { places, headings, depth: y };
}
