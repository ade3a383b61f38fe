// Where a link of an answer leads: what this server describes is opened here.

/** The address here of what *iri* names, or *iri* itself; `base` and `ontology` are the namespaces of this graph. */
export const local = (iri, { base, ontology }) => {
  if (iri.startsWith(ontology)) return `/ontology#${encodeURIComponent(iri.slice(ontology.length))}`;
  if (iri.startsWith(`${base}id/`)) return `/page/${iri.slice(base.length + 3)}`;
  return iri.startsWith(base) ? `/page/${iri.slice(base.length)}` : iri;
};
