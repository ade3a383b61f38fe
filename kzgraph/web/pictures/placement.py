"""Room for words in a drawing: how wide they are, and whether they would lie on others."""

import unicodedata
from dataclasses import dataclass, field
from itertools import accumulate

_WIDE = ("W", "F")
_LETTER = 6.9
"""The width of a letter, in the units of a drawing."""
WIDTH = 900.0
"""The width of a drawing of a fixed shape, in its own units."""
NARROW, WIDE = 280.0, 800.0
"""What a line of words may take on a telephone, and on a screen."""
_GAP = 4.0
LINE = 15.0
"""The height of a line of words, in the units of a drawing."""


def width(text: str) -> float:
    """Return about how wide *text* is drawn; a Chinese character is as wide as two letters."""
    return _LETTER * sum(_letters(char) for char in text)


def _letters(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in _WIDE else 1


def fitted(text: str, most: float) -> str:
    """Return *text* so cut that it is no wider than *most*.

    >>> fitted("Agreement on Air Transport", 100)
    'Agreement on…'
    """
    line = " ".join(text[:400].split())
    if width(line) <= most:
        return line
    ends = accumulate(map(_letters, line))
    kept = sum(_LETTER * (end + 1) <= most for end in ends)
    return line[:kept].rstrip(" ,;·") + "…"


Point = tuple[float, float]
Beside = tuple[Point | None, str]
"""Where words are written, or nowhere, and how they are set there: from their start, their middle or their end."""
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass
class Placement:
    """A sheet of some size on which boxes are laid, none over another."""

    right: float
    bottom: float
    taken: list[Box] = field(default_factory=list)
    spared: list[Box] = field(default_factory=list)
    """Boxes that are kept free without being taken."""

    def occupy(self, x: float, y: float, wide: float, high: float) -> None:
        """Take the box whose upper left corner is at *x* and *y*."""
        self.taken.append((x, y, x + wide, y + high))

    def spare(self, x: float, y: float, wide: float, high: float) -> None:
        """Keep the box free, for as long as it is among those spared."""
        self.spared.append((x, y, x + wide, y + high))

    def take(self, x: float, y: float, wide: float, high: float = LINE) -> bool:
        """Take the box when it is free and on the sheet; say whether it was."""
        if x < 0 or y < 0 or x + wide > self.right or y + high > self.bottom:
            return False
        kept = (*self.taken, *self.spared)
        if any(x < right and left < x + wide and y < low and top < y + high for left, top, right, low in kept):
            return False
        self.occupy(x, y, wide, high)
        return True

    def beside(self, x: float, y: float, radius: float, wide: float, *, left: bool = False) -> Beside:
        """Take room for words beside a round mark, to the right or the *left* first; return where, and how set."""
        level = [(x + radius + _GAP, y + 4.5, "start", 0.0), (x - radius - _GAP, y + 4.5, "end", wide)]
        first, last = reversed(level) if left else level
        below = (x, y + radius + LINE - 1, "middle", wide / 2)
        above = (x, y - radius - _GAP, "middle", wide / 2)
        for at, base, anchor, back in (first, below, above, last):
            if self.take(at - back, base - 12, wide):
                return (at, base), anchor
        return None, "start"
