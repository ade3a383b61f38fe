"""What belongs to a bilateral relation, by rule: what exactly two countries have a part in.

A country has a part in a treaty as its party, in a visit as where it leads or where those who come are at home, in a
project as its place or as the home of those who build, pay for or run it; in a figure as who reports it or as the
partner it is about; and in an obligation as who owes it or whom it is owed to. What a third country, or a part of the
world, has a part in too belongs to no relation.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property

from kzgraph.curation.entities import Entity
from kzgraph.curation.inputs import Claim
from kzgraph.ontology import Ontology, ValueKind

Pair = tuple[str, str]
"""The ids of two countries, sorted."""

BELONGING = frozenset({"Treaty", "Event", "Undertaking"})
"""Classes of what can belong to a relation, besides figures."""
_HOME = frozenset({"homeCountry", "officeOf", "holdsOffice", "subsidiaryOf", "locatedIn", "partOf", "capitalOf"})
"""Properties by which a thing is at home where its object is."""
_OBLIGATION = "allianceObligationTo"


class Bilateral:
    """Finds what belongs to which relation among accepted statements."""

    def __init__(self, claims: Iterable[Claim], entities: Mapping[str, Entity], ontology: Ontology) -> None:
        """Take what the rule looks at.

        Args:
            claims: all statements; only facts join things, of figures only the deprecated ones are passed over.
            entities: the registry, by id.
            ontology: says which classes and properties there are.
        """
        claims = list(claims)
        self._claims = [claim for claim in claims if claim.accepted]
        self._figures = [claim for claim in claims if claim.stated and claim.row.rank != "deprecated"]
        self._entities, self._ontology = entities, ontology

    def _is_a(self, name: str, kinds: Collection[str]) -> bool:
        entity = self._entities.get(name)
        return entity is not None and self._ontology.is_a(entity.kind, frozenset(kinds))

    def _joins(self, claim: Claim) -> bool:
        return self._ontology.properties[claim.row.property].kind is ValueKind.ENTITY

    @cached_property
    def between(self) -> dict[Pair, str]:
        """The registered relations: the two countries that statements say each is between, and its id."""
        sides: dict[str, set[str]] = defaultdict(set)
        for claim in self._claims:
            if claim.row.property == "between":
                sides[claim.row.subject].add(claim.row.object)
        return {(min(two), max(two)): name for name, two in sides.items() if len(two) == 2}

    @cached_property
    def _homes(self) -> dict[str, set[str]]:
        """Thing → what it is at home in, directly."""
        found: dict[str, set[str]] = defaultdict(set)
        for claim in self._claims:
            if claim.row.property not in _HOME or self._is_a(claim.row.subject, BELONGING):
                continue
            if not self._is_a(claim.row.object, ("ActorGroup",)):  # its members may come from elsewhere
                found[claim.row.subject].add(claim.row.object)
        return found

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

    def things(self) -> Iterator[tuple[str, Pair]]:
        """Yield each thing that belongs to a relation, with the relation's two countries."""
        taking_part: dict[str, set[str]] = defaultdict(set)
        for claim in filter(self._joins, self._claims):
            for thing, other in ((claim.row.subject, claim.row.object), (claim.row.object, claim.row.subject)):
                if self._is_a(thing, BELONGING):
                    taking_part[thing] |= self.countries(other)
        for thing, countries in sorted(taking_part.items()):
            yield from ((thing, pair) for pair in self._pair(countries))

    def figures(self) -> Iterator[tuple[Claim, Pair]]:
        """Yield each figure or obligation that belongs to a relation, with the relation's two countries."""
        for claim in self._figures:
            if claim.row.property == _OBLIGATION:
                yield from ((claim, pair) for pair in self._pair({claim.row.subject, claim.row.object}))
            elif self._ontology.properties[claim.row.property].statistic:
                countries = self.countries(claim.row.subject).union(*map(self.countries, claim.row.scopes))
                yield from ((claim, pair) for pair in self._pair(countries))

    def _pair(self, countries: Collection[str]) -> list[Pair]:
        """Return the pair of two *countries*; nothing when there are more or fewer, or one of them is a region."""
        two = sorted(countries)
        return [(two[0], two[1])] if len(two) == 2 and all(self._is_a(each, ("Country",)) for each in two) else []


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
