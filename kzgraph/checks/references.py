"""Which reference of a document covers which of its passages: the rule of the coding guide, as a check.

A text that cites by number (``[7]``, as ISO 690 has it) puts the number behind what it carries. Covered are the words
from the number before, in the same paragraph; a list or table is covered by the number that stands under it.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kzgraph.curation.rows import NOT_STATED, Row
from kzgraph.documents.copy import Copy
from kzgraph.errors import Problem

_NUMBERS = re.compile(r"\[(\d{1,3}(?:\s*[-–,;]\s*\d{1,3})*)(?:\s*,\s*(?:p|pp|с|б)\.[^\]]{1,20})?\]")
_ENTRY = re.compile(r"\s*\[?(\d{1,3})[.\]]\s")
_PARAGRAPH = re.compile(r"\n\s*\n")

_OWN = frozenset({"cites", "citedAs"})
"""Properties that are about the reference itself."""

_EXPLAINS = "reference"
"""The word by which a row's reason tells why its reference is another than the rule gives."""


@dataclass(frozen=True)
class Reference:
    """A reference as printed in the text: where it begins and ends, and the numbers that it gives."""

    start: int
    end: int
    numbers: tuple[int, ...]

    @property
    def printed(self) -> str:
        """The numbers, as a reader names them."""
        return " and ".join(map(str, self.numbers))


def references_in(text: str) -> list[Reference]:
    """Return the numbered references of *text* in order; a range (``[13-16]``) gives all its numbers."""
    found = []
    for match in _NUMBERS.finditer(text):
        numbers: list[int] = []
        for piece in re.split(r"\s*[,;]\s*", match[1]):
            first, *last = map(int, re.split(r"\s*[-–]\s*", piece))
            numbers += range(first, (last[-1] if last else first) + 1)
        found.append(Reference(match.start(), match.end(), tuple(numbers)))
    return found


class References:
    """The numbered references of one document, and what they cover."""

    def __init__(self, copy: Copy, rows: Iterable[Row]) -> None:
        self._text = copy.text
        self._references = references_in(copy.text)
        self._ends = [reference.end for reference in self._references]
        self.numbers: dict[str, int] = {}
        """The number of each cited work: the one that its entry in the list of references begins with."""
        for row in rows:
            if entry := _ENTRY.match(copy.text[slice(*row.span)]):
                self.numbers.setdefault(row.subject, int(entry[1]))

    def covering(self, start: int, end: int) -> tuple[Reference | None, bool]:
        """Return the reference that covers the passage from *start* to *end*, and whether it stands in its paragraph.

        It is the first one that ends behind the passage's start: the passage prints it, or it comes next.
        """
        at = bisect_right(self._ends, start)
        if at == len(self._references):
            return None, False
        reference = self._references[at]
        return reference, not _PARAGRAPH.search(self._text, end, reference.start)

    def findings(self, row: Row) -> Iterator[Problem]:
        """Yield where *row* cites another reference than the one that covers its passage, or none."""
        if not _leans(row):
            return
        covering, near = self.covering(*row.span)
        why = f"cite it, or tell in reason why it is another {_EXPLAINS}"
        if row.cites:
            number = self.numbers.get(row.cites)
            if number is not None and (covering is None or number not in covering.numbers):
                stands = f"{covering.printed} covers it" if covering else "none covers it"
                yield row.problem("cites", f"cites {row.cites} ({_EXPLAINS} {number}); in the text {stands}", why)
        elif covering and near and len(covering.numbers) == 1 and covering.numbers[0] in self.numbers.values():
            yield row.problem("cites", f"is empty; {_EXPLAINS} {covering.printed} covers the passage", why)


def _leans(row: Row) -> bool:
    """Say whether *row* is one that follows the rule: what is about the document itself or a reference does not."""
    return not (
        _EXPLAINS in row.reason or row.property in _OWN or row.object == NOT_STATED or row.subject == row.source
    )


def _parted(rows: Iterable[Row]) -> Iterator[Problem]:
    """Find rows that cite nothing where others of the same passage cite a work."""
    passages: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in filter(_leans, rows):
        passages[row.span].append(row)
    for beside in passages.values():
        cited = sorted({row.cites for row in beside} - {""})
        for row in beside if cited else ():
            if not row.cites:
                why = f"cite it, or tell in reason why this row has another {_EXPLAINS}"
                yield row.problem("cites", f"is empty; another row of the same passage cites {cited[0]}", why)


def misplaced(rows: Iterable[Row], copies: Mapping[str, Copy]) -> Iterator[Problem]:
    """Find rows whose ``cites`` is not the reference that covers their passage, or not that of other rows about it.

    Args:
        rows: the statement rows.
        copies: the reader's copies by document; only exact ones can be examined, since offsets refer to them.
    """
    every = list(rows)
    for name, copy in copies.items():
        own = [row for row in every if row.source == name]
        yield from _parted(own)
        if copy.exact:
            references = References(copy, own)
            for row in own:
                yield from references.findings(row)
