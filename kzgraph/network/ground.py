"""The land under the network's map: outlines around the places that have a point, and the names of countries."""

from collections.abc import Iterable
from typing import Any

from kzgraph.links.land import CREDIT, NONE, Degrees, Window, lands, within
from kzgraph.network.network import Node

_MARGIN = 6.0
"""Degrees of land around the outermost places."""
_NEAR = 0.25
"""Degrees: corners nearer to each other are one, for the outline only orients the reader."""


def ground(things: Iterable[Node]) -> dict[str, Any] | None:
    """Return the land around *things*, as the page holds it; ``None`` where none of them has a point.

    ``lines`` are outlines, each a list of longitudes and latitudes by turns; ``names`` are countries of the graph, each
    with the spot where its name stands best; ``note`` is what a reader must be told of the outlines.
    """
    things = list(things)
    points = [thing.point for thing in things if thing.point]
    if not points:
        return None
    window = _window(points)
    there = lands(window)
    called = {thing.code: thing.label for thing in things if thing.code}
    west, south, east, north = window
    names = sorted(
        [called[land.code], *land.at]
        for land in there
        if land.code in called and west < land.at[0] < east and south < land.at[1] < north
    )
    lines = [_flat(line) for land in there for ring in land.rings for line in within(ring, window)]
    return {"lines": [line for line in lines if len(line) > 6], "names": names, "note": CREDIT if there else NONE}


def _window(points: Iterable[Degrees]) -> Window:
    across, down = zip(*points, strict=True)
    return min(across) - _MARGIN, min(down) - _MARGIN, max(across) + _MARGIN, max(down) + _MARGIN


def _flat(line: Iterable[Degrees]) -> list[float]:
    kept: list[Degrees] = []
    for x, y in line:
        if not kept or abs(x - kept[-1][0]) >= _NEAR or abs(y - kept[-1][1]) >= _NEAR:
            kept.append((x, y))
    return [round(degree, 2) for corner in kept for degree in corner]
