"""Dates in the cells of an answer, as stretches of years on a line."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import pyoxigraph as ox

from kzgraph.web.pictures.table import Table, Term, silent

_POINT = re.compile(
    r"([0-9]{2}(?:[0-9]{2}|[0-9]X|XX))"  # a year; its last one or two digits may be unspecified
    r"(?:-(0[1-9]|1[0-2]|2[1-4]|XX)(?:-(0[1-9]|[12][0-9]|3[01]|XX)(?:T[0-9:.]+)?)?)?"  # a month or a season, a day
    r"(?:Z|[-+][0-9]{2}:[0-9]{2})?[?~%]?"  # a time zone; how sure it is
)
_SEASONS = {"21": (3, 5), "22": (6, 8), "23": (9, 11), "24": (12, 12)}
"""The first and the last month of a season; of a winter that of its year."""
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


def _years(day: date, *, after: bool = False) -> float:
    length = date(day.year, 12, 31).timetuple().tm_yday
    return day.year + (day.timetuple().tm_yday - 1 + after) / length


@lru_cache(maxsize=4096)
def moment(text: str) -> Moment | None:
    """Return when *text* is, an EDTF date or interval; ``None`` when it is none.

    It is read here and not by :func:`kzgraph.dates.parse`, which takes a thousand times as long: an answer may hold
    ten thousand dates.
    """
    start, slash, end = text.partition("/")
    try:
        first = _days(start)
        last = _days(end) if slash else first
    except ValueError:
        return None
    if (first is None and last is None) or (first and last and first[0] > last[1]):
        return None
    return Moment(_years(first[0]) if first else None, _years(last[1], after=True) if last else None)


def _days(text: str) -> tuple[date, date] | None:
    """Return the first and the last day that *text* may mean; ``None`` for the open end of an interval.

    Raises:
        ValueError: when it is no date, or names a day that does not exist.
    """
    if text in ("", ".."):
        return None
    found = _POINT.fullmatch(text)
    if not found:
        raise ValueError(text)
    year, month, day = found.groups()
    if month in _SEASONS and ("X" in year or day):
        raise ValueError(text)
    months = _SEASONS.get(month) or ((1, 12) if month in (None, "XX") else (int(month), int(month)))
    earliest, latest = int(year.replace("X", "0")), int(year.replace("X", "9"))
    begin = date(earliest, months[0], 1 if day in (None, "XX") else int(day))
    return begin, date(latest, months[1], monthrange(latest, months[1])[1] if day in (None, "XX") else int(day))


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
