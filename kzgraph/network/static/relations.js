// The relations of the ties: which there are, and which are hidden.

export function relationsByUse({ relations }) {
  return [...relations.keys()].sort((a, b) => relations.get(b) - relations.get(a) || (a < b ? -1 : 1));
}

// Hide all relations but *wanted*.
export function hideRelations({ model, state }, wanted) {
  state.relations = new Set(relationsByUse(model).filter((name) => !wanted.includes(name)));
}
