"""Dates in the cells of an answer, as stretches of years on a line."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import pyoxigraph as ox

from kzgraph.dates import BadDate, parse
from kzgraph.web.views.table import Table, Term, silent

_PLAIN = re.compile(
    r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01])(?:T[0-9:.]+)?)?)?"  # a year, a month, a day
    r"(?:Z|[-+][0-9:]+)?[?~%]?"  # a time zone; how sure it is
)
_EDTF = re.compile(r"[0-9X]{4}[-0-9X?~%]{0,8}(/[-0-9X?~%.]{0,12})?|(\.\.)?/[0-9X]{4}[-0-9X?~%]{0,8}")
_DATED = re.compile(r"year|date|day|time|period|when|since|until|from|signed|adopted|published|earliest|latest|term")
"""What a column of bare years is called; a number alone could count anything."""
_PAIRS = {"earliest": "latest", "start": "end", "begin": "end", "from": "until", "first": "last", "since": "until"}
_TYPES = ("date", "dateTime", "gYear", "gYearMonth", "EDTF")


@dataclass(frozen=True)
class Moment:
    """A stretch of time in years (2024.5 is the middle of 2024); ``None`` where nothing bounds it."""

    first: float | None
    last: float | None

    @property
    def middle(self) -> float:
        """Where it stands when it is drawn as a point."""
        ends = [end for end in (self.first, self.last) if end is not None]
        return sum(ends) / len(ends)


def _years(day: date | None, *, after: bool = False) -> float | None:
    if day is None:
        return None
    length = date(day.year, 12, 31).timetuple().tm_yday
    return day.year + (day.timetuple().tm_yday - 1 + after) / length


@lru_cache(maxsize=4096)
def moment(text: str) -> Moment | None:
    """Return when *text* is, an EDTF date; ``None`` when it is none."""
    found = _PLAIN.fullmatch(text)
    if found:
        return _plain(*(int(part) if part else None for part in found.groups()))
    if not _EDTF.fullmatch(text):
        return None
    try:
        span = parse(text)
    except BadDate:
        return None
    if span.earliest is None and span.latest is None:
        return None
    return Moment(_years(span.earliest), _years(span.latest, after=True))


def _plain(year: int | None, month: int | None, day: int | None) -> Moment | None:
    """Return the moment without the parser of EDTF, which takes a hundred times as long."""
    if not year or (month and day and day > monthrange(year, month)[1]):
        return None
    first = date(year, month or 1, day or 1)
    last = date(year, month or 12, day or monthrange(year, month or 12)[1])
    return Moment(_years(first), _years(last, after=True))


def when(term: Term, *, named: bool = True) -> Moment | None:
    """Return when a cell is; a bare year counts when its column is *named* like dates."""
    if not isinstance(term, ox.Literal) or term.language:
        return None
    kind = term.datatype.value.rpartition("#")[2].rpartition("/")[2]
    if kind in _TYPES:
        return moment(term.value)
    if kind not in ("string", "integer") or (kind == "integer" and not (named and len(term.value) == 4)):
        return None
    if term.value.isdecimal() and not (named or "1800" <= term.value <= "2100"):
        return None
    return moment(term.value)


def dates(table: Table, column: int) -> list[Moment | None]:
    """Return when each row is by *column*."""
    named = bool(_DATED.search(table.columns[column].lower()))
    return [when(cell, named=named) for cell in table.column(column)]


def dated(table: Table) -> tuple[int, int | None] | None:
    """Return the column of dates, and the one of their ends where there is one; the leftmost that varies."""
    found = [at for at in range(len(table.columns)) if _holds_dates(table, at)]
    chosen = next((at for at in found if table.varies(at)), found[0] if found else None)
    if chosen is None:
        return None
    end = table.named(_PAIRS.get(table.columns[chosen].lower(), ""))
    return chosen, end if end in found else None


def measures(table: Table) -> list[int]:
    """Return the columns of numbers that are no dates."""
    return [at for at in table.numbers() if not _holds_dates(table, at)]


def _holds_dates(table: Table, column: int) -> bool:
    """Say whether at least half of what a column says are dates."""
    said = sum(not silent(cell) for cell in table.column(column))
    return 2 * sum(each is not None for each in dates(table, column)) >= max(said, 1)
