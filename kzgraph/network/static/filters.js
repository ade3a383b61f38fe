// The filters: kinds, relations, years, trust and origin, looks. Each row says how much it stands for.

const box = (id) => document.getElementById(id);

function check(name, checked, act, sign, count, only) {
  const input = make('input', { type: 'checkbox', on: { change: (event) => act(event.target.checked) } });
  input.checked = checked;
  return make('div', { class: 'row' }, make('label', {}, input, sign, make('span', { class: 'name', text: name })), make('span', { class: 'count', text: count === undefined ? '' : String(count) }), only ? button('only', only, { class: 'only', 'aria-label': 'only ' + name }) : null);
}

function toggle(set, id, on) {
  if (on) set.delete(id);
  else set.add(id);
  changed({ fit: false });
}

function fillKinds() {
  box('kinds').replaceChildren(...DATA.kinds.filter((kind) => KINDS.get(kind.id).things.length).map((kind) => check(kind.label, !state.kinds.has(kind.id), (on) => toggle(state.kinds, kind.id, on), signOf(kind), KINDS.get(kind.id).things.length)));
}

const RELATION_COUNTS = new Map();
for (const edge of DATA.edges) RELATION_COUNTS.set(edge.property, (RELATION_COUNTS.get(edge.property) || 0) + 1);
const RELATIONS = [...RELATION_COUNTS.keys()].sort((a, b) => RELATION_COUNTS.get(b) - RELATION_COUNTS.get(a) || (a < b ? -1 : 1));

function onlyRelations(wanted) {
  state.relations = new Set(RELATIONS.filter((name) => !wanted.includes(name)));
}

function fillRelations() {
  box('relations').replaceChildren(
    make('div', { class: 'acts' }, button('all', () => { state.relations.clear(); changed({ fit: true }); }), button('none', () => { onlyRelations([]); changed({}); })),
    ...RELATIONS.map((name) => check(propertyName(name), !state.relations.has(name), (on) => toggle(state.relations, name, on), null, RELATION_COUNTS.get(name), () => { onlyRelations([name]); changed({ fit: true }); })));
}

const YEAR_COUNTS = new Map();
for (const each of THINGS.values()) if (each.years && each.years[0] !== null) YEAR_COUNTS.set(each.years[0], (YEAR_COUNTS.get(each.years[0]) || 0) + 1);

let playing = 0;
function stopPlaying() {
  clearInterval(playing);
  playing = 0;
}

function play() {
  if (playing) { stopPlaying(); fillYears(); return; }
  const step = SPAN[1] - SPAN[0] > 25 ? 2 : 1;
  state.undated = false;
  state.from = SPAN[0];
  state.to = SPAN[0];
  playing = setInterval(() => {
    if (state.to >= SPAN[1]) stopPlaying();
    else state.to = Math.min(SPAN[1], state.to + step);
    changed({ years: true });
  }, matchMedia('(prefers-reduced-motion: reduce)').matches ? 1600 : 700);
  changed({ years: true });
}

function fillYears() {
  if (!SPAN) { box('years').replaceChildren(make('p', { class: 'hint', text: 'Nothing here is dated.' })); return; }
  const most = Math.max(1, ...YEAR_COUNTS.values());
  const bars = make('div', { class: 'bars', 'aria-hidden': 'true' });
  for (let year = SPAN[0]; year <= SPAN[1]; year += 1) {
    const bar = make('i', { class: year >= state.from && year <= state.to ? 'in' : undefined, title: String(year) });
    bar.style.height = `${(100 * (YEAR_COUNTS.get(year) || 0)) / most}%`;
    bars.append(bar);
  }
  const slide = (name, label) => {
    const range = make('input', { type: 'range', min: SPAN[0], max: SPAN[1], step: 1, 'aria-label': label, id: 'year-' + name });
    range.value = state[name];
    range.addEventListener('input', () => { stopPlaying(); state[name] = Number(range.value); if (state.from > state.to) state[name === 'from' ? 'to' : 'from'] = state[name]; changed({ years: 'values' }); });
    return range;
  };
  box('years').replaceChildren(bars, make('div', { class: 'years' },
    make('span', { id: 'year-said', text: `${state.from} – ${state.to}` }), button(playing ? '■ Stop' : '▶ Play', play, { id: 'play' }), slide('from', 'First year'), slide('to', 'Last year')),
    check('also things without a year', state.undated, (on) => { state.undated = on; changed({}); }));
}

