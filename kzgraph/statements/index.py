"""Statements by what they are looked up by: id, subject, property, object, scope, document, dispute, whole."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from kzgraph.statements.reading import statements
from kzgraph.statements.statement import Statement
from kzgraph.vocab import ONTOLOGY, STATEMENT, local_name


@dataclass(frozen=True)
class Dispute:
    """Two statements that contradict each other, and why they are held to."""

    name: str
    sides: frozenset[str]
    reason: str


class Index:
    """Every statement of *store*, in the order of the ids; each look-up keeps that order."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store
        self.all = statements(store)
        self.by_id = {each.id: each for each in self.all}
        self.disputes = disputes(store)

    @cached_property
    def about(self) -> dict[str, list[Statement]]:
        """IRI → the statements that have it as subject."""
        return _grouped((each.subject.value, each) for each in self.all)

    @cached_property
    def naming(self) -> dict[str, list[Statement]]:
        """IRI or literal → the statements that name it, but are not about it: as object or as scope."""
        return _grouped((name, each) for each in self.all for name in each.mentions - {each.subject.value})

    @cached_property
    def said_in(self) -> dict[str, list[Statement]]:
        """Id of a document → the statements that rest on it."""
        return _grouped((document, each) for each in self.all for document in each.sources)

    @cached_property
    def parts(self) -> dict[str, list[Statement]]:
        """Id of a statement → those whose figure it counts already."""
        return _grouped((whole, each) for each in self.all for whole in each.wholes)

    @cached_property
    def _saying(self) -> dict[str, list[Statement]]:
        return _grouped((each.property_name, each) for each in self.all)

    @cached_property
    def _of(self) -> dict[str, list[Statement]]:
        return _grouped((f"{each.subject.value} {each.property_name}", each) for each in self.all)

    @cached_property
    def _to(self) -> dict[str, list[Statement]]:
        tied = (each for each in self.all if isinstance(each.object, ox.NamedNode))
        return _grouped((f"{each.object.value} {each.property_name}", each) for each in tied if each.object)

    def saying(self, *properties: str) -> list[Statement]:
        """Return the statements with one of *properties* (local names), property by property."""
        return [each for name in properties for each in self._saying.get(name, ())]

    def of(self, subject: str, *properties: str) -> list[Statement]:
        """Return the statements about *subject* under *properties*, property by property."""
        return [each for name in properties for each in self._of.get(f"{subject} {name}", ())]

    def to(self, target: str, *properties: str) -> list[Statement]:
        """Return the statements that have *target* as their object under *properties*."""
        return [each for name in properties for each in self._to.get(f"{target} {name}", ())]


def disputes(store: ox.Store) -> dict[str, list[Dispute]]:
    """Return statement id → its disputes."""
    sides: dict[str, set[str]] = defaultdict(set)
    for quad in store.quads_for_pattern(None, ox.NamedNode(ONTOLOGY + "disputes"), None):
        if isinstance(quad.object, ox.NamedNode) and isinstance(quad.subject, ox.NamedNode):
            sides[quad.subject.value].add(quad.object.value.removeprefix(STATEMENT))
    found: dict[str, list[Dispute]] = defaultdict(list)
    for iri, both in sorted(sides.items()):
        reasons = store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(ONTOLOGY + "reason"), None)
        reason = " ".join(quad.object.value for quad in reasons if isinstance(quad.object, ox.Literal))
        for side in both:
            found[side].append(Dispute(local_name(iri), frozenset(both), reason))
    return dict(found)


def _grouped(pairs: Iterable[tuple[str, Statement]]) -> dict[str, list[Statement]]:
    groups: dict[str, list[Statement]] = defaultdict(list)
    for key, each in pairs:
        groups[key].append(each)
    return groups


def by_property(found: Iterable[Statement]) -> dict[str, list[Statement]]:
    """Return *found* by the IRI of their property, each group by date and id."""
    ordered = sorted(found, key=lambda each: (each.property_name, each.text("time"), each.id))
    return dict(_grouped((each.predicate.value, each) for each in ordered))
