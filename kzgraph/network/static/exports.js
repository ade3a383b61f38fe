// What is shown, as a file: pictures, graphs for other programs, tables.

function xml(text) {
  return String(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').replace(/[<>&"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

// A cell that a spreadsheet would run as a formula gets an apostrophe before it, also after blanks.
function cell(value) {
  const flat = String(value === undefined || value === null ? '' : value).replace(/[\r\n\t]+/g, ' ');
  const safe = /^[\s\u00a0\ufeff\u200b-\u200f\u202a-\u202e\u2066-\u2069]*[=+\-@＝＋－＠]/.test(flat) ? "'" + flat : flat;
  return /[",]/.test(safe) || safe !== safe.trim() ? '"' + safe.replaceAll('"', '""') + '"' : safe;
}

const table = (rows) => '\ufeff' + rows.map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
const whereSaid = (claim) => claim.evidence.map((each) => `${each.document} ${each.start}-${each.end}`).join('; ');
const shownThings = () => [...shown.ids].sort().map((id) => THINGS.get(id));
const shownTies = () => shown.ties.slice().sort((a, b) => (a.id < b.id ? -1 : 1));

function tiesTable() {
  const head = ['statement', 'subject_id', 'subject', 'property', 'object_id', 'object', 'time', 'role', 'scope', 'modality', 'rank', 'documents', 'passages', 'stated_by', 'printed'];
  return table([head, ...shownTies().map((tie) => [tie.id, tie.subject, nameOf(tie.subject), tie.property, tie.object, nameOf(tie.object), tie.time, tie.role, (tie.scope || []).map(([id]) => id).join('; '), tie.modality, tie.rank,
    [...new Set(tie.evidence.map((each) => each.document))].join('; '), whereSaid(tie), tie.evidence.map((each) => each.by).filter(Boolean).join('; '), tie.evidence.map((each) => each.printed).filter(Boolean).join('; ')])]);
}

function thingsTable() {
  const head = ['id', 'kind', 'en', 'kk', 'ru', 'zh', 'first_year', 'last_year', 'side', 'degree', 'betweenness', 'brokerage', 'community', 'identifier'];
  return table([head, ...shownThings().map((thing) => [thing.id, thing.called, ...LANGUAGES.map((code) => (thing.names || {})[code]), ...(thing.years || ['', '']), thing.side, thing.degree, thing.betweenness, thing.brokerage, thing.community, (thing.links || [])[0]])]);
}

const NODE_FIELDS = [['kind', 'string'], ['called', 'string'], ['side', 'string'], ['degree', 'integer'], ['betweenness', 'double'], ['brokerage', 'integer'], ['community', 'integer'], ['x', 'integer'], ['y', 'integer']];
const EDGE_FIELDS = [['property', 'string'], ['modality', 'string'], ['rank', 'string'], ['time', 'string'], ['role', 'string'], ['passages', 'string']];
const nodeValue = (thing, name) => (name === 'x' ? places.get(thing.id)[0] : name === 'y' ? places.get(thing.id)[1] : thing[name]);
const edgeValue = (tie, name) => (name === 'passages' ? whereSaid(tie) : tie[name]);
const given = (value) => value !== undefined && value !== null && value !== '';

function gexf() {
  const fields = (kind, list) => `<attributes class="${kind}">${list.map(([name, type]) => `<attribute id="${name}" title="${name}" type="${type}"/>`).join('')}</attributes>`;
  const values = (list, one) => `<attvalues>${list.filter(([name]) => given(one(name))).map(([name]) => `<attvalue for="${name}" value="${xml(one(name))}"/>`).join('')}</attvalues>`;
  const spell = (years) => (years ? `${years[0] !== null ? ` start="${years[0]}"` : ''}${years[1] !== null ? ` end="${years[1]}"` : ''}` : '');
  const nodes = shownThings().map((thing) => `<node id="${xml(thing.id)}" label="${xml(nameOf(thing.id))}"${spell(thing.years)}>${values(NODE_FIELDS, (name) => nodeValue(thing, name))}</node>`);
  const edges = shownTies().map((tie) => `<edge id="${xml(tie.id)}" source="${xml(tie.subject)}" target="${xml(tie.object)}" label="${xml(propertyName(tie.property))}"${spell(tie.years)}>${values(EDGE_FIELDS, (name) => edgeValue(tie, name))}</edge>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3"><graph defaultedgetype="directed" mode="dynamic" timeformat="integer">${fields('node', NODE_FIELDS)}${fields('edge', EDGE_FIELDS)}\n<nodes>\n${nodes.join('\n')}\n</nodes>\n<edges>\n${edges.join('\n')}\n</edges></graph></gexf>\n`;
}

function graphml() {
  const types = { string: 'string', integer: 'int', double: 'double' };
  const keys = [...[['label', 'string'], ...NODE_FIELDS].map(([name, type]) => `<key id="n-${name}" for="node" attr.name="${name}" attr.type="${types[type]}"/>`), ...EDGE_FIELDS.map(([name, type]) => `<key id="e-${name}" for="edge" attr.name="${name}" attr.type="${types[type]}"/>`)];
  const values = (before, list, one) => list.filter(([name]) => given(one(name))).map(([name]) => `<data key="${before}${name}">${xml(one(name))}</data>`).join('');
  const nodes = shownThings().map((thing) => `<node id="${xml(thing.id)}"><data key="n-label">${xml(nameOf(thing.id))}</data>${values('n-', NODE_FIELDS, (name) => nodeValue(thing, name))}</node>`);
  const edges = shownTies().map((tie) => `<edge id="${xml(tie.id)}" source="${xml(tie.subject)}" target="${xml(tie.object)}">${values('e-', EDGE_FIELDS, (name) => edgeValue(tie, name))}</edge>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">${keys.join('')}\n<graph edgedefault="directed">\n${nodes.join('\n')}\n${edges.join('\n')}\n</graph></graphml>\n`;
}

function json() {
  const thing = ({ id, called, names, aliases, note, links, years, side, kind }) => ({ id, kind, called, names, aliases, note, links, years, side });
  const claim = ({ id, subject, property, object, value, modality, rank, role, scope, time, reason, silent, evidence, disputes, whole }) => ({ id, subject, property, object, value, modality, rank, role, scope, time, reason, not_stated: silent, evidence, disputes, part_of: whole });
  const facts = [...shown.ids].sort().flatMap((id) => THINGS.get(id).facts);
  return JSON.stringify({ made_by: `kzgraph ${DATA.version}`, view: written(), documents: DATA.documents, nodes: shownThings().map(thing), edges: shownTies().map(claim), facts: facts.map(claim) }, null, 1) + '\n';
}

function caption() {
  return `kzgraph ${DATA.version}: ${shown.ids.size} things, ${shown.ties.length} ties; from ${Object.values(DATA.documents).join('; ')}`;
}

function svg() {
  const [wide, high] = [mapBox.clientWidth, mapBox.clientHeight];
  const scale = net.getScale();
  const spot = (id) => { const [x, y] = places.get(id); return net.canvasToDOM({ x, y }); };
  const num = (value) => value.toFixed(1);
  const lines = shownTies().map((tie) => {
    const [a, b] = [spot(tie.subject), spot(tie.object)];
    const dash = DASHES[tie.modality];
    const bend = tie.lane ? `Q${num((a.x + b.x) / 2 + (b.y - a.y) * 0.12 * tie.lane)},${num((a.y + b.y) / 2 - (b.x - a.x) * 0.12 * tie.lane)} ` : 'L';
    return `<path d="M${num(a.x)},${num(a.y)}${bend}${num(b.x)},${num(b.y)}" fill="none" stroke="${tie.id === state.chosen ? tints.accent : tints.tie}" stroke-width="${tie.id === state.chosen ? 3 : 1}"${dash ? ` stroke-dasharray="${dash.join(' ')}"` : ''} data-statement="${xml(tie.id)}"><title>${xml(`${nameOf(tie.subject)} ${propertyName(tie.property)} ${nameOf(tie.object)}`)}</title></path>`;
  });
  const marks = shownThings().map((thing) => { const { x, y } = spot(thing.id); return `<g transform="translate(${num(x)},${num(y)})" data-thing="${xml(thing.id)}"><title>${xml(nameOf(thing.id))}</title><path d="${outline(thing.shape, Math.max(2.5, sizeOf(thing) * scale))}" fill="${tintOf(thing)}"/></g>`; });
  const names = placed.flatMap((each) => each.lines.map((line, row) => `<text x="${num(each.x)}" y="${num(each.y + 11 + row * 14)}" fill="${each.tie ? tints.accent : tints.ink}" stroke="${tints.halo}" stroke-width="3" paint-order="stroke" text-anchor="middle">${xml(line)}</text>`));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${wide} ${high + 26}" width="${wide}" height="${high + 26}" font-family="sans-serif" font-size="12"><title>${xml(document.title)}</title><rect width="100%" height="100%" fill="${tints.ground}"/>\n${lines.join('\n')}\n${marks.join('\n')}\n${names.join('\n')}\n<text x="8" y="${high + 17}" fill="${tints.soft}">${xml(caption())}</text></svg>\n`;
}

function png() {
  const from = mapBox.querySelector('canvas');
  const ratio = from.width / mapBox.clientWidth;
  const to = document.createElement('canvas');
  to.width = from.width;
  to.height = from.height + Math.round(26 * ratio);
  const ctx = to.getContext('2d');
  ctx.fillStyle = tints.ground;
  ctx.fillRect(0, 0, to.width, to.height);
  ctx.drawImage(from, 0, 0);
  ctx.fillStyle = tints.soft;
  ctx.font = `${12 * ratio}px sans-serif`;
  ctx.fillText(caption(), 8 * ratio, from.height + 17 * ratio);
  to.toBlob((blob) => save('network.png', blob), 'image/png');
}

function save(name, content, type) {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type: type + ';charset=utf-8' }));
  const link = make('a', { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

const SAVES = {
  png,
  svg: () => save('network.svg', svg(), 'image/svg+xml'),
  gexf: () => save('network.gexf', gexf(), 'application/xml'),
  graphml: () => save('network.graphml', graphml(), 'application/xml'),
  ties: () => save('ties.csv', tiesTable(), 'text/csv'),
  things: () => save('things.csv', thingsTable(), 'text/csv'),
  json: () => save('network.json', json(), 'application/json'),
};
