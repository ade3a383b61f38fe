// Puts YASGUI's editor and its table in the place of the plain form, which works without this file.
// Everything it asks for is on this server: prefixes, terms, questions, answers.

(async () => {
  const form = document.getElementById("query").form;
  const plain = form.elements.query;
  const answer = document.getElementById("answer");
  const read = async (path) => {
    const response = await fetch(path);
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response.json();
  };
  const make = (name, values = {}, ...children) => {
    const made = Object.assign(document.createElement(name), values);
    made.append(...children);
    return made;
  };
  const { Yasqe, Yasr } = window.Yasgui.default || window.Yasgui;
  const [prefixes, known] = await Promise.all([read("/prefixes.json"), read("/editor.json")]);

  // ---------------------------------------------------------------- what is completed

  const labels = new Map();
  for (const term of [...known.classes, ...known.properties]) {
    if (!term.label) continue;
    labels.set(term.short, term.label);
    labels.set(`<${term.iri}>`, term.label);
  }

  const fitting = (terms, typed) => {
    const wanted = typed.replace(/^</, "").replace(/>$/, "").trim().toLowerCase();
    const inside = wanted.slice(wanted.indexOf(":") + 1);
    const namespace = wanted.slice(0, wanted.indexOf(":") + 1);
    const rank = (term) => {
      const short = term.short.toLowerCase();
      if (short.startsWith(wanted) || term.iri.toLowerCase().startsWith(wanted)) return 0;
      if (namespace && !short.startsWith(namespace)) return -1;
      if (short.slice(short.indexOf(":") + 1).startsWith(inside)) return 1;
      return term.label.toLowerCase().includes(inside) ? 2 : -1;
    };
    return terms
      .map((term) => [rank(term), term])
      .filter(([rank]) => rank >= 0)
      .sort(([one], [other]) => one - other)
      .slice(0, 60)
      .map(([, term]) => term.iri);
  };
  const short = new Map([...known.classes, ...known.properties].map((term) => [term.iri, term.short]));
  const completing = (name, terms) => ({
    ...Yasqe.Autocompleters[name],
    name,
    get: (_editor, token) => fitting(terms, token ? token.string : ""),
    preProcessToken: (_editor, token) => token,
    postProcessSuggestion: (_editor, token, iri) =>
      token.string.startsWith("<") || short.get(iri) === iri ? `<${iri}>` : short.get(iri),
    postprocessHints: (_editor, hints) =>
      hints.map((hint) => {
        const label = labels.get(hint.text);
        return label ? { ...hint, displayText: `${hint.text} · ${label}` } : hint;
      }),
  });
  Yasqe.registerAutocompleter(completing("class", known.classes));
  Yasqe.registerAutocompleter(completing("property", known.properties));
  Yasqe.registerAutocompleter({
    ...Yasqe.Autocompleters.prefixes,
    persistenceId: null,
    get: () =>
      Object.entries(prefixes)
        .map(([name, namespace]) => `${name}: <${namespace}>`)
        .sort(),
  });

  // ---------------------------------------------------------------- the editor

  // Here our prefixes need no declaration; the editor, and other people's tools, want one.
  const declared = (text) => {
    const missing = Object.entries(prefixes).filter(
      ([name]) => new RegExp(`(^|[^\\w:.-])${name}:`).test(text) && !new RegExp(`prefix\\s+${name}:`, "i").test(text),
    );
    return missing.map(([name, namespace]) => `PREFIX ${name}: <${namespace}>\n`).join("") + text;
  };
  const fit = () => {
    editor.setSize(null, `${Math.min(26, Math.max(10, editor.lineCount() + 1)) * 1.35}rem`);
  };
  const here = new URLSearchParams(location.search);
  let asked = new URLSearchParams([...here].filter(([name]) => name === "view" || name === "value")).toString();
  const address = (query) => `${location.origin}/sparql?query=${encodeURIComponent(query)}${asked && `&${asked}`}`;
  const place = make("div", { id: "editor", className: "foreign" });
  form.before(place);
  const editor = new Yasqe(place, {
    value: declared(plain.value),
    persistenceId: null,
    consumeShareLink: null,
    createShareableLink: (each) => address(each.getValue()),
    showQueryButton: false,
    resizeable: true,
    screenReaderLabel: "Query",
    extraKeys: { Tab: false, "Shift-Tab": false }, // the keyboard leaves the editor as it came
    requestConfig: {
      endpoint: `${location.origin}/sparql`,
      method: "POST",
      acceptHeaderGraph: "text/turtle",
      acceptHeaderSelect: "application/sparql-results+json",
    },
  });
  fit();
  for (const each of [plain, form.querySelector("label[for=query]")]) each.hidden = true;
  editor.on("changes", () => {
    plain.value = editor.getValue();
  });

  // ---------------------------------------------------------------- the answer

  let table = null;
  const status = make("p", { className: "faint small", role: "status" });
  const told = (error) => {
    let text = error.text || "";
    try {
      text = JSON.parse(text).detail || text;
    } catch {
      /* it is no problem report */
    }
    const made = make("pre", { className: "told", textContent: text });
    made.setAttribute("role", "alert");
    return made;
  };
  const links = make("p", { className: "downloads" });
  const views = make("div");
  const begin = () => {
    const results = make("div", { id: "results", className: "foreign" });
    answer.replaceChildren(links, views, results);
    table = new Yasr(results, {
      persistenceId: null,
      prefixes,
      plugins: { table: { enabled: true, dynamicConfig: { compact: true, isEllipsed: false } } },
      errorRenderers: [async (error) => told(error)],
    });
    for (const plugin of Object.values(table.plugins)) plugin.helpReference = undefined;
    observer.observe(results, { childList: true, subtree: true });
  };
  // The pictures are drawn by the server, for this page as for the one without JavaScript.
  let turn = 0;
  let answered = "";
  const draw = async (focus) => {
    const mine = ++turn;
    const body = new URLSearchParams([["query", answered], ...new URLSearchParams(asked), ["part", "views"]]);
    const text = await fetch("/sparql", { method: "POST", headers: { Accept: "text/html" }, body }).then(
      (response) => response.text(),
      (error) => `<p class="told">${error.name}</p>`,
    );
    if (mine !== turn) return; // another answer or view was asked for meanwhile
    const page = new DOMParser().parseFromString(text, "text/html");
    const section = page.querySelector("section.views");
    if (!section) {
      asked = ""; // what cannot be drawn is not asked for again
      const reason = page.querySelector(".told")?.textContent || "the server gave no reason";
      views.replaceChildren(make("p", { className: "told", role: "alert", textContent: `No pictures: ${reason}` }));
    } else {
      views.replaceChildren(section);
    }
    document.getElementById("results").hidden = Boolean(section && section.dataset.view !== "table");
    if (focus) views.querySelector("[aria-current]")?.focus();
  };
  views.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-asked]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    asked = link.dataset.asked;
    addresses(answered);
    draw(true);
  });
  const addresses = (query) => {
    const target = address(query);
    if (target.length - location.origin.length > Number(form.dataset.longest)) {
      links.replaceChildren("The query is too long for an address that could be shared.");
      return;
    }
    const made = [make("a", { href: target, textContent: "This answer as a page, with downloads, curl, Python, R" })];
    const copy = make("button", { type: "button", className: "button quiet small", textContent: "Copy the link" });
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(target);
      copy.textContent = "Copied";
      setTimeout(() => {
        copy.textContent = "Copy the link";
      }, 1500);
    });
    if (navigator.clipboard) made.push(" ", copy);
    links.replaceChildren(...made);
    history.replaceState(null, "", target);
  };
  editor.on("query", () => {
    status.textContent = "Asking …";
  });
  editor.on("queryResponse", (_editor, response, duration) => {
    if (!table) begin();
    answered = editor.getValue();
    addresses(answered);
    table.setResponse(response, duration);
    views.replaceChildren();
    document.getElementById("results").hidden = false;
    if (!(response instanceof Error)) draw(false);
    status.textContent = response instanceof Error ? "There is no answer." : "The answer is below.";
  });
  form.querySelector(".row").append(status);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    editor.query().catch(() => {}); // what is wrong is shown as the answer
  });

  // ---------------------------------------------------------------- the questions of the library

  const picker = document.getElementById("picker");
  const filter = make("input", { type: "search", id: "picker-filter", autocomplete: "off" });
  const list = make("div", { className: "questions" });
  const details = make(
    "details",
    { id: "library" },
    make("summary", { textContent: "Begin with a question of the library" }),
    make("label", { htmlFor: "picker-filter", textContent: `Find among ${known.questions.length} questions` }),
    filter,
    list,
  );
  const topics = new Map();
  for (const question of known.questions) {
    const button = make(
      "button",
      { type: "button", className: "button quiet" },
      make("strong", { textContent: question.summary }),
      make("span", { textContent: question.description }),
    );
    button.dataset.question = question.name;
    button.addEventListener("click", () => {
      editor.setValue(declared(question.text));
      fit();
      details.open = false;
      editor.focus();
    });
    if (!topics.has(question.topic)) {
      topics.set(question.topic, make("section", {}, make("h2", { textContent: question.topic })));
    }
    topics.get(question.topic).append(button);
  }
  list.append(...topics.values());
  filter.addEventListener("input", () => {
    const wanted = filter.value.toLowerCase().split(/\s+/);
    for (const section of topics.values()) {
      const buttons = [...section.querySelectorAll("button")];
      for (const button of buttons) {
        const text = `${button.dataset.question} ${button.textContent}`.toLowerCase();
        button.hidden = !wanted.every((word) => text.includes(word));
      }
      section.hidden = buttons.every((button) => button.hidden);
    }
  });
  picker.replaceWith(details);

  // ---------------------------------------------------------------- what YASGUI leaves out, put right from outside

  const local = (iri) => {
    if (iri.startsWith(known.ontology)) return `/ontology#${encodeURIComponent(iri.slice(known.ontology.length))}`;
    if (iri.startsWith(`${known.base}id/`)) return `/page/${iri.slice(known.base.length + 3)}`;
    return iri.startsWith(known.base) ? `/page/${iri.slice(known.base.length)}` : iri;
  };
  const named = {
    ".yasqe_sharePopup input": "Address of this query",
    ".tableFilter": "Filter the rows",
    ".tableSizer": "Rows on a page",
    ".dataTables_length select, .dt-length select": "Rows on a page",
  };
  function mend() {
    for (const [selector, name] of Object.entries(named)) {
      for (const each of document.querySelectorAll(selector)) each.setAttribute("aria-label", name);
    }
    for (const each of document.querySelectorAll(".foreign button:not([type])")) each.type = "button";
    for (const each of place.querySelectorAll(".CodeMirror-scroll[tabindex='-1']")) {
      each.tabIndex = 0; // so that the keyboard can scroll it
      each.setAttribute("role", "group");
      each.setAttribute("aria-label", "Text of the query");
    }
    for (const each of document.querySelectorAll("#results th .dt-column-title:empty")) {
      each.append(make("span", { className: "hidden", textContent: "Row" }));
    }
    for (const link of document.querySelectorAll("#results a.iri")) lead(link);
  }
  function lead(link) {
    const target = local(link.getAttribute("href"));
    if (target !== link.getAttribute("href")) {
      link.setAttribute("href", target);
      link.removeAttribute("target");
    } else {
      link.rel = "noopener noreferrer";
    }
  }
  const observer = new MutationObserver(mend);
  observer.observe(place, { childList: true, subtree: true });
  mend();
  document.documentElement.dataset.editor = "ready";
})().catch((error) => {
  console.warn("The plain form stays:", error);
});
