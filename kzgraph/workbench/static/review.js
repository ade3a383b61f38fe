// The review of a document: passages in the order that leaves least unexplained, candidates decided by key.

import { make } from "../../web/static/element.js";
import { askNothing, askReason, askThing, tellProblems } from "./asking.js";
import { call } from "./client.js";
import { RowForm } from "./form.js";
import { KEYS, listen } from "./keys.js";
import { Model } from "./model.js";
import { CandidateList, titled } from "./panel.js";
import { showPassage } from "./passage.js";
import { said } from "./sentence.js";
import { DocumentView } from "./text.js";

const at = (id) => document.getElementById(id);
const tell = (text) => {
  at("status").textContent = text;
};

let model;
let form;
let chosen = -1;

/** Whether a row or a question is open, of which nothing should be lost. */
const isBusy = () => at("form").querySelector("form") !== null;

/** Go to the piece *number*, unless something is being written. */
const goTo = (number) => {
  if (isBusy()) {
    tell("Write it, or leave it (Esc), before you go on.");
  } else {
    choose(number);
  }
};

const view = new DocumentView(at("text"), (number) => goTo(number));
const list = new CandidateList(at("candidates"), {
  accept: (key) => accept(key),
  reject: (key) => reject(key),
  edit: (key) => edit(key),
  skip: (key) => skip(key),
  chosen: (key) => look(key),
});

const candidate = (key) => model.candidates.find((each) => each.key === key);

/** Call, and tell what went wrong where one looks: in the form that is open, and in the status line. */
const attempt = async (name, given) => {
  try {
    return await call(name, given);
  } catch (refusal) {
    const problems = refusal.problems ?? [{ field: "", what: String(refusal), mend: "" }];
    form?.tell(problems);
    tellProblems(at("form"), problems);
    tell(refusal.message);
    if (refusal.status === 409) {
      begin(await call("open"));
    }
    return null;
  }
};

// ------------------------------------------------------------ what is shown

const progress = () => {
  const { stated, marked, partly, neither } = model.counts;
  const all = stated + marked + partly + neither;
  const open = partly + neither;
  const left = model.candidates.length;
  const many = (number, name) => `${number} ${name}${number === 1 ? "" : "s"}`;
  at("counts").textContent =
    `${all - open} of ${many(all, "passage")} explained; ${many(left, "candidate")}, ${many(model.rows, "row")}`;
  at("undo").disabled = !model.undo;
  at("undo").title = model.undo ? `u: ${model.undo}` : "u";
};

const showKnown = (piece) => {
  at("known")
    .querySelector("ul")
    .replaceChildren(...piece.rows.map((cells) => make("li", { textContent: said(model, cells) })));
  at("known").hidden = piece.rows.length === 0;
};

/** Show the names of the piece that are not registered, each as a way to register it. */
const showNames = (number) => {
  const found = number < 0 ? [] : model.namesOf(number);
  const items = found.map(([, name, kind]) => {
    const button = make("button", { type: "button", className: "button quiet small", textContent: name });
    button.title = kind ? `register as ${kind}` : "register";
    button.addEventListener("click", () => register(name, kind));
    return make("li", {}, button);
  });
  at("names")
    .querySelector("ul")
    .replaceChildren(...items);
  at("names").hidden = items.length === 0;
};

/** Show the piece *number*, its candidates and what is stated of it. */
const choose = (number, { focus = true } = {}) => {
  chosen = number;
  at("form").replaceChildren();
  view.choose(number);
  showNames(number);
  if (number < 0) {
    at("passage-title").textContent = "Nothing is left to look at";
    at("passage").replaceChildren();
    list.show(model, []);
    at("known").hidden = true;
    return;
  }
  const piece = model.pieces[number];
  at("passage-title").textContent = titled(model, number);
  at("passage").textContent = model.words(piece.start, piece.end);
  showKnown(piece);
  list.show(model, model.of(number));
  if (focus && !list.focus()) {
    at("passage-title").focus();
  }
};

/** Show in the passage where the parts of the current candidate stand. */
const look = async (key) => {
  const found = candidate(key);
  if (!found) {
    return;
  }
  const told = await attempt("look", { cells: found.cells });
  if (told && list.current === key && !form.isOpen) {
    showPassage(at("passage"), told);
  }
};

const begin = (told) => {
  const waiting = model?.waiting ?? new Map();
  model = new Model(told);
  model.waiting = waiting;
  form = new RowForm(at("form"), model);
  at("title").textContent = `Review: ${model.source.label}`;
  document.title = `Review: ${model.source.id} · kzgraph`;
  view.show(model);
  progress();
  choose(chosen >= 0 && chosen < model.pieces.length ? chosen : model.after(-1));
};

/** Take in what a decision has changed, tell it, and go on to what is next. */
const decided = (told, text) => {
  const before = chosen;
  view.mark(model, model.changed(told));
  progress();
  tell(text);
  const more = model.of(before).some(({ key }) => !model.waiting.has(key));
  choose(more || !model.queue.length ? before : model.queue.includes(before) ? before : model.after(before));
};

// ------------------------------------------------------------ what is done

const accept = async (key) => {
  const found = candidate(key);
  const told = found && (await attempt("accept", { key, cells: {} }));
  if (told) {
    decided(told, `Accepted: ${said(model, found.cells)}`);
  }
};

