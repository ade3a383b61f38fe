"""The currencies of ISO 4217 by the names that CLDR has for them in the languages of the gate."""

import re
from collections import defaultdict
from functools import cache

from kzgraph.text.cleaning import clean
from kzgraph.text.languages import LANGUAGES, language

_COUNTS = (1, 2, 5)
"""One of each form that a language has: 1 франк, 2 франка, 5 франков."""
_WORD = re.compile(r"[\u3400-\u9fff]|[^\W\d_]+")


@cache
def _names() -> dict[str, list[tuple[str, str]]]:
    """Return first word → cleaned names that begin with it, the longest first, each with its code."""
    from babel.numbers import get_currency_name, list_currencies

    found: dict[str, str] = {code: code.upper() for code in codes()}
    for code in sorted(list_currencies(), key=lambda code: (code not in _tender(), code)):  # the lira is today's
        for each in LANGUAGES:
            for count in _COUNTS:
                name = clean(get_currency_name(code, count, each))
                found.setdefault(re.sub(r" \([^)]*\)$", "", name), code)
    by_word = defaultdict[str, list[tuple[str, str]]](list)
    for name in sorted(found, key=len, reverse=True):
        if first := _WORD.match(name):
            by_word[first[0]].append((name, found[name]))
    return by_word


@cache
def codes() -> frozenset[str]:
    """Return the codes of the currencies that are legal tender now, in small letters as a cleaned text has them.

    Codes that are words too are left out: a text without capitals cannot tell ``ALL`` from all.
    """
    return frozenset(map(str.casefold, _tender())) - set(language("en")["currencies"]["words"])


@cache
def _tender() -> frozenset[str]:
    """Return the currencies that are legal tender somewhere now."""
    from babel import Locale
    from babel.numbers import get_territory_currencies

    territories = [str(name) for name in Locale("en").territories]
    return frozenset(code for name in territories if len(name) == 2 for code in get_territory_currencies(name))


def currency_at(text: str, at: int) -> str:
    """Return the code of the currency whose name or code stands in the cleaned *text* at *at*; else nothing.

    >>> currency_at("3 млн швейцарских франков", 6), currency_at("5亿瑞士法郎", 2), currency_at("27 all", 3)
    ('CHF', 'CHF', '')
    """
    first = _WORD.match(text, at)
    for name, code in _names().get(first[0], ()) if first else ():
        if text.startswith(name, at) and not re.match(r"[a-z\u0400-\u04ff]", text[at + len(name) : at + len(name) + 1]):
            return code
    return ""
