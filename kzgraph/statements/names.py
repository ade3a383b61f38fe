"""English names of what a graph speaks of."""

from dataclasses import dataclass, field

import pyoxigraph as ox

from kzgraph.vocab import ONTOLOGY, RDFS, SKOS, shorten


@dataclass
class Names:
    """English names of IRIs, looked up once each."""

    store: ox.Store
    _known: dict[str, str] = field(default_factory=dict)
    _notations: dict[str, str] = field(default_factory=dict)

    def __call__(self, iri: str) -> str:
        """Return the English label of *iri*, else one in another language, else its prefixed name."""
        if iri not in self._known:
            quads = self.store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(RDFS + "label"), None)
            labels = [quad.object for quad in quads if isinstance(quad.object, ox.Literal)]
            ranked = sorted(labels, key=lambda label: (label.language != "en", label.language or "", label.value))
            self._known[iri] = ranked[0].value if ranked else shorten(iri)
        return self._known[iri]

    def inverse(self, iri: str) -> str:
        """Return what the property *iri* is called in English, read from its object; nothing without such a name."""
        quads = self.store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(ONTOLOGY + "inverseLabel"), None)
        labels = (quad.object for quad in quads if isinstance(quad.object, ox.Literal))
        return next((label.value for label in labels if label.language == "en"), "")

    def unit(self, iri: str) -> str:
        """Return the notation of the unit *iri* (``MW``, ``USD``); nothing for plain counts."""
        notation = self.notation(iri)
        return "" if notation == "1" else notation

    def notation(self, iri: str) -> str:
        """Return how the tables write the unit or the code *iri*; its prefixed name where they have no word for it."""
        if iri not in self._notations:
            self._notations[iri] = self._notation(iri) if iri else ""
        return self._notations[iri]

    def _notation(self, iri: str) -> str:
        node, notation = ox.NamedNode(iri), ox.NamedNode(SKOS + "notation")
        matched = (quad.subject for quad in self.store.quads_for_pattern(None, ox.NamedNode(SKOS + "exactMatch"), node))
        for code in (node, *matched):
            for quad in self.store.quads_for_pattern(code, notation, None):
                if isinstance(quad.object, ox.Literal):
                    return quad.object.value
        return shorten(iri)
