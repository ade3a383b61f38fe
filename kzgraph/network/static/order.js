// The order in which things stand: by kind, and within a kind by year and name.

export function inOrder({ things }) {
  return (a, b) => things.get(a).order - things.get(b).order;
}

export function byKind(model, ids) {
  const rows = new Map([...model.kinds.keys()].map((kind) => [kind, []]));
  for (const id of ids) rows.get(model.things.get(id).kind).push(id);
  return [...rows].filter(([, ids]) => ids.length).map(([kind, ids]) => [kind, ids.sort(inOrder(model))]);
}

export function kindThen({ things, kindOrder }, compare) {
  const turn = (id) => kindOrder.get(things.get(id).kind);
  return (a, b) => turn(a) - turn(b) || compare(a, b);
}

// The thing that comes *by* places after the chosen one, by kind and name, round and round; none where none is shown.
export function nextTo(view, by) {
  const named = (a, b) => (view.nameOf(a) < view.nameOf(b) ? -1 : 1);
  const ids = [...view.shown.ids].sort(kindThen(view.model, named));
  const now = ids.indexOf(view.state.chosen);
  const first = by > 0 ? 0 : ids.length - 1;
  return ids[now < 0 ? first : (now + by + ids.length) % ids.length];
}
