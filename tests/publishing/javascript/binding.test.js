import assert from "node:assert/strict";
import { test } from "node:test";
import { bound, term } from "../../../kzgraph/web/static/published/binding.js";
import { formOf } from "../../../kzgraph/web/static/published/form.js";

const PREFIXES = { kzr: "https://w3id.org/kzgraph/id/", kzo: "https://w3id.org/kzgraph/ontology#" };

const parameter = (kind, standard) => ({ name: "x", kind, standard });

test("a value becomes a term of its kind, or none", () => {
  assert.equal(term("china", parameter("entity", "kzr:kazakhstan"), PREFIXES), "<https://w3id.org/kzgraph/id/china>");
  assert.equal(
    term("Treaty", parameter("entity", "kzo:Visit"), PREFIXES),
    "<https://w3id.org/kzgraph/ontology#Treaty>",
  );
  assert.equal(term("x> } DROP", parameter("entity", "kzr:a"), PREFIXES), null);
  assert.equal(term("nope:x", parameter("entity", "kzr:a"), PREFIXES), null);
  assert.equal(term("1e9", parameter("number", "5"), PREFIXES), null);
  assert.equal(term("2020", parameter("date", '"x"^^xsd:date'), PREFIXES), null);
  assert.equal(term('a"\\\n', parameter("text", '"x"'), PREFIXES), '"a\\"\\\\\\n"');
});

test("a value stands where the default stood, signs of a pattern and all", () => {
  const question = {
    text: 'SELECT * {\n  VALUES ?x { "default" } # parameter: a text\n}',
    parameters: [parameter("text", '"default"')],
  };
  assert.equal(bound(question, { x: "$& $1" }, PREFIXES), 'SELECT * {\n  VALUES ?x { "$& $1" }\n}');
  assert.equal(bound(question, { x: " " }, PREFIXES), question.text);
  assert.throws(
    () => bound({ ...question, parameters: [parameter("number", "1")] }, { x: "y" }, PREFIXES),
    /no number/,
  );
});

test("the form of a query is that of its first keyword", () => {
  assert.equal(formOf("# construct\nPREFIX ask: <http://x/#construct> SELECT ?construct { }"), "table");
  assert.equal(formOf("PREFIX a: <http://x/>\nCONSTRUCT { ?s ?p 'select' } WHERE { ?s ?p ?o }"), "graph");
  assert.equal(formOf("DESCRIBE <http://x/select>"), "graph");
  assert.equal(formOf("nonsense"), "table");
});
