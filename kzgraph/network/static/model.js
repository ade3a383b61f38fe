// The data as the page works with it: things, claims (ties and facts), and what hangs on each.

import { plain } from "./text.js";

export const LANGUAGES = ["en", "kk", "ru", "zh"];
export const MODALITIES = ["asserted", "reported", "planned", "forecast", "opinion", "derived"];
const FIGURES = ["degree", "betweenness", "brokerage"];

export function readModel(data) {
  const things = new Map(data.nodes.map((node) => [node.id, { ...node, ties: [], facts: [], near: new Map() }]));
  const kinds = new Map(data.kinds.map((kind) => [kind.id, { ...kind, things: [] }]));
  const claims = readClaims(data, things);
  for (const claim of claims.values()) hangScopes(claim, things);
  for (const thing of things.values()) {
    complete(thing);
    kinds.get(thing.kind).things.push(thing);
  }
  bendApart(claims);
  return {
    ...data,
    things,
    claims,
    kinds,
    ties: data.edges.map((edge) => claims.get(edge.id)),
    kindOrder: new Map(data.kinds.map((kind, at) => [kind.id, at])),
    quiet: data.kinds.filter((kind) => kind.quiet).map((kind) => kind.id),
    relations: counted(data.edges.map((edge) => edge.property)),
    span: spanOf([...things.values(), ...claims.values()]),
    top: Object.fromEntries(FIGURES.map((name) => [name, topOf(data.nodes, name)])),
  };
}

export function counted(values) {
  const found = new Map();
  for (const value of values) found.set(value, (found.get(value) || 0) + 1);
  return found;
}

function readClaims(data, things) {
  const claims = new Map();
  for (const edge of data.edges) {
    const claim = { ...edge, subject: edge.from, object: edge.to };
    claims.set(claim.id, claim);
    things.get(claim.subject).ties.push(claim);
    if (claim.object !== claim.subject) things.get(claim.object).ties.push(claim);
  }
  for (const each of data.facts) {
    const fact = { ...each };
    claims.set(fact.id, fact);
    things.get(fact.subject).facts.push(fact);
  }
  for (const claim of claims.values()) {
    claim.rank = claim.rank || "normal";
    claim.evidence = claim.evidence || [];
  }
  return claims;
}

function hangScopes(claim, things) {
  for (const [scope] of claim.scope || []) {
    const thing = things.get(scope);
    if (!thing || scope === claim.subject || scope === claim.object) continue;
    thing.scoped = thing.scoped || [];
    thing.scoped.push(claim);
  }
}

function complete(thing) {
  for (const tie of thing.ties) {
    const other = tie.subject === thing.id ? tie.object : tie.subject;
    if (!thing.near.has(other)) thing.near.set(other, []);
    thing.near.get(other).push(tie);
  }
  thing.silent = thing.facts.some((fact) => fact.silent);
  thing.raw = [...Object.values(thing.names || {}), ...(thing.aliases || []), ...(thing.hidden || [])].map(plain);
}

// Parallel ties between two things are drawn beside each other, each in a lane of its own.
function bendApart(claims) {
  const beside = new Map();
  for (const claim of claims.values()) {
    if (!claim.object) continue;
    const pair = [claim.subject, claim.object].sort().join("\n");
    claim.lane = beside.get(pair) || 0;
    beside.set(pair, claim.lane + 1);
  }
}

function spanOf(dated) {
  const years = dated.flatMap((each) => each.years || []).filter((year) => year !== null);
  return years.length ? [years.reduce((a, b) => Math.min(a, b)), years.reduce((a, b) => Math.max(a, b))] : null;
}

function topOf(nodes, name) {
  return nodes.reduce((most, node) => Math.max(most, node[name] || 0), 0);
}
