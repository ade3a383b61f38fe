"""The chart of an answer: bars for names and numbers, a line for dates and numbers; a scale for each unit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from kzgraph.statements.wording import grouped
from kzgraph.web.pictures.captions import PALER, Caption, caption
from kzgraph.web.pictures.moments import dated, dates, measures
from kzgraph.web.pictures.placement import NARROW, Placement, width
from kzgraph.web.pictures.scale import Tick, of_numbers, of_years
from kzgraph.web.pictures.table import Table, Term, Unfit, doubt, number, telling, words
from kzgraph.web.site.catalogue import Catalogue

MOST = 60
"""Bars of a chart."""
MOST_DOTS = 1000
"""Points of a line: more than a screen has room for."""
_BOUNDS = ("bound", "operator")
_THINNEST = 0.15
"""Per cent of the width that the bar of nought takes, so that it is seen."""
_HEIGHT = 240.0
"""Of a line chart, in pixels."""


@dataclass(frozen=True)
class ChartBar:
    """A bar, where it begins and how wide it is in per cent."""

    caption: Caption
    x: float
    width: float


@dataclass(frozen=True)
class Dot:
    """A point of a line: what it says, where it stands (x in per cent, y in pixels)."""

    date: str
    value: str
    x: float
    y: float
    words: float | None
    """How high its words stand, where there is room for them."""
    anchor: str
    gap: bool
    """Whether more lies between it and the one before than between the nearest two."""
    doubt: str = ""
    """Its modality, when it is not said as a fact."""


@dataclass(frozen=True)
class ChartPart:
    """Bars or dots of one unit with the marks of their scale."""

    unit: str
    bars: tuple[ChartBar, ...] = ()
    dots: tuple[Dot, ...] = ()
    ticks: tuple[Tick, ...] = ()
    years: tuple[Tick, ...] = ()
    zero: float = 0.0


@dataclass(frozen=True)
class Chart:
    """A panel for each unit; which column is drawn, which ones could be; what is told beside it."""

    panels: tuple[ChartPart, ...]
    column: str
    columns: tuple[str, ...]
    notes: tuple[str, ...]
    name = "chart"


def chart(table: Table, catalogue: Catalogue, wanted: str = "") -> Callable[[], Chart]:
    """Return what draws the chart of *table*: of its column *wanted*, or of the first one of numbers that varies.

    Raises:
        Unfit: when it has no column of numbers, or none of names or dates beside it.
    """
    columns = dated(table)
    numeric = measures(table)
    if not numeric:
        raise Unfit("needs a column of numbers")
    varying = [at for at in numeric if table.varies(at)] or numeric
    usual = _measured(table, numeric)
    column = next((at for at in numeric if table.columns[at] == wanted), varying[0] if usual is None else usual)
    right = range(column + 1, len(table.columns))
    named = telling(table, [*numeric, *right]) or telling(table, numeric)
    if not named:
        raise Unfit("needs a column of names or dates beside the numbers")
    names = tuple(table.columns[at] for at in numeric)
    return partial(_drawn, table, catalogue, (column, columns[0] if columns else None, named), names)


def _drawn(
    table: Table, catalogue: Catalogue, columns: tuple[int, int | None, list[int]], names: tuple[str, ...]
) -> Chart:
    column, when, named = columns
    numbered = [row for row in table.rows if number(row[column]) is not None]
    rows = _each_once(table, numbered, column)
    found = _line(table, rows, column, when) if when is not None else None
    panels, notes = ([found[0]], found[1]) if found else _bars(table, rows, catalogue, column, named)
    if len(rows) < len(numbered):
        notes.append(
            f"Rows that give a statement again, from another passage: {len(numbered) - len(rows):,}, drawn once."
        )
    if len(numbered) < len(table.rows):
        left = len(table.rows) - len(numbered)
        notes.append(f"Rows without a number in this column: {left:,} of {len(table.rows):,}.")
    return Chart(tuple(panels), table.columns[column], names, tuple(notes))


def _each_once(table: Table, rows: list[Sequence[Term]], column: int) -> list[Sequence[Term]]:
    """Return *rows* without those that give the number of a statement again, for another passage of it."""
    statement = table.named("statement")
    if statement is None:
        return rows
    kept: dict[tuple[str, str], Sequence[Term]] = {}
    for row in rows:
        kept.setdefault((str(row[statement]), str(row[column])), row)
    return list(kept.values())


def _measured(table: Table, numeric: list[int]) -> int | None:
    """Return the column of numbers that the column of units speaks of: the nearest one before it."""
    unit = table.named("unit")
    return max((at for at in numeric if unit is not None and at < unit), default=None)


def _unit_of(table: Table, column: int) -> int | None:
    """Return the column of the units of *column*."""
    return table.named("unit") if _measured(table, measures(table)) == column else None


def _value(table: Table, row: Sequence[Term], column: int, catalogue: Catalogue) -> str:
    """Return the number of a row as it is written, its bound before it."""
    text = grouped(words(row[column], catalogue)[:40])
    at = table.named(*_BOUNDS)
    return f"{words(row[at], catalogue)} {text}".strip() if at == column - 1 and at is not None else text


def _bars(
    table: Table, rows: list[Sequence[Term]], catalogue: Catalogue, column: int, named: list[int]
) -> tuple[list[ChartPart], list[str]]:
    by_unit: dict[str, list[Sequence[Term]]] = {}
    unit_at = _unit_of(table, column)
    for row in rows[:MOST]:
        by_unit.setdefault("" if unit_at is None else words(row[unit_at], catalogue), []).append(row)
    panels = [_panel(table, unit, members, catalogue, (column, named)) for unit, members in by_unit.items()]
    notes = [f"The first {MOST} of {len(rows):,} rows are drawn; the table has all."] if len(rows) > MOST else []
    notes += [PALER] if any(bar.caption.unsure for panel in panels for bar in panel.bars) else []
    if len(panels) > 1:
        notes.append("Each unit has a scale of its own.")
    return panels, notes


def _panel(
    table: Table, unit: str, rows: list[Sequence[Term]], catalogue: Catalogue, columns: tuple[int, list[int]]
) -> ChartPart:
    """Return the bars of *rows*, all of one *unit*: of the column of numbers, called by those that name them."""
    column, named = columns
    scale, ticks = of_numbers([number(row[column]) or 0.0 for row in rows])
    zero, bars = scale.at(0), []
    for row in rows:
        end = scale.at(number(row[column]) or 0.0)
        called = caption(table, row, catalogue, named, _value(table, row, column, catalogue))
        bars.append(ChartBar(called, min(zero, end), max(abs(end - zero), _THINNEST)))
    return ChartPart(unit, bars=tuple(bars), ticks=tuple(ticks), zero=zero)


def _line(table: Table, rows: list[Sequence[Term]], column: int, when: int) -> tuple[ChartPart, list[str]] | None:
    """Return a line when most rows have a date, each its own, and all numbers are of one unit; else nothing."""
    moments = zip(dates(Table(table.columns, rows), when), rows, strict=True)
    points = sorted(((each.middle, row) for each, row in moments if each is not None), key=lambda point: point[0])
    unit_at = _unit_of(table, column)
    units = {str(getattr(row[unit_at], "value", "")) for row in rows if unit_at is not None}
    if len(points) < max(3, 0.75 * len(rows)) or len({x for x, _ in points}) < len(points) or len(units) > 1:
        return None
    dated, points = len(points), points[:MOST_DOTS]
    scale, ticks = of_numbers([number(row[column]) or 0.0 for _, row in points], most=4)
    years, marks = of_years(points[0][0], points[-1][0])
    places = [(years.at(x), _HEIGHT * (1 - scale.at(number(row[column]) or 0.0) / 100)) for x, row in points]
    usual = min(after[0] - before[0] for before, after in pairwise(points)) * 1.5
    room, dots = Placement(NARROW, _HEIGHT + 40), []
    for place, ((_, row), (at, down)) in enumerate(zip(points, places, strict=True)):
        date, value = (str(getattr(row[cell], "value", "")) for cell in (when, column))
        beside = [places[each][1] for each in (place - 1, place + 1) if 0 <= each < len(places)]
        valley = min(beside) < down >= max(beside)  # its words stand below it, where no line runs
        written = room.take((NARROW - width(value)) * at / 100, down + (15 if valley else 0), width(value))
        anchor = "start" if at < 4 else "end" if at > 96 else "middle"
        gap = place > 0 and points[place][0] - points[place - 1][0] > usual
        height = down + (18 if valley else -10) if written else None
        dots.append(Dot(date, value, at, down, height, anchor, gap, doubt(table, row)))
    zero = _HEIGHT * (1 - scale.at(0) / 100)
    undated = len(rows) - dated
    notes = [f"Rows without a date, which are not on the line: {undated:,} of {len(rows):,}."] if undated else []
    if dated > len(points):
        notes.append(f"The first {len(points):,} of {dated:,} dated rows are drawn; the table has all.")
    notes += [PALER] if any(dot.doubt for dot in dots) else []
    notes += ["Dashed where the answer has nothing between."] if any(dot.gap for dot in dots) else []
    return ChartPart("".join(units), dots=tuple(dots), ticks=tuple(ticks), years=tuple(marks), zero=zero), notes
