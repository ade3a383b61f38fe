"""Scales: from numbers and years to parts of a drawing, with round marks."""

import math
from dataclasses import dataclass

_ROUND = (1, 2, 5, 10)
_NOTHING = 1e-290
"""A stretch that is too small to be divided."""
_MONTHS = (1, 3, 6)
_LARGE = ((1e12, "tn"), (1e9, "bn"), (1e6, "m"), (1e3, "k"))


@dataclass(frozen=True)
class Tick:
    """A mark of a scale: where it stands in per cent, what is written there."""

    at: float
    label: str


@dataclass(frozen=True)
class Scale:
    """A stretch of numbers laid over 100 per cent."""

    low: float
    high: float

    def at(self, value: float) -> float:
        """Return where *value* stands, in per cent."""
        return 100 * min(max((value - self.low) / (self.high - self.low), 0), 1)


def step_for(stretch: float, most: int) -> float:
    """Return the smallest round step of which *most* cover *stretch*.

    >>> step_for(37, 5)
    10
    """
    rough = stretch / most
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * size for factor in _ROUND if factor * size >= rough * (1 - 1e-9))
    return int(step) if step >= 1 else step


def of_numbers(values: list[float], *, most: int = 5) -> tuple[Scale, list[Tick]]:
    """Return a scale that begins at nought, or below where there are negative numbers, and its marks."""
    low, high = min(0.0, *values), max(0.0, *values)
    if high - low < _NOTHING:
        return Scale(0, 1), [Tick(0, "0")]
    step = step_for(high - low, most)
    step = max(step, 1) if all(value.is_integer() for value in values) else step
    first, last = math.floor(low / step), math.ceil(high / step)
    scale = Scale(first * step, last * step)
    return scale, [Tick(scale.at(mark * step), short(mark * step)) for mark in range(first, last + 1)]


def of_years(first: float, last: float, *, most: int = 6) -> tuple[Scale, list[Tick]]:
    """Return a scale of time and its marks: years, or months where it is short."""
    if last - first < 2:
        months = next((each for each in _MONTHS if (last - first) * 12 / each <= most), 12)
        begin, end = math.floor(first * 12 / months) * months, math.ceil(last * 12 / months) * months
        end = max(end, begin + months)
        scale = Scale(begin / 12, end / 12)
        marks = range(begin, end + 1, months)
        return scale, [Tick(scale.at(mark / 12), f"{mark // 12}-{mark % 12 + 1:02d}") for mark in marks]
    step = max(1, round(step_for(last - first, most)))
    begin, end = math.floor(first / step) * step, math.ceil(last / step) * step
    scale = Scale(begin, end)
    return scale, [Tick(scale.at(mark), str(mark)) for mark in range(begin, end + 1, step)]


def short(value: float) -> str:
    """Return a round number as it stands at a mark.

    >>> short(20_000_000_000)
    '20 bn'
    >>> short(50_000)
    '50 k'
    """
    for size, name in _LARGE:
        if abs(value) >= max(size, 1e4):
            return f"{value / size:,.6g} {name}" if abs(value) < 1e15 else f"{value:.3g}"
    return f"{value:,.6g}"
