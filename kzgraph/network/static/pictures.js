// What is shown, as a picture: SVG, drawn anew, or PNG, the canvas with a line below that says whence it comes.

import { DASHES, sizeOf } from "./marks.js";
import { caption, shownThings, shownTies } from "./part.js";
import { outline } from "./shapes.js";
import { xml } from "./xml.js";

const FOOT = 26; // pixels for the line below

// *screen* knows width, height and scale of the window, the spot at which something stands in it, the tints, and
// the names as they were drawn last.
export function svg(view, screen, title) {
  const { width, height, tints } = screen;
  const high = height + FOOT;
  const size = `viewBox="0 0 ${width} ${high}" width="${width}" height="${high}" font-family="sans-serif"`;
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-size="12"><title>${xml(title)}</title>` +
    `<rect width="100%" height="100%" fill="${tints.ground}"/>\n` +
    `${lines(view, screen).join("\n")}\n${marks(view, screen).join("\n")}\n${names(screen).join("\n")}\n` +
    `<text x="8" y="${height + 17}" fill="${tints.soft}">${xml(caption(view))}</text></svg>\n`
  );
}

const num = (value) => value.toFixed(1);
const point = (x, y) => `${num(x)},${num(y)}`;

function lines(view, screen) {
  const { state, places } = view;
  return shownTies(view).map((tie) => {
    const [a, b] = [tie.subject, tie.object].map((id) => screen.spot(places.get(id)));
    const chosen = tie.id === state.chosen;
    const dashes = DASHES[tie.modality];
    const path = `M${point(a.x, a.y)}${bend(a, b, tie.lane)}${point(b.x, b.y)}`;
    const stroke = `stroke="${chosen ? screen.tints.accent : screen.tints.tie}" stroke-width="${chosen ? 3 : 1}"`;
    const dash = dashes ? ` stroke-dasharray="${dashes.join(" ")}"` : "";
    const sentence = `${view.nameOf(tie.subject)} ${view.propertyName(tie.property)} ${view.nameOf(tie.object)}`;
    const facts = `d="${path}" fill="none" ${stroke}${dash} data-statement="${xml(tie.id)}"`;
    return `<path ${facts}><title>${xml(sentence)}</title></path>`;
  });
}

function bend(a, b, lane) {
  if (!lane) return "L";
  return `Q${point((a.x + b.x) / 2 + (b.y - a.y) * 0.12 * lane, (a.y + b.y) / 2 - (b.x - a.x) * 0.12 * lane)} `;
}

function marks(view, screen) {
  return shownThings(view).map((thing) => {
    const { x, y } = screen.spot(view.places.get(thing.id));
    const radius = Math.max(2.5, sizeOf(thing, view) * screen.scale);
    const title = `<title>${xml(view.nameOf(thing.id))}</title>`;
    const mark = `<path d="${outline(thing.shape, radius)}" fill="${screen.tints.ofThing(thing, view)}"/>`;
    return `<g transform="translate(${point(x, y)})" data-thing="${xml(thing.id)}">${title}${mark}</g>`;
  });
}

function names({ placed, tints }) {
  const halo = `stroke="${tints.halo}" stroke-width="3" paint-order="stroke" text-anchor="middle"`;
  return placed.flatMap((each) =>
    each.lines.map((line, row) => {
      const spot = `x="${num(each.x)}" y="${num(each.y + 11 + row * 14)}"`;
      return `<text ${spot} fill="${each.tie ? tints.accent : tints.ink}" ${halo}>${xml(line)}</text>`;
    }),
  );
}

// Returns a promise of the PNG.
export function png(view, { frame, width, tints }) {
  const from = frame.querySelector("canvas");
  const ratio = from.width / width;
  const to = document.createElement("canvas");
  to.width = from.width;
  to.height = from.height + Math.round(FOOT * ratio);
  const ctx = to.getContext("2d");
  ctx.fillStyle = tints.ground;
  ctx.fillRect(0, 0, to.width, to.height);
  ctx.drawImage(from, 0, 0);
  ctx.fillStyle = tints.soft;
  ctx.font = `${12 * ratio}px sans-serif`;
  ctx.fillText(caption(view), 8 * ratio, from.height + 17 * ratio);
  return new Promise((done) => {
    to.toBlob(done, "image/png");
  });
}
