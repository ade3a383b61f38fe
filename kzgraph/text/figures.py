"""Numbers and dates as texts print them: read back, so that a row can be held against its passage."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kzgraph.text.words import has_name, words_of

_SCALES = {"thousand": 3, "million": 6, "mln": 6, "billion": 9, "bn": 9, "trillion": 12}
_SPELT = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen".split()
    )
} | {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
_SPELT_FIGURE = re.compile(
    rf"\b(?:({'|'.join(_TENS)})(?: ({'|'.join(list(_SPELT)[1:10])}))?|({'|'.join(_SPELT)}))\b"
    rf"(?: (hundred|{'|'.join(_SCALES)})\b)?"
)
_FIGURE = re.compile(
    r"(?<![\w.,])([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?(?![.,]?[0-9])"
    r"(?:st|nd|rd|th)?(?:\s*-?\s*(thousand|million|mln|billion|bn|trillion))?\b",
    re.IGNORECASE,
)
_MONTHS = (
    "january february march april may june july august september october november december".split(),
    "jan feb mar apr may jun jul aug sep oct nov dec".split(),
)
_MONTH_NAMES = {name for names in _MONTHS for name in names} - {"may", "mar", "dec", "sep", "sept"}  # these are words
_BOUNDS = {
    ">": ("more than", "over", "exceed", "exceeds", "exceeded", "exceeding", "above", "breach"),
    ">=": ("at least", "not less than", "or more"),
    "<": ("less than", "fewer than", "under", "below"),
    "<=": ("at most", "cannot own more than", "not more than", "no more than", "up to", "maximum"),
    "~": ("approximately", "about", "around", "nearly", "almost", "some", "roughly"),
}


def numbers_in(text: str) -> set[Decimal]:
    """Return every number that *text* prints, scale words applied.

    >>> [int(number) for number in sorted(numbers_in("7 pairs, $36.86 billion and 6,195 trains"))]
    [7, 6195, 36860000000]
    """
    found = set()
    for whole, fraction, scale in _FIGURE.findall(text):
        number = Decimal(whole.replace(",", "") + fraction)
        found.add(number.scaleb(_SCALES[scale.casefold()]) if scale else number)
    return found | set(_spelt(words_of(text)))


def _spelt(words: list[str]) -> Iterator[Decimal]:
    """Yield the numbers that *words* spell out; hundreds are not understood, and then nothing is read."""
    for tens, unit, small, scale in _SPELT_FIGURE.findall(" ".join(words)):
        if scale != "hundred":
            yield Decimal(_TENS.get(tens, 0) + _SPELT.get(unit or small, 0)).scaleb(_SCALES.get(scale, 0))


def places_of(text: str, piece: str) -> list[int]:
    """Return where *piece* stands in *text* (both in single spaces), never as a part of a longer word or figure."""
    if not piece:
        return []
    left = r"(?<!\w)(?<![0-9][.,])" if piece[0].isdecimal() else r"(?<!\w)" if piece[0].isalnum() else ""
    right = r"(?!\w)(?![.,][0-9])" if piece[-1].isdecimal() else r"(?!\w)" if piece[-1].isalnum() else ""
    return [found.start() for found in re.finditer(left + re.escape(piece) + right, text)]


@dataclass(frozen=True)
class Bound:
    """How the words before a figure bound it; ``close`` when they stand right at it."""

    operator: str = ""
    close: bool = False


def bounds_before(text: str, printed: str) -> list[Bound]:
    """Return how the words before *printed* bound it, for each place where it stands in *text*."""
    flat, wanted = " ".join(text.split()), " ".join(printed.split())
    return [_bound(words_of(flat[:place])[-5:], words_of(printed)[:3]) for place in places_of(flat, wanted)]


def _bound(before: list[str], own: list[str]) -> Bound:
    for operator in ("<=", "<", ">=", ">", "~"):
        phrases = [phrase for phrase in _BOUNDS[operator] if has_name(before + own, phrase)]
        if phrases:
            ends = [words_of(phrase) for phrase in phrases]
            return Bound(operator, any(before[-len(end) :] == end or has_name(own, " ".join(end)) for end in ends))
    return Bound()


def missing_date_parts(time: str, words: list[str]) -> list[str]:
    """Return the years, months and days of the EDTF *time* that do not stand among *words*."""
    known = set(words)
    named = known & _MONTH_NAMES  # a number is read as a month only where no month is named
    missing = []
    for point in re.findall(r"[0-9]{4}(?:-[0-9]{2}){0,2}", time):
        year, *rest = point.split("-")
        if year not in known:
            missing.append(year)
        if rest and not known & _month_forms(int(rest[0]), numeric=not named):
            missing.append(_MONTHS[0][int(rest[0]) - 1])
        if len(rest) > 1 and not known & _day_forms(int(rest[1])):
            missing.append(f"day {int(rest[1])}")
    return missing


def _month_forms(month: int, *, numeric: bool) -> set[str]:
    return {names[month - 1] for names in _MONTHS} | ({str(month), f"{month:02}"} if numeric else set())


def _day_forms(day: int) -> set[str]:
    return {str(day), f"{day:02}", *(f"{day}{ending}" for ending in ("st", "nd", "rd", "th"))}
