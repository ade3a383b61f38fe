// The whole graph in one file: things, statements with their passages, questions, queries.
// Nothing is asked of a network.

import init, { Store } from "../../assets/oxigraph/web.js";
import { make } from "../element.js";
import { prose } from "../prose.js";
import { bound } from "./binding.js";
import { formOf } from "./form.js";
import { found } from "./likeness.js";

const MOST_HITS = 30;
const MOST_ROWS = 2000;
const MOST_TIES = 24;
const MOST_UNBROKEN = 12; // characters of a cell that stay on one line
const MOST_QUESTIONS = 12;

const packed = (id) => {
  const text = document.getElementById(id).textContent.trim();
  return Uint8Array.from(atob(text), (char) => char.codePointAt(0));
};

const unpacked = async (id) => {
  const stream = new Blob([packed(id)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
};

const data = JSON.parse(new TextDecoder().decode(await unpacked("data")));
const main = document.getElementById("content");
const things = new Map(data.things.map((thing) => [thing.iri, thing]));
const statements = new Map(data.statements.map((statement) => [statement.iri, statement]));
const grouped = (key) => {
  const groups = new Map();
  for (const statement of data.statements) {
    const value = statement[key];
    if (value) groups.set(value, [...(groups.get(value) ?? []), statement]);
  }
  return groups;
};
const bySubject = grouped("subject");
const byTarget = grouped("target");

const engine = (async () => {
  await init({ module_or_path: await unpacked("engine") });
  const store = new Store();
  store.load(await unpacked("graph"), { format: "application/n-quads", no_transaction: true });
  document.documentElement.dataset.engine = "ready";
  return store;
})();

// --- what things are called

const bearers = new Map(); // name → the one thing that has it
for (const { iri, label } of data.things) bearers.set(label, bearers.has(label) ? null : iri);
for (const [label, iri] of bearers) if (!iri) bearers.delete(label);

const shortened = (iri) => {
  const [prefix, space] = Object.entries(data.prefixes).find(([, each]) => iri.startsWith(each)) ?? [];
  return prefix ? `${prefix}:${iri.slice(space.length)}` : iri;
};
const called = (iri) => things.get(iri)?.label ?? data.labels[iri] ?? shortened(iri);
const place = (iri) => `#${encodeURIComponent(iri)}`;
const link = (iri, text = called(iri)) => {
  if (things.has(iri) || statements.has(iri)) {
    return make("a", { href: place(iri) }, make("bdi", { textContent: text }));
  }
  return make("bdi", { textContent: text, title: iri });
};
const faint = (text) => make("span", { className: "faint", textContent: text });
const heading = (text) => make("h2", { textContent: text });

// --- statements and passages

const passage = ({ document: source, place: where, words, printed, reason }) => {
  const box = make("div", { className: "passage" }, make("p", {}, link(source), " ", faint(where)));
  const missing = "The words are not in this file: look in your copy of the document.";
  box.append(
    words ? make("blockquote", { textContent: words }) : make("p", { className: "told", textContent: missing }),
  );
  if (printed) box.append(make("p", { className: "small" }, "Printed as ", make("q", { textContent: printed })));
  if (reason) box.append(make("p", { className: "small", textContent: `Read so because: ${reason}` }));
  return box;
};

const evidence = (statement) => {
  const number = statement.evidence.length;
  const summary = make("summary", { textContent: `${number} passage${number === 1 ? "" : "s"}` });
  return make("details", {}, summary, ...statement.evidence.map(passage));
};

const value = ({ target, value: text }) => (target ? link(target, text) : make("bdi", { textContent: text }));

const limits = (statement) => statement.limits.map((each) => make("span", { className: "tag", textContent: each }));

const line = (statement, ...before) =>
  make("li", {}, ...before, value(statement), " ", ...limits(statement), evidence(statement));

const byProperty = (listed, told) => {
  const list = make("dl", {});
  const groups = new Map();
  for (const each of listed) groups.set(each.property, [...(groups.get(each.property) ?? []), each]);
  for (const [property, found] of groups) {
    list.append(make("dt", { textContent: property }), make("dd", {}, make("ul", {}, ...found.map(told))));
  }
  return list;
};

// --- a thing, and what it is tied to

const SVG = "http://www.w3.org/2000/svg";
const drawn = (name, attributes, ...children) => {
  const element = document.createElementNS(SVG, name);
  for (const [key, given] of Object.entries(attributes)) element.setAttribute(key, given);
  element.append(...children);
  return element;
};

const ties = (iri) => {
  const names = new Map();
  const add = (other, property) => {
    if (other !== iri && things.has(other)) names.set(other, [...(names.get(other) ?? []), property]);
  };
  for (const each of bySubject.get(iri) ?? []) add(each.target, each.property);
  for (const each of byTarget.get(iri) ?? []) add(each.subject, each.property);
  return [...names].sort(([, one], [, other]) => other.length - one.length).slice(0, MOST_TIES);
};

const network = (iri) => {
  const around = ties(iri);
  const picture = drawn("svg", { viewBox: "-460 -260 920 520", class: "network", role: "group" });
  picture.setAttribute("aria-label", `${called(iri)} and what it is tied to; the same ties stand in the lists above`);
  around.forEach(([other, properties], number) => {
    const angle = (2 * Math.PI * number) / around.length - Math.PI / 2;
    const [x, y] = [Math.cos(angle) * 210, Math.sin(angle) * 220];
    const side = x < -1 ? "end" : "start";
    const name = called(other);
    const label = drawn("text", { x: x + (side === "end" ? -11 : 11), y: y + 4, "text-anchor": side });
    label.textContent = name.length > 34 ? `${name.slice(0, 33)}…` : name;
    const title = drawn("title", {});
    title.textContent = `${name} (${[...new Set(properties)].join(", ")})`;
    picture.append(drawn("line", { x1: 0, y1: 0, x2: x, y2: y }));
    picture.append(drawn("a", { href: place(other) }, drawn("circle", { cx: x, cy: y, r: 6 }), label, title));
  });
  picture.append(drawn("circle", { r: 10, class: "centre" }));
  return picture;
};

const subjectLine = (statement) => {
  const subject = link(statement.subject);
  return make("li", {}, subject, " ", ...limits(statement), evidence(statement));
};

const showThing = (thing) => {
  const own = bySubject.get(thing.iri) ?? [];
  const naming = byTarget.get(thing.iri) ?? [];
  const parts = [make("p", { className: "faint", textContent: thing.kind }), make("h1", { textContent: thing.label })];
  if (thing.names.length) parts.push(make("p", { textContent: thing.names.join(" · ") }));
  if (thing.note) parts.push(make("p", { textContent: thing.note }));
  parts.push(make("p", {}, make("code", { textContent: thing.iri })));
  if (own.length)
    parts.push(
      heading("What is stated of it"),
      byProperty(own, (each) => line(each)),
    );
  if (naming.length) parts.push(heading("Where else it is named"), byProperty(naming, subjectLine));
  if (ties(thing.iri).length > 1) parts.push(heading("What it is tied to"), network(thing.iri));
  return parts;
};

const showStatement = (statement) => {
  const unfolded = evidence(statement);
  unfolded.open = true;
  const claim = make("h1", {}, link(statement.subject), " ", faint(statement.property), " ", value(statement));
  const cite = make("p", { className: "small", textContent: statement.citation });
  return [claim, make("p", {}, ...limits(statement)), unfolded, heading("Cite this"), cite];
};

// --- answers

const contentOf = (term) => {
  if (!term) return make("td", {});
  if (term.type === "uri")
    return make("td", {}, statements.has(term.value) ? link(term.value, "passage") : link(term.value));
  if (bearers.has(term.value)) return make("td", {}, link(bearers.get(term.value), term.value));
  const isNumber = /(decimal|integer|double)$/.test(term.datatype ?? "");
  const isShort = term.value.length < MOST_UNBROKEN;
  return make("td", { className: isNumber ? "number" : isShort ? "tight" : "", textContent: term.value });
};

const cell = (term, column) => {
  const made = contentOf(term);
  made.dataset.label = column;
  return made;
};

const table = ({ head: { vars }, results: { bindings } }) => {
  const rows = bindings.slice(0, MOST_ROWS).map((row) => make("tr", {}, ...vars.map((name) => cell(row[name], name))));
  const names = vars.map((name) => make("th", { scope: "col", textContent: name }));
  const made = make("table", {}, make("thead", {}, make("tr", {}, ...names)), make("tbody", {}, ...rows));
  const more = bindings.length > MOST_ROWS ? `; the first ${MOST_ROWS} are shown` : "";
  const counted = `${bindings.length} row${bindings.length === 1 ? "" : "s"}${more}`;
  return [make("p", { className: "faint", textContent: counted }), make("div", { className: "scroll" }, made)];
};

const shownAnswer = (answer) =>
  answer.boolean === undefined ? table(answer) : [make("p", { textContent: answer.boolean ? "Yes" : "No" })];

const answered = async (query, box) => {
  box.replaceChildren(faint("Asking …"));
  try {
    const store = await engine;
    const isGraph = formOf(query) === "graph";
    const media = isGraph ? "text/turtle" : "application/sparql-results+json";
    const text = store.query(query, { results_format: media });
    box.replaceChildren(...(isGraph ? [make("pre", { textContent: text })] : shownAnswer(JSON.parse(text))));
  } catch (error) {
    box.replaceChildren(make("pre", { className: "told", textContent: String(error?.message ?? error) }));
  }
  box.dataset.done = "yes";
};

const named = new Set(data.questions.map((question) => question.name));
const leadsToQuestion = (name) => (named.has(name) ? `#question=${name}` : "");

const showQuestion = (question) => {
  const box = make("div", { id: "answer" });
  const fields = question.parameters.map((each) => {
    const input = make("input", { name: each.name, placeholder: each.example });
    return make("label", {}, `${each.meaning} `, input);
  });
  const form = make("form", {}, ...fields, make("button", { textContent: "Ask" }));
  const ask = (event) => {
    event?.preventDefault();
    try {
      answered(bound(question, Object.fromEntries(new FormData(form)), data.prefixes), box);
    } catch (error) {
      box.replaceChildren(make("p", { className: "told", textContent: error.message }));
    }
  };
  form.addEventListener("submit", ask);
  ask();
  const parts = [
    make("h1", { textContent: question.summary }),
    make("p", {}, ...prose(question.description, leadsToQuestion)),
  ];
  const shown = make(
    "details",
    {},
    make("summary", { textContent: "The query" }),
    make("pre", { textContent: question.text }),
  );
  return [...parts, ...(fields.length ? [form] : []), box, shown];
};

const showQuery = () => {
  const box = make("div", { id: "answer" });
  const field = make("textarea", { rows: 14, spellcheck: false, value: data.first });
  field.setAttribute("aria-label", "Query");
  const form = make("form", {}, field, make("p", {}, make("button", { textContent: "Run" })));
  const prefixes = Object.entries(data.prefixes).map(([name, space]) => `PREFIX ${name}: <${space}>`);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    answered(`${prefixes.join("\n")}\n${field.value}`, box);
  });
  return [make("h1", { textContent: "SPARQL" }), faint("Our prefixes need no declaration."), form, box];
};

