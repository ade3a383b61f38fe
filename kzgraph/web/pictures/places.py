"""A plain map: places of the graph on land and a grid of degrees, without anybody's tiles."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kzgraph.statements.things import Thing
from kzgraph.web.pictures.land import DrawnLand, drawn_land
from kzgraph.web.pictures.placement import WIDTH, Placement, Point, fitted, width
from kzgraph.web.site.catalogue import Catalogue

_MARGIN = 4.0
_TALLEST = 560
_NAME = 270.0

Places = dict[str, tuple[Thing, Point, list[Thing]]]
"""The key of a place → the place, its longitude and latitude in degrees, what lies there."""


@dataclass(frozen=True)
class Spot:
    """A point of the map: the place, what lies there, where it is drawn; its name, where there is room for it."""

    place: Thing
    things: tuple[Thing, ...]
    x: float
    y: float
    radius: float
    name: str
    words: Point | None
    anchor: str

    @property
    def named(self) -> bool:
        """Whether its name is written beside it."""
        return self.words is not None

    @property
    def others(self) -> int:
        """How many things lie there, the place itself not counted."""
        return sum(thing != self.place for thing in self.things)


@dataclass(frozen=True)
class Map:
    """Spots, the lines of the grid with their degrees, the height of the drawing, the land under all of it."""

    spots: tuple[Spot, ...]
    meridians: tuple[tuple[int, float], ...]
    parallels: tuple[tuple[int, float], ...]
    height: float
    land: DrawnLand


def place_of(catalogue: Catalogue, thing: Thing, *, steps: int = 3) -> Thing | None:
    """Return the place with a point where *thing* is, or lies: itself, or what it is stated to lie in."""
    if thing.iri in catalogue.points:
        return thing
    for statement in catalogue.index.about.get(thing.iri, []) if steps else ():
        inside = statement.property_name in ("locatedIn", "destination") and statement.object is not None
        other = catalogue.things.get(statement.object.value) if inside and statement.object is not None else None
        found = place_of(catalogue, other, steps=steps - 1) if other and statement.rank != "deprecated" else None
        if found:
            return found
    return None


def gathered(catalogue: Catalogue, things: Iterable[Thing]) -> Places:
    """Return the places where *things* lie; what lies nowhere is left out."""
    found: Places = {}
    for thing in things:
        place = place_of(catalogue, thing)
        if place:
            found.setdefault(place.iri, (place, catalogue.points[place.iri], []))[2].append(thing)
    return found


def drawn(catalogue: Catalogue, things: Iterable[Thing]) -> Map | None:
    """Return the map of *things*; ``None`` when none of them has a point."""
    places = gathered(catalogue, things)
    return spread(places, catalogue.countries) if places else None


def spread(there: Places, countries: Mapping[str, str]) -> Map:
    """Return the map of places, at least one, on which *countries* (by code) have their names."""
    longitudes = [point[0] for _, point, _ in there.values()]
    latitudes = [point[1] for _, point, _ in there.values()]
    west, east = min(longitudes) - _MARGIN, max(longitudes) + _MARGIN
    south, north = min(latitudes) - _MARGIN, max(latitudes) + _MARGIN
    flat = max(math.cos(math.radians((south + north) / 2)), 0.1)  # at a pole it would be nought
    scale = min(WIDTH / (east - west), _TALLEST * flat / (north - south))
    wide = WIDTH / scale - (east - west)
    west, east = west - wide / 2, east + wide / 2

    def across(longitude: float) -> float:
        return (longitude - west) * scale

    def down(latitude: float) -> float:
        return (north - latitude) * scale / flat

    room, spots = Placement(WIDTH, down(south)), []
    ordered = sorted(there.values(), key=lambda each: -len(each[2]))
    drawn_at = [
        (across(point[0]), down(point[1]), min(4 + 2 * math.sqrt(len(found)), 20)) for _, point, found in ordered
    ]
    for x, y, radius in drawn_at:
        room.occupy(x - radius, y - radius, 2 * radius, 2 * radius)
    for (place, _, found), (x, y, radius) in zip(ordered, drawn_at, strict=True):
        others = sum(thing != place for thing in found)
        name = fitted(place.label, _NAME) + (f" ({others})" if others else "")
        words, anchor = room.beside(x, y, radius, width(name))
        spots.append(Spot(place, tuple(found), x, y, radius, name, words, anchor))
    step = 10 if east - west > 25 else 5 if east - west > 10 else 1
    land = drawn_land((west, south, east, north), lambda at: (across(at[0]), down(at[1])), countries, room)
    return Map(
        tuple(spots),
        tuple((degree, across(degree)) for degree in range(math.ceil(west / step) * step, math.ceil(east), step)),
        tuple((degree, down(degree)) for degree in range(math.ceil(south / step) * step, math.ceil(north), step)),
        down(south),
        land,
    )
