"""Dates as the record keeps them (EDTF) and as queries compare them (day bounds).

Library of Congress, Extended Date/Time Format, levels 0 and 1 (ISO 8601-2:2019).
A date of any precision becomes four days, so that no engine is ever asked to compare a year with a day:
a thing dated ``1992/1994`` began between 1992-01-01 and 1992-12-31 and ended between 1994-01-01 and 1994-12-31.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date


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


def _day(parts: tuple[int, ...]) -> date:
    try:
        return date(*parts[:3])
    except ValueError as error:
        raise BadDate(str(error)) from None


def _point(text: str) -> tuple[date, date]:
    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    try:
        parsed = parse_edtf(text)
        lower, upper = parsed.lower_strict(), parsed.upper_strict()
    except (EDTFParseException, ValueError, TypeError, AttributeError, OverflowError):
        raise BadDate(f"{text!r} is no date of the Extended Date/Time Format") from None
    if "/" in text or not all(hasattr(bound, "tm_year") for bound in (lower, upper)):
        raise BadDate(f"{text!r} is no single date")
    first, last = _day(tuple(lower)), _day(tuple(upper))
    if last.day > monthrange(last.year, last.month)[1] or first > last:
        raise BadDate(f"{text!r} ends before it begins")
    return first, last


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
        raise BadDate(f"{text!r} ends before it begins")
    if not begin and not finish and end != "..":
        raise BadDate(f"{text!r} has neither a start nor an end")
    is_open = end == ".."
    unknown_end = begin[0] if begin and not is_open else None  # it may have ended as soon as it began
    return Span(
        earliest=begin[0] if begin else None,
        latest_start=begin[1] if begin else finish[1] if finish else None,
        earliest_end=finish[0] if finish else unknown_end,
        latest=finish[1] if finish else None,
        open_end=is_open,
    )
