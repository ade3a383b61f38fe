// The panel: what is said of the chosen thing, grouped by property; and the list that says the same as the map.

const detailsBox = document.getElementById('details');
const listBox = document.getElementById('list');

function make(tag, facts = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(facts)) {
    if (name === 'text') element.textContent = value;
    else if (name === 'on') for (const [event, act] of Object.entries(value)) element.addEventListener(event, act);
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const bdi = (text, lang) => make('bdi', { text, lang });
const button = (text, act, facts = {}) => make('button', { type: 'button', text, on: { click: act }, ...facts });

function webLink(address) {
  return /^https?:\/\//i.test(address) ? make('a', { href: address, rel: 'noopener noreferrer', target: '_blank', text: address }) : make('span', { text: address });
}

function signOf(kind) {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('viewBox', '-10 -10 20 20');
  svg.setAttribute('class', 'sign');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(space, 'path');
  path.setAttribute('d', outline(kind.shape, 8.5));
  path.setAttribute('fill', kind[tints.dark ? 'dark' : 'light']);
  const sign = document.createElementNS(space, 'text');
  sign.setAttribute('text-anchor', 'middle');
  sign.setAttribute('y', kind.shape === 'triangle' ? '5' : kind.shape === 'triangleDown' ? '2' : '3.2');
  sign.setAttribute('font-size', '9');
  sign.setAttribute('font-weight', 'bold');
  sign.setAttribute('fill', tints.dark ? '#14171b' : '#ffffff');
  sign.textContent = kind.sign;
  svg.append(path, sign);
  return svg;
}

function outline(shape, r) {
  const polygon = (points) => 'M' + points.map(([x, y]) => `${(x * r).toFixed(2)},${(y * r).toFixed(2)}`).join('L') + 'Z';
  if (shape === 'square') return polygon([[-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]]);
  if (shape === 'diamond') return polygon([[0, -1], [1, 0], [0, 1], [-1, 0]]);
  if (shape === 'triangle') return polygon([[0, -1], [1, 0.8], [-1, 0.8]]);
  if (shape === 'triangleDown') return polygon([[0, 1], [1, -0.8], [-1, -0.8]]);
  if (shape === 'hexagon') return polygon([[1, 0], [0.5, 0.87], [-0.5, 0.87], [-1, 0], [-0.5, -0.87], [0.5, -0.87]]);
  if (shape === 'star') return polygon(Array.from({ length: 10 }, (_, at) => { const far = at % 2 ? 0.55 : 1.1; const turn = (at * Math.PI) / 5 - Math.PI / 2; return [far * Math.cos(turn), far * Math.sin(turn)]; }));
  return `M${-r},0A${r},${r} 0 1 0 ${r},0A${r},${r} 0 1 0 ${-r},0Z`;
}

const WEAK = new Set(['planned', 'forecast', 'opinion', 'derived']);
function tags(claim) {
  const found = [];
  if (claim.time) found.push(make('span', { class: 'tag', text: claim.time }));
  if (claim.role) found.push(make('span', { class: 'tag', text: 'as ' + claim.role }));
  if (claim.scope) found.push(make('span', { class: 'tag', text: 'for ' + claim.scope.map(([id, name]) => (THINGS.has(id) ? nameOf(id) : name)).join(', ') }));
  if (claim.modality !== 'asserted') found.push(make('span', { class: WEAK.has(claim.modality) ? 'tag weak' : 'tag', text: claim.modality === 'derived' ? 'made by the query' : claim.modality }));
  if (claim.rank !== 'normal') found.push(make('span', { class: 'tag weak', text: claim.rank }));
  if (claim.disputes) found.push(make('span', { class: 'tag against', text: 'disputed' }));
  return found;
}

function claimButton(claim, from) {
  const other = claim.object && claim.object === from ? claim.subject : claim.object;
  const text = other ? nameOf(other) : valueOf(claim);
  return make('li', {}, make('button', { type: 'button', class: 'claim', 'data-claim': claim.id, 'aria-current': claim.id === state.chosen ? 'true' : undefined, on: { click: () => pick(claim.id) } },
    make('bdi', { text, class: claim.silent ? 'silent' : undefined }), ...tags(claim)));
}

function grouped(claims, title) {
  const groups = new Map();
  for (const claim of claims) { const name = title(claim); if (!groups.has(name)) groups.set(name, []); groups.get(name).push(claim); }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

function claimGroups(thing) {
  const own = [...thing.facts, ...thing.ties.filter((tie) => tie.subject === thing.id)];
  const theirs = thing.ties.filter((tie) => tie.subject !== thing.id);
  const plainly = (claim) => claimButton(claim, thing.id);
  const whole = (claim) => make('li', {}, make('button', { type: 'button', class: 'claim', 'data-claim': claim.id, on: { click: () => pick(claim.id) } }, make('bdi', { text: `${nameOf(claim.subject)} · ${propertyName(claim.property)} · ${valueOf(claim)}` }), ...tags(claim)));
  const property = (claim) => propertyName(claim.property);
  return [
    ...section('said of it', grouped(own, property), plainly),
    ...section('said of others, naming it', grouped(theirs, (claim) => `… ${property(claim)} ${nameOf(thing.id)}`), plainly),
    ...section('statements that it narrows', grouped(thing.scoped || [], property), whole),
  ];
}

function section(title, groups, one) {
  return groups.length ? [make('h3', { text: title }), ...groups.map(([name, claims]) => group(name, claims, one))] : [];
}

function group(name, claims, one) {
  const first = (claim) => (claim.years && claim.years[0] !== null ? claim.years[0] : 9999);
  const sorted = claims.slice().sort((a, b) => first(a) - first(b) || (valueOf(a) < valueOf(b) ? -1 : 1));
  const items = make('ul', { class: 'claims' }, ...sorted.slice(0, 12).map(one));
  const more = sorted.length > 12 ? button(`show ${sorted.length - 12} more`, (event) => { items.append(...sorted.slice(12).map(one)); event.target.remove(); }, { class: 'link' }) : null;
  return make('div', {}, make('h4', {}, bdi(name), make('span', { class: 'count', text: claims.length > 1 ? `  ${claims.length}` : '' })), items, more);
}

function expanders(thing) {
  const hidden = new Map();
  for (const [other, ties] of thing.near) {
    if (shown.ids.has(other)) continue;
    const kind = THINGS.get(other).kind;
    if (!hidden.has(kind)) hidden.set(kind, []);
    hidden.get(kind).push(other);
    void ties;
  }
  if (!hidden.size) return null;
  return make('div', { class: 'acts', role: 'group', 'aria-label': 'Add to the map' }, make('span', { class: 'hint', text: 'Tied to it, not on the map:' }),
    ...[...hidden].map(([kind, ids]) => button(`+ ${ids.length} ${KINDS.get(kind).label}`, () => { for (const id of ids) state.extra.add(id); changed({ fit: state.layout === 'rings' }); }, { 'data-expand': kind })));
}

function figuresOf(thing) {
  if (!thing.degree) return null;
  const parts = [`tied to ${thing.degree}`, `betweenness ${(thing.betweenness || 0).toFixed(4)}`, `brokerage ${thing.brokerage || 0}`, thing.community ? `community ${thing.community}` : ''];
  return make('p', { class: 'hint', title: DATA.caution, text: 'In the facts of these documents: ' + parts.filter(Boolean).join(' · ') + '. Central here means written about.' });
}

function thingPanel(thing) {
  const kind = KINDS.get(thing.kind);
  const names = LANGUAGES.filter((code) => thing.names && thing.names[code] && thing.names[code] !== nameOf(thing.id));
  const links = (thing.links || []).filter((link) => link);
  return [
    make('h2', {}, signOf(kind), ' ', bdi(nameOf(thing.id))),
    make('p', { class: 'kind' }, bdi(thing.called), make('span', { class: 'tag', text: kind.label })),
    names.length ? make('table', { class: 'names', 'aria-label': 'Names' }, make('tbody', {}, ...names.map((code) => make('tr', {}, make('th', { scope: 'row', text: code }), make('td', {}, bdi(thing.names[code], code)))))) : null,
    thing.aliases ? make('p', { class: 'hint' }, 'also: ', bdi(thing.aliases.join('; '))) : null,
    thing.note ? make('p', { class: 'hint' }, bdi(thing.note)) : null,
    thing.same ? make('p', {}, make('span', { class: 'silent', text: 'may be the same as ' }), ...thing.same.filter((id) => THINGS.has(id)).map((id) => button(nameOf(id), () => pick(id), { class: 'link' }))) : null,
    make('div', { class: 'acts' },
      ...[1, 2, 3].map((steps) => button(`${steps} step${steps > 1 ? 's' : ''} around`, () => around(thing.id, steps), { 'data-around': steps, 'aria-pressed': String(state.view === 'focus' && state.centre === thing.id && state.steps === steps) })),
      button(state.pins.has(thing.id) ? 'Release' : 'Pin', () => pin(thing.id), { 'aria-pressed': String(state.pins.has(thing.id)) })),
    expanders(thing),
    figuresOf(thing),
    ...claimGroups(thing),
    links.length ? make('div', {}, make('h3', { text: 'identifiers' }), ...links.map((link) => make('p', {}, webLink(link)))) : null,
  ];
}

function welcome() {
  const facts = DATA.facts.filter((fact) => fact.silent).length;
  const top = [...shown.ids].filter((id) => !DATA.poles.includes(id)).sort((a, b) => THINGS.get(b).near.size - THINGS.get(a).near.size || (a < b ? -1 : 1)).slice(0, 8);
  return [
    make('h2', { text: 'Choose a thing or a line' }),
    make('p', { text: `${THINGS.size} things, ${DATA.edges.length} ties between them and ${DATA.facts.length} other statements, ${facts} of which say what a document leaves unsaid. Every one leads to the passage that says it.` }),
    DATA.note ? make('p', { text: `This file holds a part: ${DATA.note}.` }) : null,
    make('h3', { text: 'read from' }),
    ...Object.entries(DATA.documents).map(([id, name]) => make('p', {}, THINGS.has('kzd:' + id) ? button(name, () => pick('kzd:' + id), { class: 'link' }) : bdi(name))),
    make('h3', { text: 'much is said about' }),
    make('ul', { class: 'claims' }, ...top.map((id) => make('li', {}, button(nameOf(id), () => pick(id), { class: 'claim' })))),
    make('p', { class: 'hint', text: DATA.caution }),
  ];
}

function fillPanel() {
  const claim = CLAIMS.get(state.chosen);
  const thing = THINGS.get(state.chosen);
  const parts = claim ? evidencePanel(claim) : thing ? thingPanel(thing) : welcome();
  detailsBox.replaceChildren(...parts.filter(Boolean));
  detailsBox.scrollTop = 0;
}

function fillList() {
  if (state.tab !== 'list') { listBox.replaceChildren(); return; }
  const groups = DATA.kinds.map((kind) => [kind, KINDS.get(kind.id).things.filter((thing) => shown.ids.has(thing.id)).sort((a, b) => (nameOf(a.id) < nameOf(b.id) ? -1 : 1))]).filter(([, things]) => things.length);
  const row = (thing) => button('', () => pick(thing.id, 'details'), { 'data-thing': thing.id, 'aria-current': thing.id === state.chosen ? 'true' : undefined });
  const filled = (thing) => { const line = row(thing); const count = thing.near.size; line.append(make('bdi', { class: 'name', text: nameOf(thing.id) }), make('span', { class: 'count', text: count === 1 ? '1 tie' : `${count} ties` })); return line; };
  listBox.replaceChildren(
    make('p', { class: 'hint', text: 'What the map shows, as a list.' }),
    ...groups.map(([kind, things]) => {
      const box = make('div', { class: 'list' }, ...things.slice(0, 150).map(filled));
      const more = things.length > 150 ? button(`show ${things.length - 150} more`, (event) => { box.append(...things.slice(150).map(filled)); event.target.remove(); }, { class: 'link' }) : null;
      return make('div', {}, make('h3', { text: `${kind.label}  ${things.length}` }), box, more);
    }));
}
