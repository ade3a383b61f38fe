// What is offered while a class or a property is typed. A term has `iri`, `short` (prefixed) and `label`.

const LONGEST = 60;

const rank = (term, wanted) => {
  const short = term.short.toLowerCase();
  if (short.startsWith(wanted) || term.iri.toLowerCase().startsWith(wanted)) return 0;
  const colon = wanted.indexOf(":") + 1;
  if (colon && !short.startsWith(wanted.slice(0, colon))) return -1;
  const inside = wanted.slice(colon);
  if (short.slice(short.indexOf(":") + 1).startsWith(inside)) return 1;
  return term.label.toLowerCase().includes(inside) ? 2 : -1;
};

/** The IRIs of the terms that fit what is typed, the best first: by name, by local name, by label. */
export const fitting = (terms, typed) => {
  const wanted = typed.replace(/^</, "").replace(/>$/, "").trim().toLowerCase();
  return terms
    .map((term) => [rank(term, wanted), term])
    .filter(([place]) => place >= 0)
    .sort(([one], [other]) => one - other)
    .slice(0, LONGEST)
    .map(([, term]) => term.iri);
};

/** How a term is written into the query: prefixed where it can be, in brackets where one was begun. */
export const written = (term, typed) =>
  typed.startsWith("<") || term.short === term.iri ? `<${term.iri}>` : term.short;

/** Completers of classes, properties and prefixes, in the place of those that ask other servers. */
export const completers = (Yasqe, { classes, properties }, prefixes) => {
  const known = new Map([...classes, ...properties].map((term) => [term.iri, term]));
  const labels = new Map();
  for (const term of known.values()) {
    if (!term.label) continue;
    labels.set(term.short, term.label);
    labels.set(`<${term.iri}>`, term.label);
  }
  const completer = (name, terms) => ({
    ...Yasqe.Autocompleters[name],
    name,
    get: (_editor, token) => fitting(terms, token ? token.string : ""),
    preProcessToken: (_editor, token) => token,
    postProcessSuggestion: (_editor, token, iri) => written(known.get(iri), token.string),
    postprocessHints: (_editor, hints) =>
      hints.map((hint) => {
        const label = labels.get(hint.text);
        return label ? { ...hint, displayText: `${hint.text} · ${label}` } : hint;
      }),
  });
  const names = {
    ...Yasqe.Autocompleters.prefixes,
    persistenceId: null,
    get: () =>
      Object.entries(prefixes)
        .map(([name, namespace]) => `${name}: <${namespace}>`)
        .sort(),
  };
  return [completer("class", classes), completer("property", properties), names];
};