const reject = (key) => {
  const found = candidate(key);
  if (found) {
    askReason(at("form"), `Reject: ${said(model, found.cells)}`, async ({ reason }) => {
      const told = await attempt("reject", { key, reason });
      if (told) {
        decided(told, `Rejected: ${said(model, found.cells)}`);
      }
    });
  }
};

const edit = (key) => {
  const found = candidate(key);
  if (found) {
    form.open("Edit the candidate", found.cells, {
      looked: (told) => showPassage(at("passage"), told),
      save: async (cells) => {
        const told = await attempt("accept", { key, cells });
        if (told) {
          decided(told, `Accepted: ${said(model, cells)}`);
        }
      },
    });
  }
};

const skip = (key) => {
  model.waiting.set(key, true);
  const next = model.of(chosen).find((each) => !model.waiting.has(each.key));
  tell("Skipped; it stays among the candidates.");
  if (next) {
    list.current = next.key;
    choose(chosen);
  } else {
    choose(model.after(chosen));
  }
};

/** The selected words, else the chosen piece. */
const span = () => {
  const piece = model.pieces[chosen];
  return view.selected() ?? (piece ? [piece.start, piece.end] : null);
};

const write = async () => {
  const words = span();
  if (!words) {
    tell("Choose a passage first, or select some words.");
    return;
  }
  const [start, end] = words;
  const told = await attempt("suggest", { start, end });
  const suggestions = (told?.candidates ?? []).map((each) => ({ ...each, text: said(model, each.cells) }));
  form.open(
    "State something",
    { start: String(start), end: String(end), modality: "asserted", rank: "normal" },
    {
      suggestions,
      looked: (found) => showPassage(at("passage"), found),
      save: async (cells) => {
        const done = await attempt("state", { cells });
        if (done) {
          decided(done, `Stated: ${said(model, cells)}`);
        }
      },
    },
  );
};

const nothing = () => {
  const words = span();
  if (words) {
    const [start, end] = words;
    askNothing(at("form"), model, model.words(start, end), async (given) => {
      const told = await attempt("mark", { start, end, ...given });
      if (told) {
        decided(told, `Marked: ${given.reason}`);
      }
    });
  }
};

/** Register a thing: what is selected, else the first name of the passage that is not registered. */
const register = (called = "", of = "") => {
  const words = view.selected();
  const [, first = "", guess = ""] = model.namesOf(chosen)[0] ?? [];
  const name = called || (words ? model.words(...words).replace(/\s+/g, " ") : first);
  askThing(at("form"), model, [name, of || (words ? "" : guess)], async (given) => {
    const told = await attempt("register", given);
    if (told) {
      begin(told);
      tell(`Registered: ${told.registered}; proposed again with it.`);
    }
  });
};

const undo = async () => {
  const told = model.undo && (await attempt("undo"));
  if (told) {
    begin(told);
    tell(`Undone: ${told.undone}`);
  }
};

const check = async () => {
  tell("Building and checking …");
  const told = await attempt("check");
  if (told) {
    const lines = told.checks.map(({ name, examined, findings, skipped }) => {
      const state = skipped ? "not examined" : findings.length ? `${findings.length} findings` : "ok";
      const shown = findings.slice(0, 20).map((each) => make("li", { textContent: each }));
      return make("li", {}, `${name}: ${state}, ${examined}`, ...(shown.length ? [make("ul", {}, ...shown)] : []));
    });
    const leave = make("button", { type: "button", className: "button quiet", textContent: "Close" });
    leave.addEventListener("click", () => at("form").replaceChildren());
    at("form").replaceChildren(make("h3", { textContent: "Checks" }), make("ul", { id: "checks" }, ...lines), leave);
    const wrong = told.checks.filter(({ findings }) => findings.length).length;
    tell(wrong ? `Built; ${wrong} checks have findings.` : "Built; every check passes.");
  }
};

const showKeys = () => {
  at("keys").hidden = !at("keys").hidden;
  at("help").setAttribute("aria-expanded", String(!at("keys").hidden));
};

const mention = () => {
  const words = view.selected();
  if (form.isOpen && words && form.fields.size) {
    form.addMention(words);
    tell("The selected words are an earlier mention of the row.");
  } else {
    tell("Open a row (e or w), then select the words that name its side.");
  }
};

const start = async () => {
  const keys = Object.entries(KEYS).flatMap(([key, use]) => [
    make("dt", {}, make("kbd", {}, key)),
    make("dd", {}, use),
  ]);
  at("keys").append(make("dl", {}, ...keys));
  at("next").addEventListener("click", () => goTo(model.after(chosen)));
  at("undo").addEventListener("click", undo);
  at("check").addEventListener("click", check);
  at("help").addEventListener("click", showKeys);
  at("write").addEventListener("click", write);
  at("nothing").addEventListener("click", nothing);
  at("thing").addEventListener("click", () => register());
  listen(
    {
      a: () => !isBusy() && accept(list.current),
      r: () => reject(list.current),
      e: () => edit(list.current),
      s: () => skip(list.current),
      u: undo,
      n: () => goTo(model.after(chosen)),
      j: () => list.step(1),
      k: () => list.step(-1),
      w: write,
      c: nothing,
      t: () => register(),
      v: mention,
      "1…9": (key) => at("form").querySelectorAll(".suggestions button")[Number(key) - 1]?.click(),
      "?": showKeys,
      Escape: () => choose(chosen),
    },
    () => at("single").checked && model,
  );
  const told = await attempt("open");
  if (told) {
    begin(told);
  }
};

start();
