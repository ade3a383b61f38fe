"""A text as a reader sees it: marks that do not show are gone, letters of one look are one letter."""

import re
import unicodedata
from difflib import SequenceMatcher

from kzgraph.text.scripts import CYRILLIC, LATIN

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_RAISED = re.compile("(?<=[0-9])[\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2080-\u2089]+")
_POWER = re.compile("([×x·*]\\s?10)(\u207b?[\u00b2\u00b3\u00b9\u2070\u2074-\u2079]+)")
_TORN_GROUP = re.compile(r"(?<=[0-9][,.])\s*\n\s*(?=[0-9]{3}(?![0-9]))")
_TORN_CYRILLIC = re.compile("(?<=[\u0400-\u04ff])-[ \t]*\n[ \t]*(?=[\u0400-\u04ff])")
_TORN_WORD = re.compile(r"(?<=[^\W\d_])-[ \t]*\n[ \t]*(?=[^\W\d_])")
_WORD = re.compile(r"[^\W\d_]+")
_LOOKS = dict(zip("аеорсухікмтвнԁһјѕ", "aeopcyxikmtbhdhjs", strict=True))
_CYRILLIC_FOR = {latin: cyrillic for cyrillic, latin in reversed(_LOOKS.items())}
_SIGNS = str.maketrans(
    {"\u2212": "-", "\u2010": "-", "\u2011": "-", "\u2012": "–", "\u2019": "'", "\u02bc": "'", "ё": "е", "○": "〇"}
)


def _one_script(found: re.Match[str]) -> str:
    word = found[0]
    latin, cyrillic = len(LATIN.findall(word)), len(CYRILLIC.findall(word))
    if not latin or not cyrillic:
        return word
    return "".join((_LOOKS if latin >= cyrillic else _CYRILLIC_FOR).get(char, char) for char in word)


def clean(text: str) -> str:
    r"""Return *text* for comparison: NFKC, case folded, white space single, invisible marks gone, looks unified.

    A raised figure behind a digit is the mark of a note and goes; behind a letter (``m³``) it stays,
    and as a power of ten (``3×10⁶``) it is written ``^6``.
    A tab, which parts the cells of a table, stays a tab.

    >>> clean("China’s  trade: 5¹ %")
    "china's trade: 5 %"
    """
    text = _POWER.sub(r"\1^\2", _INVISIBLE.sub("", text))
    text = _RAISED.sub(" ", text)
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).translate(_SIGNS)
    text = unicodedata.normalize("NFC", text)
    text = _TORN_CYRILLIC.sub("", _TORN_GROUP.sub("", text))
    text = _TORN_WORD.sub("-", text)
    text = _WORD.sub(_one_script, text)
    text = re.sub(r"[^\S\t]+", " ", text)
    return re.sub(r" ?\t[ \t]*", "\t", text).strip()


def origins(text: str) -> list[int]:
    """Return for each code point of ``clean(text)`` where it stands in *text*, and for its end the end.

    >>> text = "Trade:  $5 bn"
    >>> at = clean(text).index("$5")
    >>> text[origins(text)[at] : origins(text)[at + 2]]
    '$5'
    """
    cleaned = clean(text)
    small = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    places = []
    for _, first, last, start, end in SequenceMatcher(None, small, cleaned, autojunk=False).get_opcodes():
        places += [min(first + at, last) for at in range(end - start)]
    return [*places, len(text)]
