"""What belongs to a bilateral relation, by rule: what exactly two countries have a part in.

A country has a part in a treaty as its party, in a visit as where it leads or where those who come are at home, in a
project as its place or as the home of those who build, pay for or run it, and in a part of a project, or in what is
done to one, as its place too; in a figure as who reports it or as the partner it is about; and in an obligation as who
owes it or whom it is owed to. What a third country, or a part of the world, has a part in too belongs to no relation.
What two countries are only planned to have a part in belongs to theirs as planned.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from kzgraph.curation.claims import Claim
from kzgraph.curation.entities import Entity
from kzgraph.ontology import Ontology, ValueKind

Pair = tuple[str, str]
"""The ids of two countries, sorted."""
Parts = frozenset[tuple[str, bool]]
"""The ids of countries that have a part in a thing, each with whether that is a fact rather than a plan."""
IN_RELATION, PLANNED_IN = "inRelation", "plannedIn"
"""How a thing belongs to a relation: as statements say of what is, or only of what is planned."""

BELONGING = frozenset({"Treaty", "Event", "Undertaking"})
"""Classes of what can belong to a relation, besides figures."""
_HOME = frozenset({"homeCountry", "officeOf", "holdsOffice", "subsidiaryOf", "locatedIn", "partOf", "capitalOf"})
"""Properties by which a thing is at home where its object is."""
_LYING = frozenset({"locatedIn", "connects"})
"""Properties by which an undertaking lies where its object is."""
_INHERITING = frozenset({"partOf", "aimsAt"})
"""Properties by which an undertaking has its place from another: its whole, or what it changes."""
_BETWEEN, _OBLIGATION = "between", "allianceObligationTo"
LOCATING = _HOME | _LYING | {_BETWEEN}
"""The properties that say where things are at home or lie, and which countries a relation is between."""


class Bilateral:
    """Finds what belongs to which relation among statements."""

    def __init__(self, homes: Iterable[Claim], entities: Mapping[str, Entity], ontology: Ontology) -> None:
        """Take what the rule looks at.

        Args:
            homes: the statements of the properties in :data:`LOCATING`, at least; of them the facts are heeded.
            entities: the registry, by id.
            ontology: says which classes and properties there are.
        """
        self._entities, self._ontology = entities, ontology
        sides: dict[str, set[str]] = defaultdict(set)
        self._homes: dict[str, set[str]] = defaultdict(set)
        """Thing → what it is at home in, directly."""
        self._places: dict[str, set[str]] = defaultdict(set)
        """Undertaking → where it lies."""
        for row in (claim.row for claim in homes if claim.accepted):
            if row.property == _BETWEEN:
                sides[row.subject].add(row.object)
            elif row.property in _LYING and self._is_a(row.subject, ("Undertaking",)):
                self._places[row.subject].add(row.object)
            elif (
                row.property in _HOME
                and not self._is_a(row.subject, BELONGING)
                and not self._is_a(row.object, ("ActorGroup",))  # its members may come from elsewhere
            ):
                self._homes[row.subject].add(row.object)
        self.between: dict[Pair, str] = {(min(two), max(two)): name for name, two in sides.items() if len(two) == 2}
        """The registered relations: the two countries that statements say each is between, and its id."""

    def _is_a(self, name: str, kinds: Collection[str]) -> bool:
        entity = self._entities.get(name)
        return entity is not None and self._ontology.is_a(entity.kind, frozenset(kinds))

    def countries(self, name: str) -> frozenset[str]:
        """Return the country or world region that the thing is, or is at home in; several where statements say so."""
        found, waiting, seen = set(), [name], {name}
        while waiting:
            each = waiting.pop()
            if self._is_a(each, ("Country", "WorldRegion")):
                found.add(each)
                continue
            waiting += sorted(self._homes[each] - seen) if each in self._homes else []
            seen |= self._homes.get(each, set())
        return frozenset(found)

    def parts(self, claim: Claim) -> Iterator[tuple[str, Parts]]:
        """Yield each thing of which a fact or a plan says that countries have a part in it, with these countries."""
        row = claim.row
        is_plan = claim.stated and row.rank != "deprecated" and claim.modality == "planned"
        if not (claim.accepted or is_plan) or self._ontology.properties[row.property].kind is not ValueKind.ENTITY:
            return
        for thing, other in ((row.subject, row.object), (row.object, row.subject)):
            if self._is_a(thing, BELONGING):
                yield thing, frozenset((each, claim.accepted) for each in self.countries(other))
        if row.property in _INHERITING and self._is_a(row.subject, ("Undertaking",)):
            places = map(self.countries, self._places.get(row.object, ()))
            yield row.subject, frozenset((each, claim.accepted) for each in frozenset[str]().union(*places))

    def belonging(self, parts: Parts) -> tuple[str, Pair] | None:
        """Return how a thing in which *parts* are had belongs to the relation of which two countries."""
        if pair := self.pair({country for country, is_fact in parts if is_fact}):
            return IN_RELATION, pair
        pair = self.pair({country for country, _ in parts})
        return (PLANNED_IN, pair) if pair else None

    def figure(self, claim: Claim) -> Pair | None:
        """Return the two countries of the relation that a figure or an obligation belongs to."""
        row = claim.row
        if not claim.stated or row.rank == "deprecated":
            return None
        if row.property == _OBLIGATION:
            return self.pair({row.subject, row.object})
        if self._ontology.properties[row.property].statistic:
            return self.pair(self.countries(row.subject).union(*map(self.countries, row.scopes)))
        return None

    def pair(self, countries: Collection[str]) -> Pair | None:
        """Return the pair of two *countries*; nothing when there are more or fewer, or one of them is a region."""
        two = sorted(countries)
        return (two[0], two[1]) if len(two) == 2 and all(self._is_a(each, ("Country",)) for each in two) else None


def in_order(pair: Pair, home: str) -> Pair:
    """Return *pair* with *home* first, else as the alphabet has it."""
    first, second = sorted(pair, key=lambda name: (name != home, name))
    return first, second


def relation_id(pair: Pair, home: str) -> str:
    """Return the id of the relation of *pair* where none is registered: *home* first.

    >>> relation_id(("france", "kazakhstan"), "kazakhstan")
    'kazakhstan-france-relations'
    """
    return "-".join((*in_order(pair, home), "relations"))
