"""Numbers and dates as texts print them: read back, so that a row can be held against its passage."""

import re
from decimal import Decimal

from kzgraph.words import has_name, words_of

_SCALES = {"thousand": 3, "million": 6, "mln": 6, "billion": 9, "bn": 9, "trillion": 12}
_SPELT = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen twenty".split()
    )
} | {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_FIGURE = re.compile(
    r"(?<![\w.,])([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?(?:st|nd|rd|th)?(?:\s*-?\s*(thousand|million|mln|billion|bn|trillion))?\b",
    re.IGNORECASE,
)
_MONTHS = (
    "january february march april may june july august september october november december".split(),
    "jan feb mar apr may jun jul aug sep oct nov dec".split(),
)
_BOUNDS = {
    ">": ("more than", "over", "exceed", "exceeds", "exceeded", "exceeding", "above", "breach"),
    ">=": ("at least", "not less than", "or more"),
    "<": ("less than", "fewer than", "under", "below"),
    "<=": ("at most", "cannot own more than", "not more than", "no more than", "up to", "maximum"),
    "~": ("approximately", "about", "around", "nearly", "almost", "some", "roughly"),
}


def numbers_in(text: str) -> set[Decimal]:
    """Return every number that *text* prints, scale words applied.

    >>> sorted(numbers_in("7 pairs, $36.86 billion and 6,195 trains"))
    [Decimal('7'), Decimal('6195'), Decimal('36860000000.00')]
    """
    found = set()
    for whole, fraction, scale in _FIGURE.findall(text):
        number = Decimal(whole.replace(",", "") + fraction)
        found.add(number.scaleb(_SCALES[scale.casefold()]) if scale else number)
    return found | {Decimal(_SPELT[word]) for word in words_of(text) if word in _SPELT}


def bound_before(text: str, printed: str) -> str:
    """Return the operator that the words right before *printed* in *text* call for; empty where none do."""
    flat, wanted = " ".join(text.split()), " ".join(printed.split())
    place = flat.find(wanted)
    if place < 0:
        return ""
    before = words_of(flat[:place])[-5:] + words_of(printed)[:3]
    for operator in ("<=", "<", ">=", ">", "~"):
        if any(has_name(before, phrase) for phrase in _BOUNDS[operator]):
            return operator
    return ""


def missing_date_parts(time: str, words: list[str]) -> list[str]:
    """Return the years, months and days of the EDTF *time* that do not stand among *words*."""
    known = set(words)
    missing = []
    for point in re.findall(r"[0-9]{4}(?:-[0-9]{2}){0,2}", time):
        year, *rest = point.split("-")
        if year not in known:
            missing.append(year)
        if rest and not known & _month_forms(int(rest[0])):
            missing.append(_MONTHS[0][int(rest[0]) - 1])
        if len(rest) > 1 and not known & {str(int(rest[1])), rest[1]}:
            missing.append(f"day {int(rest[1])}")
    return missing


def _month_forms(month: int) -> set[str]:
    return {names[month - 1] for names in _MONTHS} | {str(month), f"{month:02}"}
