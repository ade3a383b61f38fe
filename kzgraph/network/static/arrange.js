// Where what is shown is put. The same things are always put alike: the free map starts from places computed ahead,
// the others follow from side, kind, year and name. No chance, no clock.

const KIND_ORDER = new Map(DATA.kinds.map((kind, at) => [kind.id, at]));
const CELL = [225, 27];   // one thing with its name beside it
const POLE = 0.85;   // the room of a pole, in cells
const GAP = 0.7;    // between two kinds, in cells
const SIDES = ['left', 'both', 'right', 'neither'];
let reach = 0;   // room for names to the right of the last marks
let marks = [];   // headings: { text, x, y, role }

function arrange(shown) {
  marks = [];
  reach = 0;
  if (state.layout === 'rings' && state.centre) return ringPlaces(shown);
  if (state.layout === 'sides') return sidePlaces(shown);
  if (state.layout === 'years') return yearPlaces(shown);
  return freePlaces(shown);
}

const inOrder = (a, b) => THINGS.get(a).order - THINGS.get(b).order;

function byKind(ids) {
  const rows = new Map(DATA.kinds.map((kind) => [kind.id, []]));
  for (const id of ids) rows.get(THINGS.get(id).kind).push(id);
  return [...rows].filter(([, things]) => things.length).map(([kind, things]) => [kind, things.sort(inOrder)]);
}

// Two sides: the one pole's things left, the other's right, shared things between; rows are kinds.
// As many columns a side as make everything as large as the window allows.
function sidePlaces(shown) {
  const places = new Map();
  const poles = DATA.poles.filter((id) => shown.ids.has(id));
  const rows = byKind([...shown.ids].filter((id) => !poles.includes(id))).map(([kind, things]) => [kind, SIDES.map((side) => things.filter((id) => (THINGS.get(id).side || 'neither') === side))]);
  const most = SIDES.map((_, at) => rows.reduce((sum, [, sides]) => Math.max(sum, sides[at].length), 0));
  const room = [Math.max(240, mapBox.clientWidth - 60), Math.max(240, mapBox.clientHeight - 150)];
  const tall = (columns) => rows.reduce((sum, [, sides]) => sum + GAP + sides.reduce((high, things, at) => Math.max(high, Math.ceil(things.length / Math.max(1, columns[at]))), 0), 0) * CELL[1];
  const wide = (columns) => (columns.reduce((sum, count) => sum + (count ? count + 0.12 : 0), 0) + poles.length * POLE) * CELL[0];
  const top = (at) => Math.min(most[at], 8);
  let best = null;
  for (let a = Math.min(1, most[0]); a <= top(0); a += 1) for (let b = Math.min(1, most[1]); b <= top(1); b += 1) for (let c = Math.min(1, most[2]); c <= top(2); c += 1) for (let d = Math.min(1, most[3]); d <= top(3); d += 1) {
    const columns = [a, b, c, d];
    const scale = Math.min(room[0] / Math.max(1, wide(columns)), room[1] / Math.max(1, tall(columns)));
    if (!best || scale > best.scale + 1e-9) best = { columns, scale };
  }
  const { columns } = best || { columns: [0, 0, 0, 0] };
  const has = (at) => poles.includes(DATA.poles[at]);
  let x = has(0) ? POLE * CELL[0] : 0;
  const starts = [];
  const names = [DATA.poles[0] ? nameOf(DATA.poles[0]) : 'left', 'between the two', DATA.poles[1] ? nameOf(DATA.poles[1]) : 'right', 'neither side'];
  let rightPole = 0;
  columns.forEach((count, at) => {
    starts.push(x);
    if (count) { marks.push({ text: names[at], x: x - 8, y: -44, role: 'side' }); x += (count + 0.12) * CELL[0]; }
    if (at === 2 && has(1)) { rightPole = x + 0.2 * CELL[0]; x += (POLE - 0.3) * CELL[0]; }
  });
  let y = 0;
  for (const [kind, sides] of rows) {
    let high = 0;
    sides.forEach((things, at) => {
      things.forEach((id, number) => places.set(id, [Math.round(starts[at] + (number % columns[at]) * CELL[0]), Math.round(y + Math.floor(number / columns[at]) * CELL[1])]));
      if (things.length) high = Math.max(high, Math.ceil(things.length / columns[at]));
    });
    marks.push({ text: KINDS.get(kind).label, x: starts[0] - 16, y: y + 7, role: 'kind' });
    y += (high + GAP) * CELL[1];
  }
  reach = columns[3] || !has(1) ? CELL[0] * 0.75 : 40;
  const middle = Math.round(Math.max(0, y - CELL[1]) / 2);
  if (has(0)) places.set(DATA.poles[0], [0, middle]);
  if (has(1)) places.set(DATA.poles[1], [Math.round(rightPole), middle]);
  return places;
}

