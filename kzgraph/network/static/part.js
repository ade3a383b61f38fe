// The part of the network that is shown, in an order that does not change.

export function shownThings({ model, shown }) {
  return [...shown.ids].sort().map((id) => model.things.get(id));
}

export function shownTies({ shown }) {
  return shown.ties.slice().sort((a, b) => (a.id < b.id ? -1 : 1));
}

export function whereSaid(claim) {
  return claim.evidence.map((each) => `${each.document} ${each.start}-${each.end}`).join("; ");
}

export function caption({ model, shown }) {
  const from = Object.values(model.documents).join("; ");
  return `kzgraph ${model.version}: ${shown.ids.size} things, ${shown.ties.length} ties; from ${from}`;
}
