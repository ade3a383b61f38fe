"""A text as words: what fingerprints are made of and what names are looked for in.

NFKC (Unicode Standard Annex 15) and case folding, then runs of letters and digits; everything else only separates.
"""

import hashlib
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, cached_property
from itertools import pairwise

_RUN = re.compile(r"[^\W_]+")
_IDEOGRAPHS = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_TORN = "(?:\u00ad|[-\u2010][ \t\r]*\n\\s*)?"
"""What may stand inside a word where a line ended."""


def normal(text: str) -> str:
    """Return *text* in NFKC, case folded."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def words_of(text: str) -> list[str]:
    """Return the words of *text*.

    >>> words_of("China’s  Belt-and-Road")
    ['china', 's', 'belt', 'and', 'road']
    """
    return _RUN.findall(normal(text))


def digest(words: list[str]) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of *words* joined by one space."""
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:16]


def fingerprint(passage: str) -> str:
    """Return ``words:digest`` of *passage*."""
    words = words_of(passage)
    return f"{len(words)}:{digest(words)}"


def has_name(words: list[str], name: str) -> bool:
    """Say whether *name* stands among *words* as a run of whole words; ideographs, written without spaces, anywhere."""
    wanted = words_of(name)
    if not wanted:
        return False
    if _IDEOGRAPHS.search(name):
        return "".join(wanted) in "".join(words)
    return f" {' '.join(wanted)} " in f" {' '.join(words)} "


@cache
def _joins(char: str) -> bool:
    """Say whether *char* may merge with what stands before it when normalised: marks, Hangul vowels and finals."""
    first = unicodedata.normalize("NFKD", char)[0]
    return unicodedata.combining(first) > 0 or "\u1160" <= first <= "\u11ff" or unicodedata.category(first) == "Mc"


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of *text* that can be normalised one by one with the same result as all together."""
    starts = [at for at, char in enumerate(text) if at == 0 or not _joins(char)]
    return pairwise([*starts, len(text)])


def _pattern(word: str) -> str:
    """Return the pattern of a whole *word*, which has a border on either side unless an ideograph stands there."""
    pieces = [re.escape(char) + (r"\s*" if _IDEOGRAPHS.match(char) else _TORN) for char in word[:-1]]
    before = "" if _IDEOGRAPHS.match(word[0]) else r"(?<![^\W_])"
    after = "" if _IDEOGRAPHS.match(word[-1]) else r"(?![^\W_])"
    return before + "".join(pieces) + re.escape(word[-1]) + after


class Text:
    """A text whose words are known with their places, so that windows of words can be searched for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._windows: dict[int, dict[str, int]] = {}

    @cached_property
    def _normal(self) -> tuple[str, list[tuple[int, int]]]:
        """The text as it is compared, and for each character the span in the text as it is (lengths may change)."""
        pieces, origins = [], []
        for start, end in _clusters(self.text):
            piece = normal(self.text[start:end])
            pieces.append(piece)
            origins.extend([(start, end)] * len(piece))
        return "".join(pieces), origins

    @cached_property
    def _placed(self) -> tuple[list[str], list[int], list[int]]:
        """The words, and where each starts and ends in the text as it is."""
        text, origins = self._normal
        words, starts, ends = [], [], []
        for run in _RUN.finditer(text):
            words.append(run.group())
            starts.append(origins[run.start()][0])
            ends.append(origins[run.end() - 1][1])
        return words, starts, ends

    @property
    def words(self) -> list[str]:
        """All words in order."""
        return self._placed[0]

    def window(self, start: int, end: int) -> tuple[int, int]:
        """Return the indices of the first word at or after *start* and of the first at or after *end*."""
        return bisect_left(self._placed[1], start), bisect_left(self._placed[1], end)

    def span(self, first: int, count: int) -> tuple[int, int]:
        """Return the offsets of *count* words from word *first* on."""
        return self._placed[1][first], self._placed[2][first + count - 1]

    def find(self, wanted: str) -> tuple[int, int] | None:
        """Return the offsets of the first window of words with the fingerprint *wanted*."""
        count = int(wanted.split(":")[0])
        if count not in self._windows:
            words = self.words
            self._windows[count] = {
                digest(words[first : first + count]): first for first in range(len(words) - count, -1, -1)
            }
        first = self._windows[count].get(wanted.split(":")[1])
        return None if first is None else self.span(first, count)

    def occurrences(self, phrase: str) -> list[tuple[int, int]]:
        r"""Return the offsets of every place where the words of *phrase* stand in a row, torn by a hyphen or not.

        Ideographs are written without spaces: they are found inside longer runs too.

        >>> Text("The coop-\neration").occurrences("cooperation"), Text("中哈贸易额").occurrences("贸易")
        ([(4, 17)], [(2, 4)])
        """
        wanted = words_of(phrase)
        if not wanted:
            return []
        pattern = re.compile(r"[\W_]+".join(map(_pattern, wanted)))
        text, origins = self._normal
        found = []
        at = pattern.search(text)
        while at:
            found.append((origins[at.start()][0], origins[at.end() - 1][1]))
            at = pattern.search(text, at.start() + 1)
        return found
