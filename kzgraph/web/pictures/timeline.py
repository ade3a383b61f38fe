"""The timeline of an answer: a row for each date, a point or a bar by how long it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from kzgraph.web.pictures.captions import PALER, Caption, caption
from kzgraph.web.pictures.moments import Moment, dated, dates, measures
from kzgraph.web.pictures.scale import Scale, Tick, of_years
from kzgraph.web.pictures.table import Table, Term, Unfit, telling, words
from kzgraph.web.site.catalogue import Catalogue

MOST = 100
"""Rows of a timeline; more are not overlooked at a glance."""
_POINT = 1.0
"""Per cent of the line; what is shorter is drawn as a point."""


@dataclass(frozen=True)
class TimeBar:
    """A row of the timeline, where it begins and how wide it is in per cent."""

    caption: Caption
    x: float
    width: float
    open_start: bool
    open_end: bool

    @property
    def point(self) -> bool:
        """Whether it is too short for a bar."""
        return self.width < _POINT

    @property
    def middle(self) -> float:
        """Where the point is drawn, wholly inside the drawing."""
        return min(max(self.x + self.width / 2, 1), 99)


@dataclass(frozen=True)
class Timeline:
    """Rows in the order of time, the marks of the line, what is told beside it."""

    bars: tuple[TimeBar, ...]
    ticks: tuple[Tick, ...]
    notes: tuple[str, ...]
    name = "timeline"


def timeline(table: Table, catalogue: Catalogue) -> Callable[[], Timeline]:
    """Return what draws the timeline of *table*.

    Raises:
        Unfit: when it has no column of dates.
    """
    columns = dated(table)
    if columns is None:
        raise Unfit("needs a column of dates")
    begin, end = columns
    stretches = dates(table, begin) if end is None else _joined(dates(table, begin), dates(table, end))
    found = [(each, row) for each, row in zip(stretches, table.rows, strict=True) if each is not None]
    if not found:
        raise Unfit("needs a column of dates")
    return partial(_drawn, table, catalogue, found, columns)


def _drawn(
    table: Table, catalogue: Catalogue, found: list[tuple[Moment, Sequence[Term]]], columns: tuple[int, int | None]
) -> Timeline:
    begin, end = columns
    found.sort(key=lambda each: (_first(each[0]), each[0].middle))
    shown = found[:MOST]
    scale, ticks = of_years(*_bounds([each for each, _ in shown]))
    own = [at for at in columns if at is not None]
    named = telling(table, [*own, *measures(table)])
    bars = tuple(
        _bar(caption(table, row, catalogue, named, _said(row, own, catalogue)), when, scale) for when, row in shown
    )
    upto = "" if end is None else f' to "{table.columns[end]}"'
    notes = [f'Dates from the column "{table.columns[begin]}"{upto}.']
    if len(found) > MOST:
        notes.append(f"The first {MOST} of {len(found):,} dated rows are drawn; the table has all.")
    if len(found) < len(table.rows):
        undated = len(table.rows) - len(found)
        notes.append(f"Rows without a date that can be drawn: {undated:,} of {len(table.rows):,}; the table has them.")
    notes += [PALER] if any(bar.caption.unsure for bar in bars) else []
    return Timeline(bars, tuple(ticks), tuple(notes))


def _joined(starts: Sequence[Moment | None], ends: Sequence[Moment | None]) -> list[Moment | None]:
    """Return stretches from *starts* to *ends*; where one of both is missing the other stands alone."""
    found: list[Moment | None] = []
    for start, end in zip(starts, ends, strict=True):
        if start is None or end is None:
            found.append(start or end)
        elif start.first is not None and end.last is not None and start.first > end.last:
            found.append(None)  # ends before it begins: no place on the line is right
        else:
            found.append(Moment(start.first, end.last) if (start.first, end.last) != (None, None) else start)
    return found


def _first(when: Moment) -> float:
    return when.first if when.first is not None else when.middle


def _bounds(found: list[Moment]) -> tuple[float, float]:
    ends = [end for each in found for end in (each.first, each.last) if end is not None]
    return min(ends), max(ends)


def _said(row: Sequence[Term], columns: Sequence[int], catalogue: Catalogue) -> str:
    """Return the dates of a row as they stand in it, the same one once."""
    return " – ".join(dict.fromkeys(words(row[at], catalogue) for at in columns if row[at] is not None))


def _bar(called: Caption, when: Moment, scale: Scale) -> TimeBar:
    left = scale.at(when.first) if when.first is not None else 0.0
    right = scale.at(when.last) if when.last is not None else 100.0
    return TimeBar(called, left, max(right - left, 0.0), when.first is None, when.last is None)
