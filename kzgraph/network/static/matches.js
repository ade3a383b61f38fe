// Search: any part of any name, in any of its languages; marks over letters are forgiven,
// scripts too where a Latin form is known.

import { plain, visible } from "./text.js";

const MOST = 12;

// Return the things that *text* may mean, the best first.
export function matches({ things }, text) {
  const wanted = plain(visible(text)).trim().replace(/\s+/g, " ");
  if (!wanted) return [];
  if (things.has(text.trim())) return [things.get(text.trim())];
  return [...things.values()]
    .map((thing) => [score(thing, wanted), thing])
    .filter(([value]) => value)
    .sort(([a, x], [b, y]) => b - a || (x.id < y.id ? -1 : 1))
    .slice(0, MOST)
    .map(([, thing]) => thing);
}

// A whole name before a beginning, that before the beginning of a word; then what is much written about.
function score(thing, wanted) {
  const best = [...thing.raw, ...(thing.keys || [])].reduce((most, name) => Math.max(most, fit(name, wanted)), 0);
  return best && best + Math.min(0.4, thing.near.size / 200);
}

function fit(name, wanted) {
  const found = name.indexOf(wanted);
  if (found < 0) return 0;
  const share = wanted.length / (name.length + 1);
  if (name.length === wanted.length) return 3 + share;
  if (found === 0) return 2 + share;
  return (/[\s\p{P}]/u.test(name[found - 1]) ? 1.5 : 1) + share;
}
