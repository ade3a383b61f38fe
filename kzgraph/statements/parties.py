"""Who has a part in a thing: the parties of a treaty, the participants of an undertaking or an event, and sides.

Which properties say so is read from the ontology.
Where a thing lies or leads, or whose market it serves, makes nobody a party.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from kzgraph.acceptance import strongest
from kzgraph.statements.index import Index
from kzgraph.statements.statement import Statement
from kzgraph.vocab import ONTOLOGY, RDFS, local_name

TAKES_PART = "participantIn"
"""The property whose subject has a part in its object; of :data:`_WIDEST` it is the other way round."""
DISPUTED = "a party is disputed"
"""What is told of a thing where statements contradict each other on who has a part in it."""
_WIDEST = ("between", "participant", "party")


@dataclass(frozen=True)
class Party:
    """Who has a part in a thing: its IRI, the statements that say so, and whether one of them is disputed."""

    iri: str
    statements: tuple[Statement, ...]
    disputed: bool

    @property
    def doubt(self) -> str:
        """How it is said where no statement makes it a fact (``planned``, ``forecast``, ``opinion``), else empty."""
        if any(each.accepted for each in self.statements):
            return ""
        return strongest(each.modality for each in self.statements if each.modality)


class Parties:
    """Finds who has a part in what among the statements of *index* that are not deprecated."""

    def __init__(self, index: Index) -> None:
        self._index = index

    @cached_property
    def roles(self) -> tuple[str, ...]:
        """The local names of the properties whose object has a part in their subject, sorted."""
        found, waiting = set(_WIDEST), list(_WIDEST)
        while waiting:
            wider = ox.NamedNode(ONTOLOGY + waiting.pop())
            quads = self._index.store.quads_for_pattern(None, ox.NamedNode(RDFS + "subPropertyOf"), wider)
            narrower = {local_name(quad.subject.value) for quad in quads if isinstance(quad.subject, ox.NamedNode)}
            waiting += sorted(narrower - found)
            found |= narrower
        return tuple(sorted(found))

    def of(self, iri: str) -> list[Party]:
        """Return who has a part in the thing *iri*, by IRI."""
        return self.among([*self._index.of(iri, *self.roles), *self._index.to(iri, TAKES_PART)])

    def disputed(self, iri: str) -> bool:
        """Say whether statements contradict each other on who has a part in the thing *iri*."""
        return any(each.disputed for each in self.of(iri))

    def among(self, statements: Iterable[Statement]) -> list[Party]:
        """Return whom *statements* say to have a part in something, by IRI."""
        found: dict[str, list[Statement]] = defaultdict(list)
        for each in statements:
            if each.rank == "deprecated" or not isinstance(each.object, ox.NamedNode):
                continue
            if each.property_name == TAKES_PART:
                found[each.subject.value].append(each)
            elif each.property_name in self.roles:
                found[each.object.value].append(each)
        return [
            Party(iri, tuple(said), any(each.id in self._index.disputes for each in said))
            for iri, said in sorted(found.items())
        ]
