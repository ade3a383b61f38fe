// What is shown, laid on a sheet of its own: all of it, whatever the window shows, at the width of a page in print.

import { litUp } from "./highlight.js";
import { Lettering } from "./lettering.js";
import { sizeOf } from "./marks.js";

const WIDE = 720; // units across; of 16 cm, so that letters of 12 units are of 7.5 points
const WIDEST = 1500; // where rows have to be read
const TALLEST = 1080;
const LEGIBLE = { sides: 0.42, years: 0.5 };
const RIM = { left: 70, right: 70, top: 40, bottom: 50 };
const HEADING = 60; // more at the left, where rows have the names of kinds

export function sheet(view, tints) {
  const { places, reach, headings, state } = view;
  const spots = [...[...places.values()], ...headings.map(({ x, y }) => [x, y])];
  const across = spots.map(([x]) => x);
  const down = spots.map(([, y]) => y);
  const [left, right] = [Math.min(...across), Math.max(...across) + reach];
  const [top, bottom] = [Math.min(...down), Math.max(...down)];
  const rimLeft = RIM.left + (state.layout === "sides" ? HEADING : 0);
  const room = WIDE - rimLeft - RIM.right;
  const fitting = Math.min(1.25, room / Math.max(1, right - left));
  const scale = Math.max(fitting, LEGIBLE[state.layout] || 0);
  const width = Math.min(WIDEST, Math.max(WIDE, Math.ceil((right - left) * scale) + rimLeft + RIM.right));
  const small = Math.min(
    scale,
    (width - rimLeft - RIM.right) / Math.max(1, right - left),
    (TALLEST - RIM.top - RIM.bottom) / Math.max(1, bottom - top),
  );
  const height = Math.ceil((bottom - top) * small) + RIM.top + RIM.bottom;
  const free = width - rimLeft - RIM.right - (right - left) * small;
  const screen = {
    width,
    height,
    scale: small,
    tints,
    placed: [],
    headings: [],
    spot: ([x, y]) => ({ x: rimLeft + free / 2 + (x - left) * small, y: RIM.top + (y - top) * small }),
    radius: (thing) => Math.max(2.5, sizeOf(thing, view) * small),
  };
  return Object.assign(screen, lettered(view, screen));
}

// The names and headings, put where they would stand on a canvas of this size.
function lettered(view, screen) {
  const ctx = document.createElement("canvas").getContext("2d");
  ctx.scale(screen.scale, screen.scale);
  const lettering = new Lettering(view, screen.tints);
  lettering.rank(litUp(view));
  lettering.draw(ctx, screen);
  return { placed: lettering.placed, headings: lettering.headings };
}
