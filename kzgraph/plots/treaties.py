"""The agreements of the two countries by the day of signing."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from kzgraph.errors import QueryError
from kzgraph.plots.citing import Citations
from kzgraph.plots.facts import Graph
from kzgraph.plots.picture import Picture
from kzgraph.plots.style import BLACK, DARK, GREY, PALE, SMALL, TEXT, Look, legend, look
from kzgraph.statements.statement import Statement

if TYPE_CHECKING:
    from kzgraph.plots.canvas import Canvas

_EDGE, _STEP = 12.0, 5
_LINE = TEXT * 1.3


@dataclass(frozen=True)
class _Signing:
    mark: int
    name: str
    statement: Statement

    @property
    def bounds(self) -> tuple[date, date]:
        first, last = self.statement.day("earliest"), self.statement.day("latest")
        known = first or last
        assert known is not None
        return first or known, last or known


def treaties(graph: Graph) -> Picture:
    """Return the timeline of agreements between the two countries; those without a date stand below it.

    Raises:
        QueryError: when no agreement of theirs has a date.
    """
    parties = defaultdict(set)
    for statement in graph.of("party"):
        if statement.object is not None:
            parties[statement.subject.value].add(statement.object.value)
    kind = set(graph.things.of_class("Treaty"))
    theirs = {iri for iri in kind if graph.sides and parties[iri].issuperset(graph.sides)}
    signed = [statement for statement in graph.of("signed") if statement.subject.value in theirs]
    dated = [
        statement
        for statement in signed
        if statement.object is not None and (statement.day("earliest") or statement.day("latest"))
    ]
    if not dated:
        raise QueryError("the graph has no dated agreement between the two countries; there is nothing to draw")
    citations = Citations(graph)
    drawn = sorted((_signing(graph, statement) for statement in dated), key=lambda each: (each.bounds, each.name))
    drawn = [_Signing(citations.mark(each.statement), each.name, each.statement) for each in drawn]
    silent = [statement for statement in signed if statement.object is None]
    undated = [
        _Signing(citations.mark(statement), graph.name(statement.subject.value), statement) for statement in silent
    ]
    elsewhere = len({statement.subject.value for statement in graph.of("signed")} - theirs)
    return Picture(
        title=f"Agreements between {graph.between()} by date of signing",
        paint=partial(_paint, drawn, undated),
        notes=_notes(drawn, undated, elsewhere),
        cited=tuple(citations.found),
        query="agreements",
        documents=graph.documents(),
    )


def _signing(graph: Graph, statement: Statement) -> _Signing:
    return _Signing(0, graph.name(statement.subject.value), statement)


def _notes(drawn: list[_Signing], undated: list[_Signing], elsewhere: int) -> tuple[str, ...]:
    spans = [each for each in drawn if each.bounds[0] != each.bounds[1]]
    notes = [
        "The date is the one that the documents give with each agreement, read as that of its signing.",
        "A bar spans all days that a date of lesser precision can mean."
        if spans
        else "All dates are known to the day; a less precise one would be a bar over all days that it can mean.",
        legend(each.statement.modality for each in drawn),
    ]
    if undated:
        which = " and ".join(str(each.mark) for each in undated)
        notes.append(f"No date of signing is stated for {which}, below the axis.")
    if elsewhere:
        notes.append(f"Not drawn: {elsewhere} agreements of which no statement names both countries as parties.")
    return tuple(note for note in notes if note)


def _years(drawn: list[_Signing]) -> tuple[int, int]:
    first = min(each.bounds[0].year for each in drawn)
    last = max(each.bounds[1].year for each in drawn)
    return first - first % _STEP, last + _STEP - last % _STEP


def _paint(drawn: list[_Signing], undated: list[_Signing], sheet: "Canvas", top: float) -> float:
    first, last = _years(drawn)
    scale = (sheet.width - 2 * _EDGE) / (date(last, 1, 1) - date(first, 1, 1)).days

    def place(day: date) -> float:
        return _EDGE + (day - date(first, 1, 1)).days * scale

    y, rows = top + 8, []
    for each in drawn:
        left, right = (place(day) for day in each.bounds)
        onward = (left + right) / 2 < sheet.width * 0.55
        room = sheet.width - right - 14 if onward else left - 14
        lines = sheet.wrapped(_label(each), TEXT, room)
        rows.append((each, left, right, onward, lines, y))
        y += len(lines) * _LINE + 3
    for year in range(first, last + 1):
        x, strong = place(date(year, 1, 1)), year % _STEP == 0
        sheet.line([(x, top if strong else y), (x, y + (4 if strong else 2))], PALE if strong else GREY, 0.5)
        if strong:
            sheet.text(x, y + 11, str(year), SMALL, align="center")
    sheet.line([(_EDGE, y), (sheet.width - _EDGE, y)], BLACK, 0.7)
    for row in rows:
        _row(sheet, *row)
    return _below(sheet, undated, y + 12)


def _label(each: _Signing) -> str:
    return f"{each.statement.text('time')}  {each.name}\u00a0[{each.mark}]"


def _row(sheet: "Canvas", each: _Signing, left: float, right: float, onward: bool, lines: list[str], y: float) -> None:
    appearance = look(each.statement.modality)
    if each.bounds[0] == each.bounds[1]:
        sheet.dot(left, y, appearance, 3)
    else:
        sheet.box((left, y - 2.5, right, y + 2.5), appearance)
    for number, line in enumerate(lines):
        x, align = (right + 7, "left") if onward else (left - 7, "right")
        sheet.text(x, y + 2.5 + number * _LINE, line, TEXT, align=align)


def _below(sheet: "Canvas", undated: list[_Signing], y: float) -> float:
    if not undated:
        return y
    sheet.text(_EDGE, y + 12, "No date of signing stated", TEXT, weight="bold", colour=DARK)
    y += 24
    for each in undated:
        sheet.dot(_EDGE + 4, y - 2.5, Look("none", GREY), 3)
        sheet.text(_EDGE + 4, y - 0.6, "?", 5, align="center")
        y = sheet.paragraph(_EDGE + 12, y, f"{each.name} [{each.mark}]", TEXT, sheet.width - 2 * _EDGE - 12) + 12
    return y - 8
