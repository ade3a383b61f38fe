"""A timeline: dated statements one under the other by their day, those without a date below the axis."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from kzgraph.errors import QueryError, shown
from kzgraph.plots.citing import Citations
from kzgraph.plots.facts import Graph
from kzgraph.plots.picture import Picture
from kzgraph.plots.style import BLACK, DARK, GREY, PALE, SMALL, TEXT, Look, legend, look
from kzgraph.statements.statement import Statement

if TYPE_CHECKING:
    from kzgraph.plots.canvas import Canvas

_EDGE, _STEP = 12.0, 5
_LINE = TEXT * 1.3
_SHORT = 2
"""Years up to which the axis is told by months."""


@dataclass(frozen=True)
class Dated:
    """A row of a timeline: the number of its citation, its name, the statement that gives the date."""

    mark: int
    name: str
    statement: Statement

    @property
    def bounds(self) -> tuple[date, date]:
        """The first and the last day that its date can mean."""
        first, last = self.statement.day("earliest"), self.statement.day("latest")
        known = first or last
        assert known is not None
        return first or known, last or known


def timeline(graph: Graph, statements: Iterable[Statement], title: str, query: str) -> Picture:
    """Return the timeline of what *statements* say happened or held.

    Args:
        graph: what they are of.
        statements: those that give no date are left out.
        title: the picture's.
        query: the question of the library that gives the same data as a table.

    Raises:
        QueryError: when none of them has a date.
    """
    citations = Citations(graph)
    drawn = in_order(((_name(graph, each), each) for each in statements), citations)
    if not drawn:
        raise QueryError("no statement has a date; there is nothing to draw")
    return Picture(
        title=title,
        paint=partial(paint, drawn, [], ""),
        notes=tuple(notes(drawn, [])),
        cited=tuple(citations.found),
        query=query,
        documents=graph.documents(),
    )


def _name(graph: Graph, statement: Statement) -> str:
    """Return what *statement* says without its date, which stands before it."""
    told = [graph.name(statement.subject.value), graph.name(statement.predicate.value)]
    if statement.object is not None and statement.object.value != statement.text("time"):
        told.append(shown(graph.words.value(statement)))
    return ": ".join(told)


def in_order(named: Iterable[tuple[str, Statement]], citations: Citations) -> list[Dated]:
    """Return the rows of a timeline: those of the *named* statements that give a date, by it, each cited."""
    rows = [Dated(0, name, statement) for name, statement in named if is_dated(statement)]
    return [
        replace(each, mark=citations.mark(each.statement))
        for each in sorted(rows, key=lambda each: (each.bounds, each.name))
    ]


def is_dated(statement: Statement) -> bool:
    """Say whether *statement* gives a date that can be drawn."""
    return statement.object is not None and bool(statement.day("earliest") or statement.day("latest"))


def notes(drawn: Sequence[Dated], undated: Sequence[Dated], what: str = "date") -> list[str]:
    """Return what to know of a timeline: bars, looks, what has no date; *what* its dates are of."""
    spans = [each for each in drawn if each.bounds[0] != each.bounds[1]]
    told = [
        "A bar spans all days that a date of lesser precision can mean."
        if spans
        else "All dates are known to the day; a less precise one would be a bar over all days that it can mean.",
        legend(each.statement.modality for each in drawn),
    ]
    if undated:
        which = " and ".join(str(each.mark) for each in undated)
        told.append(f"No {what} is stated for {which}, below the axis.")
    return [each for each in told if each]


def _window(drawn: Sequence[Dated]) -> tuple[date, date]:
    """Return the first and the last day of the axis."""
    first = min(each.bounds[0].year for each in drawn)
    last = max(each.bounds[1].year for each in drawn)
    if last - first < _SHORT:
        return date(first, 1, 1), date(last + 1, 1, 1)
    return date(first - first % _STEP, 1, 1), date(last + _STEP - last % _STEP, 1, 1)


def _ticks(first: date, last: date) -> Iterator[tuple[date, str]]:
    """Yield the days that the axis marks, those with a text strongly."""
    if last.year - first.year <= _SHORT:
        for month in range(12 * (last.year - first.year) + 1):
            day = date(first.year + month // 12, month % 12 + 1, 1)
            yield day, f"{day:%Y-%m}" if month % 3 == 0 else ""
        return
    for year in range(first.year, last.year + 1):
        yield date(year, 1, 1), "" if year % _STEP else str(year)


def paint(drawn: Sequence[Dated], undated: Sequence[Dated], absent: str, sheet: "Canvas", top: float) -> float:
    """Draw a timeline on *sheet* from the height *top* on; return the height where it ends.

    Args:
        drawn: what has a date, in the order of its rows.
        undated: what has none.
        absent: the heading of what has none.
        sheet: what is drawn on.
        top: in points from the top.
    """
    first, last = _window(drawn)
    scale = (sheet.width - 2 * _EDGE) / (last - first).days

    def place(day: date) -> float:
        return _EDGE + (min(max(day, first), last) - first).days * scale

    y, rows = top + 8, []
    for each in drawn:
        left, right = (place(day) for day in each.bounds)
        onward = (left + right) / 2 < sheet.width * 0.55
        room = sheet.width - right - 14 if onward else left - 14
        lines = sheet.wrapped(_label(each), TEXT, room)
        rows.append((each, left, right, onward, lines, y))
        y += len(lines) * _LINE + 3
    for day, text in _ticks(first, last):
        x = place(day)
        sheet.line([(x, top if text else y), (x, y + (4 if text else 2))], PALE if text else GREY, 0.5)
        if text:
            align = "left" if x < 2 * _EDGE else "right" if x > sheet.width - 2 * _EDGE else "center"
            sheet.text(x, y + 11, text, SMALL, align=align if len(text) > 4 else "center")
    sheet.line([(_EDGE, y), (sheet.width - _EDGE, y)], BLACK, 0.7)
    for row in rows:
        _row(sheet, *row)
    return _below(sheet, undated, absent, y + 12)


def _label(each: Dated) -> str:
    return f"{each.statement.text('time')}  {each.name}\u00a0[{each.mark}]"


def _row(sheet: "Canvas", each: Dated, left: float, right: float, onward: bool, lines: list[str], y: float) -> None:
    appearance = look(each.statement.modality)
    if each.bounds[0] == each.bounds[1]:
        sheet.dot(left, y, appearance, 3)
    else:
        sheet.box((left, y - 2.5, right, y + 2.5), appearance)
    for number, line in enumerate(lines):
        x, align = (right + 7, "left") if onward else (left - 7, "right")
        sheet.text(x, y + 2.5 + number * _LINE, line, TEXT, align=align)


def _below(sheet: "Canvas", undated: Sequence[Dated], absent: str, y: float) -> float:
    if not undated:
        return y
    sheet.text(_EDGE, y + 12, absent, TEXT, weight="bold", colour=DARK)
    y += 24
    for each in undated:
        sheet.dot(_EDGE + 4, y - 2.5, Look("none", GREY), 3)
        sheet.text(_EDGE + 4, y - 0.6, "?", 5, align="center")
        y = sheet.paragraph(_EDGE + 12, y, f"{each.name} [{each.mark}]", TEXT, sheet.width - 2 * _EDGE - 12) + 12
    return y - 8
