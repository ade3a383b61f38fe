"""The map: places whose position is known, what is there, and what joins them."""

import math
import re
from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kzgraph.errors import QueryError, shown
from kzgraph.links.land import Degrees
from kzgraph.links.points import degrees
from kzgraph.plots.citing import Citations
from kzgraph.plots.facts import Graph
from kzgraph.plots.outline import Outline, extent, outline
from kzgraph.plots.picture import Picture
from kzgraph.plots.style import BLACK, BLUE, DARK, GREY, NOTE, PALE, SMALL, TEXT, Look, look
from kzgraph.statements.statement import Statement
from kzgraph.vocab import DCTERMS, PREFIXES

if TYPE_CHECKING:
    from kzgraph.plots.canvas import Box, Canvas, Spot

_Place = Callable[[Degrees], "Spot"]
_GEO = PREFIXES["geo"]
_MARGIN = 5.0
_BORDER = "#b0b0b0"
_SELF = {"locatedIn": "in", "capitalOf": "capital of", "largestCityOf": "largest city of"}
_SETTLEMENTS = ("City", "Settlement", "Place")


@dataclass(frozen=True)
class _Spot:
    iri: str
    name: str
    kind: str
    at: Degrees
    told: tuple[str, ...]


@dataclass(frozen=True)
class _Tie:
    """Two places that an undertaking joins."""

    ends: tuple[Degrees, Degrees]
    modality: str


def places(graph: Graph) -> Picture:
    """Return the map of the places with a point; what is there stands under it.

    Raises:
        QueryError: when no place has a point.
    """
    located = graph.of("locatedIn", "connects")
    return _map(graph, _points(graph), located, f"Places of the relations between {graph.between()}")


def places_of(graph: Graph, things: Collection[str], title: str) -> Picture:
    """Return the map of where *things* (IRIs) are, with the title *title*.

    Raises:
        QueryError: when none of their places has a point.
    """
    located = [statement for statement in graph.of("locatedIn", "connects") if statement.subject.value in things]
    named = {statement.object.value for statement in located if statement.object is not None}
    points = {iri: at for iri, at in _points(graph).items() if iri in named or iri in things}
    return _map(graph, points, located, title)


def _map(graph: Graph, points: dict[str, Degrees], located: list[Statement], title: str) -> Picture:
    """Return the map of *points*, with what the statements *located* place there."""
    if not points:
        raise QueryError("no place of the graph has a point; there is nothing to draw")
    citations = Citations(graph)
    there, ties = defaultdict(list), []
    for statement in located:
        if statement.object is not None and statement.object.value in points:
            there[statement.object.value].append(statement)
    for joined in _joined(located, points):
        ends = [points[statement.object.value] for statement in joined if statement.object is not None]
        ties += [_Tie((one, other), joined[0].modality) for one, other in pairwise(ends)]
    spots = [_spot(graph, citations, iri, points[iri], there[iri]) for iri in sorted(points, key=graph.name)]
    window = _window(graph, [spot.at for spot in spots])
    borders = outline(graph, graph.poles, window)
    return Picture(
        title=title,
        paint=partial(_paint, spots, ties, borders, window),
        notes=_notes(graph, located, points, borders, bool(ties)),
        cited=tuple(citations.found),
        query="in-place",
        documents=graph.documents(),
    )


def _points(graph: Graph) -> dict[str, Degrees]:
    """Return thing → longitude and latitude (WGS 84), from ``geo:hasGeometry`` and ``geo:asWKT``."""
    found = {}
    for link in graph.index.store.quads_for_pattern(None, ox.NamedNode(_GEO + "hasGeometry"), None):
        assert isinstance(link.subject, ox.NamedNode)
        assert isinstance(link.object, ox.NamedNode)
        for quad in graph.index.store.quads_for_pattern(link.object, ox.NamedNode(_GEO + "asWKT"), None):
            text = quad.object.value if isinstance(quad.object, ox.Literal) else ""
            if point := degrees(text):
                found[link.subject.value] = point
    return found


