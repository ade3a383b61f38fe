// Free: what was computed ahead for all, drawn together for what is shown. Springs without chance, so always the same.

const MANY = 420; // more than so many stay where they were computed
const TURNS = 260;
const FAR = 84; // the length of a spring at rest
const MIDDLE = 0.9; // how strongly all is drawn to the middle

export function freePlaces({ things }, shown, room) {
  const ids = [...shown.ids].sort();
  const x = ids.map((id) => things.get(id).x);
  const y = ids.map((id) => things.get(id).y);
  if (ids.length > 1 && ids.length <= MANY) drawTogether(x, y, pairsOf(ids, shown.ties), stretch(room));
  const places = new Map(ids.map((id, at) => [id, [Math.round(x[at]), Math.round(y[at])]]));
  return { places, headings: [], reach: 0 };
}

// Names are wider than high and windows differ: sideways there is as much more room as the window has.
export function stretch(room) {
  return Math.min(2, Math.max(0.8, (1.25 * room.width) / Math.max(200, room.height)));
}

function pairsOf(ids, ties) {
  const index = new Map(ids.map((id, at) => [id, at]));
  const pair = (tie) => [index.get(tie.subject), index.get(tie.object)].sort((a, b) => a - b).join();
  return [...new Set(ties.map(pair))].map((each) => each.split(",").map(Number)).filter(([a, b]) => a !== b);
}

function drawTogether(x, y, pairs, wide) {
  for (const at of x.keys()) x[at] = x[at] / wide + at * 1e-3;
  const pulls = springsOf(pairs, x.length);
  const forces = { x: new Float64Array(x.length), y: new Float64Array(x.length) };
  let heat = FAR * 3;
  for (let turn = 0; turn < TURNS; turn += 1) {
    forces.x.fill(0);
    forces.y.fill(0);
    push(x, y, forces);
    pull(x, y, pulls, forces);
    move(x, y, forces, heat);
    heat = Math.max(1, heat * 0.978);
  }
  for (const at of x.keys()) x[at] *= wide;
}

// A spring is the weaker, the more hang on its less tied end.
function springsOf(pairs, count) {
  const degree = new Array(count).fill(0);
  for (const at of pairs.flat()) degree[at] += 1;
  return pairs.map(([a, b]) => [a, b, Math.sqrt(Math.max(1, Math.min(degree[a], degree[b])))]);
}

function push(x, y, forces) {
  const { x: fx, y: fy } = forces;
  for (let a = 0; a < x.length; a += 1) {
    for (let b = a + 1; b < x.length; b += 1) {
      const dx = x[a] - x[b];
      const dy = y[a] - y[b];
      const away = (FAR * FAR) / Math.max(1, dx * dx + dy * dy);
      fx[a] += dx * away;
      fy[a] += dy * away;
      fx[b] -= dx * away;
      fy[b] -= dy * away;
    }
    fx[a] -= x[a] * MIDDLE;
    fy[a] -= y[a] * MIDDLE;
  }
}

function pull(x, y, springs, { x: fx, y: fy }) {
  for (const [a, b, weak] of springs) {
    const dx = x[a] - x[b];
    const dy = y[a] - y[b];
    const near = Math.sqrt(dx * dx + dy * dy) / FAR / weak;
    fx[a] -= dx * near;
    fy[a] -= dy * near;
    fx[b] += dx * near;
    fy[b] += dy * near;
  }
}

function move(x, y, { x: fx, y: fy }, heat) {
  for (const at of x.keys()) {
    const force = Math.max(1e-9, Math.sqrt(fx[at] * fx[at] + fy[at] * fy[at]));
    const step = Math.min(force, heat) / force;
    x[at] += fx[at] * step;
    y[at] += fy[at] * step;
  }
}