// Years: the first year across, the kind down; within a kind each name has room to its right.
function yearPlaces(shown) {
  const places = new Map();
  const begin = (id) => { const years = THINGS.get(id).years; return years ? (years[0] === null ? years[1] : years[0]) : null; };
  const used = [...new Set([...shown.ids].map(begin).filter((year) => year !== null))].sort((a, b) => a - b);
  const x = new Map();
  let far = 0;
  if (used.length) for (let year = used[0]; year <= used[used.length - 1]; year += 1) { const step = used.includes(year) ? 30 : 9; far += step; x.set(year, far); far += step; }
  const unit = 1 / Math.min(1.25, Math.max(0.1, (mapBox.clientWidth - 290) / Math.max(1, far)));   // one pixel of the window
  const high = 23 * unit;
  reach = 215 * unit;
  let y = 0;
  let alone = 0;
  for (const [kind, things] of byKind(shown.ids)) {
    const ends = [];
    const start = y;
    for (const id of things) {
      if (begin(id) === null) { places.set(id, [Math.round(-200 * unit), Math.round(alone * high)]); alone += 1; continue; }
      const at = x.get(begin(id));
      let row = ends.findIndex((end) => end <= at);
      if (row < 0) row = ends.length;
      ends[row] = at + (34 + 6.7 * Math.min(34, nameOf(id).length)) * unit;
      places.set(id, [at, Math.round(y + row * high)]);
    }
    if (!ends.length) continue;
    marks.push({ text: KINDS.get(kind).label, x: -20 * unit, y: start - 9 * unit, role: 'row' });
    y += ends.length * high + 26 * unit;
  }
  for (const [year, at] of x) if (used.includes(year) || year % 10 === 0) marks.push({ text: String(year), x: at, y: -36 * unit, role: 'year' });
  if (alone) marks.push({ text: 'no year stated', x: -210 * unit, y: -14 * unit, role: 'side' });
  return places;
}

// Free: what was computed ahead for all, drawn together for what is shown. Springs without chance, so always the same.
function freePlaces(shown) {
  const ids = [...shown.ids].sort();
  const many = ids.length;
  const index = new Map(ids.map((id, at) => [id, at]));
  const px = ids.map((id) => THINGS.get(id).x);
  const py = ids.map((id) => THINGS.get(id).y);
  if (many > 1 && many <= 420) spring(shown, index, px, py, many);
  return new Map(ids.map((id, at) => [id, [Math.round(px[at]), Math.round(py[at])]]));
}

// Names are wider than high and windows differ: sideways there is as much more room as the window has.
const stretch = () => Math.min(2, Math.max(0.8, (1.25 * mapBox.clientWidth) / Math.max(200, mapBox.clientHeight)));

