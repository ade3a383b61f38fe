"""Small drawings that need no script: a column for each year, a thing among its neighbours."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kzgraph.statements.statement import Statement
from kzgraph.vocab import ACCEPTED_MODALITIES, CODE, RDF
from kzgraph.web.pictures.placement import WIDTH
from kzgraph.web.site.catalogue import Catalogue


@dataclass(frozen=True)
class YearColumn:
    """A year: where its column stands, how high it is, what it counts."""

    year: int
    number: int
    x: float
    height: float
    tick: bool


def columns(years: Iterable[int], *, height: float = 80) -> tuple[list[YearColumn], float]:
    """Return a column for each year between the first and the last, and the width of one."""
    counts = Counter(years)
    if not counts:
        return [], 0.0
    first, last, most = min(counts), max(counts), max(counts.values())
    step = WIDTH / (last - first + 1)
    every = max(1, math.ceil((last - first + 1) / 18))
    found = [
        YearColumn(year, counts[year], (year - first) * step, height * counts[year] / most, (year - first) % every == 0)
        for year in range(first, last + 1)
    ]
    return found, min(step * 0.8, 40)


@dataclass(frozen=True)
class Neighbour:
    """A thing on the circle around another: its IRI, the properties between them, its place, how its name is set.

    ``sure`` where at least one of the ties is asserted or reported, not only opined, planned or forecast.
    """

    iri: str
    label: str
    properties: tuple[str, ...]
    x: float
    y: float
    anchor: str
    sure: bool


def neighbours(catalogue: Catalogue, iri: str, found: Iterable[Statement], *, most: int = 22) -> list[Neighbour]:
    """Return the things most often tied to *iri* by *found*, around a circle of radius 1, the same every time.

    Facts count before views and plans.  What is not held to be right ties nothing.
    """
    between: dict[str, set[str]] = {}
    facts: Counter[str] = Counter()
    ties: Counter[str] = Counter()
    sure: set[str] = set()
    for statement in found:
        value = statement.object
        if value is None or statement.rank == "deprecated":
            continue
        if statement.predicate.value.startswith(RDF) or value.value.startswith(CODE):
            continue
        other = value.value if statement.subject.value == iri else statement.subject.value
        if other != iri and other in catalogue.things:
            ties[other] += 1
            facts[other] += statement.accepted
            between.setdefault(other, set()).add(catalogue.label(statement.predicate.value))
            if statement.modality in ACCEPTED_MODALITIES:
                sure.add(other)
    quiet = {other for other in ties if {"Opinion", "Publication"} & set(catalogue.things[other].kinds)}
    chosen = sorted(ties, key=lambda other: (other in quiet, -facts[other], -ties[other], other))[:most]
    chosen.sort(key=lambda other: (min(between[other]), catalogue.label(other)))
    return [
        Neighbour(
            other,
            catalogue.label(other),
            tuple(sorted(between[other])),
            x,
            y,
            "start" if x > 0 else "end",
            other in sure,
        )
        for other, (x, y) in zip(chosen, _circle(len(chosen)), strict=True)
    ]


def _circle(number: int) -> Iterator[tuple[float, float]]:
    """Yield places on a circle, clockwise from the top, each on a level of its own: no name lies on another."""
    right = (number + 1) // 2
    for place in range(number):
        level, levels = (place, right) if place < right else (number - 1 - place, number - right)
        y = 2 * (level + 0.5) / levels - 1
        yield math.copysign(math.sqrt(1 - y * y), right - place - 0.5), y
