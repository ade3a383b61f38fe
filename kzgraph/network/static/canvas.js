// The map: vis-network draws marks and lines where they were put; letters, names and headings are drawn over it.

import { arrange } from "./arrange.js";
import { choose } from "./choose.js";
import { drawLand } from "./ground.js";
import { drawYears } from "./headings.js";
import { litUp } from "./highlight.js";
import { Lettering } from "./lettering.js";
import { edgeOf, nodeOf } from "./marks.js";

const LEGIBLE = { sides: 0.38, years: 0.5 }; // the scale at which rows can be read
const NARROW = 600;
const HEADING = 56; // the room that the names of kinds take left of the left pole
const MANY = 1500; // things; with more, lines are left out while the map moves

export class NetworkMap {
  constructor(view, tints, frame) {
    this.view = view;
    this.tints = tints;
    this.frame = frame;
    this.lettering = new Lettering(view, tints);
    this.nodes = new vis.DataSet();
    this.edges = new vis.DataSet();
    this.net = null;
  }

  get width() {
    return this.frame.clientWidth;
  }

  get height() {
    return this.frame.clientHeight;
  }

  get scale() {
    return this.net.getScale();
  }

  // The names as they were drawn last.
  get placed() {
    return this.lettering.placed;
  }

  spot([x, y]) {
    return this.net.canvasToDOM({ x, y });
  }

  begin(actions) {
    const { options, nodes } = this.view.model;
    const hide = nodes.length > MANY;
    this.net = new vis.Network(
      this.frame,
      { nodes: this.nodes, edges: this.edges },
      {
        ...options,
        interaction: { ...options.interaction, hideEdgesOnDrag: hide, hideEdgesOnZoom: hide },
        nodes: { font: { size: 0 } },
        edges: { ...options.edges, selectionWidth: 1, hoverWidth: 0.6 },
      },
    );
    this.frame.querySelector(".vis-network")?.removeAttribute("tabindex");
    this.net.on("beforeDrawing", (ctx) => {
      drawLand(ctx, this.view, this.tints, this.scale);
      drawYears(ctx, this.view, this.tints, this.scale);
    });
    this.net.on("afterDrawing", (ctx) => this.lettering.draw(ctx, this));
    this.listen(actions);
    new ResizeObserver(() => this.net.redraw()).observe(this.frame);
  }

  listen(actions) {
    const { view, net } = this;
    const hover = (id) => {
      view.hovered = id;
      net.redraw();
    };
    net.on("click", ({ nodes, edges }) => actions.pick(nodes[0] || edges[0] || ""));
    net.on("doubleClick", ({ nodes }) => nodes[0] && actions.around(nodes[0], view.state.steps));
    net.on("hoverNode", ({ node }) => hover(node));
    net.on("blurNode", () => hover(""));
    net.on("hoverEdge", ({ edge }) => hover(edge));
    net.on("blurEdge", () => hover(""));
    net.on("dragging", ({ nodes }) => this.follow(nodes));
    net.on("dragEnd", ({ nodes }) => {
      if (!nodes.length) return;
      this.follow(nodes);
      for (const id of nodes) view.state.pins.set(id, view.places.get(id));
      actions.changed({ panel: true });
    });
  }

  follow(ids) {
    const now = this.net.getPositions(ids);
    for (const id of ids) this.view.places.set(id, [Math.round(now[id].x), Math.round(now[id].y)]);
  }

  render(fit) {
    const { view } = this;
    view.shown = choose(view);
    const found = arrange(view, { width: this.width, height: this.height });
    view.headings = found.headings;
    view.reach = found.reach;
    view.places.clear();
    for (const id of view.shown.ids) view.places.set(id, view.state.pins.get(id) || found.places.get(id));
    this.paint();
    if (fit) this.fit(false);
  }

  paint() {
    const { view, tints } = this;
    const lit = litUp(view);
    const node = (id) => nodeOf(view.model.things.get(id), !lit || lit.ids.has(id), view, tints);
    const edge = (tie) => edgeOf(tie, !lit || lit.tie(tie), view, tints);
    replaceIn(this.nodes, new Map([...view.shown.ids].map((id) => [id, node(id)])));
    replaceIn(this.edges, new Map(view.shown.ties.map((tie) => [tie.id, edge(tie)])));
    this.lettering.rank(lit);
    if (this.net) this.net.redraw();
  }

  // Fit by our own count, so that nothing is smaller than it must be and marks at the rim keep their names.
  // Rows and years open at a size that can be read, from their upper left corner; *whole* shows all of them.
  fit(whole = true) {
    const { places, reach, state } = this.view;
    const points = [...places.values()];
    if (!points.length) return;
    const { left, top, right, bottom } = bounds(points, reach);
    const rim = { x: state.layout === "sides" ? 70 + HEADING : 120, y: 110 };
    const [wide, high] = [this.width, this.height - 30];
    const across = (wide - rim.x) / Math.max(1, right - left);
    const down = (high - rim.y) / Math.max(1, bottom - top);
    const fitting = Math.min(1.25, Math.max(0.02, Math.min(across, down)));
    const legible = wide < NARROW ? 0 : LEGIBLE[state.layout] || 0; // on a phone both sides are seen first
    const scale = whole ? fitting : Math.max(fitting, legible);
    const middle = { x: (left + right) / 2, y: (top + bottom) / 2 };
    if (state.layout === "sides") middle.x -= HEADING / 2 / scale;
    const margin = state.layout === "sides" ? 165 : 50;
    if ((right - left) * scale > wide - 40) middle.x = left + (wide / 2 - margin) / scale;
    if ((bottom - top) * scale > high - 50) middle.y = top + (high / 2 - 75) / scale;
    this.net.moveTo({ position: { x: middle.x, y: middle.y + 15 / scale }, scale, animation: false });
  }

  zoom(by) {
    this.net.moveTo({ scale: Math.min(5, Math.max(0.02, this.scale * by)), animation: false });
  }

  shift(x, y) {
    const here = this.net.getViewPosition();
    const far = 90 / this.scale;
    this.net.moveTo({ position: { x: here.x + x * far, y: here.y + y * far }, animation: false });
  }

  // Move the map if the thing stands outside of the window, or at its rim.
  show(id) {
    const at = this.view.places.get(id);
    if (!at) return;
    const { x, y } = this.spot(at);
    if (x >= 60 && y >= 60 && x <= this.width - 60 && y <= this.height - 90) return;
    this.net.moveTo({ position: { x: at[0], y: at[1] }, animation: false });
  }
}

function bounds(points, reach) {
  const found = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const [x, y] of points) {
    found.left = Math.min(found.left, x);
    found.right = Math.max(found.right, x);
    found.top = Math.min(found.top, y);
    found.bottom = Math.max(found.bottom, y);
  }
  found.right += reach;
  return found;
}

function replaceIn(set, wanted) {
  const gone = set.getIds().filter((id) => !wanted.has(id));
  if (gone.length) set.remove(gone);
  if (wanted.size) set.update([...wanted.values()]);
}
