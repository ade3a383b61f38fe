"""The catalogue: every statement and every thing of the graph, in memory, as pages look them up."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cached_property

import pyoxigraph as ox

from kzgraph.links.points import degrees
from kzgraph.statements.grouping import Grouping
from kzgraph.statements.index import Index
from kzgraph.statements.names import Names
from kzgraph.statements.parties import Parties, Party
from kzgraph.statements.things import Thing, Things
from kzgraph.vocab import ENTITY, ONTOLOGY, PREFIXES, RDF, RDFS, SKOS, SOURCE, local_name

GEO = PREFIXES["geo"]
_TYPE, _LABEL, _ALIAS = (ox.NamedNode(iri) for iri in (RDF + "type", RDFS + "label", SKOS + "altLabel"))
_ABOUT = ("sector", "subjectMatter", "topic", "regulates", "about")
_STATE = ("lifecycleState", "treatyStatus")
INTENDED = ("planned", "forecast")
"""Modalities of what is to come."""


class Catalogue:
    """Statements and things by what they are looked up by."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store
        self.names = Names(store)
        self.index, self.described = Index(store), Things(store)
        self.parties = Parties(self.index)
        self.grouping = Grouping(store, self.names, self.index.of)

    @cached_property
    def parents(self) -> dict[str, set[str]]:
        """Class → all classes above it (local names of our own)."""
        direct: dict[str, set[str]] = defaultdict(set)
        for quad in self.store.quads_for_pattern(None, ox.NamedNode(RDFS + "subClassOf"), None):
            if isinstance(quad.object, ox.NamedNode) and isinstance(quad.subject, ox.NamedNode):
                direct[local_name(quad.subject.value)].add(local_name(quad.object.value))

        def above(name: str, seen: frozenset[str] = frozenset()) -> set[str]:
            upper = direct.get(name, set()) - seen
            return upper | {each for parent in upper for each in above(parent, seen | upper | {name})}

        return {name: above(name) for name in list(direct)}

    @cached_property
    def things(self) -> dict[str, Thing]:
        """IRI → thing, for the entities and documents of the graph."""
        kinds: dict[str, set[str]] = defaultdict(set)
        for quad in self.store.quads_for_pattern(None, _TYPE, None):
            subject = quad.subject
            if isinstance(subject, ox.NamedNode) and subject.value.startswith((ENTITY, SOURCE)):
                kind = quad.object
                if isinstance(kind, ox.NamedNode) and kind.value.startswith(ONTOLOGY):
                    kinds[subject.value].add(local_name(kind.value))
        return {iri: self._thing(iri, frozenset(found)) for iri, found in sorted(kinds.items())}

    def _thing(self, iri: str, kinds: frozenset[str]) -> Thing:
        labels = {each.language or "": each.value for each in self._literals(iri, _LABEL)}
        narrowest = sorted(kind for kind in kinds if not any(kind in self.parents.get(other, ()) for other in kinds))
        aliases = tuple(sorted({each.value for each in self._literals(iri, _ALIAS)}))
        label = labels.get("en") or next(iter(labels.values()), local_name(iri))
        return Thing(iri, narrowest[0] if narrowest else "Entity", kinds, label, labels, aliases)

    def _literals(self, iri: str, predicate: ox.NamedNode) -> Iterator[ox.Literal]:
        for quad in self.store.quads_for_pattern(ox.NamedNode(iri), predicate, None):
            if isinstance(quad.object, ox.Literal):
                yield quad.object

    def text(self, iri: str, predicate: str) -> str:
        """Return a literal of *iri*, the English one first; empty where there is none."""
        return self.described.text(iri, predicate)

    def label(self, iri: str) -> str:
        """Return the name of whatever has the IRI *iri*."""
        thing = self.things.get(iri)
        return thing.label if thing else self.names(iri)

    @cached_property
    def called(self) -> dict[str, str]:
        """Name in any language → the one thing with that name; a name of several is not here."""
        bearers: dict[str, set[str]] = defaultdict(set)
        for thing in self.things.values():
            for label in thing.labels.values():
                bearers[label].add(thing.iri)
        return {label: next(iter(found)) for label, found in bearers.items() if len(found) == 1}

    @cached_property
    def by_kind(self) -> dict[str, list[Thing]]:
        """Class → the things of it and of the classes below, by label."""
        found: dict[str, list[Thing]] = defaultdict(list)
        for thing in sorted(self.things.values(), key=lambda thing: (thing.label.casefold(), thing.iri)):
            for kind in thing.kinds:
                found[kind].append(thing)
        return dict(found)

    @cached_property
    def points(self) -> dict[str, tuple[float, float]]:
        """Place → longitude and latitude in degrees."""
        found = {}
        for quad in self.store.quads_for_pattern(None, ox.NamedNode(GEO + "hasGeometry"), None):
            if isinstance(quad.object, ox.NamedNode) and isinstance(quad.subject, ox.NamedNode):
                point = degrees(self.text(quad.object.value, GEO + "asWKT"))
                if point and quad.subject.value in self.things:
                    found[quad.subject.value] = point
        return found

    @cached_property
    def countries(self) -> dict[str, str]:
        """Code of a country (ISO 3166-1 alpha-3) → its name."""
        found = {
            self.described.code(thing.iri, "iso3166alpha3"): thing.label for thing in self.by_kind.get("Country", [])
        }
        return {code: label for code, label in found.items() if code}

    @cached_property
    def uses(self) -> Counter[str]:
        """Property → the number of its statements."""
        return Counter(statement.predicate.value for statement in self.index.all)

    @cached_property
    def documents(self) -> list[Thing]:
        """The documents that statements are read from."""
        return [thing for iri, thing in self.things.items() if iri.startswith(SOURCE)]

    @property
    def counts(self) -> dict[str, int]:
        """How much the graph holds, by what it is called; documents are no things here."""
        statements = self.index.all
        return {
            "things": len(self.things) - len(self.documents),
            "statements": len(statements),
            "passages": sum(len(statement.evidence) for statement in statements),
            "documents": len(self.documents),
            "silences": sum(statement.object is None for statement in statements),
            "disputes": len({dispute.name for found in self.index.disputes.values() for dispute in found}),
        }

    def parties_of(self, iri: str) -> list[Party]:
        """Return who has a part in the entity *iri*; of a document, those whom its statements name."""
        if iri.startswith(ENTITY):
            return self.parties.of(iri)
        return self.parties.among(self.index.said_in.get(local_name(iri), []))

    def facets(self, thing: Thing) -> dict[str, set[str]]:
        """Return what *thing* can be narrowed down by: facet → values (labels)."""
        return self._facets[thing.iri]

    @cached_property
    def _facets(self) -> dict[str, dict[str, set[str]]]:
        return {iri: self._facets_of(iri) for iri in self.things}

    def _facets_of(self, iri: str) -> dict[str, set[str]]:
        own = self.index.about.get(iri, []) if iri.startswith(ENTITY) else self.index.said_in.get(local_name(iri), [])
        accepted = [statement for statement in own if statement.object is not None and statement.rank != "deprecated"]
        facets: dict[str, set[str]] = defaultdict(set)
        for statement in accepted:
            value = statement.object
            if statement.property_name in _ABOUT and value is not None and not self._is_actor(value.value):
                facets["sector"].add(self.label(value.value))
            elif statement.property_name in _STATE and value is not None:
                facets["state"].add(self.label(value.value))
            if statement.year is not None:
                facets["year"].add(str(statement.year))
        parties = self.parties_of(iri)
        facets["party"] = {self.label(each.iri) for each in parties if not each.doubt}
        facets["planned"] = {self.label(each.iri) for each in parties if each.doubt in INTENDED} - facets["party"]
        facets["modality"] = {statement.modality for statement in own}
        facets["source"] = {source for statement in own for source in statement.sources}
        return facets

    def _is_actor(self, iri: str) -> bool:
        thing = self.things.get(iri)
        return bool(thing and "Actor" in thing.kinds)
