// The headings of a map: sides, kinds, years; a year has a line down to the last mark.

export function drawHeadings(ctx, { headings, places }, tints, scale) {
  if (!headings.length || !places.size) return;
  const floor = [...places.values()].reduce((most, [, y]) => Math.max(most, y), Number.NEGATIVE_INFINITY);
  const size = 12.5 / scale;
  let edge = Number.NEGATIVE_INFINITY;
  for (const heading of headings) {
    prepare(ctx, heading.role, size, tints.mark);
    if (heading.role === "year") {
      drawLine(ctx, heading.x, heading.y + 4, floor + 30, tints.line, 1 / scale);
      const width = ctx.measureText(heading.text).width;
      if (heading.x - width / 2 < edge) continue; // no room after the year before
      edge = heading.x + width / 2 + size / 2;
    }
    ctx.fillText(heading.text, heading.x, heading.y);
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
