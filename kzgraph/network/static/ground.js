// The map on land: a thing stands at its place, or around the place where it is stated to lie.

const UNIT = 44; // of the map, for a degree of latitude
const LYING = ["locatedIn", "destination", "connects"]; // relations that lead to where something is
const STEPS = 3;
const TURN = Math.PI * (3 - Math.sqrt(5)); // so that rings of any number are filled evenly
const APART = 30;

// The thing with a point where *id* is or lies; nothing where no statement leads to one.
export function placeOf(model, id, steps = STEPS) {
  const thing = model.things.get(id);
  if (thing.at) return id;
  if (!steps) return "";
  for (const name of LYING) {
    for (const tie of thing.ties) {
      if (tie.property !== name || tie.subject !== id || tie.object === id || tie.rank === "deprecated") continue;
      const found = placeOf(model, tie.object, steps - 1);
      if (found) return found;
    }
  }
  return "";
}

// Equirectangular, true to scale along the middle latitude of what is drawn.
function projection({ things }) {
  const down = [...things.values()].filter((thing) => thing.at).map((thing) => thing.at[1]);
  const middle = (Math.min(...down) + Math.max(...down)) / 2;
  const wide = Math.cos((middle * Math.PI) / 180);
  return (longitude, latitude) => [Math.round(longitude * UNIT * wide), Math.round(-latitude * UNIT)];
}

export function groundPlaces(model, shown) {
  const project = projection(model);
  const gathered = new Map();
  for (const id of [...shown.ids].sort()) {
    const place = placeOf(model, id);
    if (!place) continue; // asked for by name, and put beside the map
    gathered.set(place, [...(gathered.get(place) || []), id]);
  }
  const places = new Map();
  for (const [place, ids] of gathered) {
    const [x, y] = project(...model.things.get(place).at);
    const around = ids.includes(place) ? [place, ...ids.filter((id) => id !== place)] : ids;
    for (const [at, id] of around.entries()) {
      const far = APART * Math.sqrt(at);
      places.set(id, [Math.round(x + far * Math.cos(at * TURN)), Math.round(y + far * Math.sin(at * TURN))]);
    }
  }
  const left = [...shown.ids].filter((id) => !places.has(id)).sort();
  const floor = Math.max(0, ...[...places.values()].map(([, y]) => y)) + 120;
  const [west] = places.values().next().value || [0];
  for (const [at, id] of left.entries()) places.set(id, [west + at * 90, floor]);
  return { places, headings: [], reach: 0 };
}

const drawn = new WeakMap(); // model → its land, which is the same at every stroke

// The land as paths of SVG, and the names on it, in the map's own units.
export function land(model) {
  if (!drawn.has(model)) drawn.set(model, projected(model));
  return drawn.get(model);
}

function projected(model) {
  const project = projection(model);
  const corners = (line) => {
    const found = [];
    for (let at = 0; at < line.length; at += 2) found.push(project(line[at], line[at + 1]));
    return found;
  };
  return {
    lines: model.land.lines.map(corners),
    names: model.land.names.map(([text, longitude, latitude]) => [text, ...project(longitude, latitude)]),
  };
}

export function drawLand(ctx, view, tints, scale) {
  if (view.state.layout !== "land") return;
  const { lines, names } = land(view.model);
  ctx.save();
  ctx.strokeStyle = tints.line;
  ctx.lineWidth = 1.2 / scale;
  for (const line of lines) {
    ctx.beginPath();
    for (const [at, [x, y]] of line.entries()) {
      if (at) ctx.lineTo(x, y);
      else ctx.moveTo(x, y);
    }
    ctx.stroke();
  }
  ctx.fillStyle = tints.soft;
  ctx.font = `${14 / scale}px system-ui, sans-serif`;
  ctx.textAlign = "center";
  for (const [text, x, y] of names) ctx.fillText(text, x, y);
  ctx.restore();
}
