"""English names of what a graph speaks of."""

from dataclasses import dataclass, field

import pyoxigraph as ox

from kzgraph.vocab import RDFS, SKOS, shorten


@dataclass
class Names:
    """English names of IRIs, looked up once each."""

    store: ox.Store
    _known: dict[str, str] = field(default_factory=dict)

    def __call__(self, iri: str) -> str:
        """Return the English label of *iri*, else its prefixed name."""
        if iri not in self._known:
            labels = self.store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(RDFS + "label"), None)
            named = [q.object.value for q in labels if isinstance(q.object, ox.Literal) and q.object.language == "en"]
            self._known[iri] = named[0] if named else shorten(iri)
        return self._known[iri]

    def unit(self, iri: str) -> str:
        """Return the notation of the unit *iri* (``MW``, ``USD``); nothing for plain counts."""
        notation = self.notation(iri)
        return "" if notation == "1" else notation

    def notation(self, iri: str) -> str:
        """Return how the tables write the unit or the code *iri*; its prefixed name where they have no word for it."""
        if not iri:
            return ""
        node, notation = ox.NamedNode(iri), ox.NamedNode(SKOS + "notation")
        matched = (quad.subject for quad in self.store.quads_for_pattern(None, ox.NamedNode(SKOS + "exactMatch"), node))
        for code in (node, *matched):
            for quad in self.store.quads_for_pattern(code, notation, None):
                if isinstance(quad.object, ox.Literal):
                    return quad.object.value
        return shorten(iri)
