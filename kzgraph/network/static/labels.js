// Names on the map: of one size at every zoom, the weightier first, none over another; so they thin out by themselves.

const FONT = '12px system-ui, "Segoe UI", "Noto Sans", "Noto Sans CJK SC", sans-serif';
const measured = new Map();
let ranked = [];
let placed = [];   // what was drawn last, for the SVG

function widthOf(ctx, text) {
  if (!measured.has(text)) { ctx.font = FONT; measured.set(text, ctx.measureText(text).width); }
  return measured.get(text);
}

function folded(text, most = 22, rows = 2) {
  const lines = [''];
  const wide = /[\u3000-\u9fff\uf900-\ufaff]/.test(text);
  for (const word of wide ? [...text] : text.split(/\s+/)) {
    const joined = lines[lines.length - 1] ? lines[lines.length - 1] + (wide ? '' : ' ') + word : word;
    if (joined.length <= (wide ? most / 2 : most)) lines[lines.length - 1] = joined;
    else lines.push(word);
  }
  const cut = lines.filter(Boolean).map((line) => (line.length > most + 5 ? line.slice(0, most + 3) + '…' : line));
  if (cut.length > rows) { cut.length = rows; cut[rows - 1] = cut[rows - 1].replace(/…?$/, '…'); }
  return cut;
}

const headOf = (text, most) => (text.length > most ? text.slice(0, most - 1).trimEnd() + '…' : text);

// Where names begin alike, as those of agreements do, each keeps its beginning and its end.
function cut(text, most, alike) {
  const head = headOf(text, most);
  if (text.length <= most || !(alike.get(head) > 1)) return head;
  return text.slice(0, Math.ceil(most * 0.45)).trimEnd() + '…' + text.slice(text.length - Math.floor(most * 0.5)).trimStart();
}

function heads(most) {
  const found = new Map();
  for (const { id } of ranked) { const head = headOf(visible(nameOf(id)), most); found.set(head, (found.get(head) || 0) + 1); }
  return found;
}

function rankNames(lit) {
  const weight = (id) => (DATA.poles.includes(id) ? 1e6 : 0) + (id === state.chosen ? 1e8 : 0) + (id === state.centre && state.view === 'focus' ? 1e7 : 0) + (lit && lit.ids.has(id) ? 1e5 : 0) + THINGS.get(id).near.size;
  ranked = [...shown.ids].map((id) => ({ id, weight: weight(id), lit: !lit || lit.ids.has(id), lines: folded(visible(nameOf(id))) }));
  ranked.sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1));
}

// Rectangles that are taken, found again by the cells of a coarse grid.
class Room {
  constructor() { this.cells = new Map(); }

  at(left, top, right, bottom) {
    const keys = [];
    for (let x = Math.floor(left / 60); x <= Math.floor(right / 60); x += 1) for (let y = Math.floor(top / 40); y <= Math.floor(bottom / 40); y += 1) keys.push(x * 4096 + y);
    return keys;
  }

  clear(left, top, right, bottom) {
    for (const key of this.at(left, top, right, bottom)) for (const [l, t, r, b] of this.cells.get(key) || []) if (left < r && right > l && top < b && bottom > t) return false;
    return true;
  }

  take(left, top, right, bottom, force) {
    if (!force && !this.clear(left, top, right, bottom)) return false;
    for (const key of this.at(left, top, right, bottom)) { if (!this.cells.has(key)) this.cells.set(key, []); this.cells.get(key).push([left, top, right, bottom]); }
    return true;
  }
}

function drawMarks(ctx) {
  if (!marks.length || !places.size) return;
  const scale = net.getScale();
  const floor = [...places.values()].reduce((most, [, y]) => Math.max(most, y), -Infinity);
  const size = 12.5 / scale;
  let edge = -Infinity;
  for (const mark of marks) {
    ctx.font = `${mark.role === 'row' || mark.role === 'kind' ? '' : 'bold '}${size * (mark.role === 'kind' ? 0.9 : 1)}px system-ui, sans-serif`;
    ctx.fillStyle = tints.mark;
    ctx.textAlign = mark.role === 'year' ? 'center' : mark.role === 'kind' ? 'right' : 'left';
    ctx.textBaseline = 'bottom';
    if (mark.role === 'year') {
      ctx.strokeStyle = tints.line;
      ctx.lineWidth = 1 / scale;
      ctx.beginPath();
      ctx.moveTo(mark.x, mark.y + 4);
      ctx.lineTo(mark.x, floor + 30);
      ctx.stroke();
      const width = ctx.measureText(mark.text).width;
      if (mark.x - width / 2 < edge) continue;
      edge = mark.x + width / 2 + size / 2;
    }
    ctx.fillText(mark.text, mark.x, mark.y);
  }
}

