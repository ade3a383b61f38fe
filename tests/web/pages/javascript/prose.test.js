import assert from "node:assert/strict";
import { before, test } from "node:test";
import { prose } from "#web/prose.js";

before(() => {
  globalThis.document = {
    createElement: (name) => ({
      name,
      append(...children) {
        this.children = children;
      },
    }),
  };
});

test("what stands in backticks is code, and leads where an address is known", () => {
  const [begin, link, middle, code, end] = prose("see `builders` and `<b>`.", (name) => name === "builders" && "#b");
  assert.deepEqual([begin, middle, end], ["see ", " and ", "."]);
  assert.deepEqual([link.name, link.href, link.children[0].textContent], ["a", "#b", "builders"]);
  assert.deepEqual([code.name, code.textContent], ["code", "<b>"]);
});

test("a text without backticks stays as it is", () => {
  assert.deepEqual(prose("one ` alone"), ["one ` alone"]);
});
