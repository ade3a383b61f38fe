import assert from "node:assert/strict";
import test from "node:test";
import { arrange } from "#network/arrange.js";
import { choose } from "#network/choose.js";
import { Room } from "#network/room.js";
import { CELL } from "#network/sides.js";
import { stretch } from "#network/springs.js";
import { look } from "./sample.js";

const WINDOW = { width: 1200, height: 700 };

function placed(chosen, changes = {}, room = WINDOW) {
  const view = look({ view: "all", deprecated: true, ...chosen }, changes);
  view.shown = choose(view);
  return { view, ...arrange(view, room) };
}

// Many things, each tied to the first: enough for several columns and rings.
function many(count) {
  const years = (at) => [1990 + (at % 9), 1990 + (at % 9)];
  const nodes = Array.from({ length: count }, (_, at) => ({
    id: `n${at}`,
    kind: ["plant", "treaty"][at % 2],
    label: `Number ${at}`,
    order: at,
    side: ["left", "both", "right", "neither"][at % 4],
    x: (at * 37) % 400,
    y: (at * 91) % 300,
    years: years(at),
  }));
  const edges = nodes.slice(1).map(({ id }) => ({ id: `t${id}`, from: "n0", to: id, property: "party" }));
  return { nodes, edges, facts: [], poles: [] };
}

function overlapping(places, gap) {
  const spots = [...places.values()];
  return spots.filter(([x, y], at) =>
    spots.slice(at + 1).some(([a, b]) => Math.abs(x - a) < gap[0] && Math.abs(y - b) < gap[1]),
  );
}

for (const layout of ["sides", "free", "years", "rings"]) {
  test(`the map of ${layout} places all that is shown, in whole numbers, always alike`, () => {
    const chosen = { layout, centre: "kz", view: layout === "rings" ? "focus" : "all", steps: 3 };
    const { places, view } = placed(chosen);
    assert.deepEqual([...places.keys()].sort(), [...view.shown.ids].sort());
    assert.ok([...places.values()].flat().every(Number.isInteger));
    assert.deepEqual(places, placed(chosen).places);
    assert.ok(places.size > 1);
  });

  test(`the map of ${layout} can be empty`, () => {
    assert.equal(placed({ layout }, { nodes: [], edges: [], facts: [], poles: [] }).places.size, 0);
  });
}

test("two sides: the poles outside, what both share between", () => {
  const { places, headings } = placed({ layout: "sides" });
  const x = (id) => places.get(id)[0];
  assert.ok(x("kz") < x("wind") && x("wind") < x("bus") && x("bus") < x("cn"));
  assert.equal(places.get("kz")[1], places.get("cn")[1]);
  const sides = headings.filter((each) => each.role === "side").map((each) => each.text);
  assert.deepEqual(sides, ["Kazakhstan", "between the two", "side not stated"]);
});

test("two sides: no thing lies on another, whatever the window", () => {
  for (const room of [WINDOW, { width: 390, height: 800 }, { width: 3000, height: 300 }]) {
    const { places } = placed({ layout: "sides" }, many(200), room);
    assert.equal(places.size, 200);
    assert.deepEqual(overlapping(places, CELL), []);
  }
});

test("two sides: a wide window has more columns than a narrow one", () => {
  const columns = (room) =>
    new Set([...placed({ layout: "sides" }, many(200), room).places.values()].map(([x]) => x)).size;
  assert.ok(columns({ width: 3000, height: 500 }) > columns({ width: 400, height: 1200 }));
});

test("years go from left to right, kinds downwards", () => {
  const { places, headings } = placed({ layout: "years" });
  const [[pact, low], [bus, high]] = [places.get("pact"), places.get("bus")];
  assert.ok(pact < bus && bus < places.get("wind")[0]);
  assert.ok(high < low);
  const years = headings.filter((each) => each.role === "year").map((each) => each.text);
  assert.deepEqual(years, ["1992", "2000", "2010", "2015"]);
});

test("years: things of one year stand below each other", () => {
  const { places } = placed({ layout: "years" }, many(60));
  assert.deepEqual(overlapping(places, [5, 10]), []);
});

test("years: what has none but was asked for stands apart, left of all", () => {
  const { places, headings } = placed({ layout: "years", chosen: "kz" });
  assert.ok(places.get("kz")[0] < 0);
  assert.ok(headings.some((each) => each.text === "no year stated"));
});

test("free: ties draw together, the rest keeps apart", () => {
  const pair = (a, b, places) => Math.hypot(places.get(a)[0] - places.get(b)[0], places.get(a)[1] - places.get(b)[1]);
  const network = many(4);
  const { places } = placed(
    { layout: "free" },
    { ...network, edges: [network.edges[0], { ...network.edges[1], from: "n3" }] },
  );
  assert.ok(pair("n0", "n1", places) < pair("n0", "n2", places));
  assert.deepEqual(overlapping(places, [20, 20]), []);
});

test("free: where there is too much to compute again, all stays where it was", () => {
  const network = many(500);
  const { places } = placed({ layout: "free" }, network);
  assert.deepEqual(places.get("n7"), [network.nodes[7].x, network.nodes[7].y]);
});

test("free: ties to itself and several between the same move nothing more", () => {
  const network = many(5);
  const more = [
    ...network.edges,
    { id: "self", from: "n1", to: "n1", property: "p" },
    { ...network.edges[0], id: "again" },
  ];
  const places = (edges) => placed({ layout: "free" }, { ...network, edges }).places;
  assert.deepEqual(places(more), places(network.edges));
});

test("rings: the centre in the middle, each step further out than the one before", () => {
  const { places, view } = placed({ layout: "rings", view: "focus", centre: "wind", steps: 2 });
  const far = (id) => Math.hypot(places.get(id)[0] / stretch(WINDOW), places.get(id)[1]);
  assert.deepEqual(places.get("wind"), [0, 0]);
  const second = [...view.shown.rings].filter(([, step]) => step === 2).map(([id]) => far(id));
  assert.equal(second.length, 3);
  assert.ok(second.every((each) => each > far("kz") && far("kz") > 100));
});

test("rings: what hangs on nothing stands below them", () => {
  const { places } = placed({ layout: "rings", view: "focus", centre: "wind", extra: new Set(["tea", "alone"]) });
  const lowest = Math.max(...["wind", "kz"].map((id) => places.get(id)[1]));
  assert.ok(places.get("alone")[1] > lowest + 100);
});

test("sideways there is as much more room as the window has, within bounds", () => {
  const bounds = [stretch({ width: 100, height: 2000 }), stretch({ width: 9000, height: 300 })];
  assert.deepEqual(bounds, [0.8, 2]);
});

test("a rectangle is taken once, unless it is forced", () => {
  const room = new Room();
  assert.equal(room.take(0, 0, 100, 20), true);
  assert.equal(room.take(90, 10, 150, 30), false);
  assert.equal(room.take(100, 0, 150, 20), true, "rectangles that only touch");
  assert.equal(room.take(-500, -500, -400, -480), true, "left of the window");
  assert.equal(room.clear(-450, -490, -440, -485), false);
  assert.equal(room.take(0, 0, 100, 20, true), true);
});