def _registers(graph: Graph) -> list[str]:
    """Return where the graph has its points from: a register's address, of GeoNames without each place's number."""
    found = set()
    for link in graph.index.store.quads_for_pattern(None, ox.NamedNode(_GEO + "hasGeometry"), None):
        if isinstance(link.object, ox.NamedNode):
            for quad in graph.index.store.quads_for_pattern(link.object, ox.NamedNode(DCTERMS + "source"), None):
                address = shown(quad.object.value) if isinstance(quad.object, ox.NamedNode) else ""
                found.add(re.sub(r"/[0-9]+/?$", "", address.partition("://")[2]))
    return sorted(found - {""})


def _joined(located: list[Statement], points: dict[str, Degrees]) -> list[list[Statement]]:
    """Return the statements about each undertaking that joins two places with points, from west to east."""
    by_subject = defaultdict(list)
    for statement in located:
        is_tie = statement.property_name == "connects"
        if is_tie and statement.object is not None and statement.object.value in points:
            by_subject[statement.subject.value].append(statement)
    several = [sorted(each, key=lambda c: points[c.object.value]) for each in by_subject.values() if len(each) > 1]  # type: ignore[union-attr]
    return sorted(several, key=lambda each: each[0].id)


def _spot(graph: Graph, citations: Citations, iri: str, at: Degrees, statements: list[Statement]) -> _Spot:
    told = []
    for statement in sorted(statements, key=lambda each: (graph.name(each.subject.value), each.id)):
        aside = "" if statement.modality == "asserted" else f", {statement.modality}"
        told.append(f"{graph.name(statement.subject.value)}{aside} [{citations.mark(statement)}]")
    told += [
        f"{words} {graph.name(statement.object.value)} [{citations.mark(statement)}]"
        for name, words in _SELF.items()
        for statement in graph.about(iri, name)
        if statement.object is not None and (name != "locatedIn" or graph.things.kind(iri) not in _SETTLEMENTS)
    ]
    return _Spot(iri, graph.name(iri), graph.things.kind(iri), at, tuple(told))


def _window(graph: Graph, spots: list[Degrees]) -> tuple[float, float, float, float]:
    """Return west, south, east and north of what is shown: all places with a margin, and the first side whole."""
    boxes = [(x - _MARGIN, y - _MARGIN, x + _MARGIN, y + _MARGIN) for x, y in spots]
    boxes += [box for side in graph.poles[:1] if (box := extent(graph, side))]
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)


def _notes(
    graph: Graph, located: list[Statement], points: dict[str, Degrees], borders: Outline, tied: bool
) -> tuple[str, ...]:
    named = {statement.object.value for statement in located if statement.object is not None}
    small = [iri for iri in named - points.keys() if not {"Country", "WorldRegion"} & set(graph.things.classes(iri))]
    missing = sorted(graph.name(iri) for iri in small if "Place" in graph.things.classes(iri))
    notes = [
        f"Points, one within each settlement, are not from the documents but from {', '.join(_registers(graph))}.",
        "Circle: a settlement; square: a facility.",
        "A broken curve joins two places that something is said to connect; it is no route." if tied else "",
        f"Without a point, so not drawn: {', '.join(missing)}." if missing else "",
        "Equirectangular, degrees of longitude and latitude.",
        borders.note,
    ]
    return tuple(note for note in notes if note)


def _paint(
    spots: list[_Spot],
    ties: list[_Tie],
    borders: Outline,
    window: tuple[float, float, float, float],
    sheet: "Canvas",
    top: float,
) -> float:
    west, south, east, north = window
    wide = (sheet.width - 30) / (east - west)
    high = wide / math.cos(math.radians((south + north) / 2))
    frame = (22.0, top, sheet.width - 8, top + (north - south) * high)

    def place(at: Degrees) -> "Spot":
        return frame[0] + (at[0] - west) * wide, top + (north - at[1]) * high

    _graticule(sheet, window, frame, place)
    if borders.lines:
        sheet.lines([[place(at) for at in line] for line in borders.lines], _BORDER, 0.5, frame)
    sheet.box(frame, Look("none", BLACK), 0.6)
    bows = [(_bow(*(place(at) for at in tie.ends)), tie) for tie in ties]
    for bow, tie in bows:
        sheet.line(bow, DARK, 0.9, "--" if tie.modality in ("asserted", "reported") else ":")
    taken = [_around(place(spot.at), 4) for spot in spots] + [_around(at, 1.5) for bow, _ in bows for at in bow]
    names = [(name.upper(), place(at)) for name, at in borders.names]
    _countries(sheet, [each for each in names if _inside(_around(each[1], 1), frame)], frame, taken)
    _spots(sheet, [(spot, place(spot.at)) for spot in spots], frame, taken)
    return _key(sheet, spots, frame[3] + 18)