// --- the beginning

const questionList = (text) => {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const weigh = ({ name, summary, words: known }) => {
    const all = `${name} ${summary} ${known}`.toLowerCase();
    return words.filter((word) => all.includes(word.length > 5 ? word.slice(0, 5) : word)).length;
  };
  const listed = data.questions
    .map((question) => [words.length ? weigh(question) : 1, question])
    .filter(([weight]) => weight)
    .sort(([one], [other]) => other - one)
    .slice(0, words.length ? MOST_QUESTIONS : undefined);
  const lines = listed.map(([, question]) =>
    make("li", {}, make("a", { href: `#question=${question.name}`, textContent: question.summary })),
  );
  return make("ul", {}, ...lines);
};

const hits = (text) => {
  const lines = found(data.names, text, MOST_HITS).map(([number, name]) => {
    const thing = data.things[number];
    const other = name === thing.label ? "" : faint(` as ${name}`);
    return make("li", {}, link(thing.iri), " ", make("span", { className: "tag", textContent: thing.kind }), other);
  });
  return lines.length ? [heading("Things"), make("ul", {}, ...lines)] : [];
};

const showBeginning = (text) => {
  const field = make("input", { type: "search", id: "find", value: text, maxLength: 200 });
  field.placeholder = "A name in any script, or words of a question: who built wind power?";
  field.setAttribute("aria-label", "A name or words of a question");
  const box = make("div", { id: "found" });
  const list = () => {
    const named = field.value.trim() ? hits(field.value) : [];
    box.replaceChildren(...named, heading("Questions"), questionList(field.value));
  };
  field.addEventListener("input", list);
  list();
  const documents = data.things.filter(({ iri }) => iri.startsWith(data.documents));
  const counts = make("p", { className: "faint", textContent: data.counts });
  const sources = make("ul", {}, ...documents.map(({ iri }) => make("li", {}, link(iri))));
  const parts = [make("h1", { textContent: data.title }), make("p", { textContent: data.summary }), counts, field, box];
  return [...parts, heading("What it is read from"), sources];
};

const show = () => {
  const asked = decodeURIComponent(location.hash.slice(1));
  const question = data.questions.find(({ name }) => asked === `question=${name}`);
  let parts;
  if (question) parts = showQuestion(question);
  else if (asked === "sparql") parts = showQuery();
  else if (things.has(asked)) parts = showThing(things.get(asked));
  else if (statements.has(asked)) parts = showStatement(statements.get(asked));
  else parts = showBeginning("");
  main.replaceChildren(...parts);
  document.title = `${main.querySelector("h1").textContent} · ${data.title}`;
  scrollTo(0, 0);
};

addEventListener("hashchange", show);
show();
document.documentElement.dataset.page = "ready";
