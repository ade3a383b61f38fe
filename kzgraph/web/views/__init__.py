"""The views of an answer beside its table: network, timeline, chart and map, drawn here as SVG.

The page without JavaScript and the editor show the same drawings; a view that does not fit says what it would need.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from kzgraph.web.catalogue import Catalogue
from kzgraph.web.problem import Trouble
from kzgraph.web.views.chart import chart
from kzgraph.web.views.map import map_of
from kzgraph.web.views.network import network
from kzgraph.web.views.table import Table, Unfit
from kzgraph.web.views.timeline import timeline

VIEWS = {"table": "Table", "network": "Network", "timeline": "Timeline", "chart": "Chart", "map": "Map"}
_DRAWN = {"network": network, "timeline": timeline, "chart": chart, "map": map_of}


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
class Choice:
    """The views of an answer, the one that is shown, and its drawing."""

    tabs: tuple[Tab, ...]
    shown: str
    drawing: Any = None
    refused: str = ""
    values: tuple[Tab, ...] = ()
    """For a chart: the columns of numbers that can be drawn."""


def choice(table: Table | None, catalogue: Catalogue, pairs: list[tuple[str, str]]) -> Choice:
    """Return the views of *table* as *pairs*, the parameters of the request, ask for them.

    Args:
        table: the answer; ``None`` for a yes or no.
        catalogue: names things, and knows where they lie.
        pairs: `view` and `value` choose; all others go into the links.

    Raises:
        Trouble: when there is no view of that name.
    """
    wanted = next((value for name, value in pairs if name == "view" and value), "table")
    value = next((value for name, value in pairs if name == "value"), "")
    if wanted not in VIEWS:
        raise Trouble(400, f"no view {wanted[:40]!r}; there are {', '.join(VIEWS)}")
    drawings, reasons = _drawings(table, catalogue, value)
    shown = wanted if wanted in drawings else "table"
    kept = [pair for pair in pairs if pair[0] in ("query", "rows", "default-graph-uri", "named-graph-uri")]

    def tab(name: str, title: str, current: bool, *own: tuple[str, str]) -> Tab:
        return Tab(name, title, f"?{urlencode([*kept, *own])}", urlencode(own), current, reasons.get(name, ""))

    tabs = [
        tab(
            name,
            "Triples" if table and table.graph and name == "table" else title,
            name == shown,
            *([("view", name)] if name != "table" else []),
        )
        for name, title in VIEWS.items()
    ]
    drawing = drawings[shown]() if shown in drawings else None
    values = []
    if shown == "chart" and drawing.others:
        names = sorted({drawing.column, *drawing.others}, key=list(table.columns if table else ()).index)
        values = [tab("", name, name == drawing.column, ("view", "chart"), ("value", name)) for name in names]
    return Choice(tuple(tabs), shown, drawing, reasons.get(wanted, ""), tuple(values))


def _drawings(
    table: Table | None, catalogue: Catalogue, value: str
) -> tuple[dict[str, Callable[[], Any]], dict[str, str]]:
    """Return what draws the views that fit, and the reasons of those that do not."""
    if table is None:
        return {}, dict.fromkeys(_DRAWN, "the answer is yes or no")
    if not table.rows:
        return {}, dict.fromkeys(_DRAWN, "the answer has no rows")
    found: dict[str, Callable[[], Any]] = {}
    reasons: dict[str, str] = {}
    for name, draw in _DRAWN.items():
        try:
            found[name] = chart(table, catalogue, value) if draw is chart else draw(table, catalogue)
        except Unfit as unfit:
            reasons[name] = str(unfit)
    return found, reasons
