// What is shown, as a graph for other programs: GEXF 1.3, GraphML, and JSON with the evidence.

import { written } from "./address.js";
import { shownThings, shownTies, whereSaid } from "./part.js";
import { xml } from "./xml.js";

const NODE = {
  kind: "string",
  called: "string",
  side: "string",
  degree: "integer",
  betweenness: "double",
  brokerage: "integer",
  community: "integer",
  x: "integer",
  y: "integer",
};
const EDGE = {
  property: "string",
  modality: "string",
  rank: "string",
  time: "string",
  role: "string",
  passages: "string",
};
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';

// The fields of a thing or tie that have a value, as [name, text].
function nodeFields(view, thing) {
  const [x, y] = view.places.get(thing.id);
  return given(NODE, { ...thing, x, y });
}

function edgeFields(tie) {
  return given(EDGE, { ...tie, passages: whereSaid(tie) });
}

function given(fields, record) {
  return Object.keys(fields)
    .filter((name) => record[name] !== undefined && record[name] !== null && record[name] !== "")
    .map((name) => [name, xml(record[name])]);
}

export function gexf(view) {
  const nodes = shownThings(view).map((thing) => {
    const facts = `id="${xml(thing.id)}" label="${xml(view.nameOf(thing.id))}"${spell(thing.years)}`;
    return `<node ${facts}>${attvalues(nodeFields(view, thing))}</node>\n`;
  });
  const edges = shownTies(view).map((tie) => {
    const ends = `source="${xml(tie.subject)}" target="${xml(tie.object)}"`;
    const facts = `${ends} label="${xml(view.propertyName(tie.property))}"${spell(tie.years)}`;
    return `<edge id="${xml(tie.id)}" ${facts}>${attvalues(edgeFields(tie))}</edge>\n`;
  });
  const graph = 'defaultedgetype="directed" mode="dynamic" timeformat="integer"';
  return (
    `${DECLARATION}\n<gexf xmlns="http://gexf.net/1.3" version="1.3"><graph ${graph}>` +
    `${attributes("node", NODE)}${attributes("edge", EDGE)}\n` +
    `<nodes>\n${nodes.join("")}</nodes>\n<edges>\n${edges.join("")}</edges></graph></gexf>\n`
  );
}

function attributes(kind, fields) {
  const one = ([name, type]) => `<attribute id="${name}" title="${name}" type="${type}"/>`;
  return `<attributes class="${kind}">${Object.entries(fields).map(one).join("")}</attributes>`;
}

function attvalues(fields) {
  const one = ([name, text]) => `<attvalue for="${name}" value="${text}"/>`;
  return `<attvalues>${fields.map(one).join("")}</attvalues>`;
}

function spell(years) {
  if (!years) return "";
  const [first, last] = years;
  return `${first === null ? "" : ` start="${first}"`}${last === null ? "" : ` end="${last}"`}`;
}

export function graphml(view) {
  const nodes = shownThings(view).map((thing) => {
    const fields = [["label", xml(view.nameOf(thing.id))], ...nodeFields(view, thing)];
    return `<node id="${xml(thing.id)}">${keyed("n", fields)}</node>\n`;
  });
  const edges = shownTies(view).map((tie) => {
    const ends = `source="${xml(tie.subject)}" target="${xml(tie.object)}"`;
    return `<edge id="${xml(tie.id)}" ${ends}>${keyed("e", edgeFields(tie))}</edge>\n`;
  });
  const keys = keysOf("node", { label: "string", ...NODE }) + keysOf("edge", EDGE);
  return (
    `${DECLARATION}\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">${keys}\n` +
    `<graph edgedefault="directed">\n${nodes.join("")}${edges.join("")}</graph></graphml>\n`
  );
}

function keysOf(kind, fields) {
  const types = { string: "string", integer: "int", double: "double" };
  const one = ([name, type]) =>
    `<key id="${kind[0]}-${name}" for="${kind}" attr.name="${name}" attr.type="${types[type]}"/>`;
  return Object.entries(fields).map(one).join("");
}

function keyed(kind, fields) {
  return fields.map(([name, text]) => `<data key="${kind}-${name}">${text}</data>`).join("");
}

export function json(view) {
  const { model, shown } = view;
  const facts = [...shown.ids].sort().flatMap((id) => model.things.get(id).facts);
  const whole = {
    made_by: `kzgraph ${model.version}`,
    view: written(view),
    documents: model.documents,
    nodes: shownThings(view).map(thingRecord),
    edges: shownTies(view).map(claimRecord),
    facts: facts.map(claimRecord),
  };
  return `${JSON.stringify(whole, null, 1)}\n`;
}

function thingRecord({ id, kind, called, names, aliases, note, links, years, side }) {
  return { id, kind, called, names, aliases, note, links, years, side };
}

function claimRecord(claim) {
  const { id, subject, property, object, value, modality, rank, role, scope, time, reason } = claim;
  const { silent, evidence, disputes, whole } = claim;
  const said = { id, subject, property, object, value, modality, rank, role, scope, time, reason };
  return { ...said, not_stated: silent, evidence, disputes, part_of: whole };
}
