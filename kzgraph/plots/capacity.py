"""Power capacity: what figure, whose, and what is part of what."""

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from kzgraph.errors import QueryError, shown
from kzgraph.plots.citing import Citations
from kzgraph.plots.facts import LESS, MORE, Graph, number, top_of
from kzgraph.plots.picture import Picture
from kzgraph.plots.style import BLACK, BLUE, DARK, GREY, PALE, SMALL, TEXT, Stroke, legend, look
from kzgraph.statements.statement import Statement

if TYPE_CHECKING:
    from kzgraph.plots.canvas import Canvas

_LABEL, _BAR = 176.0, 6.0


@dataclass(frozen=True)
class _Row:
    mark: int
    iri: str
    name: str
    about: str
    statement: Statement
    value: float | None
    bound: str


@dataclass(frozen=True)
class _Link:
    """A part and its whole, by row; unsure where a source leaves open whether it is one."""

    mark: int
    part: int
    whole: int
    unsure: bool


def capacity(graph: Graph) -> Picture:
    """Return the installed capacities side by side; parts and wholes are joined, never added.

    Raises:
        QueryError: when the graph tells no capacity.
    """
    statements = sorted(
        graph.of("installedCapacity"), key=lambda statement: (-(number(statement) or 0), _name(graph, statement))
    )
    if not any(number(statement) is not None for statement in statements):
        raise QueryError("the graph tells no installed capacity; there is nothing to draw")
    citations = Citations(graph)
    rows = [_row(graph, citations, statement) for statement in statements]
    links = _links(graph, citations, rows)
    open_ends = _open_ends(graph, citations, rows)
    rows = [_with(row, open_ends) for row in rows]
    return Picture(
        title="Installed power capacity as the documents give it, in megawatts",
        paint=partial(_paint, rows, links),
        notes=_notes(rows, links, open_ends),
        cited=tuple(citations.found),
        query="renewable-capacity",
        documents=graph.documents(),
    )


def _name(graph: Graph, statement: Statement) -> str:
    return graph.name(statement.subject.value)


def _row(graph: Graph, citations: Citations, statement: Statement) -> _Row:
    said = graph.speakers(statement)
    about = [statement.text("time") or "no date stated"] if statement.object is not None else []
    if said or statement.modality != "asserted":
        about.append(statement.modality + (f" by {said}" if said else ""))
    mark, value = citations.mark(statement), number(statement)
    return _Row(
        mark,
        statement.subject.value,
        _name(graph, statement),
        ", ".join(about),
        statement,
        value,
        graph.bound(statement),
    )


def _links(graph: Graph, citations: Citations, rows: list[_Row]) -> list[_Link]:
    where = {row.iri: number for number, row in enumerate(rows)}
    found = []
    for statement in graph.of("partOf"):
        wholes = [statement.object.value] if statement.object is not None else statement.texts("scope")
        for whole in wholes:
            if statement.subject.value in where and whole in where:
                ends = where[statement.subject.value], where[whole]
                found.append(_Link(citations.mark(statement), *ends, unsure=statement.object is None))
    return found


def _open_ends(graph: Graph, citations: Citations, rows: list[_Row]) -> dict[str, tuple[int, list[str]]]:
    """Return thing → the number and the reasons of the statement that its whole is not stated, and not which one."""
    known = {row.iri for row in rows}
    silent = [
        statement for statement in graph.of("partOf") if statement.object is None and not statement.texts("scope")
    ]
    return {
        statement.subject.value: (citations.mark(statement), [shown(reason) for reason in statement.reasons])
        for statement in silent
        if statement.subject.value in known
    }


def _with(row: _Row, open_ends: dict[str, tuple[int, list[str]]]) -> _Row:
    if row.iri not in open_ends:
        return row
    said = f"part of what: not stated\u00a0[{open_ends[row.iri][0]}]"
    return replace(row, about="; ".join(filter(None, (row.about, said))))


def _notes(rows: list[_Row], links: list[_Link], open_ends: dict[str, tuple[int, list[str]]]) -> tuple[str, ...]:
    unsure = [str(link.mark) for link in links if link.unsure]
    sure = [str(link.mark) for link in links if not link.unsure]
    notes = [
        "Bars are not to be added: what is counted in one may be counted in another.",
        f"Full brackets join a part to its whole ({', '.join(sure)})." if sure else "",
        f"Dotted brackets: whether the smaller is counted in the larger is not stated ({', '.join(unsure)})."
        if unsure
        else "",
        *(f"[{mark}]: {'; '.join(reasons)}." for mark, reasons in open_ends.values() if reasons),
        "An open arrow: the figure is a bound, and the value lies beyond it." if any(row.bound for row in rows) else "",
        legend(row.statement.modality for row in rows),
    ]
    return tuple(note for note in notes if note)


def _paint(rows: list[_Row], links: list[_Link], sheet: "Canvas", top: float) -> float:
    right = sheet.width - 84 - 16 * len(links)
    most, step = top_of(max(row.value or 0 for row in rows))
    scale, tops, y = (right - _LABEL) / most, [], top + 16
    for row in rows:
        tops.append(y)
        y += 9.2 * len(sheet.wrapped(row.name, TEXT, _LABEL - 14))
        y += 7.8 * len(sheet.wrapped(row.about, SMALL, _LABEL - 14)) + 8
    for tick in range(round(most / step) + 1):
        x = _LABEL + tick * step * scale
        sheet.line([(x, top + 10), (x, y)], PALE if tick else BLACK, 0.5)
        sheet.text(x, top + 7, f"{tick * step:g}", SMALL, align="center")
    for row, start in zip(rows, tops, strict=True):
        _bar(sheet, row, start + 10, scale)
    for number_, link in enumerate(sorted(links, key=lambda link: abs(link.part - link.whole))):
        _bracket(sheet, link, tops, sheet.width - 16 * (len(links) - number_) + 2)
    return y


def _bar(sheet: "Canvas", row: _Row, y: float, scale: float) -> None:
    low = sheet.paragraph(4, y, row.name, TEXT, _LABEL - 14)
    sheet.paragraph(4, low + 8.5, row.about, SMALL, _LABEL - 14, colour=DARK)
    if row.value is None:
        sheet.text(_LABEL + 6, y, f"? no figure stated [{row.mark}]", TEXT, colour=DARK)
        return
    x = _LABEL + row.value * scale
    sheet.box((_LABEL, y - 2 - _BAR, x, y - 2 + _BAR), look(row.statement.modality, BLUE))
    if row.bound in MORE:
        sheet.arrow((x, y - 2), (x + 16, y - 2))
    elif row.bound in LESS:
        sheet.arrow((x, y - 2), (x - 12, y - 2))
    after = x + (20 if row.bound in MORE else 5)
    sheet.text(after, y, f"{row.bound} {row.value:,.6g} [{row.mark}]".strip(), TEXT, weight="bold")


def _bracket(sheet: "Canvas", link: _Link, tops: list[float], x: float) -> None:
    first, last = (tops[end] + 8 for end in sorted((link.part, link.whole)))
    style: Stroke = ":" if link.unsure else "-"
    nudge = 3.0 if link.part > link.whole else -3.0
    sheet.line([(x - 8, first + 3), (x, first + 3), (x, last + nudge - 3), (x - 8, last + nudge - 3)], GREY, 1, style)
    sheet.text(x + 2, (first + last) / 2 + 2, "?" if link.unsure else "", TEXT)
    sheet.text(x + 2, (first + last) / 2 + 10, f"[{link.mark}]", 5)
