"""A sheet of paper in points, from the top left; the only module that knows matplotlib."""

import io
import math
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Polygon, Rectangle
from matplotlib.path import Path
from matplotlib.textpath import text_to_path

from kzgraph.plots.style import BLACK, Look, Stroke

Spot = tuple[float, float]
Box = tuple[float, float, float, float]

_STYLE: dict[str, Any] = {
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans", "Verdana", "sans-serif"],  # DejaVu comes with matplotlib, so widths are the same
    "svg.fonttype": "none",  # words stay words: they can be found, copied, read aloud
    "svg.hashsalt": "kzgraph",
    "pdf.fonttype": 42,
    "text.parse_math": False,  # a dollar is a dollar
    "hatch.linewidth": 0.5,
    "savefig.dpi": 300,
}
_SLACK = 1.04
"""Letters on a screen are set on whole pixels, which makes lines a little longer than the font has them."""

_CORNERS = {"circle": 24, "square": 4, "diamond": 4, "triangle": 3}
_TURN = {"circle": 0.0, "square": math.pi / 4, "diamond": 0.0, "triangle": math.pi / 2}


@contextmanager
def drawing() -> Iterator[None]:
    """Draw with our settings alone, whatever the reader's own are, and give his back."""
    with mpl.rc_context(), warnings.catch_warnings():
        mpl.rcdefaults()
        mpl.rcParams.update(_STYLE)  # type: ignore[arg-type]
        warnings.filterwarnings("ignore", message="Glyph")  # a script that the font lacks shows as boxes
        yield


@lru_cache(maxsize=4096)
def _width(text: str, size: float, weight: str) -> float:
    font = FontProperties(family="DejaVu Sans", size=size, weight=weight)
    return float(text_to_path.get_text_width_height_descent(text, font, False)[0])


class Canvas:
    """A sheet *width* centimetres wide, as high as what is drawn on it; all measures are points."""

    def __init__(self, width: float) -> None:
        self.width = width / 2.54 * 72
        self._figure = Figure(figsize=(self.width / 72, 1), facecolor="white")
        self._axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self._layer = 0.0

    def _next(self) -> float:
        """Return the place in the pile: what is drawn later lies on top, be it line, shape or text."""
        self._layer += 1
        return self._layer

    @staticmethod
    def width_of(text: str, size: float, weight: str = "normal") -> float:
        """Return how wide *text* will be."""
        return _width(text, size, weight)

    def wrapped(self, text: str, size: float, width: float, weight: str = "normal") -> list[str]:
        """Return *text* in lines no wider than *width*, unless a single word is."""
        lines = [""]
        for word in filter(None, text.split(" ")):  # not at a no-break space
            longer = f"{lines[-1]} {word}".strip(" ")
            if lines[-1] and self.width_of(longer, size, weight) * _SLACK > width:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines

    def text(self, x: float, y: float, text: str, size: float, **style: Any) -> None:
        """Write *text* with its base line at *y*; *style*: colour, weight, align, angle, url."""
        self._axes.text(
            x,
            y,
            text,
            fontsize=size,
            color=style.get("colour", BLACK),
            fontweight=style.get("weight", "normal"),
            ha=style.get("align", "left"),
            va="baseline",
            rotation=style.get("angle", 0),
            rotation_mode="anchor",
            url=style.get("url"),
            zorder=self._next(),
        )

    def paragraph(self, x: float, y: float, text: str, size: float, width: float, **style: Any) -> float:
        """Write *text* in lines, the first with its base line at *y*; return the base line of the last."""
        lines = self.wrapped(text, size, width, style.get("weight", "normal"))
        for number, line in enumerate(lines):
            self.text(x, y + number * size * 1.3, line, size, **style)
        return y + (len(lines) - 1) * size * 1.3

    def line(self, spots: Sequence[Spot], colour: str = BLACK, thickness: float = 0.7, line: Stroke = "-") -> None:
        """Draw a line through *spots*."""
        drawn = Line2D(
            [x for x, _ in spots],
            [y for _, y in spots],
            color=colour,
            linewidth=thickness,
            linestyle=line,
            zorder=self._next(),
        )
        drawn.set_clip_on(False)
        self._axes.add_line(drawn)

    def lines(self, many: Sequence[Sequence[Spot]], colour: str, thickness: float, within: Box) -> None:
        """Draw *many* lines as one, cut off at the box *within*."""
        spots = [spot for each in many for spot in each]
        codes = [Path.MOVETO if not number else Path.LINETO for each in many for number in range(len(each))]
        drawn = PathPatch(Path(spots, codes), fill=False, edgecolor=colour, linewidth=thickness, zorder=self._next())
        self._axes.add_patch(drawn)
        left, top, right, bottom = within
        drawn.set_clip_path(Rectangle((left, top), right - left, bottom - top, transform=self._axes.transData))

    def box(self, box: Box, look: Look, thickness: float = 0.8) -> None:
        """Draw a rectangle given by left, top, right, bottom."""
        left, top, right, bottom = box
        self._shape([(left, top), (right, top), (right, bottom), (left, bottom)], look, thickness)

    def dot(self, x: float, y: float, look: Look, size: float = 3, shape: str = "circle") -> None:
        """Draw a mark of the radius *size*: circle, square, diamond or triangle."""
        corners, turn = _CORNERS[shape], _TURN[shape]
        angles = [turn + 2 * math.pi * number / corners for number in range(corners)]
        self._shape([(x + size * math.cos(a), y - size * math.sin(a)) for a in angles], look, 0.8)

    def arrow(self, start: Spot, end: Spot, size: float = 4) -> None:
        """Draw an open arrow: what is bounded on one side only goes on."""
        angle = math.atan2(end[1] - start[1], end[0] - start[0])
        barbs = [(end[0] - size * math.cos(angle + t), end[1] - size * math.sin(angle + t)) for t in (0.5, -0.5)]
        self.line([start, end], BLACK, 0.9)
        self.line([barbs[0], end, barbs[1]], BLACK, 0.9)

    def _shape(self, spots: Sequence[Spot], look: Look, thickness: float) -> None:
        drawn = Polygon(
            spots,
            closed=True,
            facecolor=look.fill,
            edgecolor=look.edge,
            linestyle=look.line,
            linewidth=thickness,
            hatch=look.hatch or None,
            zorder=self._next(),
        )
        drawn.set_clip_on(False)
        self._axes.add_patch(drawn)

    def save(self, form: str, height: float, *, title: str, description: str) -> bytes:
        """Return the sheet, cut off at *height*, as a file; nothing in it tells when or on what it was made."""
        self._figure.set_size_inches(self.width / 72, height / 72)
        self._axes.set_xlim(0, self.width)
        self._axes.set_ylim(height, 0)
        told: dict[str, dict[str, Any]] = {
            "svg": {"Title": title, "Description": description, "Date": None, "Creator": "kzgraph"},
            "png": {"Title": title, "Description": description, "Software": "kzgraph"},
            "pdf": {
                "Title": title,
                "Subject": description,
                "Creator": "kzgraph",
                "Producer": None,
                "CreationDate": None,
            },
        }
        stream = io.BytesIO()
        self._figure.savefig(stream, format=form, metadata=told[form])
        return stream.getvalue()
