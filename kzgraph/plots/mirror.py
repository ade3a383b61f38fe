"""Mirror statistics: what each of two countries reports of the same goods, by year, and how far apart the two are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from kzgraph.errors import QueryError
from kzgraph.plots.citing import Citations
from kzgraph.plots.facts import Graph, number, top_of
from kzgraph.plots.picture import Picture
from kzgraph.plots.style import BLACK, BLUE, DARK, GREY, PALE, SMALL, TEXT, Look, legend
from kzgraph.vocab import ACCEPTED_MODALITIES

if TYPE_CHECKING:
    from kzgraph.plots.canvas import Canvas

_BILLION = 1e9
_HEIGHT, _LEFT = 120.0, 34.0
_READING = (
    "As each side reports them: filled circles are the exports of the seller, squares the imports of the buyer. A line "
    "between two of one year is the gap: imports often hold freight and insurance."
)
_ROOM = 13.0
"""Points that a year needs for the numbers of its marks."""


@dataclass(frozen=True)
class _Report:
    """What one side reports of a flow in one year."""

    mark: int
    year: int
    value: float
    firm: bool


@dataclass(frozen=True)
class _Flow:
    """Goods from one country to another: as the seller reports them, and as the buyer does."""

    title: str
    sold: tuple[_Report, ...]
    bought: tuple[_Report, ...]

    @property
    def reports(self) -> tuple[_Report, ...]:
        """Those of both sides."""
        return (*self.sold, *self.bought)


def mirror(graph: Graph) -> Picture:
    """Return both reports of both flows by year; a thin line joins the two of one year.

    Raises:
        QueryError: when neither side reports exports to the other or imports from it by year.
    """
    citations = Citations(graph)
    ways = (graph.poles, graph.poles[::-1]) if len(graph.poles) > 1 else ()
    flows = [_flow(graph, citations, seller, buyer) for seller, buyer in ways]
    flows = [flow for flow in flows if flow.reports]
    if not flows:
        what = f"nothing is stated of what {graph.between() or 'two sides'} sell to each other by year"
        raise QueryError(f"{what}; there is nothing to draw")
    notes = (_READING, legend({each.statement.modality for each in citations.found}))
    return Picture(
        title=f"Trade of {graph.between()} as each side reports it",
        paint=partial(_paint, flows),
        notes=tuple(filter(None, notes)),
        cited=tuple(citations.found),
        query="mirror-trade",
        documents=graph.documents(),
    )


def _flow(graph: Graph, citations: Citations, seller: str, buyer: str) -> _Flow:
    sold = _reports(graph, citations, "exportValue", seller, buyer)
    bought = _reports(graph, citations, "importValue", buyer, seller)
    return _Flow(f"From {graph.name(seller)} to {graph.name(buyer)}", sold, bought)


def _reports(graph: Graph, citations: Citations, measure: str, reporter: str, partner: str) -> tuple[_Report, ...]:
    """Return what *reporter* says of its whole trade with *partner* in whole years."""
    found = []
    for statement in sorted(graph.of(measure), key=lambda each: (each.text("time"), each.id)):
        whole = statement.subject.value == reporter and tuple(statement.texts("scope")) == (partner,)
        value, year = number(statement), statement.whole_year
        if whole and value is not None and year is not None and not statement.text("bound"):
            firm = statement.modality in ACCEPTED_MODALITIES
            found.append(_Report(citations.mark(statement), year, value / _BILLION, firm))
    return tuple(found)


def _paint(flows: Sequence[_Flow], sheet: "Canvas", top: float) -> float:
    years = [report.year for flow in flows for report in flow.reports]
    for flow in flows:
        top = _panel(flow, (min(years), max(years)), sheet, top + 22)
    return top


def _panel(flow: _Flow, years: tuple[int, int], sheet: "Canvas", top: float) -> float:
    """Draw one flow below *top*; return where it ends."""
    most, step = top_of(max(report.value for report in flow.reports))
    base, first, last = top + _HEIGHT, *years
    width = sheet.width - _LEFT - 30
    per_year = width / max(1, last - first)
    sheet.text(4, top - 9, f"{flow.title}, billion US dollars", TEXT, weight="bold")
    for tick in range(round(most / step) + 1):
        y = base - _HEIGHT * tick * step / most
        sheet.line([(_LEFT, y), (sheet.width - 4, y)], PALE, 0.5)
        sheet.text(_LEFT - 4, y + 2, f"{tick * step:g}", SMALL, align="right")
    every = next(each for each in (1, 2, 5, 10, 20, 50, 100) if per_year * each >= 2 * _ROOM or each == 100)
    for year in range(first, last + 1):
        if year % every == 0 or first == last:
            sheet.text(_LEFT + 8 + (year - first) * per_year, base + 10, str(year), SMALL, colour=DARK, align="center")
    sheet.line([(_LEFT, base), (sheet.width - 4, base)], BLACK, 0.8)

    def spot(report: _Report) -> tuple[float, float]:
        return _LEFT + 8 + (report.year - first) * per_year, base - _HEIGHT * report.value / most

    by_year: dict[int, list[_Report]] = {}
    for report in flow.reports:
        by_year.setdefault(report.year, []).append(report)
    for found in by_year.values():
        if len(found) > 1:
            sheet.line([spot(min(found, key=_value)), spot(max(found, key=_value))], GREY, 0.6)
    _series(map(spot, flow.sold), sheet, "-")
    _series(map(spot, flow.bought), sheet, "--")
    for report in flow.reports:
        is_sold = report in flow.sold
        fill = BLUE if is_sold and report.firm else "#ffffff"
        sheet.dot(*spot(report), Look(fill, BLACK, "-" if report.firm else ":"), 2.4, "circle" if is_sold else "square")
        if per_year >= _ROOM:
            x, y = spot(report)
            above = report is max(by_year[report.year], key=_value)
            sheet.text(x + 3, y - 4 if above else y + 9, f"[{report.mark}]", SMALL, colour=DARK)
    return base + 14


def _value(report: _Report) -> float:
    return report.value


def _series(spots: Iterable[tuple[float, float]], sheet: "Canvas", line: str) -> None:
    """Join the marks of one side; a single one needs no line."""
    found = list(spots)
    if len(found) > 1:
        sheet.line(found, BLUE if line == "-" else DARK, 0.8, "-" if line == "-" else "--")
