// Which things and ties are shown, given what the reader has chosen.

const within = (years) => !years || ((years[0] === null || years[0] <= state.to) && (years[1] === null || years[1] >= state.from));
const narrowed = () => Boolean(SPAN) && (state.from > SPAN[0] || state.to < SPAN[1]);

function claimAllowed(claim) {
  if (state.relations.has(claim.property) || state.modalities.has(claim.modality)) return false;
  if (claim.rank === 'deprecated' && !state.deprecated) return false;
  if (state.documents.size && claim.evidence.length && claim.evidence.every((each) => state.documents.has(each.document))) return false;
  return within(claim.years);
}

function thingAllowed(thing) {
  if (state.kinds.has(thing.kind)) return false;
  if (!thing.years) return state.undated || !narrowed();
  return thing.passing ? within(thing.years) : thing.years[0] === null || thing.years[0] <= state.to;
}

function reached(centre, steps) {
  const found = new Map([[centre, 0]]);
  let edge = [centre];
  for (let step = 1; step <= steps; step += 1) {
    const next = [];
    for (const id of edge) {
      for (const [other, ties] of THINGS.get(id).near) {
        if (found.has(other) || !(thingAllowed(THINGS.get(other)) || state.extra.has(other)) || !ties.some(claimAllowed)) continue;
        found.set(other, step);
        next.push(other);
      }
    }
    edge = next;
  }
  return found;
}

function choose() {
  const kept = new Set([...state.extra]);
  const chosen = THINGS.has(state.chosen) ? [state.chosen] : [];
  const claim = CLAIMS.get(state.chosen);
  if (claim) chosen.push(claim.subject, ...(claim.object ? [claim.object] : []));
  for (const id of chosen) kept.add(id);
  let rings = null;
  let base;
  if (state.view === 'focus' && state.centre) {
    kept.add(state.centre);
    rings = reached(state.centre, state.steps);
    base = [...rings.keys()];
  } else {
    const relationAsked = state.relations.size > 0;
    base = [...THINGS.values()].filter((thing) => (state.view === 'all' || thing.opening || relationAsked) && thingAllowed(thing)).map((thing) => thing.id);
  }
  const ids = new Set([...base, ...kept]);
  const ties = [];
  for (const each of DATA.edges) {
    const tie = CLAIMS.get(each.id);
    if (ids.has(tie.subject) && ids.has(tie.object) && claimAllowed(tie)) ties.push(tie);
  }
  if (!state.lone) {
    const tied = new Set(ties.flatMap((tie) => [tie.subject, tie.object]));
    for (const id of [...ids]) if (!tied.has(id) && !kept.has(id)) ids.delete(id);
  }
  if (state.layout === 'years') return dated(ids, ties, rings, kept);
  return { ids, ties, rings, undated: 0 };
}

// The map of years has no place for what has no year, unless it was asked for by name.
function dated(ids, ties, rings, kept) {
  const left = new Set([...ids].filter((id) => THINGS.get(id).years || kept.has(id)));
  return { ids: left, ties: ties.filter((tie) => left.has(tie.subject) && left.has(tie.object)), rings, undated: ids.size - left.size };
}
