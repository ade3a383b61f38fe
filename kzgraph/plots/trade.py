"""Trade of the two countries: turnover by year, a part inside its whole; shares and growth below."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from kzgraph.errors import QueryError
from kzgraph.plots.citing import Citations
from kzgraph.plots.facts import LESS, MORE, Graph, number, top_of
from kzgraph.plots.picture import Picture
from kzgraph.plots.style import BLACK, BLUE, DARK, GREY, LIGHT, PALE, SMALL, TEXT, Look, legend, look
from kzgraph.statements.conditions import published
from kzgraph.statements.statement import Statement

if TYPE_CHECKING:
    from kzgraph.plots.canvas import Canvas

_BILLION = 1e9
_HEIGHT, _BAR, _LEFT = 170.0, 44.0, 34.0
_TOO_OLD = "\u2020"


@dataclass(frozen=True)
class _Figure:
    mark: str
    statement: Statement
    what: str
    when: str
    value: float
    bound: str
    parts: tuple["_Figure", ...] = ()

    @property
    def said(self) -> str:
        """What it is the figure of, and how it is said, unless it is plainly asserted."""
        return self.what if self.statement.modality == "asserted" else f"{self.statement.modality}: {self.what}"

    def amount(self, unit: str) -> str:
        """The value in words, with its bound and the number of its citation."""
        value = self.value / _BILLION if unit == "bn" else self.value
        return f"{self.bound} {value:,.4g} {unit} [{self.mark}]".strip()


def trade(graph: Graph) -> Picture:
    """Return turnover by year, and shares and growth, as the documents give them; nothing is added up.

    Raises:
        QueryError: when the graph has no figure of their trade.
    """
    citations = Citations(graph)
    figures = [statement for statement in graph.of("tradeTurnover") if number(statement) is not None]
    wholes = [
        statement
        for statement in figures
        if graph.sides and statement.mentions.issuperset(graph.sides) and not _wholes_of(statement, figures)
    ]
    rates = [statement for statement in graph.of("tradeShare", "tradeGrowth") if number(statement) is not None]
    rates = [statement for statement in rates if statement.mentions & graph.sides]
    foreign = [statement for statement in graph.of("tradeTurnover") if statement.text("objectUnit")]
    if not wholes and not rates:
        told = "; what there is stands in a currency that no stated rate turns into dollars" if foreign else ""
        raise QueryError(f"the graph has no figure of the two countries' trade{told}; there is nothing to draw")
    turnover = [_figure(graph, citations, statement, figures) for statement in sorted(wholes, key=_when)]
    shown_rates = [_figure(graph, citations, statement, ()) for statement in sorted(rates, key=_by_measure)]
    notes = _notes(graph, [each.statement for each in citations.found])
    notes += tuple(_undrawn(graph, citations, statement) for statement in sorted(foreign, key=_when))
    return Picture(
        title=f"Trade of {graph.between()}: turnover by year; shares and growth",
        paint=partial(_paint, turnover, shown_rates, {c.iri: graph.name(c.predicate.value) for c in rates}),
        notes=notes,
        cited=tuple(citations.found),
        query="trade-observations",
        documents=graph.documents(),
    )


def _undrawn(graph: Graph, citations: Citations, statement: Statement) -> str:
    return f"Not drawn, since no rate of exchange is assumed [{citations.mark(statement)}]: {graph.says(statement)}."


def _wholes_of(statement: Statement, figures: Iterable[Statement]) -> list[Statement]:
    return [other for other in figures if other.iri in statement.texts("includedIn")]


def _when(statement: Statement) -> tuple[str, str, str]:
    return statement.text("earliest") or "9999", statement.text("latest"), statement.id


def _by_measure(statement: Statement) -> tuple[bool, tuple[str, str, str]]:
    return statement.property_name != "tradeShare", _when(statement)


def _figure(graph: Graph, citations: Citations, statement: Statement, figures: Iterable[Statement]) -> _Figure:
    value = number(statement)
    assert value is not None
    mark = f"{citations.mark(statement)}{_TOO_OLD if _too_old(graph, statement) else ''}"
    parts = [other for other in figures if statement.iri in other.texts("includedIn")]
    return _Figure(
        mark=mark,
        statement=statement,
        what=_what(graph, statement),
        when=statement.text("time") or "no period stated",
        value=value,
        bound=graph.bound(statement),
        parts=tuple(_figure(graph, citations, part, ()) for part in sorted(parts, key=_when)),
    )


def _what(graph: Graph, statement: Statement) -> str:
    partners = [iri for iri in statement.texts("scope") if "Place" in graph.things.classes(iri)]
    narrower = [graph.name(iri) for iri in statement.texts("scope") if iri not in partners]
    pair = f"{graph.name(statement.subject.value)} with {', '.join(graph.name(iri) for iri in partners)}"
    return f"{pair}: {', '.join(narrower)} only" if narrower else pair


def _too_old(graph: Graph, statement: Statement) -> bool:
    """Say whether every work cited for *statement* was published before its period began."""
    begin = statement.day("earliest")
    works = [work for passage in statement.evidence for work in passage.cites]
    if begin is None or not works or statement.modality == "forecast":
        return False
    days = [published(work, graph.all) for work in works]
    return all(day is not None and day < begin for day in days)


def _notes(graph: Graph, statements: list[Statement]) -> tuple[str, ...]:
    notes = [
        "Amounts in US dollars as the documents print them, not adjusted for prices.",
        "A hatched bar inside another is a part of it: the two are never added.",
        legend(statement.modality for statement in statements),
        *_works(graph, statements),
        f"{_TOO_OLD} The work cited appeared before the period began and cannot carry the figure."
        if any(_too_old(graph, statement) for statement in statements)
        else "",
    ]
    return tuple(note for note in notes if note)


def _works(graph: Graph, statements: list[Statement]) -> list[str]:
    """Return which works the documents cite for which of the numbered *statements*."""
    marks: dict[str, list[str]] = {}
    for mark, statement in enumerate(statements, 1):
        for work in sorted({work for passage in statement.evidence for work in passage.cites}):
            marks.setdefault(graph.name(work), []).append(str(mark))
    told = "; ".join(f"{work} (for {', '.join(numbers)})" for work, numbers in marks.items())
    return [f"The documents cite {told}."] if told else []


def _paint(turnover: list[_Figure], rates: list[_Figure], names: dict[str, str], sheet: "Canvas", top: float) -> float:
    bottom = _columns(turnover, sheet, top + 16) if turnover else top
    return _rates(rates, names, sheet, bottom + 12) if rates else bottom


def _gaps(turnover: list[_Figure]) -> list[str]:
    """Return what lies between each figure and the next: the years without one, or nothing."""
    years = [each.statement.year for each in turnover]
    gaps = []
    for one, other in pairwise(years):
        missing = (one + 1, other - 1) if one and other and other > one + 1 else None
        gaps.append("" if not missing else "\u2013".join(dict.fromkeys(str(year) for year in missing)))
    return gaps


def _columns(turnover: list[_Figure], sheet: "Canvas", top: float) -> float:
    most, step = top_of(max(each.value for each in turnover) / _BILLION)
    base, gaps = top + _HEIGHT, _gaps(turnover)
    for tick in range(round(most / step) + 1):
        y = base - _HEIGHT * tick * step / most
        sheet.line([(_LEFT, y), (sheet.width - 4, y)], PALE, 0.5)
        sheet.text(_LEFT - 4, y + 2, f"{tick * step:g}", SMALL, align="right")
    sheet.text(4, top - 7, "billion US dollars", SMALL, colour=DARK)
    share = (sheet.width - _LEFT - 8) / (len(turnover) + 0.6 * sum(1 for gap in gaps if gap) + 0.3)
    x, low = _LEFT + share / 2, base
    for each, gap in zip(turnover, [*gaps, ""], strict=True):
        low = max(low, _column(each, sheet, x, base, _HEIGHT / most / _BILLION, share))
        if gap:
            middle = x + share * 0.8
            for line, text in enumerate(("no figure for", gap)):
                sheet.text(middle, base - 19 + line * 8, text, SMALL, colour=DARK, align="center")
            for offset in (-2, 2):
                sheet.line([(middle + offset - 2, base + 4), (middle + offset + 2, base - 4)], BLACK, 0.8)
        x += share * (1.6 if gap else 1)
    sheet.line([(_LEFT, base), (sheet.width - 4, base)], BLACK, 0.8)
    return low


def _column(each: _Figure, sheet: "Canvas", x: float, base: float, scale: float, room: float) -> float:
    height = each.value * scale
    sheet.box((x - _BAR / 2, base - height, x + _BAR / 2, base), look(each.statement.modality, LIGHT))
    rise = 14 if each.bound in MORE else 0
    if rise:
        sheet.arrow((x, base - height), (x, base - height - rise + 2))
    if each.bound in LESS:
        sheet.arrow((x, base - height), (x, base - height + 10))
    sheet.text(x, base - height - rise - 4, each.amount("bn"), TEXT, align="center", weight="bold")
    for part in each.parts:
        _part(part, sheet, x, base, base - part.value * scale)
    sheet.text(x, base + 11, each.when, TEXT, align="center", weight="bold")
    return sheet.paragraph(x, base + 20, each.said, SMALL, room - 6, align="center")


def _part(part: _Figure, sheet: "Canvas", x: float, base: float, y: float) -> None:
    """Draw *part* inside its whole's bar: never beside it or on top of it."""
    inside, outside = x - _BAR / 2 + 7, x - _BAR / 2 - 6
    appearance = look(part.statement.modality, BLUE)
    box = (inside, y, x + _BAR / 2 - 7, base)
    sheet.box(box, appearance)
    sheet.box(box, Look("none", BLACK if appearance.fill == "none" else "#ffffff", "-", "////"), 0)
    sheet.line([(inside, y), (outside, y)], BLACK, 0.6)
    words = ("of which", part.said, part.amount("bn"))
    for line, text in enumerate(words):
        base_line, wide = y - 7 + line * 9, sheet.width_of(text, TEXT) * 1.05
        sheet.box((outside - 3 - wide, base_line - 7, outside - 1, base_line + 2), Look("#ffffff", "#ffffff"), 0)
        sheet.text(outside - 2, base_line, text, TEXT if line else SMALL, align="right")


