import assert from "node:assert/strict";
import test from "node:test";
import { choose } from "#network/choose.js";
import { gexf, graphml, json } from "#network/graphs.js";
import { caption } from "#network/part.js";
import { svg } from "#network/pictures.js";
import { checksum, page, resolved } from "#network/print.js";
import { cell, thingsTable, tiesTable } from "#network/tables.js";
import { Tints } from "#network/tints.js";
import { look } from "./sample.js";

const HOSTILE = `<b>"x"&'y'</b>`;

function shownIn(chosen = {}, changes = {}) {
  const view = look({ layout: "free", ...chosen }, changes);
  view.shown = choose(view);
  view.places = new Map([...view.shown.ids].map((id, at) => [id, [at * 10, -at]]));
  return view;
}

const hostile = () => shownIn({}, { properties: { party: HOSTILE }, documents: { [HOSTILE]: HOSTILE } });

const SCREEN = {
  width: 800,
  height: 600,
  scale: 1,
  spot: ([x, y]) => ({ x, y }),
  radius: () => 5,
  headings: [{ text: HOSTILE, role: "side", left: 5, bottom: 20, width: 60 }],
  placed: [
    { id: "kz", lines: ["Kazakh", HOSTILE], x: 10, y: 20 },
    { id: "", lines: ["party"], x: 1, y: 2, tie: true },
  ],
  tints: Object.assign(new Tints(), {
    tie: "#999",
    accent: "#00f",
    ink: "#000",
    halo: "#fff",
    ground: "#fff",
    soft: "#777",
  }),
};

