"""Tables for spreadsheets: CSV in which no cell is taken for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence


def harmless(cell: str) -> str:
    """Return *cell* with an apostrophe before it where a spreadsheet would calculate.

    >>> harmless("=1+1")
    "'=1+1"
    """
    lines = (line.lstrip(" \u00a0") for line in cell.split("\n"))
    return f"'{cell}" if any(line.startswith(("=", "+", "-", "@", "\t", "\r")) for line in lines) else cell


def for_spreadsheet(rows: Iterable[Sequence[str]]) -> bytes:
    """Return *rows* as CSV with a mark of its encoding and harmless cells."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig")
