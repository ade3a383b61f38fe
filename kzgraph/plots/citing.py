"""The statements behind a picture: a number for each mark, and where each is said."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kzgraph.statements.statement import Evidence, Statement

if TYPE_CHECKING:
    from kzgraph.plots.facts import Graph


@dataclass(frozen=True)
class Cited:
    """A statement behind a picture: its mark's number, what it says; a quiet one is not in the caption."""

    mark: int
    statement: Statement
    says: str
    quiet: bool = False


@dataclass
class Citations:
    """Collects what is cited, numbered in the order of drawing."""

    graph: "Graph"
    found: list[Cited] = field(default_factory=list)
    _marks: dict[str, int] = field(default_factory=dict)

    def mark(self, statement: Statement, *, quietly: Sequence[Statement] = ()) -> int:
        """Return the number of *statement*, the next one when it is new; what is cited *quietly* shares its number."""
        if statement.iri not in self._marks:
            self._marks[statement.iri] = len(self._marks) + 1
            told = [(statement, False), *((other, True) for other in quietly)]
            self.found += [
                Cited(self._marks[statement.iri], each, self.graph.says(each), quiet) for each, quiet in told
            ]
        return self._marks[statement.iri]


def letters(cited: Sequence[Cited]) -> dict[str, str]:
    """Return document IRI → the letter that stands for it."""
    documents = sorted({passage.source for each in cited for passage in each.statement.evidence})
    return {iri: chr(ord("A") + number) for number, iri in enumerate(documents[:26])}


def lettered(given: dict[str, str], names: dict[str, str]) -> str:
    """Return which letter stands for which document."""
    return "; ".join(f"{letter}: {names.get(iri, iri)}" for iri, letter in given.items())


def _places(passages: Sequence[Evidence], given: dict[str, str]) -> str:
    by_letter: dict[str, list[str]] = {}
    for passage in passages:
        letter = given.get(passage.source, passage.source)
        by_letter.setdefault(letter, []).append(f"{passage.start}\u2013{passage.end}")
    return "; ".join(f"{letter} {', '.join(spans)}" for letter, spans in by_letter.items())


def entries(cited: Sequence[Cited], given: dict[str, str]) -> list[tuple[str, str]]:
    """Return the caption's entries, number, statement and passages, each with the statement's IRI."""
    return [
        (f"{each.mark} kzs:{each.statement.id} {_places(each.statement.evidence, given)}", each.statement.iri)
        for each in cited
        if not each.quiet
    ]
