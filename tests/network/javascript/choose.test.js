import assert from "node:assert/strict";
import test from "node:test";
import { choose, narrowed, reached } from "#network/choose.js";
import { litUp } from "#network/highlight.js";
import { nextTo } from "#network/order.js";
import { hideRelations, relationsByUse } from "#network/relations.js";
import { look, names } from "./sample.js";

const shown = (chosen) => names(choose(look(chosen)).ids);
const ties = (chosen) => names(choose(look(chosen)).ties.map((tie) => tie.id));

test("the page opens on what is marked for it, quiet kinds left out", () => {
  assert.equal(shown({}), "bus cn kz pact");
  assert.equal(ties({}), "t1 t2 t3 t4 t6 t7");
});

test("everything is all that is tied; what is alone is asked for", () => {
  assert.equal(shown({ view: "all", deprecated: true }), "bus cn kz pact wind");
  assert.equal(shown({ view: "all", deprecated: true, lone: true }), "alone bus cn kz pact wind");
});

test("what is deprecated is hidden until it is asked for", () => {
  assert.ok(!ties({ view: "all" }).includes("t5"));
  assert.ok(ties({ view: "all", deprecated: true }).includes("t5"));
});

test("a hidden kind, relation, modality and document takes its ties away", () => {
  assert.equal(shown({ kinds: new Set(["treaty", "topic"]) }), "bus cn kz");
  assert.equal(ties({ relations: new Set(["party", "sells", "buys"]) }), "t3 t4");
  assert.equal(ties({ modalities: new Set(["planned"]) }), "t1 t2 t3 t6 t7");
  assert.equal(ties({ documents: new Set(["two"]) }), "t1 t3 t4 t6 t7");
});

test("hiding relations looks among all things, not only those of the overview", () => {
  assert.ok(shown({ relations: new Set(["sells"]), deprecated: true }).includes("wind"));
});

test("what passes is shown in its years, what lasts from its first on", () => {
  const all = { view: "all", deprecated: true };
  assert.ok(!shown({ ...all, from: 2000 }).includes("pact"));
  assert.ok(shown({ ...all, to: 2012 }).includes("bus"));
  assert.ok(!shown({ ...all, to: 2012 }).includes("wind"));
  assert.ok(shown({ ...all, from: 2018 }).includes("wind"));
});

test("without the undated only what has a year is left, once years are narrowed", () => {
  assert.equal(shown({ undated: false }), "bus cn kz pact");
  assert.equal(shown({ undated: false, from: 2000 }), "");
  assert.deepEqual([narrowed(look({})), narrowed(look({ to: 2000 }))], [false, true]);
});

test("around a thing is what so many steps reach", () => {
  const rings = (centre, steps) => Object.fromEntries(reached(look({ deprecated: true }), centre, steps));
  assert.deepEqual(rings("wind", 1), { wind: 0, kz: 1 });
  assert.deepEqual(rings("wind", 2), { wind: 0, kz: 1, pact: 2, bus: 2, cn: 2 });
  assert.deepEqual([...reached(look(), "wind", 3).keys()], ["wind"]);
});

test("the centre stands even where no tie is let through", () => {
  assert.equal(shown({ view: "focus", centre: "alone", steps: 2 }), "alone");
});

test("what was chosen or added stands whatever the filters say", () => {
  assert.ok(shown({ extra: new Set(["tea"]) }).includes("tea"));
  assert.ok(shown({ chosen: "alone" }).includes("alone"));
  assert.ok(shown({ chosen: "t8" }).includes("tea"));
});

test("the map of years leaves out what has none, and says how many", () => {
  const found = choose(look({ layout: "years" }));
  assert.deepEqual([names(found.ids), found.left.length, found.ties.length], ["bus pact", 2, 0]);
});

test("what is chosen lights up its ties and their other ends", () => {
  const view = look({ chosen: "bus" });
  view.shown = choose(view);
  const lit = litUp(view);
  assert.equal(names(lit.ids), "bus cn kz");
  assert.deepEqual(
    view.shown.ties.filter(lit.tie).map((tie) => tie.id),
    ["t3", "t4"],
  );
  view.state.chosen = "t1";
  assert.equal(names(litUp(view).ids), "kz pact");
  view.state.chosen = "f1";
  assert.equal(names(litUp(view).ids), "bus cn kz");
  view.state.chosen = "";
  assert.equal(litUp(view), null);
});

test("next goes through all that is shown, by kind and name, round and round", () => {
  const view = look();
  view.shown = choose(view);
  const round = ["cn", "kz", "bus", "pact"];
  for (const id of [...round, round[0]]) {
    view.state.chosen = nextTo(view, 1);
    assert.equal(view.state.chosen, id);
  }
  assert.equal(nextTo(view, -1), "pact");
  view.shown = { ids: new Set() };
  assert.equal(nextTo(view, 1), undefined);
});

test("relations stand by how often they are used", () => {
  assert.deepEqual(relationsByUse(look().model), ["locatedIn", "party", "builder", "buys", "grows", "sells"]);
  const view = look();
  hideRelations(view, ["party", "sells"]);
  assert.equal(names(view.state.relations), "builder buys grows locatedIn");
});
