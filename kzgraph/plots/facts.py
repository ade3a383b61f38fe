"""What pictures read from a graph: statements by property, names, figures in words."""

from collections.abc import Iterable

import pyoxigraph as ox

from kzgraph.errors import shown
from kzgraph.profile import profile_of
from kzgraph.statements.index import Index
from kzgraph.statements.names import Names
from kzgraph.statements.statement import Statement
from kzgraph.statements.things import Things
from kzgraph.statements.wording import Wording

MORE = (">", "\u2265", ">=")
LESS = ("<", "\u2264", "<=")


class Graph:
    """The statements of *store* that are not deprecated, and the names of what they are about.

    ``poles`` are the two countries whose relations are drawn, in order: those that the graph names as its sides, unless
    others are given. An *index* of the same store that is at hand already is used.
    """

    def __init__(self, store: ox.Store, index: Index | None = None, poles: tuple[str, ...] | None = None) -> None:
        self.things, self.index, self.words = Things(store), index or Index(store), Wording(Names(store))
        self.poles = tuple(filter(None, profile_of(store).poles)) if poles is None else poles

    @property
    def sides(self) -> frozenset[str]:
        """The two countries whose relations are drawn."""
        return frozenset(self.poles)

    @property
    def all(self) -> list[Statement]:
        """Every one of them."""
        return _standing(self.index.all)

    def of(self, *properties: str) -> list[Statement]:
        """Return those with one of *properties*, property by property, each by id."""
        return _standing(self.index.saying(*properties))

    def about(self, iri: str, name: str) -> list[Statement]:
        """Return those that say *name* of the thing *iri*."""
        return _standing(self.index.of(iri, name))

    def of_subject(self, iri: str) -> list[Statement]:
        """Return those about the thing *iri*, by property."""
        found = _standing(self.index.about.get(iri, []))
        return sorted(found, key=lambda statement: (statement.property_name, statement.id))

    def name(self, iri: str) -> str:
        """Return the English name of *iri*, fit for a line."""
        return shown(self.words.names(iri))

    def between(self) -> str:
        """Return the names of the two sides, for a title."""
        return " and ".join(map(self.name, self.poles))

    def documents(self) -> dict[str, str]:
        """Return the names of the documents."""
        return {iri: self.name(iri) for iri in self.things.of_class("Source")}

    def bound(self, statement: Statement) -> str:
        """Return the sign before the figure: ``>`` for more than, nothing for an exact one."""
        return self.words.names.notation(statement.text("bound"))

    def speakers(self, statement: Statement) -> str:
        """Return who says so inside the documents; empty where it is their own voice."""
        return ", ".join(sorted({self.name(iri) for each in statement.evidence for iri in each.stated_by}))

    def says(self, statement: Statement) -> str:
        """Return *statement* in a line, and who says so inside the documents."""
        told = shown(self.words.sentence(statement, disputed=statement.id in self.index.disputes))
        return f"{told}, said by {self.speakers(statement)}" if self.speakers(statement) else told


def _standing(found: Iterable[Statement]) -> list[Statement]:
    return [statement for statement in found if statement.rank != "deprecated"]


def number(statement: Statement) -> float | None:
    """Return the figure of *statement* in its property's canonical unit; ``None`` where none can be given in it."""
    return None if statement.number is None else float(statement.number)


def top_of(most: float) -> tuple[float, float]:
    """Return a round end of a scale that holds *most*, and the step between its ticks.

    >>> top_of(36.86)
    (40, 10)
    """
    if most <= 0:
        return 1, 1
    power = 10.0
    while power > most:
        power /= 10
    while power * 10 <= most:
        power *= 10
    step = next(power * part for part in (0.2, 0.5, 1, 2) if most / (power * part) <= 5)
    ticks = int(-(-most // step))
    return (int(step * ticks), int(step)) if step >= 1 else (round(step * ticks, 9), step)
