"""Units as texts print them beside a figure: before it (``$27``), behind it (``27 млрд долларов``)."""

import re
from functools import cache

from kzgraph.text import currencies
from kzgraph.text.figures import Figure
from kzgraph.text.languages import phrase, section
from kzgraph.text.scripts import HAN

_BEHIND = re.compile(
    r"(?:[\s.-]|-?(?:дан|ден|тан|тен|нан|нен|ға|ге|қа|ке|х|ти|и|го)(?!\w)|(?:worth|of|in|сша|ақш|американских|many|more|多|余|个|种)(?!\w)|多|余|个)*"
)
_CODE = re.compile(r"(?<![^\W\d_])([a-z]{3})\s?$")
_IN_FRONT = frozenset({"us$", "a$", "c$", "hk$", "rmb"})
"""What may stand before a figure though it begins with a letter."""
_YUAN_OR_YEN = {"CNY": "yuan|renminbi|rmb|юан|人民币|cny", "JPY": r"\byen\b|иен|йен|日元|jpy"}


@cache
def _forms() -> tuple[tuple[re.Pattern[str], re.Pattern[str], frozenset[str], str], ...]:
    """Return the printed forms, the longest first: pattern behind a figure, before it, the units, the form."""
    found: dict[str, set[str]] = {}
    for units in section("units").values():
        for unit, forms in units.items():
            for form in forms:
                found.setdefault(form, set()).add("" if unit == "other" else unit)
    rows = []
    for form, meant in sorted(found.items(), key=lambda each: -len(each[0])):
        left, words, right = _word(form)
        rows.append((re.compile(words + right), re.compile(left + words + r"\s?$"), frozenset(meant), form))
    return tuple(rows)


def unit_at(text: str, figure: Figure) -> frozenset[str]:
    """Return the units that stand at *figure* in the cleaned *text*: their notations, "" for one that no table has.

    What stands behind the figure counts before what stands in front of it.
    """
    behind = _BEHIND.match(text, figure.end)
    at = behind.end() if behind else figure.end
    front = text[max(0, figure.start - 12) : figure.start]
    if (code := _CODE.search(front)) and code[1] in currencies.codes():
        return frozenset({code[1].upper()})
    for _, before, units, form in _forms():
        if (not form[0].isalnum() or form in _IN_FRONT) and before.search(front):
            if form == "$" and re.search(r"(?:^|[^a-z])(?:a|c|hk|nz|s)\$\s?$", front):
                return frozenset({""})
            return _yuan_or_yen(text) if form == "¥" else units
    for after, _, units, form in _forms():
        if after.match(text, at):
            if "" in units and (known := currencies.currency_at(text, at)):
                return frozenset({known})
            if form == "¥":
                return _yuan_or_yen(text)
            if form in ("т", "t", "га", "方", "里", "度", "成", "年", "列"):
                following = text[at + len(form) : at + len(form) + 1]
                if HAN.match(form) and HAN.match(following):
                    return frozenset()  # a part of another word
            return units
    known = currencies.currency_at(text, at)
    return frozenset({known}) if known else frozenset()


def _yuan_or_yen(text: str) -> frozenset[str]:
    """Return the currency that ``¥`` stands for in the cleaned *text*, which must name one of the two elsewhere."""
    named = {code for code, words in _YUAN_OR_YEN.items() if re.search(words, text)}
    return frozenset(named if len(named) == 1 else {""})


def unit_in(text: str, unit: str, printed: tuple[str, ...] = ()) -> bool:
    """Say whether *unit* is printed anywhere in the cleaned *text*, in a form of ours or in one of *printed*."""
    for _, _, units, form in _forms():
        if unit in units and re.search("".join(_word(form)), text):
            return True
    return any(re.search("".join(_word(form.casefold())), text) for form in printed)


@cache
def _word(form: str) -> tuple[str, str, str]:
    """Return the pattern of a printed form: what may not stand before it, its words, what may not stand behind."""
    left = "" if HAN.search(form) or not form[0].isalpha() else r"(?<![^\W\d_])"
    right = "" if HAN.search(form) or not (form[-1].isalnum() or form[-1] == "*") else r"(?!\w)"
    return left, phrase(form, gap=r"[\s.-]{1,2}"), right