def _graticule(sheet: "Canvas", window: tuple[float, float, float, float], frame: "Box", place: "_Place") -> None:
    west, south, east, north = (math.ceil(degrees / 10) * 10 for degrees in window)
    for x in range(west, east, 10):
        at = place((x, 0))[0]
        if at < frame[2]:
            sheet.line([(at, frame[1]), (at, frame[3])], PALE, 0.3)
            sheet.text(at, frame[3] + 7, f"{x}\u00b0 E", SMALL, align="center", colour=DARK)
    for y in range(south, north, 10):
        at = place((0, y))[1]
        if frame[1] < at:
            sheet.line([(frame[0], at), (frame[2], at)], PALE, 0.3)
            sheet.text(frame[0] - 3, at + 2, f"{y}\u00b0", SMALL, align="right", colour=DARK)


def _bow(start: "Spot", end: "Spot") -> list["Spot"]:
    """Return a curve that nobody takes for a route."""
    (x0, y0), (x1, y1) = start, end
    middle = ((x0 + x1) / 2 - (y1 - y0) * 0.22, (y0 + y1) / 2 + (x1 - x0) * 0.22)
    steps = [number / 20 for number in range(21)]
    return [
        (
            (1 - t) ** 2 * x0 + 2 * t * (1 - t) * middle[0] + t * t * x1,
            (1 - t) ** 2 * y0 + 2 * t * (1 - t) * middle[1] + t * t * y1,
        )
        for t in steps
    ]


def _around(at: "Spot", reach: float) -> "Box":
    return at[0] - reach, at[1] - reach, at[0] + reach, at[1] + reach


def _countries(sheet: "Canvas", names: list[tuple[str, "Spot"]], frame: "Box", taken: list["Box"]) -> None:
    for name, (x, y) in names:
        wide = sheet.width_of(name, SMALL)
        moves = [(0, 0), (0, 14), (0, -14), (-18, 0), (18, 0), (-18, 14)]
        boxes = [(x + dx - wide / 2, y + dy - 6, x + dx + wide / 2, y + dy + 2) for dx, dy in moves]
        box = _free(boxes, frame, taken)
        sheet.text(box[0], box[3] - 2, name, SMALL, colour=GREY)


def _free(boxes: list["Box"], frame: "Box", taken: list["Box"]) -> "Box":
    """Return the first of *boxes* that covers nothing that is *taken* (the first at all, where each does); take it."""
    free = [box for box in boxes if _inside(box, frame) and not any(_meet(box, other) for other in taken)]
    taken.append((free or boxes)[0])
    return taken[-1]


def _spots(sheet: "Canvas", spots: list[tuple[_Spot, "Spot"]], frame: "Box", taken: list["Box"]) -> None:
    """Draw the points and set their names where they cover nothing that is *taken*."""
    for spot, (x, y) in spots:
        sheet.dot(x, y, look("asserted", BLUE), 3, "circle" if spot.kind in _SETTLEMENTS else "square")
        wide = sheet.width_of(spot.name, TEXT, "bold")
        choices = [(x + 6, y + 2.5), (x - 6 - wide, y + 2.5), (x - wide / 2, y - 6), (x - wide / 2, y + 11)]
        choices += [(x - wide - 8, y + 14), (x + 8, y + 14), (x + 8, y - 12), (x - wide - 8, y - 12)]
        boxes = [(left, base - 6, left + wide, base + 2) for left, base in choices]
        box = _free(boxes, frame, taken)
        sheet.text(box[0], box[3] - 2, spot.name, TEXT, weight="bold")


def _inside(box: "Box", frame: "Box") -> bool:
    return frame[0] < box[0] and frame[1] < box[1] and box[2] < frame[2] and box[3] < frame[3]


def _meet(one: "Box", other: "Box") -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _key(sheet: "Canvas", spots: list[_Spot], y: float) -> float:
    for spot in spots:
        told = "; ".join(spot.told) or "named, without anything placed there"
        sheet.text(8, y, spot.name, NOTE, weight="bold")
        y = sheet.paragraph(76, y, told, NOTE, sheet.width - 82) + 9.5
    return y - 8
