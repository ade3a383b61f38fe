// The headings of a map: sides, kinds, years; a year has a line down to the last mark.
// Each is of one size at every zoom, wholly in the window, and clear of marks and of the others.
// What has no room is left out, for closer in there is room.

import { Room } from "./room.js";

export const HEIGHT = 13; // of a heading, in pixels of the window
const RIM = 2; // left free at the edge of the window
const GAP = 3; // between a heading and what stands beside it
const TIERS = 3; // one above the other, where sides stand closer than their names are long
export const SHARE = { year: 0.5, kind: 1 }; // of its width that lies left of where it is anchored

export const isBold = (role) => role === "side" || role === "year";

export function fontOf(role) {
  return `${isBold(role) ? "bold " : ""}${role === "kind" ? 11.25 : 12.5}px system-ui, sans-serif`;
}

// Returns each heading that has room, with *left*, *bottom* and *width* in the window.
// *spots* are the marks with *at* and *radius* there; *widthOf* measures a heading's text.
export function headingsIn(headings, spots, screen, widthOf) {
  const taken = new Room();
  const marks = new Room();
  for (const { at, radius } of spots) marks.take(at.x - radius, at.y - radius, at.x + radius, at.y + radius, true);
  const free = ({ left, bottom, width }) =>
    inside(left, bottom, width, screen) &&
    marks.clear(left, bottom - HEIGHT, left + width, bottom) &&
    taken.take(left - GAP, bottom - HEIGHT, left + width + GAP, bottom);
  return headings.flatMap((heading) => {
    const found = offers(heading, widthOf(heading), screen).find(free);
    return found ? [{ ...heading, ...found }] : [];
  });
}

function inside(left, bottom, width, screen) {
  return left >= RIM && left + width <= screen.width - RIM && bottom - HEIGHT >= RIM && bottom <= screen.height - RIM;
}

// Where a heading may stand, the best first; nowhere when what it heads, a row or a column, is out of the window.
function offers({ x, y, role }, width, screen) {
  const at = screen.spot([x, y]);
  const isRow = role === "row" || role === "kind";
  if (at.y < 0 || at.y > screen.height || (!isRow && (at.x < 0 || at.x > screen.width))) return [];
  const own = at.x - width * (SHARE[role] || 0);
  const left = Math.min(Math.max(own, RIM), screen.width - RIM - width);
  if (role === "year") return [{ left: own, bottom: at.y, width }];
  const up = isRow ? 4 : HEIGHT + 2; // a row may give way a little to marks as large as its distance
  return Array.from({ length: TIERS }, (_, tier) => ({ left, bottom: at.y - tier * up, width }));
}

export function drawYears(ctx, { headings, places }, tints, scale) {
  const years = headings.filter((each) => each.role === "year");
  if (!years.length || !places.size) return;
  const floor = [...places.values()].reduce((most, [, y]) => Math.max(most, y), Number.NEGATIVE_INFINITY);
  ctx.strokeStyle = tints.line;
  ctx.lineWidth = 1 / scale;
  for (const { x, y } of years) {
    ctx.beginPath();
    ctx.moveTo(x, y + 4);
    ctx.lineTo(x, floor + 30);
    ctx.stroke();
  }
}
