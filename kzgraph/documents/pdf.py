"""The text of a PDF, page by page, as PDFium reads it; where it reads across columns, column by column.

PDFium gives the words in the order in which the file paints them. Most files paint column after column;
those that paint line after line across the page (print drivers, layers of recognised text) are put in order here.
What a file paints without saying which character it is (a font of its own making) is U+FFFD here, so that nobody takes
what stands left and right of it for one word or figure.
"""

from collections.abc import Iterator
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from kzgraph.errors import EnvironmentProblem, one_problem, shown
from kzgraph.files.paths import name_of

_FEWEST = 6
"""Lines side by side from which on they can be columns."""
_WIDEST_GUTTER = 4
"""What lies between full columns, in heights of their lines."""
_LINE_HYPHENS = str.maketrans({"\ufffe": "-\n", "\x02": "-\n"})
"""What PDFium writes for a hyphen at the end of a line, which it takes away together with the line's end."""


UNKNOWN = "\ufffd"
"""What stands for a character that a document paints and does not name."""


class Box(NamedTuple):
    """Words that stand close together in a line: where, in points from the lower left of the page, and their text."""

    left: float
    bottom: float
    right: float
    top: float
    text: str

    @property
    def height(self) -> float:
        """Its height in points."""
        return self.top - self.bottom


def tool() -> str:
    """Return the library that reads, with its version."""
    return f"pypdfium2 {version('pypdfium2')}"


def pages_of(path: Path) -> Iterator[tuple[str, bool]]:
    """Yield the text of each page of *path*, and whether its columns had to be put in order.

    Raises:
        InputError: when the file needs a password, or is damaged.
        EnvironmentProblem: when the library for PDF is not installed.
    """
    try:
        from pypdfium2 import PdfDocument, PdfiumError
    except ImportError:
        raise EnvironmentProblem("PDF needs pypdfium2; pip install 'kzgraph[documents]'") from None
    try:
        document = PdfDocument(path)
        for number in range(len(document)):
            yield _text(document[number].get_textpage())
    except PdfiumError as error:
        if "password" in str(error).casefold():
            raise one_problem("needs a password", "save it without one", file=name_of(path)) from None
        raise one_problem(f"is a damaged PDF ({shown(error)[:100]})", "save it anew", file=name_of(path)) from None


def _text(page: Any) -> tuple[str, bool]:
    lines = _lines(page)
    whole = _whole(page)
    if not _parted(lines):
        return _plain(whole), False
    bounded = _bounded if UNKNOWN in whole else type(page).get_text_bounded
    lines = [[each._replace(text=bounded(page, *each[:4]).strip()) for each in line] for line in lines]
    middle = gutter(lines)
    if middle is None:
        return _plain(whole), False
    return "\n".join(_plain(box.text) for box in by_column(lines, middle)) + "\n", True


def _whole(page: Any) -> str:
    """Return the text of *page* with what PDFium leaves out: characters of which it knows no more than their places."""
    text = str(page.get_text_range())
    if len(text) == page.count_chars() and "\ufffe" not in text:  # which stands for a hyphen as well
        return text
    return "".join(_char(page, place) for place in range(page.count_chars()))


def _char(page: Any, place: int) -> str:
    from pypdfium2.raw import FPDFText_GetUnicode

    code = FPDFText_GetUnicode(page, place)
    return chr(code) if code else UNKNOWN


def _bounded(page: Any, left: float, bottom: float, right: float, top: float) -> str:
    """Return the text within a box, as ``get_text_bounded`` of PDFium does but for what that leaves out."""
    from pypdfium2.raw import FPDFText_IsGenerated

    text, is_within = "", False
    for place in range(page.count_chars()):
        if FPDFText_IsGenerated(page, place) == 0:  # a space or line's end has no place of its own
            box = page.get_charbox(place)
            is_within = left <= (box[0] + box[2]) / 2 <= right and bottom <= (box[1] + box[3]) / 2 <= top
        text += _char(page, place) if is_within else ""
    return text


def _plain(text: str) -> str:
    return text.translate(_LINE_HYPHENS).replace("\r\n", "\n").replace("\u00ad", "")


def _lines(page: Any) -> list[list[Box]]:
    """Return the boxes of each line as the page paints them; words closer than their height are in one box."""
    lines: list[list[Box]] = []
    for number in range(page.count_rects()):
        left, bottom, right, top = page.get_rect(number)
        last = lines[-1][-1] if lines else None
        if last is None or min(top, last.top) - max(bottom, last.bottom) < min(top - bottom, last.height) / 2:
            lines.append([Box(left, bottom, right, top, "")])
        elif -last.height < left - last.right < last.height:
            corners = (min(left, last.left), min(bottom, last.bottom), max(right, last.right), max(top, last.top))
            lines[-1][-1] = Box(*corners, "")
        else:
            lines[-1].append(Box(left, bottom, right, top, ""))
    return lines


def _parted(lines: list[list[Box]]) -> list[tuple[Box, Box]]:
    """Return the lines of two boxes side by side; none when they are few."""
    pairs = [(line[0], line[1]) for line in lines if len(line) == 2 and line[0].right < line[1].left]
    return pairs if len(pairs) >= _FEWEST and 2 * len(pairs) >= len(lines) else []


def gutter(lines: list[list[Box]]) -> float | None:
    """Return where the page is parted, when two columns of prose are painted line after line; ``None`` for all else.

    The cells of a table stand side by side too, and are read line by line: what tells prose is that its lines are
    full up to a narrow gutter, or go on in small letters.
    """
    pairs = _parted(lines)
    if not pairs:
        return None
    first, last = max(left.right for left, _ in pairs), min(right.left for _, right in pairs)
    columns = [[left for left, _ in pairs], [right for _, right in pairs]]
    if first >= last or not all(_is_prose(column, last - first) for column in columns):
        return None
    return (first + last) / 2


def _is_prose(column: list[Box], gap: float) -> bool:
    edge = max(box.right for box in column)
    full = sum(max(edge - box.right, gap / _WIDEST_GUTTER) < box.height for box in column)
    going_on = sum(after.text[:1].islower() or before.text[-1:] in "-\ufffe\x02" for before, after in pairwise(column))
    is_wordy = sum(len(box.text) for box in column) >= 15 * len(column)
    return is_wordy and (full >= 0.7 * len(column) or going_on >= 0.3 * len(column))


def by_column(lines: list[list[Box]], middle: float) -> Iterator[Box]:
    """Yield the boxes of *lines*: between two lines that cross *middle*, the left ones before the right ones."""
    right: list[Box] = []
    for line in lines:
        if any(box.left < middle < box.right for box in line):
            yield from right
            yield from line
            right = []
            continue
        for box in line:
            if box.left > middle:
                right.append(box)
            else:
                yield box
    yield from right
