// Where what is shown is put. The same things are always put alike: the free map starts from places computed ahead,
// the others follow from side, kind, year and name. No chance, no clock.

import { groundPlaces } from "./ground.js";
import { ringPlaces } from "./rings.js";
import { sidePlaces } from "./sides.js";
import { freePlaces } from "./springs.js";
import { yearPlaces } from "./years.js";

// Returns places (id → [x, y]), headings, and the reach: room for names to the right of the last marks.
// *room* is the window's width and height in pixels.
export function arrange(view, room) {
  const { state, shown, model } = view;
  if (state.layout === "rings" && state.centre) return ringPlaces(model, shown, state.centre, room);
  if (state.layout === "sides") return sidePlaces(view, room);
  if (state.layout === "years") return yearPlaces(view, room);
  if (state.layout === "land") return groundPlaces(model, shown);
  return freePlaces(model, shown, room);
}
