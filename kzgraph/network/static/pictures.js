// What is shown, as SVG: title, drawing, what its signs say, and whence it comes.

import { land } from "./ground.js";
import { isBold, SHARE } from "./headings.js";
import { DASHES } from "./marks.js";
import { caption, shownThings, shownTies } from "./part.js";
import { outline } from "./shapes.js";
import { xml } from "./xml.js";

const LINE = 15;
const SAYS = {
  asserted: "stated as fact",
  reported: "reported",
  planned: "planned",
  forecast: "forecast",
  opinion: "opinion",
  derived: "made by the query",
};

// *screen* knows width, height and scale of the sheet, the spot at which something stands on it, the tints, and
// the names with their places; *address* is where the picture can be seen again.
export function svg(view, screen, title, address = "") {
  const { width, height, tints } = screen;
  const head = titled(title, screen);
  const foot = [...keys(view, screen), ...credits(view, screen, address)];
  const top = head.length * 20 + 10;
  const high = top + height + foot.length * LINE + 14;
  const size = `viewBox="0 0 ${width} ${high}" width="${width}" height="${high}" font-family="sans-serif"`;
  const below = foot.map((line, row) => `<g transform="translate(10,${top + height + 10 + row * LINE})">${line}</g>`);
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-size="12"><title>${xml(title)}</title>` +
    `<rect width="100%" height="100%" fill="${tints.ground}"/>\n${head.join("\n")}\n` +
    `<g transform="translate(0,${top})">\n` +
    `${[ground, years, lines, marks, headings].flatMap((part) => part(view, screen)).join("\n")}\n` +
    `${names(screen).join("\n")}\n</g>\n${below.join("\n")}</svg>\n`
  );
}

const num = (value) => value.toFixed(1);
const point = (x, y) => `${num(x)},${num(y)}`;

// Break *text* into lines that fit *width* units at about *each* units a character.
function wrapped(text, width, each) {
  const most = Math.max(10, Math.floor(width / each));
  const found = [""];
  for (const word of text.split(/\s+/)) {
    const joined = found.at(-1) ? `${found.at(-1)} ${word}` : word;
    if (joined.length <= most) found[found.length - 1] = joined;
    else found.push(word);
  }
  return found.filter(Boolean);
}

function titled(title, { width, tints }) {
  const row = (line, at) =>
    `<text x="10" y="${24 + at * 20}" font-size="16" font-weight="bold" fill="${tints.ink}">${xml(line)}</text>`;
  return wrapped(title, width - 20, 9).map(row);
}

// Rows of the signs that occur: kinds with their marks, lines with what they say.
function keys(view, { width, tints }) {
  const { model, shown } = view;
  const kinds = [...model.kinds.values()].filter((kind) => kind.things.some((thing) => shown.ids.has(thing.id)));
  const mark = (kind) =>
    `<path d="${outline(kind.shape, 5)}" transform="translate(6,0)" fill="${tints.ofKind(kind)}"/>`;
  const signs = kinds.map((kind) => [mark(kind), kind.label, 16]);
  for (const [name, words] of Object.entries(SAYS)) {
    if (!shown.ties.some((tie) => tie.modality === name)) continue;
    const dash = DASHES[name] ? ` stroke-dasharray="${DASHES[name].join(" ")}"` : "";
    signs.push([`<path d="M0,0H34" stroke="${tints.tie}" stroke-width="1.5"${dash}/>`, words, 40]);
  }
  const rows = [[]];
  let at = 0;
  for (const [sign, words, indent] of signs) {
    const wide = indent + words.length * 6.6 + 18;
    if (at + wide > width - 20 && rows.at(-1).length) {
      rows.push([]);
      at = 0;
    }
    const text = `<text x="${indent}" y="4" fill="${tints.ink}">${xml(words)}</text>`;
    rows.at(-1).push(`<g transform="translate(${num(at)},0)">${sign}${text}</g>`);
    at += wide;
  }
  return rows.filter((row) => row.length).map((row) => row.join(""));
}

function credits(view, { width, tints }, address) {
  const row = (line) => `<text x="0" y="4" font-size="11" fill="${tints.soft}">${xml(line)}</text>`;
  const borders = view.state.layout === "land" ? view.model.land.note : "";
  return [caption(view), borders, address].flatMap((text) => wrapped(text, width - 20, 5.6)).map(row);
}

function ground(view, { spot, tints, width, height }) {
  if (view.state.layout !== "land") return [];
  const { lines: outlines, names: countries } = land(view.model);
  const path = (line) => {
    const corners = line.map((corner) => spot(corner)).map(({ x, y }) => point(x, y));
    return `<path d="M${corners.join("L")}" fill="none" stroke="${tints.line}"/>`;
  };
  const name = ([text, ...at]) => {
    const { x, y } = spot(at);
    if (x < 40 || x > width - 40 || y < 14 || y > height - 4) return "";
    const facts = `x="${num(x)}" y="${num(y)}" text-anchor="middle" font-size="14" fill="${tints.soft}"`;
    return `<text ${facts}>${xml(text)}</text>`;
  };
  const clip = `<clipPath id="sheet"><rect width="${width}" height="${height}"/></clipPath>`;
  return [
    clip,
    `<g clip-path="url(#sheet)">${outlines.map(path).join("")}</g>`,
    ...countries.map(name).filter(Boolean),
  ];
}

function years({ headings: all, places }, { spot, tints, height }) {
  const found = places.size ? all.filter((each) => each.role === "year") : [];
  return found.map(({ x, y }) => {
    const at = spot([x, y]);
    return `<path d="M${point(at.x, at.y + 4)}V${num(height - 16)}" stroke="${tints.line}"/>`;
  });
}

const ANCHOR = { year: "middle", kind: "end" };

function headings(_view, { headings: placed, tints }) {
  return placed.map(({ text, role, left, width, bottom }) => {
    const spot = `x="${num(left + width * (SHARE[role] || 0))}" y="${num(bottom - 3)}"`;
    const anchor = `text-anchor="${ANCHOR[role] || "start"}"`;
    const bold = isBold(role) ? ' font-weight="bold"' : "";
    return `<text ${spot} ${anchor}${bold} fill="${tints.mark}" ${halo(tints)}>${xml(text)}</text>`;
  });
}

const halo = (tints) => `stroke="${tints.halo}" stroke-width="3" paint-order="stroke"`;

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
    const title = `<title>${xml(view.nameOf(thing.id))}</title>`;
    const tint = screen.tints.ofThing(thing, view);
    const mark = `<path d="${outline(thing.shape, screen.radius(thing))}" fill="${tint}"/>`;
    return `<g transform="translate(${point(x, y)})" data-thing="${xml(thing.id)}">${title}${mark}</g>`;
  });
}

function names({ placed, tints }) {
  const look = `${halo(tints)} text-anchor="middle"`;
  return placed.flatMap((each) =>
    each.lines.map((line, row) => {
      const spot = `x="${num(each.x)}" y="${num(each.y + 11 + row * 14)}"`;
      return `<text ${spot} fill="${each.tie ? tints.accent : tints.ink}" ${look}>${xml(line)}</text>`;
    }),
  );
}
