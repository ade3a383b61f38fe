// What is shown, as CSV.

import { LANGUAGES } from "./model.js";
import { shownThings, shownTies, whereSaid } from "./part.js";

const TIES =
  "statement subject_id subject property object_id object time role scope modality rank documents passages " +
  "stated_by printed";
const THINGS = "id kind en kk ru zh first_year last_year side degree betweenness brokerage community identifier";
const FORMULA = /^[\s\u00a0\ufeff\u200b-\u200f\u202a-\u202e\u2066-\u2069]*[=+\-@＝＋－＠]/;

// A cell that a spreadsheet would run as a formula gets an apostrophe before it, also after blanks.
export function cell(value) {
  const flat = String(value ?? "").replace(/[\r\n\t]+/g, " ");
  const safe = FORMULA.test(flat) ? `'${flat}` : flat;
  return /[",]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

// Begins with a byte order mark, by which a spreadsheet knows that it is UTF-8.
function table(head, rows) {
  return `\ufeff${[head.split(" "), ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("")}`;
}

export function tiesTable(view) {
  const row = (tie) => [
    tie.id,
    tie.subject,
    view.nameOf(tie.subject),
    tie.property,
    tie.object,
    view.nameOf(tie.object),
    tie.time,
    tie.role,
    (tie.scope || []).map(([id]) => id).join("; "),
    tie.modality,
    tie.rank,
    [...new Set(tie.evidence.map((each) => each.document))].join("; "),
    whereSaid(tie),
    all(tie.evidence, "by"),
    all(tie.evidence, "printed"),
  ];
  return table(TIES, shownTies(view).map(row));
}

function all(evidence, name) {
  return evidence
    .map((each) => each[name])
    .filter(Boolean)
    .join("; ");
}

export function thingsTable(view) {
  const row = (thing) => [
    thing.id,
    thing.called,
    ...LANGUAGES.map((code) => thing.names?.[code]),
    ...(thing.years || ["", ""]),
    thing.side,
    thing.degree,
    thing.betweenness,
    thing.brokerage,
    thing.community,
    thing.links?.[0],
  ];
  return table(THINGS, shownThings(view).map(row));
}