function drawNames(ctx) {
  const scale = net.getScale();
  const room = new Room();    // names
  const marked = new Room();  // marks: the weightiest names may lie over them
  const wide = mapBox.clientWidth;
  const high = mapBox.clientHeight;
  placed = [];
  const order = hovered && THINGS.has(hovered) ? [...ranked.filter((each) => each.id === hovered), ...ranked.filter((each) => each.id !== hovered)] : ranked;
  const spots = [];

  for (const each of order) {
    const at = places.get(each.id);
    if (!at) continue;
    const dom = net.canvasToDOM({ x: at[0], y: at[1] });
    if (dom.x < -90 || dom.y < -40 || dom.x > wide + 90 || dom.y > high + 40) continue;
    const radius = sizeOf(THINGS.get(each.id)) * scale;
    spots.push([each, dom, radius]);
    if (each.lit) marked.take(dom.x - radius * 0.7, dom.y - radius * 0.7, dom.x + radius * 0.7, dom.y + radius * 0.7, true);
  }
  const free = (left, top, right, bottom, over) => (over || marked.clear(left, top, right, bottom)) && room.take(left, top, right, bottom);
  const edgeNames = tieNames();
  const beside = state.layout === 'years' ? 34 : state.layout === 'sides' ? Math.max(6, Math.floor((CELL[0] * scale - 26) / 6.4)) : 0;
  const alike = beside ? heads(beside) : null;
  ctx.save();
  const ratio = ctx.getTransform().a / scale;
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  for (const [each, dom, radius] of spots) drawSign(ctx, each, dom, radius);
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'center';
  for (const [rank, [each, dom, radius]] of spots.entries()) {
    const over = rank < 16;
    const chosen = each.id === state.chosen || each.id === hovered;
    if (!each.lit && !chosen) continue;
    const pole = DATA.poles.includes(each.id);
    if (beside && !(pole && state.layout === 'sides')) {
      const line = cut(visible(nameOf(each.id)), chosen ? 60 : beside, alike);
      const left = dom.x + radius + 4;
      const width = widthOf(ctx, line);
      if (!free(left, dom.y - 7, left + width, dom.y + 7, chosen)) continue;
      placed.push({ id: each.id, lines: [line], x: left + width / 2, y: dom.y - 7 });
      write(ctx, line, left + width / 2, dom.y, tints.ink, chosen ? 'bold ' : '');
      continue;
    }
    const lines = chosen ? folded(visible(nameOf(each.id)), 32, 4) : each.lines;
    const half = lines.reduce((most, line) => Math.max(most, widthOf(ctx, line)), 0) / 2 + 2;
    const high = lines.length * 13;
    const inside = Math.min(Math.max(dom.x, half + 3), wide - half - 3) - dom.x;
    const spot = [[inside, radius + 3], [inside, -radius - 3 - high], [radius + 3 + half, -high / 2], [-radius - 3 - half, -high / 2]].find(([x, y]) => dom.x + x >= half && dom.x + x <= wide - half && free(dom.x + x - half, dom.y + y, dom.x + x + half, dom.y + y + high, chosen || pole || over));
    if (!spot) continue;
    const [left, top] = [dom.x + spot[0], dom.y + spot[1]];
    placed.push({ id: each.id, lines, x: left, y: top });
    lines.forEach((line, row) => write(ctx, line, left, top + 7 + row * 13, tints.ink, chosen ? 'bold ' : ''));
  }
  for (const [name, x, y] of edgeNames) {
    const half = widthOf(ctx, name) / 2 + 3;
    if (!free(x - half, y - 8, x + half, y + 8)) continue;
    placed.push({ id: '', lines: [name], x, y: y - 7, tie: true });
    write(ctx, name, x, y, tints.accent, '');
  }
  ctx.restore();
}

function write(ctx, text, x, y, tint, weight) {
  ctx.font = weight + FONT;
  ctx.lineWidth = 3.5;
  ctx.lineJoin = 'round';
  ctx.strokeStyle = tints.halo;
  ctx.strokeText(text, x, y);
  ctx.fillStyle = tint;
  ctx.fillText(text, x, y);
}

function drawSign(ctx, each, dom, radius) {
  if (radius < 6.5 || !each.lit) return;
  const thing = THINGS.get(each.id);
  ctx.font = `bold ${Math.min(16, radius)}px system-ui, sans-serif`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = tints.dark ? '#14171b' : '#ffffff';
  ctx.fillText(KINDS.get(thing.kind).sign, dom.x, dom.y + (thing.shape === 'triangle' ? radius * 0.2 : thing.shape === 'triangleDown' ? -radius * 0.15 : 0.5));
  if (thing.silent && radius >= 8) badge(ctx, dom.x + radius * 0.85, dom.y - radius * 0.85);
  if (state.pins.has(each.id)) { ctx.fillStyle = tints.warn; ctx.fillRect(dom.x + radius - 2, dom.y - radius - 2, 5, 5); }
}

function badge(ctx, x, y) {
  ctx.beginPath();
  ctx.arc(x, y, 5.5, 0, 2 * Math.PI);
  ctx.fillStyle = tints.ground;
  ctx.fill();
  ctx.lineWidth = 1.2;
  ctx.strokeStyle = tints.warn;
  ctx.stroke();
  ctx.fillStyle = tints.warn;
  ctx.font = 'bold 9px system-ui, sans-serif';
  ctx.fillText('?', x, y + 0.5);
}

// The names of the lines that are chosen, or of those at the chosen thing while they are few.
function tieNames() {
  const claim = CLAIMS.get(state.chosen);
  const id = claim ? '' : THINGS.has(state.chosen) ? state.chosen : state.view === 'focus' ? state.centre : '';
  const few = !state.chosen && state.view !== 'focus' && state.layout === 'free' && shown.ties.length <= 60;
  const wanted = shown.ties.filter((tie) => few || tie.id === state.chosen || tie.id === hovered || (id && (tie.subject === id || tie.object === id)));
  if (wanted.length > 60) return [];
  return wanted.map((tie) => {
    const a = places.get(tie.subject);
    const b = places.get(tie.object);
    const far = tie.subject === id ? 0.58 : tie.object === id ? 0.42 : 0.5;
    const { x, y } = net.canvasToDOM({ x: a[0] + (b[0] - a[0]) * far, y: a[1] + (b[1] - a[1]) * far });
    return [propertyName(tie.property), x, y];
  });
}
