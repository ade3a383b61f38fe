"""Rows gathered into statements: one claim with all the passages that say it."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from types import TracebackType

from kzgraph.acceptance import doubt, strongest
from kzgraph.curation.rows import COLUMNS, NOT_STATED, Row, cells_of
from kzgraph.errors import Problem
from kzgraph.files.sorting import RUN, SortedLines

_BETWEEN = "\x1f"
"""Joins cells; no cell holds a control character."""


@dataclass(frozen=True)
class Claim:
    """One claim with all the rows (passages) that support it."""

    id: str
    rows: tuple[Row, ...]

    @property
    def row(self) -> Row:
        """The row of the first passage; all rows agree on the claim and on the rank."""
        return self.rows[0]

    @property
    def modality(self) -> str:
        """The strongest modality among the passages."""
        return strongest(row.modality for row in self.rows)

    @property
    def stated(self) -> bool:
        """Whether there is an object at all."""
        return self.row.object != NOT_STATED

    @property
    def accepted(self) -> bool:
        """Whether it counts as a fact (:func:`kzgraph.acceptance.doubt`)."""
        row = self.row
        return not doubt(stated=self.stated, modality=self.modality, rank=row.rank, bound=row.operator, role=row.role)


def statement_id(row: Row) -> str:
    """Return the id of the claim of *row*: the first 16 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(_BETWEEN.join(row.claim).encode()).hexdigest()[:16]


def evidence_id(row: Row) -> str:
    """Return the id of *row* as a piece of evidence: of the claim and its passage together."""
    return hashlib.sha256(_BETWEEN.join((*row.claim, row.source, row.start, row.end)).encode()).hexdigest()[:16]


def gather(rows: Iterable[Row]) -> list[Claim]:
    """Return the statements that *rows* support, sorted by id."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[statement_id(row)].append(row)
    return [Claim(name, tuple(sorted(found[name], key=_place))) for name in sorted(found)]


def _place(row: Row) -> tuple[object, ...]:
    """Order rows by their passage and what they say, whatever table and line they stand in."""
    return (row.source, *row.span, *cells_of(row))


class SortedClaims:
    """The statements of more rows than memory holds, by id; may be gone through several times."""

    def __init__(self, target: Path, run: int = RUN) -> None:
        """Begin with none; what does not fit waits beside *target* (:class:`SortedLines`)."""
        self._lines = SortedLines(target, run)
        self.rows = 0
        self.statements = 0
        """How many statements there are, once they have been gone through."""

    def __enter__(self) -> "SortedClaims":
        self._lines.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._lines.__exit__(kind, error, at)

    def add(self, row: Row) -> None:
        """Add a row, which lies in its table at a line of its own."""
        self.rows += 1
        self._lines.add(_BETWEEN.join((statement_id(row), *cells_of(row), row.file, str(row.line))).encode())

    def __iter__(self) -> Iterator[Claim]:
        """Yield the statements, sorted by id."""
        parted = (line.decode().split(_BETWEEN) for line in self._lines)
        number = 0
        for name, same in groupby(parted, key=itemgetter(0)):
            number += 1
            yield Claim(name, tuple(sorted(map(_row, same), key=_place)))
        self.statements = number


def _row(parts: list[str]) -> Row:
    _, *cells, file, line = parts
    return Row(**dict(zip(COLUMNS, cells, strict=True)), file=file, line=int(line))


def faults(claim: Claim) -> Iterator[Problem]:
    """Yield what the rows of one claim have wrong together: a passage that stands twice, ranks that differ."""
    seen: dict[tuple[str, ...], Row] = {}
    for row in sorted(claim.rows, key=lambda row: (row.file, row.line)):
        first = seen.setdefault((row.source, row.start, row.end), row)
        if first is not row:
            where = f"line {first.line}" if first.file == row.file else f"{first.file}:{first.line}"
            yield row.problem("", f"repeats {where}", "remove one of the two")
        if row.rank != claim.row.rank:
            what = f"ranks the claim {row.rank}, {claim.row.file}:{claim.row.line} {claim.row.rank}"
            yield row.problem("rank", what, "rank a claim once")