function sayYears() {
  if (!SPAN || !box('year-said')) return;
  box('year-said').textContent = `${state.from} – ${state.to}`;
  for (const name of ['from', 'to']) box('year-' + name).value = state[name];
  [...box('years').querySelectorAll('.bars i')].forEach((bar, at) => bar.classList.toggle('in', SPAN[0] + at >= state.from && SPAN[0] + at <= state.to));
}

const SAYS = { asserted: 'stated as fact', reported: 'reported of somebody', planned: 'planned', forecast: 'forecast', opinion: 'opinion', derived: 'made by the query' };
function fillTrust() {
  const counts = new Map();
  const origins = new Map();
  let deprecated = 0;
  for (const claim of CLAIMS.values()) {
    if (!claim.object) continue;
    counts.set(claim.modality, (counts.get(claim.modality) || 0) + 1);
    if (claim.rank === 'deprecated') deprecated += 1;
    for (const name of new Set(claim.evidence.map((each) => each.document))) origins.set(name, (origins.get(name) || 0) + 1);
  }
  box('trust').replaceChildren(
    make('h3', { text: 'how it is said' }),
    ...MODALITIES.filter((name) => counts.has(name)).map((name) => check(SAYS[name], !state.modalities.has(name), (on) => toggle(state.modalities, name, on), null, counts.get(name))),
    check('also what is deprecated', state.deprecated, (on) => { state.deprecated = on; changed({}); }, null, deprecated),
    make('h3', { text: 'which document says it' }),
    ...[...origins].sort().map(([name, count]) => check(DATA.documents[name] || name, !state.documents.has(name), (on) => toggle(state.documents, name, on), null, count)),
    check('also things without a tie', state.lone, (on) => { state.lone = on; changed({ fit: true }); }));
}

function select(label, name, options) {
  const list = make('select', { id: 'look-' + name, on: { change: (event) => { state[name] = event.target.value; setTheme(); changed({ paint: name !== 'theme' }); } } }, ...options.map(([value, text]) => make('option', { value, text })));
  list.value = state[name];
  return make('div', { class: 'row' }, make('label', {}, label + ' ', list));
}

function fillLooks() {
  const legend = state.colour === 'side' ? Object.entries(SIDE_TINT).map(([side, pair]) => {
    const key = make('span', { class: 'tag', text: { left: 'belongs left', both: 'shared', right: 'belongs right', neither: 'neither' }[side] });
    key.style.borderColor = pair[tints.dark ? 1 : 0];
    key.style.borderWidth = '3px';
    return key;
  }) : [];
  box('looks').replaceChildren(
    select('Size', 'size', [['same', 'all the same'], ['degree', 'number of ties'], ['betweenness', 'betweenness'], ['brokerage', 'brokerage between the sides']]),
    select('Colour', 'colour', [['kind', 'kind'], ['side', 'side'], ['community', 'community']]), ...legend,
    select('Light', 'theme', [['auto', 'as the system'], ['light', 'light'], ['dark', 'dark']]),
    make('p', { class: 'hint', text: DATA.caution }));
}

function fillPresets() {
  const offered = DATA.presets.filter((preset) => preset.relations.some((name) => RELATION_COUNTS.has(name)));
  box('presets').parentElement.hidden = !offered.length;
  box('presets').replaceChildren(...offered.map((preset) => button(preset.label, () => ask(preset), { 'data-preset': preset.id })));
}

function ask(preset) {
  const { language, theme } = state;
  Object.assign(state, fresh(), { language, theme });
  onlyRelations(preset.relations);
  if (preset.kinds) state.kinds = new Set(DATA.kinds.map((kind) => kind.id).filter((id) => !preset.kinds.includes(id)));
  else state.kinds.delete('publication');
  state.layout = preset.layout;
  changed({ fit: true });
}

function fillFilters() {
  fillKinds();
  fillRelations();
  fillYears();
  fillTrust();
  fillLooks();
  fillPresets();
}
