// How names, letters and badges are painted on the canvas, in pixels of the window.

import { fontOf } from "./headings.js";

const FONT = '12px system-ui, "Segoe UI", "Noto Sans", "Noto Sans CJK SC", sans-serif';

export class Brush {
  constructor(tints) {
    this.tints = tints;
    this.measured = new Map();
  }

  widthOf(ctx, text) {
    if (!this.measured.has(text)) {
      ctx.font = FONT;
      this.measured.set(text, ctx.measureText(text).width);
    }
    return this.measured.get(text);
  }

  widest(ctx, lines) {
    return lines.reduce((most, line) => Math.max(most, this.widthOf(ctx, line)), 0);
  }

  write(ctx, text, x, y, tint, bold = false) {
    ctx.font = (bold ? "bold " : "") + FONT;
    ctx.lineWidth = 3.5;
    ctx.lineJoin = "round";
    ctx.strokeStyle = this.tints.halo;
    ctx.strokeText(text, x, y);
    ctx.fillStyle = tint;
    ctx.fillText(text, x, y);
  }

  headingWidth(ctx, { text, role }) {
    const key = `${role} ${text}`;
    if (!this.measured.has(key)) {
      ctx.font = fontOf(role);
      this.measured.set(key, ctx.measureText(text).width);
    }
    return this.measured.get(key);
  }

  heading(ctx, { text, role, left, bottom }) {
    ctx.textAlign = "left";
    ctx.textBaseline = "bottom";
    ctx.font = fontOf(role);
    ctx.lineWidth = 3.5;
    ctx.lineJoin = "round";
    ctx.strokeStyle = this.tints.halo;
    ctx.strokeText(text, left, bottom);
    ctx.fillStyle = this.tints.mark;
    ctx.fillText(text, left, bottom);
  }

  letter(ctx, sign, shape, { x, y }, radius) {
    const sink = { triangle: radius * 0.2, triangleDown: -radius * 0.15 }[shape] ?? 0.5;
    ctx.font = `bold ${Math.min(16, radius)}px system-ui, sans-serif`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillStyle = this.tints.onMark;
    ctx.fillText(sign, x, y + sink);
  }

  // The mark of what a document leaves unsaid.
  badge(ctx, x, y) {
    ctx.beginPath();
    ctx.arc(x, y, 5.5, 0, 2 * Math.PI);
    ctx.fillStyle = this.tints.ground;
    ctx.fill();
    ctx.lineWidth = 1.2;
    ctx.strokeStyle = this.tints.warn;
    ctx.stroke();
    ctx.fillStyle = this.tints.warn;
    ctx.font = "bold 9px system-ui, sans-serif";
    ctx.fillText("?", x, y + 0.5);
  }

  pin(ctx, x, y) {
    ctx.fillStyle = this.tints.warn;
    ctx.fillRect(x - 2, y - 2, 5, 5);
  }
}
