"""Where things lie: WGS 84 points, each with its source and with what the point stands for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from kzgraph.errors import InputError, Problem, quoted, shown
from kzgraph.files.paths import name_of
from kzgraph.files.sheets import read_sheet, sheet_bytes

_COLUMNS = ("entity", "latitude", "longitude", "source", "precision", "evidence")
_MOST = {"latitude": 90, "longitude": 180}
_DEGREES = re.compile(r"-?[0-9]{1,3}(\.[0-9]+)?")
_WKT = re.compile(r"POINT\s*\((-?[0-9.]+) (-?[0-9.]+)\)")


def degrees(wkt: str) -> tuple[float, float] | None:
    """Return longitude and latitude of a point as our graphs write it (OGC well-known text); ``None`` for others.

    >>> degrees("POINT(71.43 51.18)")
    (71.43, 51.18)
    """
    found = _WKT.fullmatch(wkt)
    return (float(found[1]), float(found[2])) if found else None


@dataclass(frozen=True)
class Point:
    """A place's latitude and longitude in degrees of WGS 84, as its source prints them."""

    entity: str
    latitude: str
    longitude: str
    source: str
    precision: str
    evidence: str
    file: str = ""
    line: int = 0

    @property
    def wkt(self) -> str:
        """The point as well-known text (OGC 06-103r4): longitude first, as GeoSPARQL's default CRS84 wants it."""
        return f"POINT({self.longitude} {self.latitude})"


def is_degree(text: str, column: str) -> bool:
    """Say whether *text* is a ``latitude`` or a ``longitude`` in plain degrees.

    >>> is_degree("49.9161", "latitude"), is_degree("91", "latitude"), is_degree("76°", "longitude")
    (True, False, False)
    """
    return bool(_DEGREES.fullmatch(text)) and abs(Decimal(text)) <= _MOST[column]


def points_bytes(points: Iterable[Point]) -> bytes:
    """Return *points* as a table, by entity."""
    ordered = sorted(points, key=lambda each: each.entity)
    return sheet_bytes(_COLUMNS, [[getattr(each, column) for column in _COLUMNS] for each in ordered])


def read_points(path: Path) -> list[Point]:
    """Return the points of ``points.csv``.

    Raises:
        InputError: with every coordinate that is none, every point without source or precision, every second point.
    """
    points, seen, name = list[Point](), set[str](), name_of(path)
    problems = []
    for line, cells in read_sheet(path, _COLUMNS):
        point = Point(**cells, file=name, line=line)
        problems += [
            Problem(
                f"{quoted(cells[column])} is no {column}",
                f"degrees from -{most} to {most}",
                point.file,
                line,
                field=column,
            )
            for column, most in _MOST.items()
            if not is_degree(cells[column], column)
        ]
        problems += [
            Problem(f"gives no {column}", "add it", point.file, line, field=column)
            for column in ("source", "precision", "evidence")
            if not cells[column].strip()
        ]
        if point.entity in seen:
            problems.append(Problem(f"{shown(point.entity)} has a point already", "keep one", point.file, line))
        seen.add(point.entity)
        points.append(point)
    if problems:
        raise InputError(problems)
    return points
