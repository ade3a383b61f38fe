import assert from "node:assert/strict";
import test from "node:test";
import { declared } from "#web/editor/declarations.js";
import { local } from "#web/editor/links.js";
import { fitting, written } from "#web/editor/terms.js";
import { at } from "../../../../kzgraph/web/static/root.js";

const KZO = "https://example.org/ontology/";
const treaty = { iri: `${KZO}Treaty`, short: "kzo:Treaty", label: "agreement" };
const trade = { iri: `${KZO}tradeValue`, short: "kzo:tradeValue", label: "value of trade" };
const label = { iri: "http://www.w3.org/2000/01/rdf-schema#label", short: "rdfs:label", label: "label" };
const bare = { iri: "https://example.com/x", short: "https://example.com/x", label: "" };
const TERMS = [trade, label, treaty, bare];

test("a term is found by its prefixed name, its local name, its IRI and its label, the nearest first", () => {
  assert.deepEqual(fitting(TERMS, "kzo:tr"), [trade.iri, treaty.iri]);
  assert.deepEqual(fitting(TERMS, "treaty"), [treaty.iri]);
  assert.deepEqual(fitting(TERMS, `<${KZO}Tre`), [treaty.iri]);
  assert.deepEqual(fitting(TERMS, "AGREE"), [treaty.iri]);
  assert.deepEqual(fitting([{ ...trade, short: "kzo:x", label: "tr" }, treaty], "tr"), [treaty.iri, trade.iri]);
});

test("a prefix that is typed keeps the terms of others away, also where the label would fit", () => {
  assert.deepEqual(fitting(TERMS, "rdfs:tr"), []);
  assert.deepEqual(fitting(TERMS, "rdfs:label"), [label.iri]);
});

test("nothing typed offers everything, up to sixty", () => {
  assert.equal(fitting(TERMS, "").length, TERMS.length);
  assert.equal(fitting(Array(100).fill(trade), "kzo:").length, 60);
});

test("a term is written with its prefix, or in brackets where they were begun or no prefix fits", () => {
  assert.equal(written(treaty, "kzo:Tr"), "kzo:Treaty");
  assert.equal(written(treaty, "<https"), `<${KZO}Treaty>`);
  assert.equal(written(bare, "ht"), "<https://example.com/x>");
});

test("only prefixes that are used and not declared are declared", () => {
  const prefixes = { kzo: KZO, kz: "https://example.org/", rdfs: "http://www.w3.org/2000/01/rdf-schema#" };
  assert.equal(declared("ASK { ?a kzo:party ?b }", prefixes), `PREFIX kzo: <${KZO}>\nASK { ?a kzo:party ?b }`);
  assert.equal(
    declared("prefix kzo: <x> ASK { ?a kzo:party ?b }", prefixes),
    "prefix kzo: <x> ASK { ?a kzo:party ?b }",
  );
  assert.equal(declared("ASK { ?a <urn:kzo:party> ?b }", prefixes), "ASK { ?a <urn:kzo:party> ?b }");
});

test("a link to what this site describes stays here, any other goes where it says", () => {
  const known = { base: "https://example.org/", ontology: KZO };
  assert.equal(local(treaty.iri, known), at("/ontology#Treaty"));
  assert.equal(local("https://example.org/id/country/KZ", known), at("/page/country/KZ"));
  assert.equal(local("https://example.org/statement/1", known), at("/page/statement/1"));
  assert.match(at("/page/x"), /\/web\/page\/x$/);
  assert.equal(local("https://example.com/other", known), "https://example.com/other");
});
