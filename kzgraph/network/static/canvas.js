// The map: vis-network draws marks and lines where they were put; signs, names and headings are drawn over it.

const mapBox = document.getElementById('map');
const nodeSet = new vis.DataSet();
const edgeSet = new vis.DataSet();
const places = new Map();
let shown = { ids: new Set(), ties: [], rings: null, undated: 0 };
let hovered = '';
let net = null;
let tints = {};

const DASHES = { asserted: false, reported: false, planned: [12, 7], forecast: [3, 5], opinion: [3, 5], derived: [2, 8] };
const COMMUNITY = ['#0b5cad', '#b04a00', '#00695c', '#8e1a6b', '#4a5a00', '#5b2a9d', '#8a1c1c', '#006c8f', '#7a3b00', '#3f4fa3'];
const COMMUNITY_DARK = ['#6cb3ff', '#ff9d4d', '#4dd0bd', '#f08bd0', '#c3d24d', '#c49bff', '#ff8f86', '#63d1f4', '#ffb366', '#a3b1ff'];
const SIDE_TINT = { left: ['#00695c', '#4dd0bd'], right: ['#b3261e', '#ff8f86'], both: ['#5b2a9d', '#c49bff'], neither: ['#5c6670', '#aab6c2'] };

function readTints() {
  const style = getComputedStyle(document.documentElement);
  for (const name of ['ground', 'ink', 'soft', 'line', 'tie', 'accent', 'mark', 'halo', 'warn']) tints[name] = style.getPropertyValue('--' + name).trim();
  tints.dark = document.documentElement.dataset.theme === 'dark';
}

function tintOf(thing) {
  const at = tints.dark ? 1 : 0;
  if (state.colour === 'side') return SIDE_TINT[thing.side || 'neither'][at];
  if (state.colour === 'community') return thing.community ? (tints.dark ? COMMUNITY_DARK : COMMUNITY)[(thing.community - 1) % 10] : SIDE_TINT.neither[at];
  return KINDS.get(thing.kind)[tints.dark ? 'dark' : 'light'];
}

const TOP = {};
for (const name of ['degree', 'betweenness', 'brokerage']) TOP[name] = DATA.nodes.reduce((most, node) => Math.max(most, node[name] || 0), 0);

function sizeOf(thing) {
  const most = state.layout === 'sides' || state.layout === 'years' ? 12 : 99;
  return Math.min(DATA.poles.includes(thing.id) ? 26 : most, weightOf(thing));
}

function weightOf(thing) {
  if (state.size === 'same' || !TOP[state.size]) return 11;
  return 8 + 20 * Math.sqrt((thing[state.size] || 0) / TOP[state.size]);
}

function nodeOf(thing, lit) {
  const tint = tintOf(thing);
  const [x, y] = places.get(thing.id);
  const chosen = thing.id === state.chosen;
  return {
    id: thing.id, x, y, shape: thing.shape, size: sizeOf(thing), label: undefined,
    opacity: lit ? 1 : 0.22,
    borderWidth: chosen ? 4 : 1, borderWidthSelected: 4,
    color: { background: tint, border: chosen ? tints.ink : tint, highlight: { background: tint, border: tints.ink }, hover: { background: tint, border: tints.ink } },
  };
}

function edgeOf(tie, lit) {
  const chosen = tie.id === state.chosen;
  const shade = chosen || (lit && state.chosen) ? tints.accent : tints.tie;
  return {
    id: tie.id, from: tie.subject, to: tie.object, width: chosen ? 4 : lit && state.chosen ? 1.8 : 1,
    dashes: DASHES[tie.modality] || false,
    color: { color: shade, highlight: tints.accent, hover: tints.accent, opacity: lit ? (state.chosen ? 0.95 : 0.7) : 0.13 },
    smooth: state.layout === 'sides' && places.get(tie.subject)[0] === places.get(tie.object)[0] ? { enabled: true, type: 'curvedCW', roundness: 0.25 } : tie.lane ? { enabled: true, type: tie.lane % 2 ? 'curvedCW' : 'curvedCCW', roundness: 0.12 * Math.ceil(tie.lane / 2) } : false,
  };
}

// What stays bright when something is chosen: it, its ties, their other ends.
function litUp() {
  const claim = CLAIMS.get(state.chosen);
  if (claim && claim.object) return { ids: new Set([claim.subject, claim.object]), tie: (tie) => tie.id === claim.id };
  const id = claim ? claim.subject : state.chosen;
  if (!id || !shown.ids.has(id) || (state.view === 'focus' && state.centre === id)) return null;
  const ids = new Set([id]);
  for (const tie of shown.ties) {
    if (tie.subject === id) ids.add(tie.object);
    if (tie.object === id) ids.add(tie.subject);
  }
  return { ids, tie: (tie) => tie.subject === id || tie.object === id };
}

