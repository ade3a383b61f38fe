"""What the pages of checks have in common: the page around them, and a text cut where what is marked in it ends."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TypeVar

from kzgraph.text.spans import Span

Mark = TypeVar("Mark")


def stretches(end: int, marked: Iterable[tuple[Span, Mark]]) -> Iterator[tuple[int, int, list[Mark]]]:
    """Yield the stretches of a text of *end* characters that the same marks cover: start, end, their marks in order."""
    spans = list(marked)
    cuts = sorted({0, end} | {at for span, _ in spans for at in span})
    for start, stop in pairwise(cuts):
        yield start, stop, [mark for (first, last), mark in spans if first <= start and stop <= last]


def rendered(template: str, **values: object) -> str:
    """Return the page that the file *template* beside this one makes of *values*; self-contained, without script."""
    from jinja2 import Environment, PackageLoader

    environment = Environment(
        loader=PackageLoader("kzgraph.checks", "."), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template(template).render(values)
