"""The time that a question says: after 2011, since 2015, до конца 1995 года, 1990 жылдары, 今天.

The words for it stand in ``queries/times.csv``, the dates are those of :mod:`kzgraph.text.calendar`.

After and before leave out what they name, so that *after 2011* begins on 1 January 2012; since, until and by keep it,
and so does every range (*between 1991 and 1995*, *с 1993 по 1996*).  Russian *до* and Kazakh *дейін* are *before*,
unless they name an end (*до конца 1995 года*) or close a range; Chinese *以前* and *以后* are *before* and *after*.
What cannot be told, *around 1995*, *in recent years*, is kept apart as unclear and never guessed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from kzgraph.ask.words import any_of
from kzgraph.files.sheets import read_sheet
from kzgraph.text.calendar import Mention, YearSpan, mentions, rounded
from kzgraph.text.spans import Span, meet
from kzgraph.vocab import LANGUAGES

FILE = "times.csv"
FIRST, LAST = date.min, date.max
"""The bounds of a period that begins or ends nowhere."""

_COLUMNS = ("sense", "place", *LANGUAGES)
_SENSES = ("after", "since", "before", "until", "by", "roughly")
_DAY = timedelta(1)
_DECADE = timedelta(3650)
_LEAD = r"(?:(?:the|year|years|в|во|in|on|at)\s)*"
_TRAIL = r"[\s,-]{0,2}(?:(?:годах|годов|года|году|год|гг?\.|жыл\w*|ж\.|年)[\s,]{0,2})*"
_FROM_KAZAKH = re.compile(r"[\s-]?(?:жылдан|ж\.?-?\s?дан)?\s")
_FROM_ENGLISH = re.compile(r"(?<!\w)from\s(?:the\s)?$")
_SHORT_END = re.compile(r"[-–—/]([0-9]{2})(?![0-9-])")
_CENTURY_LEFT_OUT = re.compile("(?:[012]0|二十)年代")
_MODAL = "may"


@dataclass(frozen=True)
class Period:
    """Days that a cleaned text says, and where: from the first to the last; ``sense`` is how they are bounded."""

    start: int
    end: int
    first: date
    last: date
    sense: str = "in"

    @property
    def words(self) -> str:
        """The days in words.

        >>> Period(0, 0, date(2012, 1, 1), LAST, "after").words
        'later than 2011-12-31'
        """
        if self.first == FIRST:
            return f"earlier than {self.last + _DAY}" if self.sense == "before" else f"until {self.last}"
        if self.last == LAST:
            return f"later than {self.first - _DAY}" if self.sense == "after" else f"from {self.first} on"
        return f"{self.first} to {self.last}" if self.first < self.last else f"{self.first}"


@dataclass(frozen=True)
class Time:
    """What a text says of time: a period or none, and the places of what is about time and cannot be told."""

    period: Period | None
    unclear: tuple[Span, ...]


class TimeReader:
    """Reads times by words."""

    def __init__(self, words: Mapping[tuple[str, str], Sequence[str]]) -> None:
        """Take the words by sense and place, as :func:`read_time_words` returns them."""
        self._anywhere = {sense: any_of(words[sense, place]) for sense, place in words if place == "anywhere"}
        self._senses = {
            place: {form.replace("_", " "): sense for sense in _SENSES for form in words.get((sense, place), ())}
            for place in ("before", "behind")
        }
        ends, starts = (f"(?P<{edge}>{any_of(words[edge, 'before']).pattern})" for edge in ("end", "start"))
        self._before = re.compile(
            rf"(?P<sense>{any_of(self._senses['before']).pattern})\s?{_LEAD}(?:(?:{ends}|{starts})\s{_LEAD})?$"
        )
        ends, starts = (f"(?P<{edge}>{any_of(words[edge, 'behind']).pattern})" for edge in ("end", "start"))
        behind = any_of(self._senses["behind"]).pattern
        self._behind = re.compile(rf"{_TRAIL}(?:(?:{ends}|{starts})\s?)?(?P<sense>{behind})?")
        joined, paired = (any_of(words[sense, "between"]).pattern for sense in ("joined", "paired"))
        closing = any_of(words["end", "before"]).pattern
        self._joined, self._paired = (
            re.compile(rf"{_TRAIL}{each}\s?{_LEAD}(?:{closing}\s{_LEAD})?") for each in (joined, paired)
        )

    def read(self, text: str, today: date) -> Time:
        """Return what the cleaned *text* says of time, where today is *today*."""
        points, unclear = self._points(text, today)
        periods, odd = self._bounded(text, points)
        period = _together(periods)
        unclear += odd if period or not periods else [*odd, *((each.start, each.end) for each in periods)]
        spans = [(each.start, each.end) for each in periods]
        for found in self._anywhere["unclear"].finditer(text):
            if not any(start <= found.start() and found.end() <= end for start, end in spans):
                unclear.append(found.span())
        return Time(period, tuple(sorted(set(unclear))))

    # ------------------------------------------------------------ the days that are named

    def _points(self, text: str, today: date) -> tuple[list[Period], list[Span]]:
        """Return the days, months, years and decades that *text* names, in order, and where it names none to tell."""
        found, unclear = list(self._spoken(text, today)), list[Span]()
        rounds = rounded(text)
        for each in rounds:
            inside = any(other.first > each.first and _meet(each, other) for other in rounds)  # of a century
            if _CENTURY_LEFT_OUT.fullmatch(text, each.start, each.end):
                unclear.append((each.start, each.end))
            elif not inside and not any(_meet(each, other) for other in found):
                found.append(Period(each.start, each.end, date(each.first, 1, 1), date(each.last, 12, 31)))
        taken: list[Period | YearSpan] = [*found, *rounds]
        printed = [
            each
            for each in mentions(text)
            if not any(_meet(each, other) for other in taken)
            and not any(text[each.end : other.start] == " " for other in rounds)  # early, of the 1990s
        ]
        for group in _grouped(printed):
            point = _point(text, group)
            if point:
                found.append(point)
            elif text[group[0].start : group[-1].end] != _MODAL:
                unclear.append((group[0].start, max(each.end for each in group)))
        return sorted(found, key=lambda each: each.start), unclear

    def _spoken(self, text: str, today: date) -> Iterator[Period]:
        """Yield today, this year and decades that are said by words."""
        for sense, pattern in self._anywhere.items():
            for found in pattern.finditer(text):
                if sense == "today":
                    yield Period(*found.span(), today, today)
                elif sense in ("this-year", "last-year"):
                    year = today.year - (sense == "last-year")
                    yield Period(*found.span(), date(year, 1, 1), date(year, 12, 31))
                elif sense.isdecimal():
                    yield Period(*found.span(), date(int(sense), 1, 1), date(int(sense) + 9, 12, 31))

    # ------------------------------------------------------------ how they are bounded

    def _bounded(self, text: str, points: Sequence[Period]) -> tuple[list[Period], list[Span]]:
        """Return the *points* as periods, two of a range as one, and where one is bounded in no way that is known."""
        periods, odd, at = list[Period](), list[Span](), 0
        while at < len(points):
            size = 2 if at + 1 < len(points) and self._is_range(text, *points[at : at + 2]) else 1
            found = self._range(text, *points[at : at + 2]) if size == 2 else self._bound(text, points[at])
            if found:
                periods.append(found)
            else:
                odd.append((points[at].start, points[at + size - 1].end))
            at += size
        return periods, odd

    def _is_range(self, text: str, one: Period, other: Period) -> bool:
        between = text[one.end : other.start]
        if self._joined.fullmatch(between):
            return True
        if self._paired.fullmatch(between):
            return bool(self._anywhere["pair"].search(text))
        return bool(_FROM_KAZAKH.fullmatch(between)) and self._sense(text, other)[0] == {"before"}

    def _range(self, text: str, one: Period, other: Period) -> Period | None:
        senses, _, (start, _) = self._sense(text, one, behind=False)
        _, _, (_, end) = self._sense(text, other, before=False)
        first = one.last + _DAY if senses == {"after"} else one.first
        alike = (one.last - one.first < _DECADE) == (other.last - other.first < _DECADE)
        return Period(start, end, first, other.last) if alike and first <= other.last else None

    def _bound(self, text: str, point: Period) -> Period | None:
        """Return *point* as it is bounded by the words around it; ``None`` where these do not agree."""
        senses, edge, (start, end) = self._sense(text, point)
        if not senses:
            return None if _FROM_ENGLISH.search(text[: point.start]) else point
        bounds = {_limits(point, sense, edge) for sense in senses}
        found = bounds.pop()
        sense = "until" if edge == "end" and senses == {"before"} else max(senses, key=_SENSES.index)
        return Period(start, end, *found, sense) if found and not bounds else None

    def _sense(
        self, text: str, point: Period, *, before: bool = True, behind: bool = True
    ) -> tuple[set[str], str, Span]:
        """Return how the words before and behind *point* bound it, the edge of it that they name, and where all is."""
        senses, edge, start, end = set[str](), "", point.start, point.end
        leading = self._before.search(text[: point.start]) if before else None
        trailing = self._behind.match(text, point.end) if behind else None
        if leading:
            start = leading.start()
        sense_behind = trailing["sense"] if trailing else None
        if trailing and (sense_behind or (leading and (trailing["end"] or trailing["start"]))):
            end = trailing.end()
        for place, found in (("before", leading), ("behind", trailing)):
            if found and found["sense"]:
                senses.add(self._senses[place][found["sense"]])
            if found:
                edge = edge or ("end" if found["end"] else "start" if found["start"] else "")
        return senses, edge, (start, end)


def _limits(point: Period, sense: str, edge: str) -> tuple[date, date] | None:
    """Return the first and last day of what is *sense* a point or its *edge*; ``None`` where that is unclear."""
    match sense, edge:
        case "after", "" | "end":
            return point.last + _DAY, LAST
        case "since", "" | "start":
            return point.first, LAST
        case "before", "" | "start":
            return FIRST, point.first - _DAY
        case "before" | "until" | "by", "" | "end":
            return FIRST, point.last
    return None


def _together(periods: Sequence[Period]) -> Period | None:
    """Return *periods* as one: of two, one must be open where the other is not."""
    if len(periods) == 1:
        return periods[0]
    if (
        len(periods) != 2
        or len({each.first == FIRST for each in periods} | {each.last == LAST for each in periods}) < 2
    ):
        return None
    one, other = sorted(periods, key=lambda each: each.first == FIRST)
    if one.last != LAST or other.first != FIRST or one.first > other.last:
        return None
    return Period(min(one.start, other.start), max(one.end, other.end), one.first, other.last)


def _grouped(found: Sequence[Mention]) -> list[list[Mention]]:
    """Return the dates of one place together, the part of a year and its year as well."""
    groups: list[list[Mention]] = []
    for each in found:
        last = groups[-1][-1] if groups else None
        near = last and last.year == each.year and (last.months is None) != (each.months is None)
        if last and (each.start < last.end or (near and each.start - last.end < 6)):
            groups[-1].append(each)
        else:
            groups.append([each])
    return groups


def _point(text: str, group: Sequence[Mention]) -> Period | None:
    """Return the days of a date that was read as *group*; ``None`` where it has no year, or may be two dates."""
    years, months, days = (
        {value for each in group if (value := getattr(each, name)) is not None} for name in ("year", "months", "day")
    )
    if len(years) != 1 or len(months) > 1 or len(days) > 1:
        return None
    year, (first, last) = years.pop(), months.pop() if months else (1, 12)
    start, end = group[0].start, max(each.end for each in group)
    try:
        if days:
            day = date(year, first, days.pop())
            return Period(start, end, day, day)
        short = _SHORT_END.match(text, end) if not months else None
        if short:
            return Period(start, short.end(), date(year, 1, 1), date(year - year % 100 + int(short[1]), 12, 31))
        opening = date(year, first, 1)
        return Period(start, end, opening, date(year + last // 12, last % 12 + 1, 1) - _DAY)
    except ValueError:
        return None


def _meet(one: Mention | YearSpan | Period, other: Mention | YearSpan | Period) -> bool:
    return meet((one.start, one.end), (other.start, other.end))


def read_time_words(folder: Path) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Return (sense, place) → the words of all languages, as ``times.csv`` in *folder* has them.

    Raises:
        InputError: when the table is malformed.
    """
    return {
        (cells["sense"], cells["place"]): tuple(" ".join(cells[code] for code in LANGUAGES).split())
        for _, cells in read_sheet(folder / FILE, _COLUMNS)
    }
