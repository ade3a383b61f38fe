// The data as the page works with it: things, claims (ties and facts), and what hangs on each.

const DATA = JSON.parse(document.getElementById('data').textContent);
const THINGS = new Map(DATA.nodes.map((node) => [node.id, { ...node, ties: [], facts: [], near: new Map() }]));
const CLAIMS = new Map();
const KINDS = new Map(DATA.kinds.map((kind) => [kind.id, { ...kind, things: [] }]));
const LANGUAGES = ['en', 'kk', 'ru', 'zh'];
const MODALITIES = ['asserted', 'reported', 'planned', 'forecast', 'opinion', 'derived'];
const POINT = /^[a-z0-9:._~-]+$/i;

for (const edge of DATA.edges) {
  const claim = { ...edge, subject: edge.from, object: edge.to };
  CLAIMS.set(claim.id, claim);
  THINGS.get(claim.subject).ties.push(claim);
  if (claim.object !== claim.subject) THINGS.get(claim.object).ties.push(claim);
}
for (const fact of DATA.facts) {
  CLAIMS.set(fact.id, fact);
  THINGS.get(fact.subject).facts.push(fact);
}
for (const claim of CLAIMS.values()) {
  claim.rank = claim.rank || 'normal';
  claim.evidence = claim.evidence || [];
  for (const [scope] of claim.scope || []) {
    const thing = THINGS.get(scope);
    if (thing && scope !== claim.subject && scope !== claim.object) (thing.scoped = thing.scoped || []).push(claim);
  }
}
for (const thing of THINGS.values()) {
  for (const tie of thing.ties) {
    const other = tie.subject === thing.id ? tie.object : tie.subject;
    if (!thing.near.has(other)) thing.near.set(other, []);
    thing.near.get(other).push(tie);
  }
  thing.silent = thing.facts.some((fact) => fact.silent);
  thing.raw = [...Object.values(thing.names || {}), ...(thing.aliases || []), ...(thing.hidden || [])].map(plain);
  KINDS.get(thing.kind).things.push(thing);
}

// parallel ties between two things are bent apart
{
  const beside = new Map();
  for (const claim of CLAIMS.values()) {
    if (!claim.object) continue;
    const pair = [claim.subject, claim.object].sort().join('\n');
    claim.lane = beside.get(pair) || 0;
    beside.set(pair, claim.lane + 1);
  }
}

const SPAN = (() => {
  const years = [];
  for (const each of [...THINGS.values(), ...CLAIMS.values()]) for (const year of each.years || []) if (year !== null) years.push(year);
  return years.length ? [years.reduce((a, b) => Math.min(a, b)), years.reduce((a, b) => Math.max(a, b))] : null;
})();

function plain(text) {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

// Bidi and zero-width characters could make one name pass for another: on the canvas they are dropped, in text isolated.
function visible(text) {
  return String(text).replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, '');
}

function nameOf(id) {
  const thing = THINGS.get(id);
  if (!thing) return id;
  return (thing.names && thing.names[state.language]) || thing.label;
}

function propertyName(name) {
  return DATA.properties[name] || name;
}

function valueOf(claim) {
  return claim.object ? nameOf(claim.object) : claim.value || '';
}
