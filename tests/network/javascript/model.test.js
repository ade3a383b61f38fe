import assert from "node:assert/strict";
import test from "node:test";
import { counted, readModel } from "#network/model.js";
import { data, look } from "./sample.js";

test("a tie hangs on both of its things, a fact on its own", () => {
  const { things } = readModel(data());
  assert.deepEqual(
    things.get("bus").ties.map((tie) => tie.id),
    ["t3", "t4"],
  );
  assert.deepEqual(
    things.get("pact").ties.map((tie) => tie.id),
    ["t1", "t2"],
  );
  assert.deepEqual(
    things.get("bus").facts.map((fact) => fact.id),
    ["f1"],
  );
  assert.deepEqual([...things.get("kz").near.keys()], ["pact", "bus", "wind", "cn"]);
});

test("a tie of a thing with itself hangs on it once", () => {
  const edges = [{ id: "self", from: "kz", to: "kz", property: "party" }];
  const { things } = readModel({ ...data(), edges });
  assert.equal(things.get("kz").ties.length, 1);
});

test("what a document leaves unsaid marks the thing", () => {
  const { things } = readModel(data());
  assert.equal(things.get("bus").silent, true);
  assert.equal(things.get("wind").silent, false);
});

test("a thing that narrows a claim knows it", () => {
  const { things } = readModel(data());
  assert.deepEqual(
    things.get("tea").scoped.map((claim) => claim.id),
    ["t3"],
  );
  assert.equal(things.get("kz").scoped, undefined);
});

test("ties between the same two things have lanes of their own, whatever their direction", () => {
  const { claims } = readModel(data());
  assert.deepEqual(
    ["t6", "t7", "t8"].map((id) => claims.get(id).lane),
    [0, 1, 0],
  );
});

test("the span reaches from the first to the last year, open ends left out", () => {
  assert.deepEqual(readModel(data()).span, [1992, 2020]);
  assert.equal(readModel({ ...data(), nodes: [], edges: [], facts: [] }).span, null);
});

test("nothing that was read is changed", () => {
  const given = data();
  readModel(given);
  assert.deepEqual(given, data());
});

test("what is missing of rank and evidence is filled in", () => {
  const { claims } = readModel(data());
  assert.deepEqual([claims.get("f1").rank, claims.get("f1").evidence], ["normal", []]);
  assert.equal(claims.get("t5").rank, "deprecated");
});

test("counting keeps the order of first sight", () => {
  assert.deepEqual(
    [...counted(["b", "a", "b"])],
    [
      ["b", 2],
      ["a", 1],
    ],
  );
});

test("a name is in the language chosen where there is one", () => {
  const view = look({ language: "zh" });
  assert.deepEqual([view.nameOf("cn"), view.nameOf("kz"), view.nameOf("nobody")], ["中国", "Kazakhstan", "nobody"]);
});

test("a claim's value is its object's name, else what is written", () => {
  const view = look();
  const { claims } = view.model;
  assert.deepEqual([view.valueOf(claims.get("t3")), view.valueOf(claims.get("f1"))], ["Kazakhstan", "not stated"]);
  assert.deepEqual([view.propertyName("party"), view.propertyName("grows")], ["has party", "grows"]);
});

test("setting back leaves language and light", () => {
  const view = look({ language: "ru", theme: "dark", layout: "free", view: "all" });
  view.setBack();
  const { language, theme, layout } = view.state;
  assert.deepEqual([language, theme, layout, view.state.view], ["ru", "dark", "sides", "overview"]);
});
