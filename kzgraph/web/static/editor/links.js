// Where a link of an answer leads: what this site describes is opened here.

import { at } from "../root.js";

/** The address here of what *iri* names, or *iri* itself; `base` and `ontology` are the namespaces of this graph. */
export const local = (iri, { base, ontology }) => {
  if (iri.startsWith(ontology)) return at(`/ontology#${encodeURIComponent(iri.slice(ontology.length))}`);
  if (iri.startsWith(`${base}id/`)) return at(`/page/${iri.slice(base.length + 3)}`);
  return iri.startsWith(base) ? at(`/page/${iri.slice(base.length)}`) : iri;
};