def _rates(rates: list[_Figure], names: dict[str, str], sheet: "Canvas", top: float) -> float:
    left, right = 232.0, sheet.width - 66
    most, step = top_of(max(*(abs(each.value) for each in rates), 0))
    below = any(each.value < 0 for each in rates)
    zero = (left + right) / 2 if below else left
    scale = (right - zero) / most
    labels = [sheet.wrapped(f"{each.said}, {each.when}", SMALL, left - 68) for each in rates]
    y, previous = top + 12, ""
    sheet.text(4, y, "Shares and growth, per cent", TEXT, weight="bold")
    bottom = y + 6 + sum(5 + 8 * len(lines) for lines in labels)
    ticks = round(most / step)
    for tick in range(-ticks if below else 0, ticks + 1):
        x = zero + tick * step * scale
        sheet.line([(x, y - 2), (x, bottom)], PALE if tick else GREY, 0.5)
        sheet.text(x, y - 4, f"{tick * step:g}", SMALL, align="center")
    y += 13
    for each, lines in zip(rates, labels, strict=True):
        if names[each.statement.iri] != previous:
            previous = names[each.statement.iri]
            sheet.text(4, y, previous, TEXT, colour=DARK)
        for number_, text in enumerate(lines):
            sheet.text(62, y + 8 * number_, text, SMALL)
        x = zero + each.value * scale
        sheet.line([(zero, y - 2.5), (x, y - 2.5)], GREY, 0.8, look(each.statement.modality).line)
        sheet.dot(x, y - 2.5, Look("#ffffff", "#ffffff"), 3.2)
        sheet.dot(x, y - 2.5, look(each.statement.modality), 3.2)
        sheet.text(right + 8, y, each.amount("%"), TEXT, weight="bold")
        y += 5 + 8 * len(lines)
    return bottom
