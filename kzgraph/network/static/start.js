// What the controls do, and the first picture.

// Filters and panel are written anew; whoever works with the keyboard stays where he was.
const FOCUSABLE = 'button, input, select, a, summary';
function keepingFocus(act) {
  const here = document.activeElement;
  const part = here && here.closest('#presets, #kinds, #relations, #years, #trust, #looks, #details, #list');
  const at = part ? [...part.querySelectorAll(FOCUSABLE)].indexOf(here) : -1;
  act();
  if (!part || document.contains(here)) return;
  const now = part.hidden ? null : part.querySelectorAll(FOCUSABLE)[at];
  if (part.id === 'details' || !now) detailsBox.focus({ preventScroll: true });
  else now.focus({ preventScroll: true });
}

function changed(what) {
  keepingFocus(() => change(what || {}));
}

function change({ fit = false, paint: looks = false, panel = false, years = false } = {}) {
  if (looks) paint();
  else if (!panel) render(fit);
  if (years === 'values') sayYears();
  else if (years) fillYears();
  else if (!panel) fillFilters();
  if (looks) fillLooks();
  if (!years) fillPanel();
  fillList();
  settle();
}

// Controls, status line and address say what the map shows.
function settle() {
  for (const name of ['view', 'layout', 'language']) box(name).value = state[name];
  box('steps').value = String(state.steps);
  box('steps-label').hidden = state.view !== 'focus';
  box('view').querySelector('[value=focus]').disabled = !state.centre;
  box('layout').querySelector('[value=rings]').disabled = !state.centre;
  for (const name of ['details', 'list']) {
    const on = state.tab === name;
    box('tab-' + name).setAttribute('aria-selected', String(on));
    box('tab-' + name).tabIndex = on ? 0 : -1;
    box(name).hidden = !on;
  }
  const what = state.view === 'focus' ? `around ${nameOf(state.centre)}` : state.view === 'all' ? 'everything' : 'overview';
  const years = narrowed() ? `, ${state.from}–${state.to}` : '';
  box('status').textContent = `${what}${years}: ${shown.ids.size} of ${THINGS.size} things, ${shown.ties.length} of ${DATA.edges.length} ties` + (shown.undated ? `; ${shown.undated} without a year have no place on this map` : '') + (shown.ids.size ? '' : '. Nothing passes the filters; “Set all back” opens them.');
  document.documentElement.dataset.shown = shown.ids.size;
  document.documentElement.dataset.ties = shown.ties.length;
  remember();
}

function pick(id, tab) {
  keepingFocus(() => choosing(id, tab));
}

let cameFrom = '';   // the thing whose statements were being read

function choosing(id, tab) {
  if (THINGS.has(state.chosen)) cameFrom = state.chosen;
  state.chosen = id;
  state.tab = tab || (id ? 'details' : state.tab);
  if ([...[id], ...(CLAIMS.has(id) ? [CLAIMS.get(id).subject, CLAIMS.get(id).object] : [])].some((each) => THINGS.has(each) && !shown.ids.has(each))) render(false);
  else paint();
  if (THINGS.has(id)) show(id);
  fillPanel();
  fillList();
  settle();
}

function around(id, steps) {
  if (state.view !== 'focus') state.before = state.layout;
  Object.assign(state, { view: 'focus', centre: id, chosen: id, steps, layout: 'rings', tab: 'details' });
  const quiet = [...THINGS.get(id).near.keys()].filter((other) => QUIET.includes(THINGS.get(other).kind));
  const loud = THINGS.get(id).near.size - quiet.length;
  state.extra = new Set(quiet.length <= 8 || loud === 0 ? quiet.slice(0, 40) : []);
  changed({ fit: true });
}

function go(view) {
  state.view = view;
  state.extra = new Set();
  if (view === 'all') state.kinds = new Set();
  else if (view === 'overview') state.kinds = new Set(QUIET);
  if (state.layout === 'rings') state.layout = state.before && state.before !== 'rings' ? state.before : 'sides';
  changed({ fit: true });
}

function pin(id) {
  if (state.pins.has(id)) state.pins.delete(id);
  else if (places.has(id)) state.pins.set(id, places.get(id));
  changed({});
}

function setTheme() {
  const dark = state.theme === 'dark' || (state.theme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  readTints();
}

box('view').addEventListener('change', (event) => (event.target.value === 'focus' ? around(state.centre, state.steps) : go(event.target.value)));
box('steps').addEventListener('change', (event) => around(state.centre, Number(event.target.value)));
box('layout').addEventListener('change', (event) => { state.layout = event.target.value; changed({ fit: true }); });
box('language').addEventListener('change', (event) => { state.language = event.target.value; changed({}); });
box('reset').addEventListener('click', () => { const { language, theme } = state; stopPlaying(); Object.assign(state, fresh(), { language, theme }); changed({ fit: true }); });
box('tabs').addEventListener('click', (event) => { if (event.target.id) { state.tab = event.target.id.replace('tab-', ''); changed({ panel: true }); } });
box('tabs').addEventListener('keydown', (event) => {
  if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
  state.tab = state.tab === 'details' ? 'list' : 'details';
  changed({ panel: true });
  box('tab-' + state.tab).focus();
  event.preventDefault();
});
box('zoom').addEventListener('click', (event) => { const how = event.target.dataset.zoom; if (how === 'fit') fitAll(); else if (how) zoom(how === 'in' ? 1.3 : 0.77); });
box('save').addEventListener('click', (event) => { const form = event.target.dataset.save; if (form) { SAVES[form](); box('save').open = false; } });
addEventListener('pointerdown', (event) => { if (!box('save').contains(event.target)) box('save').open = false; });
box('save').addEventListener('keydown', (event) => { if (event.key === 'Escape') { box('save').open = false; box('save').querySelector('summary').focus(); event.stopPropagation(); } });
box('link').addEventListener('click', async () => {
  const address = location.href.split('#')[0] + '#' + written();
  let said = 'Link copied.';
  try { await navigator.clipboard.writeText(address); } catch { said = 'Copy the address of this page: it holds this view.'; }
  box('save').open = false;
  box('status').textContent = said;
});
document.querySelector('.skip').addEventListener('click', (event) => { event.preventDefault(); state.tab = 'list'; changed({ panel: true }); listBox.focus(); });
box('help-open').addEventListener('click', () => box('help').showModal());
box('help-close').addEventListener('click', () => box('help').close());
addEventListener('hashchange', () => { if (location.hash.slice(1) !== lastWritten) { restore(location.hash); setTheme(); changed({ fit: true }); } });
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { setTheme(); changed({}); });

box('caution').textContent = DATA.caution;
box('about').textContent = `Made by kzgraph ${DATA.version}${DATA.note ? ', ' + DATA.note : ''}. The drawing uses vis-network (Apache-2.0 or MIT).` + (DATA.passages ? ' The passages were read from the maker’s own copies of the documents and belong to their authors.' : '');
restore(location.hash);
setTheme();
begin();
changed({ fit: true });
document.documentElement.dataset.ready = 'yes';
