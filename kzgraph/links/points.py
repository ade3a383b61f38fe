"""Where things lie: WGS 84 points, each with its source and with what the point stands for."""

import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from kzgraph.errors import InputError, Problem, quoted, shown
from kzgraph.files.paths import name_of
from kzgraph.files.sheets import read_sheet

_DEGREES = re.compile(r"-?[0-9]{1,3}(\.[0-9]+)?")


@dataclass(frozen=True)
class Point:
    """A place's latitude and longitude in degrees of WGS 84, as its source prints them."""

    entity: str
    latitude: str
    longitude: str
    source: str
    precision: str
    evidence: str
    file: str
    line: int

    @property
    def wkt(self) -> str:
        """The point as well-known text (OGC 06-103r4): longitude first, as GeoSPARQL's default CRS84 wants it."""
        return f"POINT({self.longitude} {self.latitude})"


def read_points(path: Path) -> list[Point]:
    """Return the points of ``points.csv``.

    Raises:
        InputError: with every coordinate that is none, every point without source or precision, every second point.
    """
    points: list[Point] = []
    problems = []
    for line, cells in read_sheet(path, ("entity", "latitude", "longitude", "source", "precision", "evidence")):
        point = Point(**cells, file=name_of(path), line=line)
        for column, most in (("latitude", 90), ("longitude", 180)):
            text = cells[column]
            if not _DEGREES.fullmatch(text) or abs(Decimal(text)) > most:
                what = f"{quoted(text)} is no {column}"
                problems.append(Problem(what, f"degrees from -{most} to {most}", point.file, line, field=column))
        problems += [
            Problem(f"gives no {column}", "add it", point.file, line, field=column)
            for column in ("source", "precision", "evidence")
            if not cells[column].strip()
        ]
        if point.entity in {other.entity for other in points}:
            problems.append(Problem(f"{shown(point.entity)} has a point already", "keep one", point.file, line))
        points.append(point)
    if problems:
        raise InputError(problems)
    return points
