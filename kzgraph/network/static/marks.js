// The marks and lines of the map, as vis-network wants them.

export const DASHES = {
  asserted: false,
  reported: false,
  planned: [12, 7],
  forecast: [3, 5],
  opinion: [3, 5],
  derived: [2, 8],
};
const LARGEST = { sides: 12, years: 12 }; // rows have no room for more
export const POLE = 26; // the radius of a pole, the largest

export function sizeOf(thing, { model, state }) {
  const most = model.poles.includes(thing.id) ? POLE : LARGEST[state.layout] || 99;
  return Math.min(most, weightOf(thing, model.top, state.size));
}

function weightOf(thing, top, by) {
  if (by === "same" || !top[by]) return 11;
  return 8 + 20 * Math.sqrt((thing[by] || 0) / top[by]);
}

export function nodeOf(thing, lit, view, tints) {
  const tint = tints.ofThing(thing, view);
  const [x, y] = view.places.get(thing.id);
  const chosen = thing.id === view.state.chosen;
  const around = { background: tint, border: tints.ink };
  return {
    id: thing.id,
    x,
    y,
    shape: thing.shape,
    size: sizeOf(thing, view),
    label: undefined,
    opacity: lit ? 1 : 0.22,
    borderWidth: chosen ? 4 : 1,
    borderWidthSelected: 4,
    color: { background: tint, border: chosen ? tints.ink : tint, highlight: around, hover: around },
  };
}

export function edgeOf(tie, lit, view, tints) {
  const { chosen } = view.state;
  const itself = tie.id === chosen;
  const bright = lit && Boolean(chosen);
  const color = itself || bright ? tints.accent : tints.tie;
  const opacity = brightness(lit, chosen);
  return {
    id: tie.id,
    from: tie.subject,
    to: tie.object,
    width: itself ? 4 : bright ? 1.8 : 1,
    dashes: DASHES[tie.modality] || false,
    color: { color, highlight: tints.accent, hover: tints.accent, opacity },
    smooth: bend(tie, view),
  };
}

function brightness(lit, chosen) {
  if (!lit) return 0.13;
  return chosen ? 0.95 : 0.7;
}

// A line within a column would lie under the marks between; parallel ties would lie over each other.
function bend(tie, { state, places }) {
  const column = (id) => places.get(id)[0];
  if (state.layout === "sides" && column(tie.subject) === column(tie.object)) {
    return { enabled: true, type: "curvedCW", roundness: 0.25 };
  }
  if (!tie.lane) return false;
  return { enabled: true, type: tie.lane % 2 ? "curvedCW" : "curvedCCW", roundness: 0.12 * Math.ceil(tie.lane / 2) };
}
