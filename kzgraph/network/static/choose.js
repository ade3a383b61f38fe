// Which things and ties are shown, given what the reader has chosen; *said* are also ties that this map cannot draw.

import { placeOf } from "./ground.js";

export function choose(view) {
  const { model, state } = view;
  const kept = asked(view);
  const { base, rings } = state.view === "focus" && state.centre ? surroundings(view) : opened(view);
  const ids = new Set([...base, ...kept]);
  const ties = model.ties.filter((tie) => ids.has(tie.subject) && ids.has(tie.object) && claimAllowed(view, tie));
  if (!state.lone) {
    const tied = new Set(ties.flatMap((tie) => [tie.subject, tie.object]));
    for (const id of [...ids]) if (!tied.has(id) && !kept.has(id)) ids.delete(id);
  }
  const has = { years: (id) => model.things.get(id).years, land: (id) => placeOf(model, id) }[state.layout];
  if (has) return drawable(has, ids, ties, rings, kept);
  return { ids, ties, said: ties, rings, left: [] };
}

export function narrowed({ model: { span }, state }) {
  return Boolean(span) && (state.from > span[0] || state.to < span[1]);
}

// What was asked for by name is shown whatever the filters say.
function asked({ model, state }) {
  const kept = new Set(state.extra);
  const claim = model.claims.get(state.chosen);
  if (model.things.has(state.chosen)) kept.add(state.chosen);
  if (claim) kept.add(claim.subject);
  if (claim?.object) kept.add(claim.object);
  if (state.view === "focus" && state.centre) kept.add(state.centre);
  return kept;
}

function opened(view) {
  const { model, state } = view;
  const whole = state.view === "all" || state.relations.size > 0;
  const found = [...model.things.values()].filter((thing) => (whole || thing.opening) && thingAllowed(view, thing));
  return { base: found.map((thing) => thing.id), rings: null };
}

function surroundings(view) {
  const rings = reached(view, view.state.centre, view.state.steps);
  return { base: [...rings.keys()], rings };
}

export function reached(view, centre, steps) {
  const { things } = view.model;
  const found = new Map([[centre, 0]]);
  const open = (id) => thingAllowed(view, things.get(id)) || view.state.extra.has(id);
  let edge = [centre];
  for (let step = 1; step <= steps; step += 1) {
    const next = [];
    for (const id of edge) {
      for (const [other, ties] of things.get(id).near) {
        if (found.has(other) || !open(other) || !ties.some((tie) => claimAllowed(view, tie))) continue;
        found.set(other, step);
        next.push(other);
      }
    }
    edge = next;
  }
  return found;
}

function within(state, years) {
  return !years || ((years[0] === null || years[0] <= state.to) && (years[1] === null || years[1] >= state.from));
}

function claimAllowed({ state }, claim) {
  if (state.relations.has(claim.property) || state.modalities.has(claim.modality)) return false;
  if (claim.rank === "deprecated" && !state.deprecated) return false;
  const hidden = (each) => state.documents.has(each.document);
  if (state.documents.size && claim.evidence.length && claim.evidence.every(hidden)) return false;
  return within(state, claim.years);
}

function thingAllowed(view, thing) {
  const { state } = view;
  if (state.kinds.has(thing.kind)) return false;
  if (!thing.years) return state.undated || !narrowed(view);
  return thing.passing ? within(state, thing.years) : thing.years[0] === null || thing.years[0] <= state.to;
}

// The map of years has no place for what has no year, that on land for what lies nowhere; what was asked for by name
// is shown all the same.
function drawable(has, ids, ties, rings, kept) {
  const left = new Set([...ids].filter((id) => has(id) || kept.has(id)));
  const between = ties.filter((tie) => left.has(tie.subject) && left.has(tie.object));
  return { ids: left, ties: between, said: ties, rings, left: [...ids].filter((id) => !left.has(id)) };
}
