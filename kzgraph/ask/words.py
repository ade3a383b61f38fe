"""The words by which a question of the library is asked, in four languages, and those by which values are.

They stand in ``queries/asked.csv`` and ``queries/values.csv``.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kzgraph.files.sheets import read_sheet
from kzgraph.text.cleaning import clean
from kzgraph.text.languages import phrase
from kzgraph.text.scripts import CYRILLIC, HAN
from kzgraph.vocab import LANGUAGES

COLUMNS = ("query", "en", "ru", "kk", "zh")
FILE = "asked.csv"
VALUES = "values.csv"
_VALUE_COLUMNS = ("query", "parameter", "value", "en", "ru", "kk", "zh")

_WHOLE = 3
"""A word of so few letters must stand as it is; a longer one is the beginning of a word."""
_GENERIC = frozenset(
    "in what who how where when which why do does doing all each many much per one have made out from with and"
    " two years"
    " кто что где когда сколько как кажд все год чем кім не қанша қай қайда қалай жылдар барлық"
    " 谁 什么 多少 哪些 有哪些 哪里 在哪里 所有 与".split()
)
_LITTLE = 0.4
"""What a word that half of all questions begin with tells, beside another."""
_KAZAKH = re.compile("[әіңғүұқөһ]")


@dataclass(frozen=True)
class AskedWord:
    """A word that a question is asked by: its pattern, and how much it tells (in natural units of information)."""

    written: str
    pattern: re.Pattern[str]
    weight: float

    @property
    def generic(self) -> bool:
        """Whether any question may have it: who, where, how."""
        return self.written in _GENERIC


def languages_of(text: str) -> tuple[str, ...]:
    """Return the languages in which the cleaned *text* may be asked, by its letters.

    >>> languages_of("谁建造"), languages_of("кто построил"), languages_of("who built")
    (('zh',), ('ru', 'kk'), ('en',))
    """
    if HAN.search(text):
        return ("zh",)
    if _KAZAKH.search(text):
        return ("kk",)
    return ("ru", "kk") if CYRILLIC.search(text) else ("en",)


def read_asked_words(folder: Path) -> Mapping[str, Mapping[str, tuple[AskedWord, ...]]]:
    """Return query → language → its words, as ``asked.csv`` in *folder* has them.

    Raises:
        InputError: when the table is malformed.
    """
    rows = [cells for _, cells in read_sheet(folder / FILE, COLUMNS)]
    told = {code: Counter(word for cells in rows for word in set(cells[code].split())) for code in LANGUAGES}
    return {
        cells["query"]: {
            code: tuple(
                AskedWord(word, _pattern(word), _weight(word, told[code][word], len(rows)))
                for word in dict.fromkeys(cells[code].split())
            )
            for code in LANGUAGES
        }
        for cells in rows
    }


@dataclass(frozen=True)
class AskedValue:
    """A value of a parameter, and the words in each language that ask for it."""

    parameter: str
    value: str
    patterns: Mapping[str, tuple[re.Pattern[str], ...]]


def read_asked_values(folder: Path) -> Mapping[str, tuple[AskedValue, ...]]:
    """Return query → the values that its parameters get from words, as ``values.csv`` in *folder* has them.

    Raises:
        InputError: when the table is malformed.
    """
    found: dict[str, list[AskedValue]] = defaultdict(list)
    for _, cells in read_sheet(folder / VALUES, _VALUE_COLUMNS):
        patterns = {code: tuple(map(_pattern, cells[code].split())) for code in LANGUAGES}
        found[cells["query"]].append(AskedValue(cells["parameter"], cells["value"], patterns))
    return {query: tuple(values) for query, values in found.items()}


def any_of(forms: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of any of *forms*, the longest first; those of scripts with spaces are whole words.

    As in the tables, ``_`` stands for a space and ``*`` for any letters.
    """
    found = []
    for form in sorted(forms, key=len, reverse=True):
        text = form.replace("_", " ")
        word = re.match(r"[\w*]", text) and not HAN.search(text)
        found.append(rf"(?<!\w){phrase(clean(text), gap=' ')}(?!\w)" if word else re.escape(clean(text)))
    return re.compile(f"(?:{'|'.join(found)})" if found else "(?!)")


def _weight(word: str, times: int, of: int) -> float:
    return math.log(1 + of / times) * (_LITTLE if word in _GENERIC else 1)


def _pattern(word: str) -> re.Pattern[str]:
    text = re.escape(clean(word.replace("_", " ")))
    if HAN.search(word):
        return re.compile(text)
    return re.compile(rf"(?<!\w){text}(?!\w)" if len(word) <= _WHOLE else rf"(?<!\w){text}")
