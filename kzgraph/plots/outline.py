"""The outline of the countries under the map, and the names that are written on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from kzgraph.links.land import CREDIT, NONE, Degrees, Window, lands, within, world
from kzgraph.plots.facts import Graph


@dataclass(frozen=True)
class Outline:
    """Lines of longitudes and latitudes, where a country's name stands best, and what a reader must be told."""

    lines: tuple[tuple[Degrees, ...], ...] = ()
    names: tuple[tuple[str, Degrees], ...] = ()
    note: str = NONE


def extent(graph: Graph, country: str) -> Window | None:
    """Return west, south, east and north of *country*; ``None`` where it has no outline here."""
    code = graph.things.code(country, "iso3166alpha3")
    return next((land.bounds for land in world() if land.code == code), None)


def outline(graph: Graph, countries: Sequence[str], window: Window) -> Outline:
    """Return the borders within *window* (west, south, east, north), and the names of *countries*.

    Where the package or the reader of its files is not installed, there are no lines, and the note says so.
    """
    there = lands(window)
    if not there:
        return Outline()
    codes = {graph.things.code(iri, "iso3166alpha3"): graph.name(iri) for iri in countries}
    lines = [line for land in there for ring in land.rings for line in within(ring, window)]
    names = sorted((codes[land.code], land.at) for land in there if land.code in codes)
    return Outline(tuple(lines), tuple(names), CREDIT)
