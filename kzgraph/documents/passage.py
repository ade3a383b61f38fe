"""Passages of a document, looked up in a copy by offsets, fingerprint or words."""

from collections.abc import Iterable
from dataclasses import dataclass

from kzgraph.documents.copy import Copy
from kzgraph.documents.table import MEDIA, SourceTable
from kzgraph.text.words import Text, fingerprint

Span = tuple[int, int]


@dataclass(frozen=True)
class Passage:
    """A passage as found in a copy: its offsets there and its text."""

    start: int
    end: int
    text: str


class Document:
    """A copy of a document in which passages are looked up."""

    def __init__(self, copy: Copy) -> None:
        self.copy = copy
        self._text = Text(copy.text)
        self.table = SourceTable(copy.text) if copy.source.media == MEDIA else None

    def passage(self, span: Span, mark: str = "") -> Passage | None:
        """Return the passage at *span*, or wherever else in this copy the fingerprint *mark* is found.

        Offsets are trusted only when the words there have the fingerprint.
        Without a mark, offsets count only in an exact copy.
        """
        start, end = span
        there = self.copy.text[start:end]
        if end <= len(self.copy.text) and (fingerprint(there) == mark if mark else self.copy.exact):
            return Passage(start, end, there)
        found = self._text.find(mark) if mark else None
        return Passage(*found, self.copy.text[found[0] : found[1]]) if found else None

    def cuts_word(self, span: Span) -> bool:
        """Say whether a border of *span* falls inside a word."""
        text = self.copy.text
        return any(0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum() for at in span)

    def locate(self, phrase: str) -> list[Passage]:
        """Return every place where the words of *phrase* stand in a row."""
        return [Passage(*span, self.copy.text[span[0] : span[1]]) for span in self._text.occurrences(phrase)]

    def words(self, passage: Passage, via: Iterable[Span]) -> list[str]:
        """Return what a row rests on: the words of *passage*, and of each earlier mention in *via* that can be placed.

        Of a table these are the cells in *via* with the names of their columns, or all cells of the record.
        """
        if self.table is None:
            return [passage.text, *(mention.text for mention in self.mentions(via) or ())]
        row, header = self.table.row_at(passage.start), self.table.header
        named = [cell for cell in map(self.table.cell_at, via) if cell] if self.copy.exact else []
        cells = [cell for cell in named if cell.row == row] or [cell for cell in self.table.cells(row) if cell.text]
        return ["\t".join(f"{header[cell.column - 1]}: {cell.text}" for cell in cells if cell.column <= len(header))]

    def mentions(self, spans: Iterable[Span]) -> list[Passage] | None:
        """Return the earlier mentions at *spans*; ``None`` when they cannot be placed.

        They carry no fingerprint of their own, so only the copy that offsets refer to can show them.
        """
        if self.copy.exact:
            return [Passage(*span, self.copy.text[slice(*span)]) for span in spans]
        return None
