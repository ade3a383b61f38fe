// The headings of a map: sides, kinds, years; a year has a line down to the last mark.

import { Room } from "./room.js";

export function drawHeadings(ctx, { headings, places }, tints, scale) {
  if (!headings.length || !places.size) return;
  const floor = [...places.values()].reduce((most, [, y]) => Math.max(most, y), Number.NEGATIVE_INFINITY);
  const size = 12.5 / scale;
  const room = new Room();
  for (const heading of headings) {
    prepare(ctx, heading.role, size, tints.mark);
    if (heading.role === "year") drawLine(ctx, heading.x, heading.y + 4, floor + 30, tints.line, 1 / scale);
    const width = ctx.measureText(heading.text).width * scale;
    const left = heading.x * scale - width * { center: 0.5, right: 1, left: 0 }[ctx.textAlign];
    const bottom = heading.y * scale;
    // what has no room beside the one before is left out; closer in there is room
    if (room.take(left - 3, bottom - 12, left + width + 3, bottom)) ctx.fillText(heading.text, heading.x, heading.y);
  }
}

function prepare(ctx, role, size, tint) {
  const weight = role === "row" || role === "kind" ? "" : "bold ";
  ctx.font = `${weight}${size * (role === "kind" ? 0.9 : 1)}px system-ui, sans-serif`;
  ctx.fillStyle = tint;
  ctx.textAlign = { year: "center", kind: "right" }[role] || "left";
  ctx.textBaseline = "bottom";
}

function drawLine(ctx, x, from, to, tint, width) {
  ctx.strokeStyle = tint;
  ctx.lineWidth = width;
  ctx.beginPath();
  ctx.moveTo(x, from);
  ctx.lineTo(x, to);
  ctx.stroke();
}
