"""The words of a passage that decide a statement: the names of its sides, the figure, the day, as they are printed."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

import pyoxigraph as ox

from kzgraph.statements.statement import Evidence, Statement
from kzgraph.text.calendar import mentions
from kzgraph.text.cleaning import clean, origins
from kzgraph.text.figures import figures, places_of
from kzgraph.text.forms import person_places, places
from kzgraph.vocab import EDTF, ENTITY, RDFS, SKOS

Span = tuple[int, int]

_NAMES = [ox.NamedNode(each) for each in (RDFS + "label", SKOS + "altLabel", SKOS + "hiddenLabel")]
_GAP = re.compile(r"\s*…\s*")
"""Joins the pieces of a print that the document has torn apart."""


def deciding(store: ox.Store, statement: Statement, evidence: Evidence, words: str) -> list[tuple[str, bool]]:
    """Return *words* in pieces, each with whether it decides; joined they are *words* again.

    Args:
        store: the graph, which has the names of things.
        statement: what is stated.
        evidence: the passage that carries it, with its print.
        words: the passage as the reader's copy has it.
    """
    said = clean(words)
    back = origins(words)
    spans = {(back[start], back[end - 1] + 1) for start, end in _found(store, statement, evidence, said) if start < end}
    pieces, at = list[tuple[str, bool]](), 0
    for start, end in _joined(spans):
        pieces += [(words[at:start], False), (words[start:end], True)]
        at = end
    return [piece for piece in (*pieces, (words[at:], False)) if piece[0]]


def _found(store: ox.Store, statement: Statement, evidence: Evidence, said: str) -> Iterator[Span]:
    """Yield where the cleaned passage *said* names a side, prints the figure, or gives the day."""
    sides = {statement.subject.value, *statement.texts("scope")}
    if isinstance(statement.object, ox.NamedNode):
        sides.add(statement.object.value)
    for side in sides:
        if side.startswith(ENTITY):
            yield from _named(store, side, said)
    if evidence.printed:
        for piece in map(clean, _GAP.split(evidence.printed)):
            yield from ((at, at + len(piece)) for at in places_of(said, piece))
    else:
        amounts = {statement.number, *map(Decimal, statement.texts("amount"))}
        yield from ((each.start, each.end) for each in figures(said) if each.value in amounts)
    years = {text[:4] for text in (statement.text("time"), _day(statement)) if text[:4].isdecimal()}
    yield from ((each.start, each.end) for each in mentions(said) if str(each.year) in years)


def _named(store: ox.Store, side: str, said: str) -> Iterator[Span]:
    names = [
        clean(quad.object.value)
        for predicate in _NAMES
        for quad in store.quads_for_pattern(ox.NamedNode(side), predicate, None)
        if isinstance(quad.object, ox.Literal)
    ]
    for name in names:
        yield from places(said, name)
    yield from person_places(said, names)


def _day(statement: Statement) -> str:
    """Return the day that is the object of *statement*, as it is written; nothing where it is none."""
    is_day = isinstance(statement.object, ox.Literal) and statement.object.datatype.value == EDTF
    return statement.object.value if is_day and statement.object else ""


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Return *spans* in order, those that touch as one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
