"""The statement tables: one row for one claim as one passage supports it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from functools import cached_property
from operator import attrgetter
from pathlib import Path

from kzgraph.errors import InputError, Problem, quoted
from kzgraph.files.paths import name_of
from kzgraph.files.sheets import sheet_bytes, sheet_rows

NOT_STATED = "not-stated"
"""What stands as the object where a source pointedly leaves it out."""

_SPAN = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")
_OFFSET = re.compile(r"[0-9]{1,9}")
_FINGERPRINT = re.compile(r"[1-9][0-9]{0,5}:[0-9a-f]{16}")
_NUMBER = re.compile(r"(?!-0$)-?(0|[1-9][0-9]{0,29})(\.[0-9]{0,11}[1-9])?")


@dataclass(frozen=True)
class Row:
    """One row, its cells as texts; ``file`` and ``line`` say where it stands."""

    subject: str
    property: str
    object: str
    unit: str
    operator: str
    printed: str
    time: str
    scope: str
    role: str
    modality: str
    stated_by: str
    cites: str
    rank: str
    reason: str
    source: str
    start: str
    end: str
    via: str
    fingerprint: str
    file: str = ""
    line: int = 0

    @cached_property
    def span(self) -> tuple[int, int]:
        """The passage's first and last-but-one code point."""
        return int(self.start), int(self.end)

    @cached_property
    def via_spans(self) -> tuple[tuple[int, int], ...]:
        """The spans of the earlier mentions in ``via``."""
        return tuple((int(first), int(last)) for first, last in _SPAN.findall(self.via))

    @cached_property
    def scopes(self) -> tuple[str, ...]:
        """The ids in ``scope``, which may join several by ``;``."""
        return tuple(part for part in self.scope.split(";") if part)

    @cached_property
    def claim(self) -> tuple[str, ...]:
        """What makes two rows the same claim: subject, property, object, unit, operator, time, scope, role."""
        scopes = ";".join(sorted(self.scopes))
        return (
            self.subject,
            self.property,
            self.object,
            self.unit,
            self.operator,
            self.time,
            scopes,
            self.role,
        )

    def problem(self, field: str, what: str, mend: str) -> Problem:
        """Return a :class:`Problem` at this row's *field*."""
        return Problem(what, mend, self.file, self.line, COLUMNS.index(field) + 1 if field else 0, field)


COLUMNS = tuple(field.name for field in fields(Row) if field.name not in ("file", "line"))


cells_of = attrgetter(*COLUMNS)
"""Returns the cells of a row, in the order of the columns."""


def is_number(text: str) -> bool:
    """Say whether *text* is a plain decimal number without superfluous zeros."""
    return bool(_NUMBER.fullmatch(text))


def lexical_problems(row: Row) -> Iterator[Problem]:
    """Yield every cell of *row* whose form is wrong: an empty required one, a malformed offset, span, fingerprint."""
    for field in ("subject", "property", "object", "modality", "rank", "source", "start", "end"):
        if not getattr(row, field):
            yield row.problem(field, "is empty", "fill it in")
    for field in ("start", "end"):
        text = getattr(row, field)
        if text and not _OFFSET.fullmatch(text):
            yield row.problem(field, f"{quoted(text)} is no offset", "give a whole number of code points")
    if _OFFSET.fullmatch(row.start) and _OFFSET.fullmatch(row.end) and int(row.start) >= int(row.end):
        yield row.problem("end", f"{row.end} is not after {row.start}", "give the end of the passage")
    for part in row.via.split(";") if row.via else ():
        if not _SPAN.fullmatch(part) or int(part.split("-")[0]) >= int(part.split("-")[1]):
            yield row.problem("via", f"{quoted(part)} is no span", "write start-end, several joined by ;")
    if row.fingerprint and not _FINGERPRINT.fullmatch(row.fingerprint):
        yield row.problem("fingerprint", f"{quoted(row.fingerprint)} is none", "let `kzgraph locate` print it")
    for field in COLUMNS:
        text = getattr(row, field)
        if text != text.strip():
            yield row.problem(field, "begins or ends with white space", "remove it")


def read_statements(path: Path) -> list[Row]:
    """Return the rows of one statement table, each cell checked for its form.

    Raises:
        InputError: with every fault: see :func:`kzgraph.files.sheets.read_sheet`; and an empty required cell,
            a malformed offset, span or fingerprint, white space at a cell's edge, a row that stands twice.
    """
    problems: list[Problem] = []
    rows: dict[tuple[str, ...], Row] = {}
    for row in statement_rows(path, problems):
        first = rows.setdefault((*row.claim, row.source, row.start, row.end), row)
        if first is not row:
            problems.append(row.problem("", f"repeats line {first.line}", "remove one of the two"))
    if problems:
        raise InputError(problems)
    return list(rows.values())


def statement_rows(path: Path, problems: list[Problem]) -> Iterator[Row]:
    """Yield the rows of one statement table whose cells have a proper form; what has none joins *problems*.

    Raises:
        InputError: when it is no table of statements at all: see :func:`kzgraph.files.sheets.sheet_rows`.
    """
    name = name_of(path)
    for line, cells in sheet_rows(path, problems, COLUMNS):
        row = Row(**cells, file=name, line=line)
        found = list(lexical_problems(row))
        problems += found
        if not found:
            yield row


def _order(row: Row) -> tuple[object, ...]:
    return (*row.span, *row.claim)


def statements_bytes(rows: Iterable[Row]) -> bytes:
    """Return *rows* as a table in the order in which a reader of the document meets them."""
    return sheet_bytes(COLUMNS, map(cells_of, sorted(rows, key=_order)))
