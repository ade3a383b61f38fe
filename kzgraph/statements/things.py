"""What a graph says of its entities and documents besides statements: classes, labels, codes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import pyoxigraph as ox

from kzgraph.rdf import LABEL, TYPE
from kzgraph.vocab import DCTERMS, ENTITY, LANGUAGES, ONTOLOGY, RDF, RDFS, SKOS, SOURCE, local_name, shorten

_IN_RELATION, _FIGURE_OF = ox.NamedNode(ONTOLOGY + "inRelation"), ox.NamedNode(ONTOLOGY + "figureOf")
_POSSIBLY_SAME = ox.NamedNode(ONTOLOGY + "possiblySame")
_PLANNED_IN = ox.NamedNode(ONTOLOGY + "plannedIn")
_BETWEEN = ox.NamedNode(ONTOLOGY + "between")
_BROADER = ox.NamedNode(SKOS + "broader")


@dataclass(frozen=True)
class Thing:
    """An entity or a document: its IRI, its narrowest class, all its classes, its names."""

    iri: str
    kind: str
    kinds: frozenset[str]
    label: str
    labels: dict[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The last part of the IRI."""
        return local_name(self.iri)


@dataclass(frozen=True)
class Things:
    """The entities and documents of *store*, which also holds the ontology and the code lists."""

    store: ox.Store

    def of_class(self, name: str) -> list[str]:
        """Return the IRIs of the entities and documents of our class *name* (its subclasses included), sorted."""
        quads = self.store.quads_for_pattern(None, TYPE, ox.NamedNode(ONTOLOGY + name))
        found = {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}
        return sorted(iri for iri in found if iri.startswith((ENTITY, SOURCE)))

    @cached_property
    def _above(self) -> dict[str, set[str]]:
        """Class → its direct superclasses, as local names."""
        found: dict[str, set[str]] = {}
        for quad in self.store.quads_for_pattern(None, ox.NamedNode(RDFS + "subClassOf"), None):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
                found.setdefault(local_name(quad.subject.value), set()).add(local_name(quad.object.value))
        return found

    def _reached(self, name: str) -> set[str]:
        above = set(self._above.get(name, ()))
        return above.union(*(self._reached(parent) for parent in above)) if above else above

    def _literals(self, iri: str, predicate: ox.NamedNode) -> Iterator[ox.Literal]:
        for quad in self.store.quads_for_pattern(ox.NamedNode(iri), predicate, None):
            if isinstance(quad.object, ox.Literal):
                yield quad.object

    def classes(self, iri: str) -> list[str]:
        """Return the local names of our classes of *iri*, the narrowest first."""
        quads = self.store.quads_for_pattern(ox.NamedNode(iri), TYPE, None)
        own = [quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode)]
        names = {local_name(name) for name in own if name.startswith(ONTOLOGY)}
        return sorted(names, key=lambda name: (-len(self._reached(name)), name))

    def kind(self, iri: str) -> str:
        """Return the narrowest class of *iri*; empty where it has none."""
        return next(iter(self.classes(iri)), "")

    def labels(self, iri: str) -> dict[str, str]:
        """Return a label of *iri* in each language that has one."""
        found = sorted(((literal.language or ""), literal.value) for literal in self._literals(iri, LABEL))
        return {language: text for language, text in reversed(found) if language in LANGUAGES}

    def name(self, iri: str) -> str:
        """Return the English label of *iri*, else its prefixed name."""
        return self.labels(iri).get("en") or shorten(iri)

    def text(self, iri: str, predicate: str) -> str:
        """Return a literal that *iri* has under *predicate* (an IRI), the English one first; empty for none."""
        found = list(self._literals(iri, ox.NamedNode(predicate)))
        ranked = sorted(found, key=lambda each: LANGUAGES.index(each.language) if each.language in LANGUAGES else 9)
        return ranked[0].value if ranked else ""

    def belonging(self, relation: str) -> list[str]:
        """Return the IRIs of what belongs to the bilateral *relation*.

        First the entities, then those that are planned to, then the statements of its figures.
        """
        found: list[str] = []
        for predicate in (_IN_RELATION, _PLANNED_IN, _FIGURE_OF):
            quads = self.store.quads_for_pattern(None, predicate, ox.NamedNode(relation))
            found += sorted(quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode))
        return found

    def sides(self, relation: str) -> set[str]:
        """Return the IRIs of the countries that the bilateral *relation* is between."""
        quads = self.store.quads_for_pattern(ox.NamedNode(relation), _BETWEEN, None)
        return {quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode)}

    def relations(self, iri: str) -> list[str]:
        """Return the IRIs of the bilateral relations that the entity *iri* belongs to, or is planned to, sorted."""
        quads = [
            quad
            for predicate in (_IN_RELATION, _PLANNED_IN)
            for quad in self.store.quads_for_pattern(ox.NamedNode(iri), predicate, None)
        ]
        return sorted(quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode))

    def is_only_planned(self, iri: str) -> bool:
        """Say whether the entity *iri* belongs to a bilateral relation by what is planned alone."""
        return next(self.store.quads_for_pattern(ox.NamedNode(iri), _PLANNED_IN, None), None) is not None

    def maybe_same(self, iri: str) -> list[str]:
        """Return the IRIs of the entities that may be the same as *iri*, sorted."""
        quads = self.store.quads_for_pattern(ox.NamedNode(iri), _POSSIBLY_SAME, None)
        return sorted(quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode))

    def broader(self, iri: str) -> list[str]:
        """Return the IRIs of the subjects that the subject *iri* is a kind or part of, sorted."""
        quads = self.store.quads_for_pattern(ox.NamedNode(iri), _BROADER, None)
        return sorted(quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode))

    def narrower(self, iri: str) -> list[str]:
        """Return the IRIs of the subjects that are kinds or parts of the subject *iri*, sorted."""
        quads = self.store.quads_for_pattern(None, _BROADER, ox.NamedNode(iri))
        return sorted(quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode))

    def code(self, iri: str, scheme: str) -> str | None:
        """Return the code of *iri* in *scheme* (``iso3166alpha3``, ``cowCode``), if there is exactly one."""
        found = {literal.value for literal in self._literals(iri, ox.NamedNode(ONTOLOGY + scheme))}
        return found.pop() if len(found) == 1 else None


def thing_iri(store: ox.Store, name: str) -> str | None:
    """Return the IRI of the entity or document with the id (or IRI) *name*; ``None`` when the graph has none.

    An id that was replaced answers with the one that took over.
    """
    candidates: Sequence[str] = [name] if "://" in name else [ENTITY + name, SOURCE + name]
    for iri in candidates:
        try:
            node = ox.NamedNode(iri)
        except ValueError:
            return None
        later = next(store.quads_for_pattern(node, ox.NamedNode(DCTERMS + "isReplacedBy"), None), None)
        if later and isinstance(later.object, ox.NamedNode) and later.object != node:
            return thing_iri(store, later.object.value)
        if next(store.quads_for_pattern(node, ox.NamedNode(RDF + "type"), None), None):
            return iri
    return None


def ids(store: ox.Store, start: str) -> list[str]:
    """Return the ids of the entities and documents that begin with *start*, sorted."""
    found = set()
    for quad in store.quads_for_pattern(None, ox.NamedNode(RDF + "type"), None):
        iri = quad.subject.value if isinstance(quad.subject, ox.NamedNode) else ""
        for space in (ENTITY, SOURCE):
            if iri.startswith(space + start):
                found.add(iri.removeprefix(space))
    return sorted(found)
