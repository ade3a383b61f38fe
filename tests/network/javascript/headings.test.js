import assert from "node:assert/strict";
import test from "node:test";
import { arrange } from "#network/arrange.js";
import { choose } from "#network/choose.js";
import { HEIGHT, headingsIn } from "#network/headings.js";
import { POLE } from "#network/marks.js";
import { look } from "./sample.js";

const SCREEN = { width: 400, height: 300, spot: ([x, y]) => ({ x, y }) };
const wide = ({ text }) => 7 * text.length;
const side = (text, x, y = 50) => ({ text, x, y, role: "side" });

function placed(headings, spots = []) {
  return headingsIn(headings, spots, SCREEN, wide);
}

const boxes = (found) =>
  found.map(({ left, bottom, width }) => ({ left, right: left + width, top: bottom - HEIGHT, bottom }));

const apart = (one, other) =>
  one.right <= other.left || other.right <= one.left || one.bottom <= other.top || other.bottom <= one.top;

test("a heading that would reach over the edge is moved inside", () => {
  const [{ left, width }] = placed([side("side not stated", 350)]);
  assert.ok(left + width < SCREEN.width);
});

test("a heading of a column that is out of the window is left out, that of a row stays at the edge", () => {
  assert.deepEqual(placed([side("Here", 500), side("There", -9)]), []);
  const [{ left }] = placed([{ text: "Agreements", x: -200, y: 90, role: "row" }]);
  assert.ok(left >= 0 && left < 5);
});

test("headings closer than they are long stand one above the other", () => {
  const found = placed([side("Kazakhstan", 100), side("between the two", 140), side("China", 200)]);
  assert.equal(found.length, 3);
  const [one, two, three] = boxes(found);
  assert.ok(apart(one, two) && apart(two, three) && apart(one, three));
});

test("a heading keeps clear of a disc: one of a side gives way upwards, one of a kind is left out", () => {
  const disc = { at: { x: 110, y: 45 }, radius: 10 };
  const round = { left: 100, right: 120, top: 35, bottom: 55 };
  const found = placed([side("Kazakhstan", 100)], [disc]);
  assert.equal(found.length, 1);
  assert.ok(apart(boxes(found)[0], round));
  assert.deepEqual(placed([{ text: "Agreements", x: 150, y: 50, role: "kind" }], [disc]), []);
});

test("years that have no room beside the one before are left out", () => {
  const years = [1991, 1992, 1999].map((year, at) => ({ text: `${year}`, x: 50 + 20 * at, y: 40, role: "year" }));
  assert.deepEqual(
    placed(years).map(({ text }) => text),
    ["1991", "1999"],
  );
});

for (const room of [
  { width: 390, height: 460 },
  { width: 750, height: 830 },
  { width: 1000, height: 830 },
]) {
  test(`two sides: no pole stands on the name of a kind, at ${room.width} pixels`, () => {
    const kinds = ["plant", "treaty"];
    const nodes = Array.from({ length: 60 }, (_, at) => ({
      id: `n${at}`,
      kind: kinds[at % 2],
      label: `Number ${at}`,
      order: at,
      side: ["left", "both", "right", "neither"][at % 4],
    }));
    const poles = ["kz", "cn"].map((id, at) => ({ id, kind: "country", label: id, order: 90 + at }));
    const view = look({ view: "all", layout: "sides" }, { nodes: [...nodes, ...poles], edges: [], facts: [] });
    view.state.lone = true;
    view.shown = choose(view);
    const { places, headings } = arrange(view, room);
    const [, y] = places.get("kz");
    const names = headings.filter((each) => each.role === "kind");
    assert.ok(names.length > 1);
    assert.deepEqual(
      names.filter((each) => each.y > y - POLE && each.y - HEIGHT < y + POLE),
      [],
    );
  });
}
