"""What pictures look like: sizes, colours, and how a modality shows without any colour."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

TITLE, TEXT, NOTE, SMALL = 9.0, 7.0, 6.5, 6.0
"""Sizes of letters, in points."""

BLACK, DARK, GREY, PALE = "#000000", "#333333", "#8a8a8a", "#d9d9d9"
BLUE, LIGHT = "#0072b2", "#a6cee3"
"""From the palette of Okabe and Ito (2008), which colour-blind readers tell apart; far apart in grey too."""

Stroke = Literal["-", "--", ":"]


@dataclass(frozen=True)
class Look:
    """How something is drawn: fill colour (none: hollow), its edge's colour, its line (``-``, ``--``, ``:``), hatch."""

    fill: str = "none"
    edge: str = BLACK
    line: Stroke = "-"
    hatch: str = ""


_LINES: dict[str, Stroke] = {"planned": "--", "forecast": "--", "opinion": ":"}


def legend(modalities: Iterable[str]) -> str:
    """Return what the looks of *modalities* mean; nothing where all are filled."""
    found = {_LINES.get(modality, "-") for modality in modalities}
    said = {"--": "hollow with a broken edge: planned or forecast", ":": "hollow with a dotted edge: opinion"}
    others = [words for line, words in said.items() if line in found]
    return "; ".join(["Filled: asserted or reported", *others]) + "." if others else ""


def look(modality: str, colour: str = BLUE) -> Look:
    """Return how what is stated in *modality* looks: only what is asserted or reported is filled."""
    line = _LINES.get(modality)
    return Look("none", BLACK, line) if line else Look(colour, BLACK)
