"""What is exported: the triples of the graph, and the store in which their names are looked up."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from kzgraph.statements.names import Names
from kzgraph.statements.reading import statements
from kzgraph.statements.statement import Statement
from kzgraph.statements.things import Things


@dataclass(frozen=True)
class Data:
    """A graph on its way out.

    Args:
        store: the graph with its ontology and code lists, for names and classes.
        triples: what is written, sorted; without the ontology unless it was asked for.
    """

    store: ox.Store
    triples: tuple[ox.Triple, ...]

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """The statements, by id."""
        return tuple(statements(self.store))

    @cached_property
    def names(self) -> Names:
        """English names and notations of IRIs."""
        return Names(self.store)

    @property
    def things(self) -> Things:
        """Classes and labels of entities and documents."""
        return Things(self.store)


def data_of(store: ox.Store, *, without: Iterable[ox.Triple] = ()) -> Data:
    """Return what *store* holds, but for the triples *without* (the ontology and the code lists)."""
    left = set(without)
    found = {quad.triple for quad in store} - left
    return Data(store, tuple(sorted(found, key=str)))
