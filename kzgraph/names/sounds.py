"""What a word sounds like: one form for the usual ways of writing it in Latin and Cyrillic, and for Chinese.

Chinese syllables are known in pinyin and in Palladius' Cyrillic, so that jinping and цзиньпин come out alike.
"""

import re
from functools import cache

_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_FOLDS = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        ("shch|sch", "sh"),
        ("kh|q", "k"),
        ("gh", "g"),
        ("zh|dzh|dj", "j"),
        ("tsz|dz", "j"),
        ("tz|ts", "c"),
        ("ph|w", "v"),
        ("x", "ks"),
        ("iy|yi|ii|ij$", "i"),
        ("(?<=[aeiou])y(?=[aeiou])", ""),
        ("y(?=[aeou])|i(?=[aeou])", ""),
        ("y", "i"),
        ("ou|oo", "u"),
        (r"(\w)\1+", r"\1"),
    )
)
"""Spellings that differ by the system of transliteration, folded in this order."""

VOWELS = "aeiou"
_CLASSES = str.maketrans("bpfvwtdkghqjzcsxlraeiouy", "ppfffttkkkksssssll      ")
"""Consonants that Chinese does not tell apart in foreign names, vowels left out."""


def is_cyrillic(text: str) -> bool:
    """Say whether *text* has a Cyrillic letter."""
    return bool(_CYRILLIC.search(text))


def sound(text: str) -> str:
    """Return *text* as folded Latin letters, the same for the usual ways of writing one sound.

    >>> sound("Қостанай"), sound("Kostanay"), sound("Тоқаев"), sound("Tokayev")
    ('kostanai', 'kostanai', 'tokaev', 'tokaev')
    """
    from anyascii import anyascii

    folded = re.sub(r"[^a-z0-9]", "", anyascii(text).lower())
    for pattern, by in _FOLDS:
        folded = pattern.sub(by, folded)
    return folded


@cache
def _syllables(cyrillic: bool) -> frozenset[str]:
    """Return the syllables of Chinese as pinyin or, in Cyrillic, as Palladius writes them."""
    from pypinyin.constants import PINYIN_DICT
    from pypinyin.contrib.tone_convert import to_normal

    toned = {each for readings in set(PINYIN_DICT.values()) for each in readings.split(",")}
    latin = frozenset(map(to_normal, toned))
    return frozenset(palladius((each,)) for each in latin) if cyrillic else latin


@cache
def syllables(word: str) -> tuple[str, ...]:
    """Return *word* cut into syllables of Chinese, as few as possible, or nothing when it is no such word.

    >>> syllables("xinjiang"), syllables("синьцзян"), syllables("astana")
    (('xin', 'jiang'), ('синь', 'цзян'), ())
    """
    known = _syllables(is_cyrillic(word))
    best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - 6), end):
            before = best[start]
            if before is not None and word[start:end] in known:
                found = (*before, word[start:end])
                if best[end] is None or len(found) < len(best[end] or ()):
                    best[end] = found
    whole = best[len(word)]
    return whole if whole and all(len(each) > 1 for each in whole) else ()


def palladius(parts: tuple[str, ...]) -> str:
    """Return syllables of pinyin as Palladius writes them in Cyrillic.

    >>> palladius(("jin", "ping"))
    'цзиньпин'
    """
    from pypinyin import Style
    from pypinyin.style import convert

    return "".join(convert(each, Style.CYRILLIC, strict=False) for each in parts)


def consonants(text: str) -> str:
    """Return the first letter of *text* and the consonants after it."""
    return text[:1] + "".join(char for char in text[1:] if char not in VOWELS)


def coarse(text: str) -> str:
    """Return the classes of the consonants of *text*: what is left of a foreign name that Chinese writes.

    >>> coarse("kalaganda") == coarse("karagandi")
    True
    """
    classes = "".join(text.translate(_CLASSES).split())
    return "".join(char for at, char in enumerate(classes) if at == 0 or char != classes[at - 1])
