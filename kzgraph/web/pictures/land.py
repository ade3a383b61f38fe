"""Land under a map: the outlines of countries, cut to the map and drawn on its scale."""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kzgraph.links.land import CREDIT, NONE, Degrees, Window, lands, world
from kzgraph.web.pictures.placement import LINE, Placement, Point, width

_BEYOND = 1.0
"""Degrees beyond the map at which outlines are cut, so that the cut is not seen."""
_NEAR = 1.5
"""Units of the drawing nearer to each other than which two corners are one."""


@dataclass(frozen=True)
class LandName:
    """The name of a country, and the middle of its line."""

    text: str
    x: float
    y: float


@dataclass(frozen=True)
class DrawnLand:
    """Outlines as paths of SVG, the names of countries for which there was room, what a reader must be told."""

    paths: tuple[str, ...]
    names: tuple[LandName, ...]
    note: str


def drawn_land(
    window: Window, place: Callable[[Degrees], Point], names: Mapping[str, str], room: Placement
) -> DrawnLand:
    """Return the countries in *window*.

    Args:
        window: what the map shows.
        place: from longitude and latitude to the drawing.
        names: what countries are called, by their code (ISO 3166-1 alpha-3); others stay without a name.
        room: where there is still room for words.
    """
    there = lands(window)
    wide: Window = (window[0] - _BEYOND, window[1] - _BEYOND, window[2] + _BEYOND, window[3] + _BEYOND)
    paths = ["".join(_path(map(place, clipped(ring, wide))) for ring in land.rings) for land in there]
    written = []
    for land in there:
        text = names.get(land.code, "")
        x, y = place(land.at)
        if text and room.take(x - width(text) / 2, y - 12, width(text), LINE):
            written.append(LandName(text, x, y))
    return DrawnLand(tuple(filter(None, paths)), tuple(written), CREDIT if world() else NONE)


def _path(points: Iterable[Point]) -> str:
    """Return a ring as a path of SVG, without the corners that nobody could tell apart; small islands are left out."""
    kept: list[Point] = []
    for point in points:
        if not kept or math.dist(kept[-1], point) >= _NEAR:
            kept.append(point)
    if len(kept) < 3:
        return ""
    return "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in kept) + "Z"


def clipped(ring: Iterable[Degrees], window: Window) -> list[Degrees]:
    """Return the part of *ring* inside *window*, as a ring (Sutherland and Hodgman, 1974)."""
    west, south, east, north = window
    found = list(ring)
    for axis, bound, sign in ((0, west, 1), (1, south, 1), (0, east, -1), (1, north, -1)):
        found = _half(found, axis, bound, sign)
    return found


def _half(ring: list[Degrees], axis: int, bound: float, sign: int) -> list[Degrees]:
    """Return the part of *ring* on one side of a line that is parallel to an axis."""
    kept: list[Degrees] = []
    for before, here in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
        was_in, is_in = sign * (before[axis] - bound) >= 0, sign * (here[axis] - bound) >= 0
        if was_in != is_in:
            share = (bound - before[axis]) / (here[axis] - before[axis])
            kept.append((before[0] + share * (here[0] - before[0]), before[1] + share * (here[1] - before[1])))
        if is_in:
            kept.append(here)
    return kept
