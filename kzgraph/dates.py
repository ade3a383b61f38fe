"""Dates as the record keeps them (EDTF) and as queries compare them (day bounds).

Library of Congress, Extended Date/Time Format, levels 0 and 1 (ISO 8601-2:2019).
A date of any precision becomes four days, so that no engine is ever asked to compare a year with a day:
a thing dated ``1992/1994`` began between 1992-01-01 and 1992-12-31 and ended between 1994-01-01 and 1994-12-31.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kzgraph.errors import quoted

_LEVEL_1 = re.compile(
    r"[0-9]{2}([0-9]{2}|[0-9]X|XX)"  # a year; its last one or two digits may be unspecified
    r"(-(0[1-9]|1[0-2]|2[1-4]|XX)(-(0[1-9]|[12][0-9]|3[01]|XX))?)?"  # a month or a season, a day
    r"[?~%]?"  # uncertain, approximate, both
)


_DAY = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")


class BadDate(ValueError):
    """A text that is no EDTF date of level 0 or 1."""


@dataclass(frozen=True)
class Span:
    """The bounds of a date or an interval; ``None`` where nothing bounds it.

    ``earliest`` and ``latest`` are the outer bounds (possibly); between ``latest_start`` and ``earliest_end``
    it certainly holds.  ``open_end`` says that it is known to go on; an end that is merely unknown is not open.
    """

    earliest: date | None
    latest_start: date | None
    earliest_end: date | None
    latest: date | None
    open_end: bool = False


@lru_cache(maxsize=1 << 16)  # a table names few days many times, and the grammar takes milliseconds for each
def _point(text: str) -> tuple[date, date]:
    if _DAY.fullmatch(text):
        return _day(text), _day(text)
    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    if re.fullmatch(r"Y-?[0-9]{5,}|-[0-9]{4}.*", text):
        raise BadDate(f"{quoted(text)} is EDTF, but its bounds lie outside the years 1 to 9999, which days here hold")
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T.*", text):
        raise BadDate(f"{quoted(text)} is EDTF with a time of day; bounds here are days: write {text[:10]}")
    if not _LEVEL_1.fullmatch(text):
        raise BadDate(f"{quoted(text)} is no date of the Extended Date/Time Format, level 0 or 1")
    try:
        parsed = parse_edtf(text)
        first, last = date(*parsed.lower_strict()[:3]), date(*parsed.upper_strict()[:3])
    except (EDTFParseException, ValueError):
        raise BadDate(f"{quoted(text)} names a day or a year that does not exist") from None
    return first, last


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadDate(f"{quoted(text)} names a day or a year that does not exist") from None


def parse(text: str) -> Span:
    """Return the bounds of an EDTF date or interval.

    Raises:
        BadDate: when *text* is empty, malformed, names a day that does not exist, or ends before it begins.

    >>> parse("2023-03").latest
    datetime.date(2023, 3, 31)
    >>> parse("1992-09-26/..").open_end
    True
    """
    if "/" not in text:
        first, last = _point(text)
        return Span(first, last, first, last)
    start, _, end = text.partition("/")
    begin = _point(start) if start not in ("", "..") else None
    finish = _point(end) if end not in ("", "..") else None
    if begin and finish and begin[0] > finish[1]:
        raise BadDate(f"{quoted(text)} ends before it begins")
    if not begin and not finish and end != "..":
        raise BadDate(f"{quoted(text)} has neither a start nor an end")
    is_open = end == ".."
    starts = [bounds[1] for bounds in (begin, finish) if bounds]
    ends = [bounds[0] for bounds in (begin, finish) if bounds]
    return Span(
        earliest=begin[0] if begin else None,
        latest_start=min(starts, default=None),  # it has begun before it ends
        earliest_end=None if is_open else max(ends, default=None),  # it may have ended as soon as it began
        latest=finish[1] if finish else None,
        open_end=is_open,
    )
