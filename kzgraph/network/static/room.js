// Rectangles that are taken, found again by the cells of a coarse grid.

const CELL = [60, 40];

export class Room {
  constructor() {
    this.cells = new Map();
  }

  clear(left, top, right, bottom) {
    for (const key of keys(left, top, right, bottom)) {
      for (const [l, t, r, b] of this.cells.get(key) || []) {
        if (left < r && right > l && top < b && bottom > t) return false;
      }
    }
    return true;
  }

  // Take a rectangle if it is free; *force* takes it anyway.
  take(left, top, right, bottom, force = false) {
    if (!force && !this.clear(left, top, right, bottom)) return false;
    for (const key of keys(left, top, right, bottom)) {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push([left, top, right, bottom]);
    }
    return true;
  }
}

function keys(left, top, right, bottom) {
  const found = [];
  for (let x = Math.floor(left / CELL[0]); x <= Math.floor(right / CELL[0]); x += 1) {
    for (let y = Math.floor(top / CELL[1]); y <= Math.floor(bottom / CELL[1]); y += 1) found.push(x * 4096 + y);
  }
  return found;
}
