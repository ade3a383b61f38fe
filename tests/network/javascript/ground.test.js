import assert from "node:assert/strict";
import test from "node:test";
import { choose } from "#network/choose.js";
import { groundPlaces, land, placeOf } from "#network/ground.js";
import { look } from "./sample.js";

function onLand(places = { kz: [71.4, 51.1], cn: [116.4, 39.9] }, chosen = {}) {
  const view = look(
    { layout: "land", ...chosen },
    { land: { lines: [[70, 50, 72, 50, 72, 52]], names: [["Land", 71, 51]] } },
  );
  for (const [id, at] of Object.entries(places)) view.model.things.get(id).at = at;
  view.shown = choose(view);
  return view;
}

test("a thing stands at its place, or where it is stated to lie", () => {
  const { model } = onLand();
  assert.equal(placeOf(model, "kz"), "kz");
  assert.equal(placeOf(model, "bus"), "kz");
  assert.equal(placeOf(model, "pact"), "");
});

test("what lies nowhere is left out and counted, and its statements are still said", () => {
  const { shown } = onLand();
  assert.ok(!shown.ids.has("pact"));
  assert.ok(shown.left.length > 0);
  assert.ok(shown.said.length > shown.ties.length);
});

test("north is up, west is left, and what lies at one place does not lie on each other", () => {
  const { model, shown } = onLand();
  const { places } = groundPlaces(model, shown);
  assert.ok(places.get("kz")[1] < places.get("cn")[1]);
  assert.ok(places.get("kz")[0] < places.get("cn")[0]);
  assert.notDeepEqual(places.get("bus"), places.get("kz"));
});

test("land is in the map's own units", () => {
  const { model } = onLand();
  const { lines, names } = land(model);
  assert.equal(lines[0].length, 3);
  assert.equal(names[0][0], "Land");
  assert.ok(lines[0][0].every(Number.isInteger));
});