test("a cell that would run as a formula is text", () => {
  for (const text of ["=1+1", "+1", "-1", "@a", " =1", "\u200b=1", "\t=1", "＝1"])
    assert.match(cell(text), /^"?'/, text);
  for (const text of ["a=1", "2010", "中国"]) assert.equal(cell(text), text);
});

test("a cell keeps quotes, commas and blanks, and no line breaks", () => {
  assert.equal(cell('a "b", c'), '"a ""b"", c"');
  assert.equal(cell(" a "), '" a "');
  assert.equal(cell("a\r\nb\tc"), "a b c");
  assert.deepEqual([cell(undefined), cell(null), cell(0)], ["", "", "0"]);
});

test("the table of ties has a row for each that is shown, by id", () => {
  const lines = tiesTable(shownIn()).split("\r\n");
  assert.ok(lines[0].startsWith("\ufeffstatement,subject_id,"));
  assert.deepEqual(
    lines.slice(1, -1).map((line) => line.split(",")[0]),
    ["t1", "t2", "t3", "t4", "t6", "t7"],
  );
  assert.equal(lines[3], "t3,bus,Bus plant,locatedIn,kz,Kazakhstan,2010,,tea,asserted,normal,one,one 10-20,,");
  assert.equal(lines.at(-1), "");
});

test("the table of things has names in every language, and years", () => {
  const lines = thingsTable(shownIn()).split("\r\n");
  assert.equal(lines[1], "bus,plant,Bus plant,,,,2010,2020,both,2,,,,");
  assert.equal(lines[2], "cn,country,China,,,中国,,,right,2,,,,");
  assert.ok(lines.every((line) => !line || line.split(",").length === 14));
});

test("GEXF holds every thing and tie, with its years and its fields", () => {
  const text = gexf(shownIn());
  assert.equal(text.match(/<node /g).length, 4);
  assert.equal(text.match(/<edge /g).length, 6);
  assert.match(text, /<node id="bus" label="Bus plant" start="2010" end="2020"><attvalues>/);
  assert.match(
    text,
    /<edge id="t3" source="bus" target="kz" label="is located in">.*<attvalue for="passages" value="one 10-20"\/>/,
  );
  assert.ok(!text.includes('value=""') && !text.includes("undefined") && !text.includes("null"));
});

test("GEXF leaves an open end of years open", () => {
  assert.match(gexf(shownIn({ view: "all", deprecated: true })), /<node id="wind" label="Wind farm" start="2015">/);
});

test("GraphML declares every field that it uses", () => {
  const text = graphml(shownIn());
  const declared = new Set([...text.matchAll(/<key id="([^"]+)"/g)].map((found) => found[1]));
  const used = new Set([...text.matchAll(/<data key="([^"]+)"/g)].map((found) => found[1]));
  assert.ok(used.size > 8);
  assert.deepEqual(
    [...used].filter((key) => !declared.has(key)),
    [],
  );
  assert.match(text, /<key id="n-x" for="node" attr.name="x" attr.type="int"\/>/);
  assert.match(text, /<node id="cn"><data key="n-label">China<\/data>/);
});

test("JSON holds things, ties and facts with their evidence, and the view", () => {
  const whole = JSON.parse(json(shownIn({ chosen: "bus" })));
  assert.deepEqual([whole.nodes.length, whole.edges.length, whole.facts.length], [4, 6, 1]);
  assert.equal(whole.view, "layout=free&chosen=bus");
  assert.ok(whole.edges.every((edge) => edge.evidence.length));
  assert.equal(whole.facts[0].not_stated, true);
});

test("the picture holds every thing and tie, plans dashed, the chosen one strong", () => {
  const text = svg(shownIn({ chosen: "t3" }), SCREEN, "Title");
  assert.equal(text.match(/data-thing=/g).length, 4);
  assert.equal(text.match(/data-statement=/g).length, 6);
  assert.match(text, /stroke-dasharray="12 7" data-statement="t4"/);
  assert.match(text, /stroke="#00f" stroke-width="3" data-statement="t3"/);
  assert.match(text, /<title>Bus plant is located in Kazakhstan<\/title>/);
  assert.match(text, /viewBox="0 0 800 [1-9]\d\d"/);
  assert.match(text, /M[\d.,-]+Q[\d.,-]+ [\d.,-]+" [^>]*data-statement="t7"/, "a second tie between the same is bent");
});

test("the picture says what its signs mean, whence it comes and where it can be seen", () => {
  const text = svg(
    shownIn(),
    SCREEN,
    "A title that is so long that it would run over the rim of the sheet ".repeat(2),
    "https://example.org/#x",
  );
  assert.ok(text.match(/font-size="16"/g).length > 1, "a long title is broken into lines");
  for (const said of ["stated as fact", "planned", "A report; Another report", "https://example.org/#x"])
    assert.ok(text.includes(said), said);
  assert.ok(!text.includes(">forecast<"), "what does not occur is not explained");
});

test("a picture for print has the resolution of print", () => {
  const png = resolved(new Uint8Array(40));
  assert.equal(png.length, 61);
  assert.equal(new TextDecoder().decode(png.subarray(37, 41)), "pHYs");
  assert.equal(checksum(new TextEncoder().encode("123456789")), 0xcbf43926);
});

test("a PDF tells where each of its objects begins", () => {
  const bytes = page(new Uint8Array([255, 216, 255]), 1890, 945, "中哈 relations");
  const text = new TextDecoder("latin1").decode(bytes);
  const table = text.indexOf("xref\n");
  assert.equal(Number(text.match(/startxref\n(\d+)/)[1]), table);
  for (const [at, [, offset]] of [...text.slice(table).matchAll(/(\d{10}) 00000 n/g)].entries())
    assert.ok(text.slice(Number(offset)).startsWith(`${at + 1} 0 obj`));
  assert.match(text, /MediaBox \[0 0 453.5 226.8\]/);
  assert.match(text, /Title <feff4e2d54c8/);
});

test("no name can break out of a picture or a graph", () => {
  for (const text of [svg(hostile(), SCREEN, HOSTILE), gexf(hostile()), graphml(hostile())])
    assert.ok(!text.includes("<b>"));
  assert.ok(svg(hostile(), SCREEN, HOSTILE).includes("&#60;b&#62;&#34;x&#34;"));
});

test("the caption says from which documents the picture is", () => {
  assert.equal(caption(shownIn()), "kzgraph 0: 4 things, 6 ties; from A report; Another report");
});
