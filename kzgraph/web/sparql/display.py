"""What a page shows of an answer: yes or no, a table of cells, or Turtle."""

from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from kzgraph.rdf import plain
from kzgraph.vocab import shorten
from kzgraph.web.messages import addresses
from kzgraph.web.messages.media import GRAPHS, written
from kzgraph.web.pictures.table import Table, Term, graph
from kzgraph.web.sparql.answers import too_many

_MOST = 1000
"""Rows or lines that a page shows of an answer; the downloads hold all of them."""
_NUMBERS = ("integer", "decimal", "double", "float")


@dataclass(frozen=True)
class Cell:
    """A cell of a table on a page."""

    text: str
    href: str | None = None
    number: bool = False
    language: str = ""

    @property
    def tight(self) -> bool:
        """Whether it is short enough never to be broken."""
        return len(self.text) <= 22

    @property
    def long(self) -> bool:
        """Whether it would be a tower of single words beside others that are never broken."""
        return len(self.text) > 60


@dataclass(frozen=True, kw_only=True)
class Display:
    """The beginning of an answer as a page shows it, and the ``whole`` of it for its pictures.

    ``verdict`` is a yes or no; ``rows`` are ``None`` for all but a table; ``number`` counts all rows or triples.
    """

    verdict: bool | None = None
    turtle: str = ""
    columns: tuple[str, ...] = ()
    rows: list[list[Cell]] | None = None
    number: int = 0
    clipped: bool = False
    whole: Table | None = None


def cell(term: Term) -> Cell:
    """Return *term* as a cell: IRIs of ours lead to our pages, others only when they are on the Web."""
    if isinstance(term, ox.NamedNode):
        return Cell(shorten(term.value), addresses.page(term.value))
    if isinstance(term, ox.Literal):
        return Cell(term.value, number=term.datatype.value.endswith(_NUMBERS), language=term.language or "")
    return Cell(plain(term))


def displayed(found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, rows: int) -> Display:
    """Return what a page shows of an answer.

    Raises:
        Trouble: when it has more than *rows* rows or triples.
    """
    if isinstance(found, ox.QueryBoolean):
        return Display(verdict=bool(found))
    whole = _whole(found, rows)
    if isinstance(found, ox.QueryTriples):
        lines = written(whole, GRAPHS[0]).decode().splitlines()
        turtle = "\n".join(lines[:_MOST])
        return Display(turtle=turtle, number=len(whole), clipped=len(lines) > _MOST, whole=graph(whole))
    columns = tuple(variable.value for variable in found.variables)
    return Display(
        columns=columns,
        rows=[[cell(term) for term in solution] for solution in whole[:_MOST]],
        number=len(whole),
        clipped=len(whole) > _MOST,
        whole=Table(columns, [tuple(solution) for solution in whole]),
    )


def _whole(found: Any, rows: int) -> list[Any]:
    taken: list[Any] = []
    for each in found:
        if len(taken) == rows:
            raise too_many(rows)
        taken.append(each)
    return taken
