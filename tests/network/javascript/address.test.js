import assert from "node:assert/strict";
import test from "node:test";
import { restore, written } from "#network/address.js";
import { fresh } from "#network/state.js";
import { look } from "./sample.js";

function after(hash) {
  const view = look();
  restore(view, hash);
  return view;
}

test("the first view has an empty address", () => {
  assert.equal(written(look()), "");
});

test("an address brings back what it was written from", () => {
  const view = look({
    view: "focus",
    centre: "kz",
    steps: 3,
    layout: "rings",
    language: "zh",
    from: 1995,
    undated: false,
    lone: true,
    chosen: "t3",
    tab: "list",
    kinds: new Set(["plant", "treaty"]),
    relations: new Set(["party"]),
    documents: new Set(["two"]),
    modalities: new Set(["planned"]),
    extra: new Set(["tea", "alone"]),
    pins: new Map([["cn", [-3, 40]]]),
  });
  const address = written(view);
  assert.deepEqual(after(`#${address}`).state, view.state);
  assert.equal(written(after(`#${address}`)), address);
  assert.match(address, /view=focus&centre=kz&steps=3/);
});

test("the order in which things were hidden does not matter", () => {
  const one = look({ kinds: new Set(["treaty", "plant"]) });
  const other = look({ kinds: new Set(["plant", "treaty"]) });
  assert.equal(written(one), written(other));
});

test("nothing hidden is another address than the first view, which hides quiet kinds", () => {
  assert.equal(written(look({ kinds: new Set() })), "hide-kinds=");
  assert.deepEqual(after("#hide-kinds=").state.kinds, new Set());
  assert.deepEqual(after("").state.kinds, new Set(["topic"]));
});

const STRANGE = {
  "no such view": "#view=nowhere",
  "no such map": "#layout=__proto__",
  "no such language": "#language=tlh",
  "a thing that is not there": "#chosen=%3Cimg%20src=x%3E&centre=nobody",
  "a claim for a centre": "#centre=t1",
  "no number": "#steps=many&from=1e3&to=0x7",
  "an endless number": "#from=99999999",
  "a pin without a thing": "#pins=nobody!1!2",
  "a pin without a place": "#pins=kz!1,kz!a!b,kz!1!22222222222",
  "a relation that is not there": "#hide-relations=__proto__,nothing&hide-kinds=topic,no",
  "extras that are not there": "#extra=nobody,constructor",
  "a name of no choice": "#constructor=1&__proto__=2&before=rings",
  "what is inherited": "#hide-documents=toString",
  "a broken escape": "#view=%E0%A4%A",
};

for (const [what, hash] of Object.entries(STRANGE)) {
  test(`an address cannot set ${what}`, () => {
    const view = after(hash);
    assert.deepEqual(view.state, fresh(view.model));
  });
}

test("years and steps are kept within what there is", () => {
  const { state } = after("#from=1900&to=2500&steps=99");
  assert.deepEqual([state.from, state.to, state.steps], [1992, 2020, 3]);
  const turned = after("#from=2010&to=2000").state;
  assert.deepEqual([turned.from, turned.to], [2010, 2010]);
});

test("a view around nothing is the overview", () => {
  const { state } = after("#view=focus&layout=rings");
  assert.deepEqual([state.view, state.layout], ["overview", "sides"]);
});

test("a new address forgets the old one", () => {
  const view = after("#layout=free&pins=kz!1!2");
  restore(view, "#tab=list");
  assert.deepEqual([view.state.layout, view.state.pins.size, view.state.tab], ["sides", 0, "list"]);
});
