"""A plain map: places of the graph on a grid of degrees, without anybody's tiles."""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kzgraph.web.catalogue import Catalogue, Thing

WIDTH = 900
_MARGIN = 4.0
_TALLEST = 560


@dataclass(frozen=True)
class Spot:
    """A point of the map: the place, what lies there, where it is drawn, on which side its name stands."""

    place: Thing
    things: tuple[Thing, ...]
    x: float
    y: float
    radius: float
    anchor: str

    @property
    def others(self) -> int:
        """How many things lie there, the place itself not counted."""
        return sum(thing != self.place for thing in self.things)


@dataclass(frozen=True)
class Map:
    """Spots, the lines of the grid with their degrees, the height of the drawing."""

    spots: tuple[Spot, ...]
    meridians: tuple[tuple[int, float], ...]
    parallels: tuple[tuple[int, float], ...]
    height: float


def place_of(catalogue: Catalogue, thing: Thing, *, steps: int = 3) -> Thing | None:
    """Return the place with a point where *thing* is, or lies: itself, or what it is stated to lie in."""
    if thing.iri in catalogue.points:
        return thing
    for claim in catalogue.about.get(thing.iri, []) if steps else ():
        inside = claim.property_name in ("locatedIn", "destination") and claim.object is not None
        other = catalogue.things.get(claim.object.value) if inside and claim.object is not None else None
        found = place_of(catalogue, other, steps=steps - 1) if other and claim.rank != "deprecated" else None
        if found:
            return found
    return None


def drawn(catalogue: Catalogue, things: Iterable[Thing]) -> Map | None:
    """Return the map of *things*; ``None`` when none of them has a point."""
    there: dict[str, list[Thing]] = defaultdict(list)
    for thing in things:
        place = place_of(catalogue, thing)
        if place:
            there[place.iri].append(thing)
    if not there:
        return None
    longitudes = [catalogue.points[iri][0] for iri in there]
    latitudes = [catalogue.points[iri][1] for iri in there]
    west, east = min(longitudes) - _MARGIN, max(longitudes) + _MARGIN
    south, north = min(latitudes) - _MARGIN, max(latitudes) + _MARGIN
    flat = math.cos(math.radians((south + north) / 2))
    scale = min(WIDTH / (east - west), _TALLEST * flat / (north - south))
    wide = WIDTH / scale - (east - west)
    west, east = west - wide / 2, east + wide / 2

    def across(longitude: float) -> float:
        return (longitude - west) * scale

    def down(latitude: float) -> float:
        return (north - latitude) * scale / flat

    spots = []
    for iri, found in sorted(there.items(), key=lambda each: -len(each[1])):
        x, y = across(catalogue.points[iri][0]), down(catalogue.points[iri][1])
        radius = min(4 + 2 * math.sqrt(len(found)), 20)
        spots.append(Spot(catalogue.things[iri], tuple(found), x, y, radius, "end" if x > WIDTH - 160 else "start"))
    step = 10 if east - west > 25 else 5 if east - west > 10 else 1
    return Map(
        tuple(spots),
        tuple((degree, across(degree)) for degree in range(math.ceil(west / step) * step, math.ceil(east), step)),
        tuple((degree, down(degree)) for degree in range(math.ceil(south / step) * step, math.ceil(north), step)),
        down(south),
    )
