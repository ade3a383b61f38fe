"""Undertakings by sector and by how far they have come."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from kzgraph.errors import QueryError
from kzgraph.plots.citing import Citations
from kzgraph.plots.facts import Graph
from kzgraph.plots.picture import Picture
from kzgraph.plots.style import BLACK, DARK, GREY, NOTE, PALE, SMALL, Look, legend, look
from kzgraph.statements.statement import Statement
from kzgraph.vocab import local_name

if TYPE_CHECKING:
    from kzgraph.plots.canvas import Canvas

STATES = ("pledge", "commitment", "implementation", "completion", "suspended", "cancelled")
"""AidData's states of a project's life, in their order."""

_SILENT, _NOBODY = "not stated", "no statement"
_COLUMNS = (*STATES, _SILENT, _NOBODY)
_NO_SECTOR = "no sector stated"
_SHAPES = {"Portfolio": "square", "InvestmentCommitment": "diamond"}
_SECTOR, _NAME, _LINE = 84.0, 178.0, 8.5


@dataclass(frozen=True)
class _Row:
    mark: str
    name: str
    sectors: str
    kind: str
    state: str
    statement: Statement | None

    @property
    def since(self) -> str:
        """When it is said to have got there."""
        time = self.statement.text("time") if self.statement else ""
        return f"since {time[:-3]}" if time.endswith("/..") else time


def projects(graph: Graph) -> Picture:
    """Return the undertakings under their sectors, each once, each in its state.

    Raises:
        QueryError: when the graph has no undertaking.
    """
    every = graph.things.of_class("Undertaking")
    if not every:
        raise QueryError("the graph has no undertaking; there is nothing to draw")
    citations = Citations(graph)
    rows = [row for iri in every for row in _rows(graph, iri)]
    rows.sort(key=lambda row: (row[0].sectors == _NO_SECTOR, row[0].sectors, _COLUMNS.index(row[0].state), row[0].name))
    numbered = [_numbered(citations, *row) for row in rows]
    return Picture(
        title="Undertakings by sector and state",
        paint=partial(_paint, numbered),
        notes=_notes(numbered),
        cited=tuple(citations.found),
        query="projects-by-state",
        documents=graph.documents(),
    )


def _rows(graph: Graph, iri: str) -> list[tuple[_Row, list[Statement], list[Statement]]]:
    """Return a row for each state that is stated of the undertaking *iri*, or the one that tells that none is."""
    of_sectors = [statement for statement in graph.about(iri, "sector") if statement.object is not None]
    names = sorted({graph.name(statement.object.value) for statement in of_sectors if statement.object is not None})
    sectors, others = "; ".join(names) or _NO_SECTOR, of_sectors or graph.of_subject(iri)
    states: list[Statement | None] = [*graph.about(iri, "lifecycleState")]
    return [
        (_Row("", graph.name(iri), sectors, graph.things.kind(iri), _state(statement), statement), of_sectors, others)
        for statement in states or [None]
    ]


def _state(statement: Statement | None) -> str:
    if statement is None:
        return _NOBODY
    return _SILENT if statement.object is None else local_name(statement.object.value)


def _numbered(citations: Citations, row: _Row, of_sectors: list[Statement], others: list[Statement]) -> _Row:
    behind = row.statement or next(iter(others), None)
    mark = (
        citations.mark(behind, quietly=[statement for statement in of_sectors if statement is not behind])
        if behind
        else ""
    )
    return _Row(str(mark), row.name, row.sectors, row.kind, row.state, row.statement)


def _notes(rows: list[_Row]) -> tuple[str, ...]:
    notes = (
        "Circle: a project or facility; square: several counted together, others of this list perhaps among them;",
        "diamond: money promised or lent. So the rows must not be added up.",
        "The six states are AidData's; an announcement is no achievement.",
        f"{_SILENT.capitalize()}: a reader looked, and the passage does not say; {_NOBODY}: nothing was recorded.",
        legend(row.statement.modality for row in rows if row.statement),
        "The number is that of the statement of the state; where there is none, of a sector or of what else is said.",
    )
    return tuple(note for note in notes if note)


def _paint(rows: list[_Row], sheet: "Canvas", top: float) -> float:
    head = top + 44
    left = _SECTOR + _NAME + 26
    step = (sheet.width - left - 36) / (len(_COLUMNS) - 1)
    heights = [max(1, len(sheet.wrapped(row.name, NOTE, _NAME))) * _LINE + 3 for row in rows]
    groups = _groups(sheet, rows, heights)
    bottom = head + 6 + sum(heights) + sum(extra for _, extra in groups.values())
    for number, state in enumerate(_COLUMNS):
        x = left + number * step
        sheet.text(x, head - 2, state, NOTE, angle=50, colour=BLACK if state in STATES else DARK)
        sheet.line([(x, head + 2), (x, bottom)], PALE, 0.6, "-" if state in STATES else ":")
    sheet.text(4, head - 2, "sector", NOTE, weight="bold")
    sheet.text(_SECTOR + 20, head - 2, "undertaking", NOTE, weight="bold")
    y = head + 4
    for number, (row, height) in enumerate(zip(rows, heights, strict=True)):
        if number in groups:
            sheet.line([(4, y), (sheet.width - 4, y)], GREY, 0.5)
            sheet.paragraph(4, y + _LINE, groups[number][0], NOTE, _SECTOR - 8)
        _row(sheet, row, left + _COLUMNS.index(row.state) * step, y + _LINE)
        y += height + (groups[number][1] if number in groups else 0)
    return y - 4


def _groups(sheet: "Canvas", rows: list[_Row], heights: list[float]) -> dict[int, tuple[str, float]]:
    """Return the first row of each group → the sectors' names, and the height that these want beyond the rows."""
    found: dict[int, tuple[str, float]] = {}
    for number, row in enumerate(rows):
        if number and rows[number - 1].sectors == row.sectors:
            continue
        own = sum(height for each, height in zip(rows, heights, strict=True) if each.sectors == row.sectors)
        wanted = len(sheet.wrapped(row.sectors, NOTE, _SECTOR - 8)) * _LINE + 3
        found[number] = (row.sectors, max(0.0, wanted - own))
    return found


def _row(sheet: "Canvas", row: _Row, x: float, y: float) -> None:
    sheet.text(_SECTOR + 14, y, row.mark, SMALL, align="right", colour=DARK)
    sheet.paragraph(_SECTOR + 20, y, row.name, NOTE, _NAME)
    shape = _SHAPES.get(row.kind, "circle")
    if row.state in STATES and row.statement:
        sheet.dot(x, y - 2.5, look(row.statement.modality), 3.6 if shape != "circle" else 3.2, shape)
    else:
        sheet.dot(x, y - 2.5, Look("#ffffff", GREY), 3.6 if shape != "circle" else 3.2, shape)
        if row.state == _SILENT:
            sheet.text(x, y - 0.5, "?", 5, align="center")
    if row.since:
        sheet.text(x + 6, y, row.since, 5.5, colour=DARK)