function spring(shown, index, px, py, many) {
  const pairs = [...new Set(shown.ties.map((tie) => [index.get(tie.subject), index.get(tie.object)].sort((a, b) => a - b).join()))].map((pair) => pair.split(',').map(Number)).filter(([a, b]) => a !== b);
  const degree = new Array(many).fill(0);
  for (const [a, b] of pairs) { degree[a] += 1; degree[b] += 1; }
  const far = 84;
  const wide = stretch();
  for (let at = 0; at < many; at += 1) { px[at] = px[at] / wide + at * 1e-3; }
  let heat = far * 3;
  const fx = new Float64Array(many);
  const fy = new Float64Array(many);
  for (let turn = 0; turn < 260; turn += 1) {
    fx.fill(0);
    fy.fill(0);
    for (let a = 0; a < many; a += 1) {
      for (let b = a + 1; b < many; b += 1) {
        const dx = px[a] - px[b];
        const dy = py[a] - py[b];
        const gap = Math.max(1, dx * dx + dy * dy);
        const push = (far * far) / gap;
        fx[a] += dx * push; fy[a] += dy * push; fx[b] -= dx * push; fy[b] -= dy * push;
      }
      fx[a] -= px[a] * 0.9;
      fy[a] -= py[a] * 0.9;
    }
    for (const [a, b] of pairs) {
      const dx = px[a] - px[b];
      const dy = py[a] - py[b];
      const pull = Math.sqrt(dx * dx + dy * dy) / far / Math.sqrt(Math.max(1, Math.min(degree[a], degree[b])));
      fx[a] -= dx * pull; fy[a] -= dy * pull; fx[b] += dx * pull; fy[b] += dy * pull;
    }
    for (let at = 0; at < many; at += 1) {
      const force = Math.max(1e-9, Math.sqrt(fx[at] * fx[at] + fy[at] * fy[at]));
      const step = Math.min(force, heat) / force;
      px[at] += fx[at] * step;
      py[at] += fy[at] * step;
    }
    heat = Math.max(1, heat * 0.978);
  }
  for (let at = 0; at < many; at += 1) px[at] *= wide;
}

// Rings: the centre, then what is one, two, three steps away, each beside what it hangs on.
function ringPlaces(shown) {
  const places = new Map([[state.centre, [0, 0]]]);
  const children = new Map();
  const order = (a, b) => KIND_ORDER.get(THINGS.get(a).kind) - KIND_ORDER.get(THINGS.get(b).kind) || inOrder(a, b);
  const near = new Map();
  for (const tie of shown.ties) {
    for (const [a, b] of [[tie.subject, tie.object], [tie.object, tie.subject]]) {
      if (!near.has(a)) near.set(a, new Set());
      near.get(a).add(b);
    }
  }
  const seen = new Set([state.centre]);
  const levels = [];
  let edge = [state.centre];
  while (edge.length) {
    const next = [];
    for (const id of edge) {
      const own = [...(near.get(id) || [])].filter((other) => !seen.has(other)).sort(order);
      for (const other of own) seen.add(other);
      children.set(id, own);
      next.push(...own);
    }
    if (next.length) levels.push(next.length);
    edge = next;
  }
  const leaves = (id) => Math.max(1, (children.get(id) || []).reduce((sum, child) => sum + leaves(child), 0));
  const radii = [0];
  levels.forEach((count, at) => radii.push(Math.max(radii[at] + 150, (count * 66) / (2 * Math.PI))));
  const put = (id, level, from, to) => {
    let angle = from;
    const own = children.get(id) || [];
    const whole = own.reduce((sum, child) => sum + leaves(child), 0);
    for (const [number, child] of own.entries()) {
      const share = ((to - from) * leaves(child)) / whole;
      const turn = angle + share / 2;
      const far = radii[level] + (own.length > 14 && number % 2 ? 74 : 0);
      places.set(child, [Math.round(far * stretch() * Math.cos(turn)), Math.round(far * Math.sin(turn))]);
      put(child, level + 1, angle, angle + share);
      angle += share;
    }
  };
  put(state.centre, 1, -Math.PI / 2, 1.5 * Math.PI);
  const floor = (radii[radii.length - 1] || 0) + 160;
  let spare = 0;
  for (const id of shown.ids) if (!places.has(id)) { places.set(id, [(spare % 6) * 180 - 450, floor + Math.floor(spare / 6) * 64]); spare += 1; }
  return places;
}
