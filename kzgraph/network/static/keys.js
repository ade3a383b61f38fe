// Everything the page does can be done from the keyboard.

const MAPS = ['sides', 'free', 'years', 'rings'];

function next(by) {
  const order = [...shown.ids].sort((a, b) => KIND_ORDER.get(THINGS.get(a).kind) - KIND_ORDER.get(THINGS.get(b).kind) || (nameOf(a) < nameOf(b) ? -1 : 1));
  if (!order.length) return;
  const now = order.indexOf(state.chosen);
  pick(order[now < 0 ? (by > 0 ? 0 : order.length - 1) : (now + by + order.length) % order.length]);
  show(state.chosen);
}

function zoom(by) {
  net.moveTo({ scale: Math.min(5, Math.max(0.02, net.getScale() * by)), animation: false });
}

function shift(x, y) {
  const here = net.getViewPosition();
  const far = 90 / net.getScale();
  net.moveTo({ position: { x: here.x + x * far, y: here.y + y * far }, animation: false });
}

const thingChosen = () => (THINGS.has(state.chosen) ? state.chosen : (CLAIMS.get(state.chosen) || {}).subject || '');

const ON_MAP = {
  ArrowLeft: () => shift(-1, 0), ArrowRight: () => shift(1, 0), ArrowUp: () => shift(0, -1), ArrowDown: () => shift(0, 1),
  '+': () => zoom(1.25), '=': () => zoom(1.25), '-': () => zoom(0.8), 0: fitAll,
  n: () => next(1), p: () => next(-1), Enter: () => thingChosen() && around(thingChosen(), state.steps),
};
const ANYWHERE = {
  '/': () => { queryBox.focus(); queryBox.select(); },
  '?': () => document.getElementById('help').showModal(),
  o: () => go('overview'), a: () => go('all'),
  m: () => { const all = MAPS.filter((name) => name !== 'rings' || state.centre); state.layout = all[(all.indexOf(state.layout) + 1) % all.length]; changed({ fit: true }); },
  x: () => thingChosen() && pin(thingChosen()),
  1: () => thingChosen() && around(thingChosen(), 1), 2: () => thingChosen() && around(thingChosen(), 2), 3: () => thingChosen() && around(thingChosen(), 3),
  Escape: () => pick(''),
};

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || document.querySelector('dialog[open]')) return;
  if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const act = (event.target === mapBox && ON_MAP[key]) || ANYWHERE[key];
  if (!act) return;
  event.preventDefault();
  act();
});
