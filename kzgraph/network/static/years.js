// Years: the first year across, the kind down; within a kind each name has room to its right.

import { byKind } from "./order.js";

export function yearPlaces(view, room) {
  const { model, shown } = view;
  const used = usedYears(model, shown.ids);
  const { across, far } = yearScale(used);
  const unit = 1 / Math.min(1.25, Math.max(0.1, (room.width - 290) / Math.max(1, far))); // one pixel of the window
  const { places, headings, alone } = filled(view, across, unit);
  for (const [year, x] of across) {
    if (used.includes(year) || year % 10 === 0) headings.push({ text: String(year), x, y: -36 * unit, role: "year" });
  }
  if (alone) headings.push({ text: "no year stated", x: -210 * unit, y: -14 * unit, role: "side" });
  return { places, headings, reach: 215 * unit };
}

function begin(thing) {
  if (!thing.years) return null;
  return thing.years[0] === null ? thing.years[1] : thing.years[0];
}

function usedYears({ things }, ids) {
  const years = [...ids].map((id) => begin(things.get(id))).filter((year) => year !== null);
  return [...new Set(years)].sort((a, b) => a - b);
}

// Years in which something begins take more room than the others.
function yearScale(used) {
  const across = new Map();
  let far = 0;
  for (let year = used[0]; year <= used.at(-1); year += 1) {
    const step = used.includes(year) ? 30 : 9;
    across.set(year, far + step);
    far += 2 * step;
  }
  return { across, far };
}

function filled(view, across, unit) {
  const { model, shown } = view;
  const places = new Map();
  const headings = [];
  const high = 23 * unit;
  let y = 0;
  let alone = 0;
  for (const [kind, ids] of byKind(model, shown.ids)) {
    const dated = ids.filter((id) => begin(model.things.get(id)) !== null);
    for (const id of ids.filter((each) => !dated.includes(each))) {
      places.set(id, [Math.round(-200 * unit), Math.round(alone * high)]);
      alone += 1;
    }
    const rows = packed(view, dated, across, unit);
    for (const [id, [x, row]] of rows.places) places.set(id, [x, Math.round(y + row * high)]);
    if (!rows.count) continue;
    headings.push({ text: model.kinds.get(kind).label, x: -20 * unit, y: y - 9 * unit, role: "row" });
    y += rows.count * high + 26 * unit;
  }
  return { places, headings, alone };
}

// Each thing stands in the first row whose last name has ended.
function packed(view, ids, across, unit) {
  const ends = [];
  const places = new Map();
  for (const id of ids) {
    const x = across.get(begin(view.model.things.get(id)));
    const free = ends.findIndex((end) => end <= x);
    const row = free < 0 ? ends.length : free;
    ends[row] = x + (34 + 6.7 * Math.min(34, view.nameOf(id).length)) * unit;
    places.set(id, [x, row]);
  }
  return { places, count: ends.length };
}
