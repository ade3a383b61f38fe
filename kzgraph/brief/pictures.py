"""The pictures of a brief: those of some for which the graph has anything to draw."""

from collections.abc import Callable

from kzgraph.errors import QueryError
from kzgraph.plots.picture import Picture


def drawable(*readers: Callable[[], Picture]) -> tuple[Picture, ...]:
    """Return the pictures that *readers* read, without those for which there is nothing to draw."""
    found = []
    for read in readers:
        try:
            found.append(read())
        except QueryError:
            continue
    return tuple(found)