function replaceIn(set, wanted) {
  const gone = set.getIds().filter((id) => !wanted.has(id));
  if (gone.length) set.remove(gone);
  if (wanted.size) set.update([...wanted.values()]);
}

function render(fit) {
  shown = choose();
  const found = arrange(shown);
  places.clear();
  for (const id of shown.ids) places.set(id, state.pins.get(id) || found.get(id));
  paint();
  if (fit) fitAll(false);
}

function paint() {
  const lit = litUp();
  replaceIn(nodeSet, new Map([...shown.ids].map((id) => [id, nodeOf(THINGS.get(id), !lit || lit.ids.has(id))])));
  replaceIn(edgeSet, new Map(shown.ties.map((tie) => [tie.id, edgeOf(tie, !lit || lit.tie(tie))])));
  rankNames(lit);
  if (net) net.redraw();
}

function begin() {
  net = new vis.Network(mapBox, { nodes: nodeSet, edges: edgeSet }, {
    ...DATA.options,
    interaction: { ...DATA.options.interaction, hideEdgesOnDrag: DATA.nodes.length > 1500, hideEdgesOnZoom: DATA.nodes.length > 1500 },
    nodes: { font: { size: 0 } },
    edges: { ...DATA.options.edges, selectionWidth: 1, hoverWidth: 0.6 },
  });
  const frame = mapBox.querySelector('.vis-network');
  if (frame) frame.removeAttribute('tabindex');
  net.on('beforeDrawing', drawMarks);
  net.on('afterDrawing', drawNames);
  net.on('click', ({ nodes, edges }) => pick(nodes[0] || edges[0] || ''));
  net.on('doubleClick', ({ nodes }) => nodes[0] && around(nodes[0], state.steps));
  net.on('hoverNode', ({ node }) => { hovered = node; net.redraw(); });
  net.on('blurNode', () => { hovered = ''; net.redraw(); });
  net.on('hoverEdge', ({ edge }) => { hovered = edge; net.redraw(); });
  net.on('blurEdge', () => { hovered = ''; net.redraw(); });
  net.on('dragging', ({ nodes }) => follow(nodes));
  net.on('dragEnd', ({ nodes }) => {
    if (!nodes.length) return;
    follow(nodes);
    for (const id of nodes) state.pins.set(id, places.get(id));
    changed({ panel: true });
  });
  new ResizeObserver(() => net.redraw()).observe(mapBox);
}

function follow(ids) {
  const now = net.getPositions(ids);
  for (const id of ids) places.set(id, [Math.round(now[id].x), Math.round(now[id].y)]);
}


// Fit by our own count, so that nothing is smaller than it must be and marks at the rim keep their names.
// Rows and years open at a size that can be read, from their upper left corner; *whole* shows all of them.
function fitAll(whole = true) {
  const points = [...places.values()];
  if (!points.length) return;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) { left = Math.min(left, x); right = Math.max(right, x); top = Math.min(top, y); bottom = Math.max(bottom, y); }
  right += reach;
  const rim = { x: state.layout === 'sides' ? 90 : 120, y: 110 };
  const [wide, high] = [mapBox.clientWidth, mapBox.clientHeight - 30];
  const fitting = Math.min(1.25, Math.max(0.02, Math.min((wide - rim.x) / Math.max(1, right - left), (high - rim.y) / Math.max(1, bottom - top))));
  const scale = whole ? fitting : Math.max(fitting, LEGIBLE[state.layout] || 0);
  const middle = { x: (left + right) / 2, y: (top + bottom) / 2 };
  if ((right - left) * scale > wide - 40) middle.x = left + (wide / 2 - (state.layout === 'sides' ? 165 : 50)) / scale;
  if ((bottom - top) * scale > high - 50) middle.y = top + (high / 2 - 75) / scale;
  net.moveTo({ position: { x: middle.x, y: middle.y + 15 / scale }, scale, animation: false });
}

const LEGIBLE = { sides: 0.46, years: 0.5 };

function show(id) {
  const at = places.get(id);
  if (!at) return;
  const { x, y } = net.canvasToDOM({ x: at[0], y: at[1] });
  if (x < 60 || y < 60 || x > mapBox.clientWidth - 60 || y > mapBox.clientHeight - 90) net.moveTo({ position: { x: at[0], y: at[1] }, animation: false });
}
