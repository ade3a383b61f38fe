// How well a text finds a name: the rules of `kzgraph search`, in the reader's browser.

import anyAscii from "../../assets/any-ascii/any-ascii.js";

const LEAST = 0.6;
const INFLECTED = 3; // letters at the end of a word in which its forms differ
const HAN = /^[\u3400-\u9fff]{2,}$/u;
const ABBREVIATION = /^\p{L}{2,6}$/u;

/** The text as plain Latin words: case, accents and script removed. */
export const fold = (text) =>
  (
    anyAscii(text)
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? []
  ).join(" ");

const isUpper = (text) => text === text.toUpperCase() && text !== text.toLowerCase();

const initials = (name) =>
  (name.match(/\p{L}+/gu) ?? [])
    .map(([first]) => first)
    .filter(isUpper)
    .join("");

const isInflected = (wanted, name) => {
  const words = wanted.split(" ");
  const others = name.split(" ");
  const stems = words.map((word) => word.slice(0, Math.max(word.length - INFLECTED, 4)));
  const found = (stem) => others.some((other) => other.startsWith(stem));
  return words.some((word) => word.length > 6) && stems.every(found);
};

const placesIn = (text) => {
  const places = new Map();
  [...text].forEach((char, place) => {
    if (places.has(char)) places.get(char).push(place);
    else places.set(char, [place]);
  });
  return places;
};

/** The longest run of characters that one[low, high) and the other share, as [start, start in the other, length]. */
const longestRun = (one, places, [low, high, otherLow, otherHigh]) => {
  let best = [low, otherLow, 0];
  let lengths = new Map();
  for (let i = low; i < high; i += 1) {
    const next = new Map();
    for (const j of places.get(one[i]) ?? []) {
      if (j >= otherHigh) break;
      if (j >= otherLow) {
        const length = (lengths.get(j - 1) ?? 0) + 1;
        next.set(j, length);
        if (length > best[2]) best = [i - length + 1, j - length + 1, length];
      }
    }
    lengths = next;
  }
  return best;
};

/** Twice the characters in shared runs, by the length of both (Ratcliff and Obershelp, 1988). */
export const ratio = (one, other) => {
  const places = placesIn(other);
  const waiting = [[0, one.length, 0, other.length]];
  let shared = 0;
  while (waiting.length) {
    const [low, high, otherLow, otherHigh] = waiting.pop();
    const [i, j, length] = longestRun(one, places, [low, high, otherLow, otherHigh]);
    if (!length) continue;
    shared += length;
    waiting.push([low, i, otherLow, j], [i + length, high, j + length, otherHigh]);
  }
  return (2 * shared) / (one.length + other.length);
};

/** A bound of the ratio that is soon found: of the characters, in any order. */
const quickRatio = (one, other) => {
  const places = placesIn(other);
  const left = new Map([...places].map(([char, found]) => [char, found.length]));
  let shared = 0;
  for (const char of one) {
    const number = left.get(char) ?? 0;
    if (number) shared += 1;
    left.set(char, number - 1);
  }
  return (2 * shared) / (one.length + other.length);
};

const scoreOfWords = (wanted, name) => {
  if (wanted === name) return 1;
  if (` ${name} `.includes(` ${wanted} `)) return 0.9 + (0.09 * wanted.length) / name.length;
  if (name.startsWith(wanted) || ` ${name}`.includes(` ${wanted}`)) return 0.8 + (0.09 * wanted.length) / name.length;
  if (isInflected(wanted, name)) {
    return 0.8 + (0.05 * Math.min(wanted.length, name.length)) / Math.max(wanted.length, name.length);
  }
  const mayBe = 1.6 * Math.min(wanted.length, name.length) >= LEAST * (wanted.length + name.length);
  return mayBe && 0.8 * quickRatio(wanted, name) >= LEAST ? 0.8 * ratio(wanted, name) : 0;
};

const score = (text, folded, [, name, foldedName, rank]) => {
  let found = scoreOfWords(folded, foldedName);
  if (HAN.test(text) && name.includes(text)) found = Math.max(found, 0.8 + (0.19 * text.length) / name.length);
  if (ABBREVIATION.test(text) && isUpper(text) && initials(name) === text) {
    found = Math.max(found, 0.95 + (0.04 * text.length) / name.trim().split(/\s+/).length);
  }
  return Math.round((found - 0.01 * rank) * 10_000) / 10_000;
};

/** The things whose names *text* finds, best first: place in the list of things, and the name that was found. */
export const found = (names, text, most) => {
  const folded = fold(text);
  if (!folded) return [];
  const hits = names
    .map((each) => [score(text, folded, each), each])
    .filter(([value]) => value >= LEAST)
    .sort(([one, a], [other, b]) => other - one || a[3] - b[3] || a[0] - b[0] || (a[1] < b[1] ? -1 : 1));
  const things = new Map();
  for (const [, [place, name]] of hits) if (!things.has(place)) things.set(place, name);
  return [...things].slice(0, most);
};
