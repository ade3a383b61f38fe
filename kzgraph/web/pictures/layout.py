"""Where the things of a network are drawn: each connected part by springs, the parts side by side.

Seeded: the same ties give the same picture.
"""

import math
from collections.abc import Mapping, Sequence

from kzgraph.network.layout import springs
from kzgraph.web.pictures.placement import WIDTH, Point

_MARGIN = 24.0
_SIDE = 80.0
"""What is left free at either side, for the names of the outermost."""
_NEAR, _APART = 150.0, 19.0
"""Two things nearer than this from side to side are kept so far apart from top to bottom, for their names."""


def laid_out(neighbours: Mapping[str, Sequence[str]]) -> tuple[dict[str, Point], float]:
    """Return where each thing is drawn on a sheet :data:`WIDTH` wide, and how high the sheet is."""
    places: dict[str, Point] = {}
    x = y = below = 0.0
    for part in _parts(neighbours):
        wide, high = _size(len(part))
        if x + wide > WIDTH:
            x, y, below = 0.0, y + below, 0.0
        side = _SIDE if wide == WIDTH else 1.5 * _SIDE
        inside = _part(part, neighbours, wide - 2 * side, high - 2 * _MARGIN)
        places |= {name: (x + side + at[0], y + _MARGIN + at[1]) for name, at in inside.items()}
        x, below = x + wide, max(below, high)
    return places, y + below


def _parts(neighbours: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Return the connected parts, the largest first."""
    parts, seen = [], set[str]()
    for name in sorted(neighbours):
        if name in seen:
            continue
        part, waiting = {name}, [name]
        while waiting:
            new = set(neighbours[waiting.pop()]) - part
            part |= new
            waiting += sorted(new)
        seen |= part
        parts.append(sorted(part))
    return sorted(parts, key=lambda part: (-len(part), part[0]))


def _size(number: int) -> Point:
    """Return width and height of the box for a part of *number* things."""
    if number <= 3:
        return WIDTH / 2, 45.0 + 22 * number
    if number <= 8:
        return WIDTH / 2, 80.0 + 22 * number
    return WIDTH, min(150 + 52 * math.sqrt(number) + 3 * number, 1100)


def _part(part: Sequence[str], neighbours: Mapping[str, Sequence[str]], wide: float, high: float) -> dict[str, Point]:
    found = springs(part, neighbours, rounds=200)
    points = _stretched([found[name] for name in part], wide, high)
    return dict(zip(part, _apart(points, high), strict=True))


def _stretched(points: Sequence[Point], wide: float, high: float) -> list[Point]:
    """Return *points* so stretched that they fill the box."""
    across, down = ([point[axis] for point in points] for axis in (0, 1))
    x_scale, y_scale = (max(axis) - min(axis) or 1.0 for axis in (across, down))
    return [((x - min(across)) / x_scale * wide, (y - min(down)) / y_scale * high) for x, y in points]


def _apart(points: Sequence[Point], high: float, *, rounds: int = 40) -> list[Point]:
    """Return *points* so moved up and down that names beside them have room."""
    found = [list(point) for point in points]
    order = range(len(found))
    for _ in range(rounds):
        for one in order:
            for other in order[one + 1 :]:
                down = found[other][1] - found[one][1]
                if abs(found[other][0] - found[one][0]) < _NEAR and abs(down) < _APART:
                    push = (_APART - abs(down)) / 2 * (1 if down >= 0 else -1)
                    found[one][1] = min(max(found[one][1] - push, 0), high)
                    found[other][1] = min(max(found[other][1] + push, 0), high)
    return [(x, y) for x, y in found]
