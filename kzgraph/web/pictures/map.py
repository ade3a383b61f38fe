"""The map of an answer: its points, or the places where its things lie."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

import pyoxigraph as ox

from kzgraph.statements.things import Thing
from kzgraph.web.pictures.moments import measures
from kzgraph.web.pictures.placement import Point
from kzgraph.web.pictures.places import Map, Places, gathered, place_of, spread
from kzgraph.web.pictures.table import Table, Term, Unfit, meant, number, subject, telling, title
from kzgraph.web.site.catalogue import Catalogue

_NUMBER = r"[-+]?[0-9]{1,3}(?:\.[0-9]*)?"
_POINT = re.compile(rf"(?:<[^>]*>\s*)?POINT\s*\(\s*({_NUMBER})\s+({_NUMBER})\s*\)", re.IGNORECASE)
_LATITUDE, _LONGITUDE = ("lat", "latitude"), ("lon", "long", "lng", "longitude")

MOST = 300
"""Places of a map."""


@dataclass(frozen=True)
class Drawing:
    """The map of an answer, and what is told beside it."""

    map: Map
    notes: tuple[str, ...]
    name = "map"


def map_of(table: Table, catalogue: Catalogue) -> Callable[[], Drawing]:
    """Return what draws the map of *table*.

    Raises:
        Unfit: when it has neither points nor things whose position is recorded.
    """
    points = _points(table)
    found, lacking, origin = _by_points(table, points, catalogue) if any(points) else _by_things(table, catalogue)
    if not found:
        raise Unfit("needs a column of points, or of things whose position is recorded")
    return partial(_drawn, table, found, lacking, origin, catalogue.countries)


def _drawn(table: Table, found: Places, lacking: int, origin: str, countries: Mapping[str, str]) -> Drawing:
    ranked = sorted(found, key=lambda key: (-len(found[key][2]), key))
    drawing = spread({key: found[key] for key in ranked[:MOST]}, countries)
    notes = [f"Positions from {origin}."]
    if len(found) > MOST:
        notes.append(f"The {MOST} fullest of {len(found):,} places are drawn; the table has all.")
    if lacking:
        notes.append(f"Rows without a position: {lacking:,} of {len(table.rows):,}; the table has them.")
    silent = sum(not spot.named for spot in drawing.spots)
    if silent:
        notes.append(f"Names without room: {silent:,} of {len(drawing.spots):,}; point at a spot to read it.")
    return Drawing(drawing, tuple(notes))


def _point(term: Term) -> Point | None:
    found = _POINT.fullmatch(term.value.strip()) if isinstance(term, ox.Literal) else None
    return _on_earth(float(found[1]), float(found[2])) if found else None


def _on_earth(longitude: float | None, latitude: float | None) -> Point | None:
    if longitude is None or latitude is None or abs(longitude) > 180 or abs(latitude) > 90:
        return None
    return longitude, latitude


def _points(table: Table) -> list[Point | None]:
    """Return the point of each row: from the first column of points, or from two of degrees."""
    for at in range(len(table.columns)):
        found = [_point(cell) for cell in table.column(at)]
        if any(found):
            return found
    latitude, longitude = table.named(*_LATITUDE), table.named(*_LONGITUDE)
    if latitude is None or longitude is None:
        return [None] * len(table.rows)
    return [_on_earth(number(row[longitude]), number(row[latitude])) for row in table.rows]


def _by_points(table: Table, points: Sequence[Point | None], catalogue: Catalogue) -> tuple[Places, int, str]:
    named = [at for at in telling(table, measures(table)) if not any(map(_point, table.column(at)))]
    found: Places = {}
    for point, row in zip(points, table.rows, strict=True):
        if point is None:
            continue
        iri = subject(row, catalogue, named)
        label = title(table, row, catalogue, named) or f"{abs(point[1]):g}° {'NS'[point[1] < 0]}"
        thing = catalogue.things.get(iri or "") or Thing(iri or "", "", frozenset(), label)
        there = found.setdefault(f"{point[0]} {point[1]}", (thing, point, []))
        if thing not in there[2]:
            there[2].append(thing)
    return found, sum(point is None for point in points), "the points in the answer"


def _by_things(table: Table, catalogue: Catalogue) -> tuple[Places, int, str]:
    """Return where the things of one column lie: of the column with the most things that have a place."""
    lies = cache(lambda iri: place_of(catalogue, catalogue.things[iri]) is not None)
    placed = []
    for at in range(len(table.columns)):
        things = (catalogue.things.get(meant(cell, catalogue) or "") for cell in table.column(at))
        placed.append([thing for thing in things if thing and lies(thing.iri)])
    chosen = max(range(len(placed)), key=lambda at: len(placed[at]))
    found = gathered(catalogue, {thing.iri: thing for thing in placed[chosen]}.values())
    lacking = len(table.rows) - len(placed[chosen])
    return found, lacking, f'the graph, for the things in the column "{table.columns[chosen]}"'
