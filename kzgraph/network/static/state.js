// What the reader has chosen; it can be written into the address and read back.

const START = {
  view: 'overview', centre: '', steps: 1, layout: 'sides', language: 'en', theme: 'auto',
  from: SPAN ? SPAN[0] : 0, to: SPAN ? SPAN[1] : 0, undated: true, lone: false, deprecated: false, facts: true,
  size: 'degree', colour: 'kind', chosen: '', tab: 'details',
};

const QUIET = DATA.kinds.filter((kind) => kind.quiet).map((kind) => kind.id);
const SETS = { kinds: QUIET, relations: [], modalities: [], documents: [] };  // what is hidden

function fresh() {
  return {
    ...START,
    ...Object.fromEntries(Object.entries(SETS).map(([name, ids]) => [name, new Set(ids)])),
    extra: new Set(), pins: new Map(),
  };
}

const state = fresh();
const CHOICES = {
  view: ['overview', 'all', 'focus'], layout: ['sides', 'free', 'years', 'rings'], language: LANGUAGES,
  theme: ['auto', 'light', 'dark'], size: ['same', 'degree', 'betweenness', 'brokerage'],
  colour: ['kind', 'side', 'community'], tab: ['details', 'list'],
};
const ALLOWED = {
  kinds: () => KINDS, relations: () => new Map(Object.entries(DATA.properties)), documents: () => new Map(Object.entries(DATA.documents)),
  modalities: () => new Map(MODALITIES.map((name) => [name, name])),
};

function written() {
  const parts = new URLSearchParams();
  for (const [name, first] of Object.entries(START)) if (state[name] !== first) parts.set(name, typeof first === 'boolean' ? (state[name] ? '1' : '0') : state[name]);
  for (const [name, first] of Object.entries(SETS)) {
    const now = [...state[name]].sort();
    if (now.join() !== [...first].sort().join()) parts.set('hide-' + name, now.join(','));
  }
  if (state.extra.size) parts.set('extra', [...state.extra].sort().join(','));
  if (state.pins.size) parts.set('pins', [...state.pins].sort().map(([id, at]) => [id, ...at].join('!')).join(','));
  return parts.toString();
}

// Everything in an address is somebody else's word: only what is known here is taken over.
function restore(hash) {
  Object.assign(state, fresh());
  const parts = new URLSearchParams(hash.replace(/^#/, ''));
  const list = (name) => (parts.get(name) || '').split(',').filter(Boolean);
  for (const [name, first] of Object.entries(START)) {
    const given = parts.get(name);
    if (given === null) continue;
    if (typeof first === 'boolean') state[name] = given === '1';
    else if (typeof first === 'number') { if (/^-?\d{1,5}$/.test(given)) state[name] = Number(given); }
    else if (CHOICES[name]) { if (CHOICES[name].includes(given)) state[name] = given; }
    else if (name === 'centre' ? THINGS.has(given) : THINGS.has(given) || CLAIMS.has(given)) state[name] = given;
  }
  state.steps = Math.min(3, Math.max(1, state.steps));
  if (SPAN) { state.from = Math.max(SPAN[0], Math.min(state.from, SPAN[1])); state.to = Math.min(SPAN[1], Math.max(state.to, state.from)); }
  for (const name of Object.keys(SETS)) {
    if (parts.has('hide-' + name)) state[name] = new Set(list('hide-' + name).filter((id) => ALLOWED[name]().has(id)));
  }
  state.extra = new Set(list('extra').filter((id) => THINGS.has(id)));
  for (const pin of list('pins')) {
    const [id, x, y] = pin.split('!');
    if (THINGS.has(id) && /^-?\d{1,7}$/.test(x) && /^-?\d{1,7}$/.test(y)) state.pins.set(id, [Number(x), Number(y)]);
  }
  if (state.view === 'focus' && !state.centre) state.view = 'overview';
  if (state.layout === 'rings' && !state.centre) state.layout = 'sides';
}

let lastWritten = null;
function remember() {
  const now = written();
  if (now === lastWritten) return;
  lastWritten = now;
  try {
    history.replaceState(null, '', '#' + now);
  } catch {
    /* a page in a sandboxed frame has no address of its own */
  }
}
