"""A table as a document: its copy is CSV in one form (RFC 4180, UTF-8, commas, LF), in which every cell has a place.

A record is a passage, a cell a span in it; :meth:`SourceTable.fragment` names a cell as RFC 7111 does (``cell=17,7``).
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kzgraph.errors import one_problem, quoted
from kzgraph.files.sheets import sheet_bytes

MEDIA = "text/csv"
"""The media type of a copy that is a table (RFC 4180)."""

_CELL = re.compile(r'"((?:[^"]|"")*)"|([^",\n]*)')
_LONGEST = 200
"""Characters of the name of a column."""

Span = tuple[int, int]


@dataclass(frozen=True)
class TableCell:
    """A cell: its row and column as RFC 7111 counts them (from 1, the header being row 1), its span, what it holds."""

    row: int
    column: int
    span: Span
    text: str


class SourceTable:
    """The records of a table's copy, looked up by number or by place."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _starts(self) -> list[int]:
        """Where each record begins, the header first; a line end inside quotation marks is part of a cell."""
        starts, inside, at = [0], False, 0
        for found in re.finditer('["\n]', self.text):
            if found[0] == '"':
                inside = not inside
            elif not inside:
                at = found.end()
                starts.append(at)
        return starts[:-1] if at == len(self.text) else starts

    def __len__(self) -> int:
        """Return how many records there are besides the header."""
        return len(self._starts) - 1

    def span(self, row: int) -> Span:
        """Return where the record in *row* stands, without its line end."""
        start = self._starts[row - 1]
        end = self._starts[row] if row < len(self._starts) else len(self.text)
        return start, end - (end > start and self.text[end - 1] == "\n")

    def cells(self, row: int) -> list[TableCell]:
        """Return the cells of the record in *row*."""
        at, end = self.span(row)
        found = []
        for column in range(1, end - at + 2):
            cell = _CELL.match(self.text, at, end)
            assert cell
            text = cell[1].replace('""', '"') if cell[1] is not None else cell[2]
            span = cell.span(1) if cell[1] is not None else cell.span(2)
            found.append(TableCell(row, column, span, text))
            at = cell.end() + 1
            if at > end:
                break
        return found

    @cached_property
    def header(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(cell.text for cell in self.cells(1))

    def rows(self) -> Iterator[int]:
        """Yield the number of each record besides the header."""
        yield from range(2, len(self._starts) + 1)

    def row_at(self, place: int) -> int:
        """Return the number of the record in which *place* lies."""
        return bisect_right(self._starts, place)

    def cell_at(self, span: Span) -> TableCell | None:
        """Return the cell that stands at *span*; ``None`` where none does exactly."""
        cells = self.cells(self.row_at(span[0])) if 0 <= span[0] <= len(self.text) else []
        return next((cell for cell in cells if cell.span == span), None)

    @staticmethod
    def fragment(cell: TableCell) -> str:
        """Return the fragment identifier of *cell* (RFC 7111)."""
        return f"cell={cell.row},{cell.column}"


def table_text(header: Sequence[str], rows: Sequence[Sequence[str]], name: str) -> str:
    """Return the copy of a table: its cells as they stand, without columns that have neither name nor content.

    Raises:
        InputError: when a column has no name or the name of another, or a record has more cells than there are columns.
    """
    width = max(map(len, (header, *rows)))
    full = [[*row, *[""] * (width - len(row))] for row in (header, *rows)]
    kept = [column for column in range(width) if any(row[column].strip() for row in full)]
    names = [" ".join(full[0][column].split()) for column in kept]
    for number, each in zip(kept, names, strict=True):
        if not each or len(each) > _LONGEST:
            what = f"column {number + 1} has no name" if not each else f"the name of column {number + 1} is too long"
            raise one_problem(what, "give every column a short name in the first line", file=name, line=1)
        if names.count(each) > 1:
            raise one_problem(f"the column {quoted(each)} stands twice", "rename one", file=name, line=1)
    cells = ([row[column].replace("\r\n", "\n").replace("\r", "\n") for column in kept] for row in full[1:])
    return sheet_bytes(names, cells).decode()
