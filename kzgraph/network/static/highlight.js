// What stays bright when something is chosen: it, its ties, their other ends.

// Returns nothing when all is bright, else the ids of the things, and which ties.
export function litUp({ model, state, shown }) {
  const claim = model.claims.get(state.chosen);
  if (claim?.object) return { ids: new Set([claim.subject, claim.object]), tie: (tie) => tie.id === claim.id };
  const id = claim ? claim.subject : state.chosen;
  if (!id || !shown.ids.has(id) || (state.view === "focus" && state.centre === id)) return null;
  const own = (tie) => tie.subject === id || tie.object === id;
  const ids = new Set([id, ...shown.ties.filter(own).flatMap((tie) => [tie.subject, tie.object])]);
  return { ids, tie: own };
}
