// Rings: the centre, then what is one, two, three steps away, each beside what it hangs on.

import { inOrder, kindThen } from "./order.js";
import { stretch } from "./springs.js";

const STEP = 150; // between two rings at least
const ROOM = 66; // of a thing on its ring
const CROWDED = 14; // where more hang on one thing, every other stands further out

export function ringPlaces(model, shown, centre, room) {
  const { children, levels } = treeOf(model, shown.ties, centre);
  const radii = radiiOf(levels);
  const places = new Map([[centre, [0, 0]]]);
  const wide = stretch(room);
  const put = (id, level, from, to) => {
    let angle = from;
    const own = children.get(id) || [];
    const whole = own.reduce((sum, child) => sum + leaves(children, child), 0);
    for (const [number, child] of own.entries()) {
      const share = ((to - from) * leaves(children, child)) / whole;
      const turn = angle + share / 2;
      const far = radii[level] + (own.length > CROWDED && number % 2 ? 74 : 0);
      places.set(child, [Math.round(far * wide * Math.cos(turn)), Math.round(far * Math.sin(turn))]);
      put(child, level + 1, angle, angle + share);
      angle += share;
    }
  };
  put(centre, 1, -Math.PI / 2, 1.5 * Math.PI);
  putApart(shown.ids, places, radii.at(-1) + 160);
  return { places, headings: [], reach: 0 };
}

function neighbours(ties) {
  const near = new Map();
  for (const { subject, object } of ties) {
    for (const [one, other] of [
      [subject, object],
      [object, subject],
    ]) {
      if (!near.has(one)) near.set(one, new Set());
      near.get(one).add(other);
    }
  }
  return near;
}

// What hangs on what, and how many there are at each step.
function treeOf(model, ties, centre) {
  const near = neighbours(ties);
  const compare = kindThen(model, inOrder(model));
  const children = new Map();
  const seen = new Set([centre]);
  const levels = [];
  let edge = [centre];
  while (edge.length) {
    const next = [];
    for (const id of edge) {
      const own = [...(near.get(id) || [])].filter((other) => !seen.has(other)).sort(compare);
      for (const other of own) seen.add(other);
      children.set(id, own);
      next.push(...own);
    }
    if (next.length) levels.push(next.length);
    edge = next;
  }
  return { children, levels };
}

function radiiOf(levels) {
  const radii = [0];
  for (const count of levels) radii.push(Math.max(radii.at(-1) + STEP, (count * ROOM) / (2 * Math.PI)));
  return radii;
}

function leaves(children, id) {
  const below = (children.get(id) || []).reduce((sum, child) => sum + leaves(children, child), 0);
  return Math.max(1, below);
}

// What hangs on nothing that is shown stands below the rings.
function putApart(ids, places, floor) {
  const spare = [...ids].filter((id) => !places.has(id));
  for (const [number, id] of spare.entries()) {
    places.set(id, [(number % 6) * 180 - 450, floor + Math.floor(number / 6) * 64]);
  }
}
