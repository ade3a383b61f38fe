import assert from "node:assert/strict";
import { test } from "node:test";
import { fitting } from "#web/filtering.js";

const TEXTS = ["Agreements by year", "Who builds wind power?", "Қытай мен Қазақстан"];

test("a text fits that holds every word, in any order and case", () => {
  assert.deepEqual(fitting(TEXTS, "YEAR agree"), [true, false, false]);
  assert.deepEqual(fitting(TEXTS, "қазақ"), [false, false, true]);
});

test("nothing typed leaves all", () => {
  assert.deepEqual(fitting(TEXTS, "  "), [true, true, true]);
});
