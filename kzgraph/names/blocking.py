"""Which names are worth comparing with a name: those that share what names that are alike share.

Two names of things are alike only when every word that no vocabulary has finds its like in the other name: spelt so but
for one letter in five, of the same consonants, sounding the same in another script, or written together where the other
is written apart. Each of these leaves a trace that both have: a word, or half of a long one, without one letter
(symmetric deletion, as in SymSpell); a frame of consonants; a sound.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import permutations

from rapidfuzz.distance import DamerauLevenshtein
from rapidfuzz.process import extract

from kzgraph.names.comparing import ALIKE
from kzgraph.names.parts import Name, NamePart, Role, take_apart
from kzgraph.names.sounds import coarse, consonants

_ONE_IN = 5
"""One letter in so many may differ in words that are alike."""
_LONG = 10
"""From so many letters on two may differ."""
_LONGEST = 64
"""A longer word is found as it stands, and by its consonants: its variants would take the square of its length."""
_HAIR = 1e-6
"""The cut of the comparison is reckoned in distances, and would lose what is alike to the letter."""
_KEPT = 10_000
"""Words whose like is remembered: those of a list come again and again."""
_MOST_JOINED = 4
_SPELT = "spelt "
"""Begins the traces that are words, which others are found by that are spelt nearly so."""


class NameIndex:
    """The names of things, found by what names that are alike share."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """Take the id and each of the names of the things that are looked for."""
        self._places: dict[str, set[tuple[str, str]]] = defaultdict(set)
        self._spellings: dict[str, set[str]] = defaultdict(set)
        for each in names:
            for trace in _traces(take_apart(each[1])):
                if trace.startswith(_SPELT) and trace not in self._places:
                    word = trace.removeprefix(_SPELT)
                    for part in _parts(word):
                        self._spellings[part].add(word)
                self._places[trace].add(each)
        self._alike = lru_cache(_KEPT)(self._spelt_nearly)

    def near(self, text: str) -> dict[str, set[str]]:
        """Return the things of which *text* may be a name: id → those of its names that may be alike."""
        name = take_apart(text)
        places = self._holding(_together(name)) | self._with_each(name.own)
        found: dict[str, set[str]] = {}
        for thing, form in places:
            found.setdefault(thing, set()).add(form)
        return found

    def _with_each(self, own: Sequence[NamePart]) -> set[tuple[str, str]]:
        """Return the names in which each of these words has its like; of none, nothing."""
        found: set[tuple[str, str]] | None = None
        for token in own:
            held = self._holding(_like(token))
            found = held if found is None else found & held
            if not found:
                break
        return found or set()

    def _holding(self, traces: Iterable[str]) -> set[tuple[str, str]]:
        """Return the names that share one of *traces*, or hold a word that is spelt nearly as one of them."""
        found = set[tuple[str, str]]()
        for trace in set(traces):
            found |= self._places.get(trace, set())
            if trace.startswith(_SPELT):
                for each in self._alike(trace.removeprefix(_SPELT)):
                    found |= self._places[_SPELT + each]
        return found

    def _spelt_nearly(self, word: str) -> tuple[str, ...]:
        """Return the words of the names here that are *word* but for one letter in five."""
        shared = self._spellings.keys() & _parts(word, turned=True)
        near = set[str]().union(*(self._spellings[part] for part in shared))
        alike = DamerauLevenshtein.normalized_similarity
        found = extract(word, near, scorer=alike, score_cutoff=ALIKE - _HAIR, limit=None)
        return tuple(each for each, score, _ in found if score >= ALIKE)


def _traces(name: Name) -> Iterator[str]:
    """Yield what a thing called *name* is found by."""
    own = name.own
    yield _whole(name)
    if len(name.tokens) > 1:
        yield f"initials {name.initials}"
    yield f"short {_short(name)}"
    for token in own:
        yield from _of_word(token)
    for token in _known(name):
        yield f"means {token.concept}"
        yield f"{_SPELT}{token.text}"
        if not own:
            yield f"only means {token.concept}"
    yield from (f"initial {token.keys[0][:1]}" for token in name.content if token.role is Role.INITIAL)
    yield from _joined(own)


def _together(name: Name) -> Iterator[str]:
    """Yield under what things that may be called *name* are found, its words taken together."""
    own, known = name.own, _known(name)
    yield _whole(name)
    yield f"initials {_short(name)}"
    if len(name.tokens) > 1:
        yield f"short {name.initials}"
    if not own:
        for token in known:
            yield f"{_SPELT}{token.text}"
            yield f"means {token.concept}" if name.has(Role.INITIAL) else f"only means {token.concept}"
    yield from _joined(own)


def _like(token: NamePart) -> Iterator[str]:
    """Yield under what names are found that have a like of the word *token*."""
    yield from _of_word(token, turned=True)
    yield f"initial {token.keys[0][:1]}"


def _known(name: Name) -> list[NamePart]:
    return [token for token in name.content if token.concept]


def _whole(name: Name) -> str:
    return f"whole {' '.join(token.concept or token.text for token in name.tokens)}"


def _short(name: Name) -> str:
    return name.text.strip().replace(".", "").casefold()


def _of_word(token: NamePart, *, turned: bool = False) -> Iterator[str]:
    """Yield what a word of its own shares with its like; *turned* says that it is looked up, not found."""
    in_han = token.text > "\u3000"
    for key in dict.fromkeys((token.text, *token.keys)):
        yield f"{_SPELT}{key}"
        yield f"as {key}"
        yield from _frame(key)
        if len(sound := coarse(key)) >= 3:
            yield f"{'Chinese' if in_han is not turned else 'other'} {sound}"


def _frame(key: str) -> Iterator[str]:
    if len(frame := consonants(key)) > 2:
        yield f"frame {len(key)} {frame}"


def _joined(own: Sequence[NamePart]) -> Iterator[str]:
    """Yield what words share with the same ones written as one; those of three or more in another order as spelt."""
    if not 1 < len(own) <= _MOST_JOINED:
        return
    for order in permutations(own):
        for place in range(3):
            key = "".join(token.keys[min(place, len(token.keys) - 1)] for token in order)
            yield f"as {key}"
            yield from _frame(key)
            if len(own) == 2 or list(order) == list(own):
                yield f"{_SPELT}{key}"


def _parts(word: str, *, turned: bool = False) -> set[str]:
    """Return what words share that differ in one letter of five.

    Of short words it is the word without one letter, or without two of them where the word that is looked up
    (*turned*) has ten letters or more, so that they may differ in two. Of two words of ten letters or more one half
    differs in one letter at the most: it is a half without one. How long the half is in the other word is not known
    to who looks up: every length that it may have is tried. A word of no language, longer than any, has no variants.
    """
    if len(word) > _LONGEST:
        return set()
    if len(word) < _LONG and not turned:
        return set(_with_less(word))
    if not turned:
        half = len(word) // 2
        return {*("<" + part for part in _with_less(word[:half])), *(">" + part for part in _with_less(word[-half:]))}
    others = range(len(word) - len(word) // _ONE_IN, len(word) + len(word) // (_ONE_IN - 1) + 1)
    found = set[str]()
    if others[0] < _LONG:
        found.update(_with_less(word))
        if len(word) >= _LONG:
            found.update(less for part in _with_less(word)[1:] for less in _with_less(part)[1:])
    # A half of the other word is found by as many letters here, one of them left out, and by one more or one less.
    for half in {each // 2 for each in others if each >= _LONG}:
        for mark, less, same, more in (
            ("<", word[: half - 1], word[:half], word[: half + 1]),
            (">", word[1 - half :], word[-half:], word[-half - 1 :]),
        ):
            found.update([mark + part for part in (less, *_with_less(same), *_with_less(more)[1:])])
    return found


def _with_less(word: str) -> list[str]:
    """Return *word*, and *word* without each of its letters."""
    return [word, *[word[:place] + word[place + 1 :] for place in range(len(word))]]
