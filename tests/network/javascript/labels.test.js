import assert from "node:assert/strict";
import test from "node:test";
import { choose } from "#network/choose.js";
import { byYear, grouped } from "#network/claims.js";
import { status } from "#network/controls.js";
import { cut, folded, heads, ranked } from "#network/labels.js";
import { edgeOf, nodeOf, sizeOf } from "#network/marks.js";
import { outline } from "#network/shapes.js";
import { Tints } from "#network/tints.js";
import { look } from "./sample.js";

test("a long name is broken between words, and what is left over is cut", () => {
  assert.deepEqual(folded("Bus plant"), ["Bus plant"]);
  assert.deepEqual(folded("Agreement on the transport of goods by road"), [
    "Agreement on the",
    "transport of goods by…",
  ]);
  assert.deepEqual(folded("one two three four", 8, 4), ["one two", "three", "four"]);
});

test("a word that is longer than a line is cut", () => {
  assert.deepEqual(folded("Donaudampfschifffahrtsgesellschaft"), ["Donaudampfschifffahrtsges…"]);
});

test("Chinese is broken anywhere, for its characters are twice as wide", () => {
  assert.deepEqual(folded("中国石油天然气集团有限公司"), ["中国石油天然气集团有限", "公司"]);
});

test("no row is empty, whatever the name", () => {
  assert.deepEqual(folded(""), []);
  assert.deepEqual(folded("   "), []);
});

test("names that begin alike keep their beginning and their end", () => {
  const texts = ["Agreement on railways of 1992", "Agreement on railways of 2004", "Memorandum of understanding, 2004"];
  const alike = heads(texts, 20);
  assert.deepEqual(
    texts.map((text) => cut(text, 20, alike)),
    ["Agreement…ys of 1992", "Agreement…ys of 2004", "Memorandum of under…"],
  );
  assert.equal(cut("short", 20, alike), "short");
});

test("the chosen thing's name comes first, then poles, then what is well tied", () => {
  const view = look({ chosen: "pact" });
  view.shown = choose(view);
  const order = ranked(view, null);
  assert.deepEqual(
    order.map((each) => each.id),
    ["pact", "cn", "kz", "bus"],
  );
  assert.ok(order.every((each) => each.lit));
  const lit = ranked(view, { ids: new Set(["pact", "cn"]) });
  assert.deepEqual(
    lit.map((each) => each.lit),
    [true, true, false, false],
  );
});

test("names on the map hold nothing that cannot be seen", () => {
  const view = look(
    {},
    { nodes: [{ id: "a", kind: "plant", label: "x", opening: true, names: { en: "a\u202eb" } }], edges: [], facts: [] },
  );
  view.state.lone = true;
  view.shown = choose(view);
  assert.deepEqual(ranked(view, null)[0].lines, ["ab"]);
});

test("size tells what was chosen, poles apart, and rows have no room for more", () => {
  const view = look({ layout: "free", size: "degree" });
  const size = (id) => sizeOf(view.model.things.get(id), view);
  assert.ok(size("bus") > size("wind") && size("wind") > size("alone"));
  assert.equal(size("kz"), 26);
  view.state.layout = "sides";
  assert.equal(size("bus"), 12);
  view.state.size = "same";
  assert.equal(size("bus"), size("alone"));
  view.state.size = "betweenness"; // of which nothing here has any
  assert.equal(size("bus"), 11);
});

test("plans are dashed, parallel ties bent apart, the chosen one is strong", () => {
  const view = look({ layout: "free", chosen: "t6" });
  view.places = new Map([...view.model.things.keys()].map((id, at) => [id, [at * 10, 0]]));
  const tints = Object.assign(new Tints(), { accent: "#00f", tie: "#999" });
  const edge = (id, lit = true) => edgeOf(view.model.claims.get(id), lit, view, tints);
  assert.deepEqual([edge("t4").dashes, edge("t3").dashes], [[12, 7], false]);
  assert.deepEqual([edge("t6").smooth, edge("t7").smooth.type], [false, "curvedCW"]);
  assert.deepEqual([edge("t6").width, edge("t6").color.color], [4, "#00f"]);
  assert.equal(edge("t3", false).color.opacity, 0.13);
  view.state.layout = "sides";
  view.places.set("kz", [0, 0]).set("cn", [0, 50]);
  assert.equal(edge("t6").smooth.roundness, 0.25, "within a column");
});

test("colour tells kind, side or community, in light and in dark", () => {
  const view = look();
  const tints = new Tints();
  const tint = (id) => tints.ofThing(view.model.things.get(id), view);
  assert.equal(tint("bus"), "#222222");
  view.state.colour = "side";
  assert.deepEqual([tint("kz"), tint("tea")], [tints.ofSide("left"), tints.ofSide("neither")]);
  view.state.colour = "community";
  assert.equal(tint("bus"), tints.ofSide("neither"));
  view.model.things.get("bus").community = 11;
  view.model.things.get("wind").community = 1;
  assert.equal(tint("bus"), tint("wind"), "colours come round again");
  const light = tint("bus");
  tints.read({ getPropertyValue: (name) => ` ${name} ` }, true);
  assert.equal(tints.ink, "--ink");
  assert.notEqual(tint("bus"), light);
});

test("what is not lit is pale, what is chosen has a rim", () => {
  const view = look({ chosen: "bus" });
  view.places.set("bus", [3, 4]);
  const tints = Object.assign(new Tints(), { ink: "#000" });
  const bus = view.model.things.get("bus");
  const { x, y, opacity, borderWidth, color } = nodeOf(bus, true, view, tints);
  assert.deepEqual([x, y, opacity, borderWidth, color.border], [3, 4, 1, 4, "#000"]);
  assert.equal(nodeOf(bus, false, view, tints).opacity, 0.22);
});

test("every shape has an outline that closes, what has none is round", () => {
  const shapes = ["square", "diamond", "triangle", "triangleDown", "hexagon", "star"];
  const outlines = shapes.map((shape) => outline(shape, 10));
  assert.equal(new Set(outlines).size, shapes.length);
  assert.ok(outlines.every((path) => /^M(-?[\d.]+,-?[\d.]+L?)+Z$/.test(path)));
  assert.match(outline("dot", 5), /^M-5,0A5,5 /);
});

test("claims are grouped by name, and stand by year, what has none last", () => {
  const claims = [
    { value: "c" },
    { value: "b", years: [null, 2000] },
    { value: "a", years: [1999, 1999] },
    { value: "0", years: [1998, null] },
  ];
  const sorted = claims.toSorted(byYear((claim) => claim.value));
  assert.deepEqual(
    sorted.map((claim) => claim.value),
    ["0", "a", "b", "c"],
  );
  assert.deepEqual(
    grouped(["bb", "a", "c"], (each) => `${each.length}`),
    [
      ["1", ["a", "c"]],
      ["2", ["bb"]],
    ],
  );
});

test("the status says what is shown, of how much, and what has no place", () => {
  const said = (chosen) => {
    const view = look(chosen);
    view.shown = choose(view);
    return status(view);
  };
  assert.equal(said({}), "overview: 4 of 7 things, 6 of 8 ties");
  assert.equal(
    said({ view: "focus", centre: "wind", deprecated: true }),
    "around Wind farm: 2 of 7 things, 1 of 8 ties",
  );
  assert.match(said({ layout: "years" }), /2 without a year are not on this map$/);
  assert.match(said({ view: "all", to: 2000 }), /^everything, 1992–2000: /);
  assert.match(said({ kinds: new Set(["country", "plant", "treaty", "topic"]) }), /Nothing passes the filters/);
});
