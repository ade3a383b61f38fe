"""The names beside the things of a network: turned away from the ties, none over another."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kzgraph.web.pictures.placement import WIDTH, Placement, Point, fitted, width

_WIDEST = (230.0, 140.0)
"""How wide a name may be, and where there is no room for that."""
_FEW, _HEAD = 3, 9.0
"""Of a thing with so few ties the heads of the arrows are kept free of names, where that can be; and their size."""


@dataclass(frozen=True)
class Written:
    """A name as it is written, where and how it is set; nowhere when there is no room."""

    label: str
    at: Point | None
    anchor: str


def written(
    names: Mapping[str, str],
    around: Mapping[str, Sequence[str]],
    places: Mapping[str, Point],
    sizes: Mapping[str, float],
    height: float,
) -> dict[str, Written]:
    """Return how each thing's name is written; those that come first in *around* choose first.

    Args:
        names: thing → its whole name.
        around: thing → the things it is tied to.
        places: thing → where its mark stands.
        sizes: thing → the radius of its mark.
        height: of the sheet.
    """
    room = Placement(WIDTH, height)
    for name in around:
        (x, y), radius = places[name], sizes[name]
        room.occupy(x - radius, y - radius, 2 * radius, 2 * radius)
        for x, y in _heads(name, around[name], places, radius) if len(around[name]) <= _FEW else ():
            room.spare(x - _HEAD / 2, y - _HEAD / 2, _HEAD, _HEAD)
    found: dict[str, Written] = {}
    for spared in (room.spared, []):  # first without covering a head; a name over one is better than none
        room.spared = spared
        for name, others in around.items():
            if name not in found or not found[name].at:
                left = sum(places[other][0] - places[name][0] for other in others) > 0
                found[name] = _one(names[name], places[name], sizes[name], room, left=left)
    return found


def _heads(name: str, others: Sequence[str], places: Mapping[str, Point], radius: float) -> list[Point]:
    """Return where the arrows between a thing and *others* touch it."""
    (x, y), found = places[name], []
    for other in others:
        part = (radius + _HEAD) / (math.dist(places[name], places[other]) or 1.0)
        found.append((x + (places[other][0] - x) * part, y + (places[other][1] - y) * part))
    return found


def _one(name: str, place: Point, radius: float, room: Placement, *, left: bool) -> Written:
    label = name
    for label in dict.fromkeys(fitted(name, most) for most in _WIDEST):
        at, anchor = room.beside(*place, radius, width(label), left=left)
        if at:
            return Written(label, at, anchor)
    return Written(label, None, "start")
