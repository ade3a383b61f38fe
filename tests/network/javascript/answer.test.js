import assert from "node:assert/strict";
import test from "node:test";
import { answered, chosen } from "#network/answer.js";
import { choose } from "#network/choose.js";
import { look } from "./sample.js";

function shownIn(state = {}) {
  const view = look({ layout: "free", ...state });
  view.shown = choose(view);
  return view;
}

test("an answer says how much there is, in how many documents, and what of it is no fact", () => {
  assert.equal(answered(shownIn()), "6 statements in 2 documents about 4 things, of them 1 planned.");
  assert.match(answered({ shown: { said: [] } }), /^No statement that is shown answers this/);
});

test("what is shown is said in words", () => {
  const view = shownIn({ relations: new Set(["party"]), from: 2010 });
  const said = chosen(view);
  assert.ok(!said.includes("party"));
  assert.match(said, /is located in/);
  assert.match(said, /2010–/);
  assert.match(chosen(shownIn()), /all years$/);
});
