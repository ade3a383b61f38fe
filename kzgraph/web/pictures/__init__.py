"""The views of an answer beside its table: network, timeline, chart and map, drawn here as SVG.

The page without JavaScript and the editor show the same drawings; a view that does not fit says what it would need.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from kzgraph.errors import quoted
from kzgraph.web.messages.problem import HttpError
from kzgraph.web.pictures.chart import Chart, chart
from kzgraph.web.pictures.map import map_of
from kzgraph.web.pictures.network import network
from kzgraph.web.pictures.table import Table, Unfit
from kzgraph.web.pictures.timeline import timeline
from kzgraph.web.site.catalogue import Catalogue

VIEWS = {"table": "Table", "network": "Network", "timeline": "Timeline", "chart": "Chart", "map": "Map"}
Draw = Callable[[], Any]
"""Makes the picture, once it is known that the answer fits."""
_DRAWN: dict[str, Callable[[Table, Catalogue], Draw]] = {
    "network": network,
    "timeline": timeline,
    "chart": chart,
    "map": map_of,
}

_MOST_CELLS = 500_000
"""Cells of an answer that is drawn: each view looks at all of them, which takes some seconds for so many."""


@dataclass(frozen=True)
class Tab:
    """A view as it is offered: its link, what of the link is its own, or the reason why it does not fit."""

    name: str
    title: str
    href: str
    asked: str
    current: bool
    reason: str = ""


@dataclass(frozen=True)
class ViewChoice:
    """The views of an answer, the one that is shown, and its drawing."""

    tabs: tuple[Tab, ...]
    shown: str
    drawing: Any = None
    refused: str = ""
    values: tuple[Tab, ...] = ()
    """For a chart: the columns of numbers that can be drawn."""


def choice(table: Table | None, catalogue: Catalogue, pairs: list[tuple[str, str]]) -> ViewChoice:
    """Return the views of *table* as *pairs*, the parameters of the request, ask for them.

    Args:
        table: the answer; ``None`` for a yes or no.
        catalogue: names things, and knows where they lie.
        pairs: `view` and `value` choose; all others go into the links.

    Raises:
        HttpError: when there is no view of that name.
    """
    wanted = next((value for name, value in pairs if name == "view" and value), "table")
    value = next((value for name, value in pairs if name == "value"), "")
    if wanted not in VIEWS:
        raise HttpError(400, f"no view {quoted(wanted[:40])}; there are {', '.join(VIEWS)}")
    drawings, reasons = _drawings(table, catalogue, value)
    shown = wanted if wanted in drawings else "table"
    kept = [pair for pair in pairs if pair[0] in ("query", "rows", "default-graph-uri", "named-graph-uri")]

    def tab(name: str, title: str, current: bool, *own: tuple[str, str]) -> Tab:
        return Tab(name, title, f"?{urlencode([*kept, *own])}", urlencode(own), current, reasons.get(name, ""))

    titles = VIEWS | ({"table": "Triples"} if table and table.graph else {})
    tabs = [tab("table", titles.pop("table"), shown == "table")]
    tabs += [tab(name, title, name == shown, ("view", name)) for name, title in titles.items()]
    drawing = drawings[shown]() if shown in drawings else None
    values = _values(drawing, tab) if isinstance(drawing, Chart) and len(drawing.columns) > 1 else ()
    return ViewChoice(tuple(tabs), shown, drawing, reasons.get(wanted, ""), values)


def _values(drawn: Chart, tab: Callable[..., Tab]) -> tuple[Tab, ...]:
    return tuple(tab("", name, name == drawn.column, ("view", "chart"), ("value", name)) for name in drawn.columns)


def _drawings(table: Table | None, catalogue: Catalogue, value: str) -> tuple[dict[str, Draw], dict[str, str]]:
    """Return what draws the views that fit, and the reasons of those that do not."""
    if table is None:
        return {}, dict.fromkeys(_DRAWN, "the answer is yes or no")
    if not table.rows or not table.columns:
        return {}, dict.fromkeys(_DRAWN, f"the answer has no {'columns' if table.rows else 'rows'}")
    if len(table.rows) * len(table.columns) > _MOST_CELLS:
        return {}, dict.fromkeys(_DRAWN, f"the answer has more than {_MOST_CELLS:,} cells; ask for fewer columns")
    found: dict[str, Draw] = {}
    reasons: dict[str, str] = {}
    for name, draw in (_DRAWN | {"chart": partial(chart, wanted=value)}).items():
        try:
            found[name] = draw(table, catalogue)
        except Unfit as unfit:
            reasons[name] = str(unfit)
    return found, reasons
