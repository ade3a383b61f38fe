"""The clauses of a cleaned text: where one ends, and which pieces between commas belong together.

For :func:`clause_of` names are masked (:data:`kzgraph.text.stops.MARK`), so that a piece shows whether it holds
anything but a name.
"""

import re
from collections.abc import Sequence
from functools import cache

from kzgraph.text.languages import section
from kzgraph.text.spans import Span
from kzgraph.text.stance import is_relative, lacks_subject, lacks_verb, words_pattern
from kzgraph.text.stops import MARK

_BEHIND = r"(?!\d)(?:\s|$|(?<=。)|(?=[\u3400-\u9fff□《“「\"]))"
_COMMA = rf"(?:,(?!\s(?:ltd|inc|llc|llp|plc)(?!\w))|—){_BEHIND}"
_DASH = r"\s–\s(?!\d)"
_END = rf"[;:.!?。\t]{_BEHIND}|\s(?:but|while|whereas|а|но|однако|ал|бірақ)\s|但是?|而(?!且)"
_CLAUSE = re.compile(f"{_COMMA}|{_END}")
_PIECE, _PART = re.compile(f"{_COMMA}|{_DASH}"), re.compile(_END)
_NAME, _WORD = re.compile(f"{MARK}+"), re.compile(r"[^\W_]")
_SENTENCE = re.compile(r"[.!?](?=\s)|。|(?<=[\u3400-\u9fff□》“”」)])[!?;]|\n|\t")


def _around(pattern: re.Pattern[str], text: str, start: int, end: int) -> Span:
    first = max((each.end() for each in pattern.finditer(text, 0, start)), default=0)
    after = next((each.start() for each in pattern.finditer(text, end)), len(text))
    return first, after


def clause_at(text: str, start: int, end: int) -> Span:
    """Return the piece between marks of the cleaned *text* in which *start* to *end* stands."""
    return _around(_CLAUSE, text, start, end)


def sentence_at(text: str, start: int, end: int) -> Span:
    """Return the sentence of the cleaned *text* in which *start* to *end* stands."""
    return _around(_SENTENCE, text, start, end)


def pieces_of(text: str, first: int, last: int, whole: Span) -> list[Span]:
    """Return the pieces between commas and dashes of the cleaned *text* from *first* to *last*; *whole* is not cut."""
    cuts = [each.span() for each in _PIECE.finditer(text, first, last)]
    cuts = [cut for cut in cuts if cut[1] <= whole[0] or whole[1] <= cut[0]]
    starts, ends = [first, *(end for _, end in cuts)], [*(start for start, _ in cuts), last]
    return list(zip(starts, ends, strict=True))


@cache
def _words(key: str) -> str:
    return "|".join(words_pattern(word) for data in section("clauses").values() for word in data.get(key, ()))


@cache
def _before_name() -> re.Pattern[str]:
    """What may stand before a bare name: the Turkish company …; by …."""
    described = rf"(?:(?:[\w-]+\s){{0,3}}|[\u3400-\u9fff]{{0,6}})(?:{_words('nouns')})"
    agent = rf"(?P<agent>(?:{_words('agents')})\W*)"
    return re.compile(rf"\W*{agent}?(?:(?:{_words('articles')})\W*)?(?:{described}\W*)?")


@cache
def _noun() -> re.Pattern[str]:
    return re.compile(_words("nouns"))


def _bare(piece: str) -> re.Match[str] | None:
    """Return what stands before the name in a *piece* that holds nothing else; none when it says more."""
    name = _NAME.search(piece)
    if name and not _WORD.search(_noun().sub("", piece[name.end() :])):
        return _before_name().fullmatch(piece, 0, name.start())
    return None


def is_bare(piece: str) -> bool:
    """Say whether a *piece* with masked names holds nothing but a name, and perhaps what kind of thing it is."""
    return _bare(piece) is not None


def clause_of(text: str, spot: Span, others: Sequence[Span] = ()) -> str:
    """Return the clause in which *spot* stands, its pieces joined where an insertion parts them.

    "X, a company, did not build it": the verb follows behind the insertion.  "It was not, they say, built by X": its
    beginning stands before it.  "Y, which was not built by X, was opened by Z": "which …" is no clause of Z.

    Args:
        text: a cleaned text, names masked.
        spot: where it is looked from.
        others: where the other side of the row is named: a verb behind an insertion must speak of it when it is named
            there at all.
    """
    first, last = _around(_PART, text, *spot)
    spans = pieces_of(text, first, last, spot)
    pieces = [text[slice(*span)] for span in spans]
    at = next(number for number, (start, end) in enumerate(spans) if start <= spot[0] and spot[1] <= end)
    clause = pieces[at]
    bare = _bare(clause)
    if at >= 2 and (lacks_verb(pieces[at - 2]) or (bare and bare["agent"])):
        clause = f"{pieces[at - 2]} {clause}"
    if bare and not bare["agent"]:
        clause = f"{clause} {_predicate(pieces, spans, at, others)}"
    return clause


def _predicate(pieces: Sequence[str], spans: Sequence[Span], at: int, others: Sequence[Span]) -> str:
    """Return the piece behind the bare name of piece *at* that denies, plans or hands on something of it."""
    behind = [each for each in others if spans[at][1] <= each[0] and each[1] <= spans[-1][1]]
    for piece, (start, end) in list(zip(pieces, spans, strict=True))[at + 1 :]:
        speaks = any(start <= other[0] and other[1] <= end for other in behind)
        if speaks and is_relative(piece):
            return piece
        if lacks_subject(piece) and (speaks or not behind):
            return piece
    return ""
