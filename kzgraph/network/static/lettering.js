// Letters, headings and names over the map: of one size at every zoom, the weightier first, none over another;
// so they thin out by themselves.

import { Brush } from "./brush.js";
import { HEIGHT, headingsIn } from "./headings.js";
import { cut, folded, heads, ranked } from "./labels.js";
import { sizeOf } from "./marks.js";
import { Room } from "./room.js";
import { CELL } from "./sides.js";

const FOREMOST = 16; // so many of the weightiest names may lie over marks
const LINE = 13; // the height of a line

export class Lettering {
  constructor(view, tints) {
    this.view = view;
    this.tints = tints;
    this.brush = new Brush(tints);
    this.ranked = [];
    this.placed = []; // the names as they were drawn last, for the SVG
    this.headings = []; // the headings
  }

  rank(lit) {
    this.ranked = ranked(this.view, lit);
  }

  // *screen* knows scale and size of the window, and the spot at which something stands in it.
  draw(ctx, screen) {
    const spots = this.spots(screen);
    ctx.save();
    const ratio = ctx.getTransform().a / screen.scale;
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    for (const spot of spots) this.sign(ctx, spot);
    const widthOf = (heading) => this.brush.headingWidth(ctx, heading);
    this.headings = headingsIn(spots.length ? this.view.headings : [], spots, screen, widthOf);
    for (const heading of this.headings) this.brush.heading(ctx, heading);
    const free = this.freedom(spots);
    ctx.textBaseline = "middle";
    ctx.textAlign = "center";
    this.placed = [...this.names(ctx, spots, free, screen), ...this.tieNames(ctx, free, screen)];
    ctx.restore();
  }

  // The things that can be seen, with spot and radius in the window; what lies under the pointer first.
  spots(screen) {
    const { places, hovered, model } = this.view;
    const over = (each) => each.id === hovered;
    const order = [...this.ranked.filter(over), ...this.ranked.filter((each) => !over(each))];
    return order
      .filter((each) => places.has(each.id))
      .map((each) => {
        const thing = model.things.get(each.id);
        return {
          ...each,
          thing,
          at: screen.spot(places.get(each.id)),
          radius: sizeOf(thing, this.view) * screen.scale,
        };
      })
      .filter(({ at: { x, y } }) => x >= -90 && y >= -40 && x <= screen.width + 90 && y <= screen.height + 40);
  }

  // Returns what takes a rectangle for a name, if no name, no heading, and unless *over* no mark, lies there.
  freedom(spots) {
    const names = new Room();
    const marks = new Room();
    for (const { left, bottom, width } of this.headings) {
      names.take(left - 2, bottom - HEIGHT, left + width + 2, bottom - 3, true);
    }
    for (const { lit, at, radius } of spots) {
      const half = radius * 0.7;
      if (lit) marks.take(at.x - half, at.y - half, at.x + half, at.y + half, true);
    }
    return (left, top, right, bottom, over = false) =>
      (over || marks.clear(left, top, right, bottom)) && names.take(left, top, right, bottom);
  }

  sign(ctx, { id, lit, thing, at, radius }) {
    if (radius < 6.5 || !lit) return;
    this.brush.letter(ctx, this.view.model.kinds.get(thing.kind).sign, thing.shape, at, radius);
    if (thing.silent && radius >= 8) this.brush.badge(ctx, at.x + radius * 0.85, at.y - radius * 0.85);
    if (this.view.state.pins.has(id)) this.brush.pin(ctx, at.x + radius, at.y - radius);
  }

  // How many characters a name beside its mark may have; none where names stand around marks.
  beside(scale) {
    const { layout } = this.view.state;
    if (layout === "years") return 34;
    return layout === "sides" ? Math.max(6, Math.floor((CELL[0] * scale - 26) / 6.4)) : 0;
  }

  names(ctx, spots, free, screen) {
    const most = this.beside(screen.scale);
    const alike = most
      ? heads(
          this.ranked.map((each) => each.name),
          most,
        )
      : null;
    const placed = spots.map((spot, rank) => {
      const chosen = spot.id === this.view.state.chosen || spot.id === this.view.hovered;
      if (!spot.lit && !chosen) return null;
      const pole = this.view.model.poles.includes(spot.id);
      if (!most || (pole && this.view.state.layout === "sides")) {
        return this.nameAround(ctx, spot, chosen, free, screen.width, chosen || pole || rank < FOREMOST);
      }
      return this.nameBeside(ctx, spot, cut(spot.name, chosen ? 60 : most, alike), free, chosen);
    });
    return placed.filter(Boolean);
  }

  nameBeside(ctx, { id, at, radius }, line, free, chosen) {
    const left = at.x + radius + 4;
    const width = this.brush.widthOf(ctx, line);
    if (!free(left, at.y - 7, left + width, at.y + 7, chosen)) return null;
    this.brush.write(ctx, line, left + width / 2, at.y, this.tints.ink, chosen);
    return { id, lines: [line], x: left + width / 2, y: at.y - 7 };
  }

  // Below the mark, else above, right or left of it: the first that is free.
  nameAround(ctx, { id, name, lines: short, at, radius }, chosen, free, wide, over) {
    const lines = chosen ? folded(name, 32, 4) : short;
    const half = this.brush.widest(ctx, lines) / 2 + 2;
    const high = lines.length * LINE;
    const inside = Math.min(Math.max(at.x, half + 3), wide - half - 3) - at.x;
    const offers = [
      [inside, radius + 3],
      [inside, -radius - 3 - high],
      [radius + 3 + half, -high / 2],
      [-radius - 3 - half, -high / 2],
    ];
    const found = offers
      .map(([x, y]) => [at.x + x, at.y + y])
      .find(([x, y]) => x >= half && x <= wide - half && free(x - half, y, x + half, y + high, over));
    if (!found) return null;
    const [x, y] = found;
    for (const [row, line] of lines.entries())
      this.brush.write(ctx, line, x, y + 7 + row * LINE, this.tints.ink, chosen);
    return { id, lines, x, y };
  }

  tieNames(ctx, free, screen) {
    const placed = [];
    for (const [name, x, y] of this.namedTies(screen)) {
      const half = this.brush.widthOf(ctx, name) / 2 + 3;
      if (!free(x - half, y - 8, x + half, y + 8)) continue;
      placed.push({ id: "", lines: [name], x, y: y - 7, tie: true });
      this.brush.write(ctx, name, x, y, this.tints.accent);
    }
    return placed;
  }

  // The names of the lines that are chosen, or of those at the chosen thing while they are few.
  namedTies(screen) {
    const { state, shown, places, hovered } = this.view;
    const id = this.atCentre();
    const few = !state.chosen && state.view !== "focus" && state.layout === "free" && shown.ties.length <= 60;
    const named = (tie) => few || tie.id === state.chosen || tie.id === hovered || (id && touches(tie, id));
    const wanted = shown.ties.filter(named);
    if (wanted.length > 60) return [];
    return wanted.map((tie) => {
      const [a, b] = [places.get(tie.subject), places.get(tie.object)];
      const far = tie.subject === id ? 0.58 : tie.object === id ? 0.42 : 0.5;
      const { x, y } = screen.spot([a[0] + (b[0] - a[0]) * far, a[1] + (b[1] - a[1]) * far]);
      return [this.view.propertyName(tie.property), x, y];
    });
  }

  atCentre() {
    const { model, state } = this.view;
    if (model.claims.has(state.chosen)) return "";
    if (model.things.has(state.chosen)) return state.chosen;
    return state.view === "focus" ? state.centre : "";
  }
}

function touches(tie, id) {
  return tie.subject === id || tie.object === id;
}
