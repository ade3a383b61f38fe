"""Tables for spreadsheets: CSV in which no cell is taken for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

from kzgraph.files.sheets import harmless


def for_spreadsheet(rows: Iterable[Sequence[str]]) -> bytes:
    """Return *rows* as CSV with a mark of its encoding and harmless cells."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig")
