import assert from "node:assert/strict";
import test from "node:test";
import { matches } from "#network/matches.js";
import { plain, visible } from "#network/text.js";
import { xml } from "#network/xml.js";
import { look } from "./sample.js";

const found = (text) => matches(look().model, text).map((thing) => thing.id);

test("accents and case are forgiven", () => {
  assert.equal(plain("Ürümqi"), "urumqi");
  assert.equal(plain("ТОҚАЕВ"), "тоқаев");
  assert.equal(plain("ﬁne Ⅳ"), "fine iv");
});

test("what nobody can see is dropped, what can be seen is kept", () => {
  assert.equal(visible("a\u202eb\u200b\u2066c\ufeff\u0007"), "abc");
  assert.equal(visible("Қазақстан 中国 – “x”"), "Қазақстан 中国 – “x”");
});

test("a search finds any part of any name in any language", () => {
  assert.deepEqual(found("plant"), ["bus"]);
  assert.deepEqual(found("КАЗАХ"), ["kz"]);
  assert.deepEqual(found("国"), ["cn"]);
  assert.deepEqual(found("saran"), ["bus"]);
  assert.deepEqual(found("nothing like it"), []);
  assert.deepEqual(found("  "), []);
});

test("a search matches the folded keys too", () => {
  const nodes = [
    ...look().model.nodes,
    { ...look().model.nodes[0], id: "tok", names: { ru: "Токаев" }, keys: ["tokaev"] },
  ];
  assert.deepEqual(
    matches(look({}, { nodes }).model, "tokaev").map((thing) => thing.id),
    ["tok"],
  );
});

test("an id is found by itself alone", () => {
  assert.deepEqual(found("tea"), ["tea"]);
  assert.deepEqual(found(" kz "), ["kz"]);
});

test("a whole name comes before a beginning, that before a word, that before a part", () => {
  const named = (id, name) => ({ id, kind: "plant", label: name, names: { en: name } });
  const nodes = [named("4", "Unsteel"), named("3", "Big steel"), named("2", "Steelworks"), named("1", "Steel")];
  const model = look({}, { nodes, edges: [], facts: [] }).model;
  assert.deepEqual(
    matches(model, "steel").map((thing) => thing.id),
    ["1", "2", "3", "4"],
  );
});

test("no more is offered than can be seen", () => {
  const nodes = Array.from({ length: 30 }, (_, at) => ({
    id: `p${at}`,
    kind: "plant",
    label: "x",
    names: { en: `Plant ${at}` },
  }));
  assert.equal(matches(look({}, { nodes, edges: [], facts: [] }).model, "plant").length, 12);
});

test("text in XML ends no attribute and no element, and holds nothing that XML cannot", () => {
  assert.equal(xml(`<a b="c" d='e'>&`), "&#60;a b=&#34;c&#34; d=&#39;e&#39;&#62;&#38;");
  assert.equal(xml("a\u0000b\u0008c\ufffed\te"), "abcd\te");
});
