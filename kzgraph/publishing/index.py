"""The index of names that a published site searches in the reader's browser."""

import json

from kzgraph.names.search import folded_names
from kzgraph.publishing.targets import file_of
from kzgraph.vocab import ONTOLOGY
from kzgraph.web.messages import addresses
from kzgraph.web.site.site import Site


def name_index(site: Site) -> bytes:
    """Return every name of every thing as JSON: what it is called, what is shown of it, where its page lies.

    ``things`` has the file of the page, label, kind and number of statements of each; ``names`` has the place of the
    thing in that list, the name, the name in plain Latin words, and the rank (0 label, 1 alias, 2 translated).
    """
    catalogue, places = site.catalogue, dict[str, int]()
    things: list[tuple[str | None, str, str, int]] = []
    names: list[tuple[int, str, str, int]] = []
    for iri, name, folded, rank in folded_names(site.store):
        thing = catalogue.things.get(iri)
        page = addresses.page(iri)
        if thing is None or page is None:
            continue
        if iri not in places:
            places[iri] = len(things)
            kind = catalogue.label(ONTOLOGY + thing.kind)
            things.append((file_of(page), thing.label, kind, len(catalogue.index.about.get(iri, []))))
        names.append((places[iri], name, folded, rank))
    return json.dumps({"things": things, "names": names}, ensure_ascii=False, separators=(",", ":")).encode()
