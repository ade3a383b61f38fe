// Puts YASGUI's editor and its table in the place of the plain form, which works without these files.
// Everything they ask for is on this server: prefixes, terms, questions, answers.

import { make } from "../element.js";
import { at } from "../root.js";
import { Answer } from "./answer.js";
import { declared } from "./declarations.js";
import { library } from "./library.js";
import { repairing } from "./repairs.js";
import { completers } from "./terms.js";

const read = async (path) => {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
};

const fit = (editor) => {
  editor.setSize(null, `${Math.min(26, Math.max(10, editor.lineCount() + 1)) * 1.35}rem`);
};

const start = async () => {
  const { Yasqe, Yasr } = window.Yasgui.default || window.Yasgui;
  const [prefixes, known] = await Promise.all([read(at("/prefixes.json")), read(at("/editor.json"))]);
  for (const completer of completers(Yasqe, known, prefixes)) Yasqe.registerAutocompleter(completer);

  const plain = document.getElementById("query");
  const form = plain.form;
  const place = make("div", { id: "editor", className: "foreign" });
  form.before(place);
  const editor = new Yasqe(place, {
    value: declared(plain.value, prefixes),
    persistenceId: null,
    consumeShareLink: null,
    createShareableLink: (each) => answer.address(each.getValue()),
    showQueryButton: false,
    resizeable: true,
    screenReaderLabel: "Query",
    extraKeys: { Tab: false, "Shift-Tab": false }, // the keyboard leaves the editor as it came
    requestConfig: {
      endpoint: at("/sparql"),
      method: "POST",
      acceptHeaderGraph: "text/turtle",
      acceptHeaderSelect: "application/sparql-results+json",
    },
  });
  const observer = repairing(place, known);
  const answer = new Answer(Yasr, document.getElementById("answer"), {
    prefixes,
    longest: Number(form.dataset.longest),
    named: form.dataset.answer,
    observer,
  });
  const status = make("p", { className: "faint small", role: "status" });
  fit(editor);
  for (const each of [plain, form.querySelector("label[for=query]")]) each.hidden = true;
  form.querySelector(".row").append(status);

  editor.on("changes", () => {
    plain.value = editor.getValue();
  });
  editor.on("query", () => {
    status.textContent = "Asking …";
  });
  editor.on("queryResponse", (_editor, response, duration) => {
    answer.show(editor.getValue(), response, duration);
    status.textContent = response instanceof Error ? "There is no answer." : "The answer is below.";
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    editor.query().catch(() => {}); // what is wrong is shown as the answer
  });
  const take = (question) => {
    editor.setValue(declared(question.text, prefixes));
    fit(editor);
    editor.focus();
  };
  document.getElementById("picker").replaceWith(library(known.questions, take));
  document.documentElement.dataset.editor = "ready";
};

start().catch((error) => {
  console.warn("The plain form stays:", error);
});
