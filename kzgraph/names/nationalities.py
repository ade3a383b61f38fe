"""Where a text names a country, or what is of it: in any form of its names in four languages, Turkish, турецкие.

Names are those of :mod:`kzgraph.names.countries`. What is said of people and things (Chinese) stands in
``names/words.csv`` for the countries that texts of this project speak of, in ``names/nationalities.csv`` for others.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kzgraph.files.paths import PACKAGE
from kzgraph.files.sheets import read_sheet
from kzgraph.names.countries import labels_of
from kzgraph.names.countrycodes import country_codes, other_names
from kzgraph.names.parts import vocabulary_forms
from kzgraph.text.cleaning import clean
from kzgraph.text.folding import slug
from kzgraph.text.forms import name_pattern
from kzgraph.text.languages import phrase
from kzgraph.text.scripts import HAN
from kzgraph.text.spans import is_inside

_COLUMNS = ("territory", "en", "ru", "kk")
_STEM = 4
"""So many letters of a name's longest word stay in every form of it."""


@dataclass(frozen=True)
class Country:
    """A country that a cleaned text names, and where: its ISO 3166-1 alpha-2 code."""

    start: int
    end: int
    code: str


def countries_in(text: str) -> list[Country]:
    """Return the countries that the cleaned *text* names, none inside the name of another.

    >>> [each.code for each in countries_in("в каких проектах участвуют турецкие компании из узбекистана")]
    ['TR', 'UZ']
    """
    found = {
        Country(*match.span(), code)
        for key, code, pattern in _forms()
        if key in text
        for match in _compiled(pattern).finditer(text)
    }
    widest = [each for each in found if not any(_inside(each, other) for other in found)]
    return sorted(widest, key=lambda each: (each.start, each.code))


def _inside(one: Country, other: Country) -> bool:
    return is_inside((one.start, one.end), (other.start, other.end))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@cache
def _forms() -> tuple[tuple[str, str, str], ...]:
    """Return what a text must hold to name a country so, its code, and the pattern of the name."""
    return tuple(sorted({(key, code, pattern) for code, key, pattern in _all_forms() if key}))


def _all_forms() -> Iterator[tuple[str, str, str]]:
    adjectives = {
        cells["territory"]: cells for _, cells in read_sheet(PACKAGE / "names" / "nationalities.csv", _COLUMNS)
    }
    others = other_names()
    for code in sorted({territory for territory, _, _ in country_codes()}):
        labels = labels_of(code)
        for name in map(clean, (*labels.values(), *others.get(code, ()))):
            longest = max(re.findall(r"[^\W_]+", name), key=len, default="")
            yield code, name[:2] if HAN.search(name) else longest[:_STEM], name_pattern(name)
        cells = adjectives.get(code, {})
        spoken = " ".join(cells.get(column, "") for column in _COLUMNS[1:]).split()
        for form in (*spoken, *vocabulary_forms(slug(labels.get("en", code)))):
            name = clean(form.replace("_", " "))
            if HAN.search(name):
                yield code, name if len(name) > 1 else "", re.escape(name)
            else:
                yield code, name.partition(" ")[0].rstrip("*"), rf"(?<!\w){phrase(name)}(?!\w)"
