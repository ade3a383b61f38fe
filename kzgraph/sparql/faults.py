"""What is wrong with a query's text, and where: the engine's own places lie behind the fault or at the end.

The engine's parser reports the furthest character that it tried to read, which for a keyword is the keyword's length
behind the place; so the plain mistakes are looked for here first, token by token, and only the rest is its word.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise

from kzgraph.errors import quoted, shown
from kzgraph.sparql.tokens import Token, tokens
from kzgraph.vocab import PREFIXES

_WORDS = """
select construct describe ask where from named distinct reduced as order by asc desc group having limit offset values
optional minus union filter exists not bind graph service silent prefix base undef in a true false lateral separator
str lang langmatches datatype bound iri uri bnode rand abs ceil floor round concat strlen ucase lcase encode_for_uri
contains strstarts strends strbefore strafter year month day hours minutes seconds timezone tz now uuid struuid md5
sha1 sha256 sha384 sha512 coalesce if strlang strdt sameterm isiri isuri isblank isliteral isnumeric regex substr
replace count sum min max avg sample group_concat triple subject predicate object istriple version langdir haslang
haslangdir strlangdir adjust
""".split()
_UPDATES = ("insert", "delete", "load", "clear", "drop", "create", "add", "move", "copy", "with")
_PAIRS = {"(": ")", "{": "}", "[": "]"}
PADDING = "\n" + " " * 40
"""Behind a query that is parsed again to find the fault: so the parser never meets the end of the text."""


@dataclass(frozen=True)
class Fault:
    """What is wrong, at which code point of the text; ``None`` where the whole query is meant."""

    what: str
    at: int | None


def near(word: str, known: Iterable[str], *, least: float = 0.75) -> str:
    """Return ``; did you mean …?`` with the nearest of *known*, or nothing.

    >>> near("chian", ["china", "japan"])
    "; did you mean 'china'?"
    """
    found = get_close_matches(word, list(known), 1, least)
    return f"; did you mean {quoted(found[0])}?" if found else ""


def _unclosed_text(found: list[Token]) -> Fault | None:
    for place, token in enumerate(found):
        if token.unclosed:
            opened = place and found[place - 1].text in ('""', "''") and _touch(found[place - 1], token)
            return Fault("this string is not closed", found[place - 1].start if opened else token.start)
        if token.text == "<" and place + 1 < len(found) and found[place + 1].kind in ("word", "name"):
            previous = found[place - 1].kind if place else ""
            if previous in ("variable", "name", "iri") and found[place + 1].start == token.start + 1:
                return Fault("this IRI is not closed with '>', or holds a space", token.start)
    return None


def _touch(first: Token, second: Token) -> bool:
    return first.start + len(first.text) == second.start


def _unbalanced(found: list[Token]) -> Fault | None:
    opened: list[Token] = []
    for token in found:
        if token.kind != "mark":
            continue
        if token.text in _PAIRS:
            opened.append(token)
        elif token.text in _PAIRS.values():
            if not opened:
                return Fault(f"nothing is open that this {quoted(token.text)} would close", token.start)
            if _PAIRS[opened[-1].text] != token.text:
                wanted = _PAIRS[opened[-1].text]
                return Fault(f"{quoted(wanted)} is missing before this {quoted(token.text)}", token.start)
            opened.pop()
    return Fault(f"this {quoted(opened[-1].text)} is not closed", opened[-1].start) if opened else None


def _unknown_prefix(found: list[Token]) -> Fault | None:
    declared = {after.text.rstrip(":") for before, after in pairwise(found) if _is(before, "prefix")}
    known = declared | PREFIXES.keys()
    for before, token in zip([Token("", ""), *found], found, strict=False):
        prefix = token.text.partition(":")[0]
        if token.kind == "name" and prefix not in ("_", *known) and not _is(before, "prefix"):
            hint = near(prefix, known, least=0.6) or "; declare it with PREFIX, or use ours (kzr: kzo: kzs: kzd: …)"
            return Fault(f"unknown prefix {quoted(prefix + ':')}{hint}", token.start)
    return None


def _is(token: Token, word: str) -> bool:
    return token.kind == "word" and token.text.casefold() == word


def _unknown_word(found: list[Token]) -> Fault | None:
    if found and found[0].text.casefold() in _UPDATES:
        return Fault(f"{shown(found[0].text).upper()} is an update, and the graph is only read", found[0].start)
    for before, token in zip([Token("", ""), *found], found, strict=False):
        if token.kind == "word" and token.text.casefold() not in _WORDS and before.text != "^":
            hint = near(token.text.upper(), (word.upper() for word in _WORDS))
            return Fault(f"{quoted(shown(token.text)[:40])} is no word of SPARQL{hint}", token.start)
    return None


def _habit(found: list[Token]) -> Fault | None:
    for first, second in pairwise(found):
        if first.text == second.text == "=" and _touch(first, second):
            return Fault("equality is written '=', once", first.start)
        if _is(first, "prefix") and second.kind == "word":
            return Fault(f"a prefix ends with a colon: write '{shown(second.text)}:'", second.start)
    for number, token in enumerate(found):
        if token.kind == "word" and token.text.casefold() in ("count", "sum", "min", "max", "avg", "sample"):
            before = found[number - 1] if number else token
            if before.kind == "variable" or _is(before, "select"):
                name = token.text.upper()
                return Fault(f"write ({name}(?x) AS ?name), in brackets and with a name", token.start)
    return None


_CHECKS: tuple[Callable[[list[Token]], Fault | None], ...] = (
    _unclosed_text,
    _habit,
    _unknown_prefix,
    _unknown_word,
    _unbalanced,
)


def _expected(message: str) -> list[str]:
    found: list[str] = re.findall(r"\"[^\"]+\"|\b[A-Za-z][A-Za-z_0-9 ]+\b", re.sub(r"\[[^\]]*\]", "", message))
    return [word for word in found if word not in ("expected one of", "expected")]


def _engine(message: str, place: int, found: list[Token]) -> Fault:
    """Return the engine's own word, its place moved back to the token at which it stopped."""
    expected = _expected(message.removeprefix("expected one of ").removeprefix("expected "))
    sentences = [text for text in expected if " " in text and text[0].isupper() and text != text.upper()]
    if sentences:
        return Fault(sentences[0][0].lower() + sentences[0][1:], None)
    words = [text for text in expected if text[0] != '"']
    start = place - max((len(word) for word in words), default=0)
    before = [token for token in found if token.start < start]
    at = next((token for token in found if token.start >= start), None)
    if at is None:
        return Fault("the query ends too early", found[-1].start if found else None)
    what = f"{quoted(shown(at.text)[:40])} is not expected here"
    joined = before and before[-1].kind in ("name", "iri", "variable", "text", "number")
    if joined and at.kind in ("name", "iri", "variable") and "OPTIONAL" in words:
        what += "; is a '.' or ';' missing before it?"
    elif len(words) < 5 and not {"OPTIONAL", "ENCODE_FOR_URI"} & set(words):
        what += f"; {' or '.join(expected[:4])} would be"
    elif "ENCODE_FOR_URI" in words:
        what += "; a value or an expression would be"
    return Fault(what, at.start)


def fault(text: str, message: str, place: int) -> Fault:
    """Return what is wrong with *text*, which the engine has refused.

    Args:
        text: the query as the user wrote it.
        message: what the engine says to it when :data:`PADDING` stands behind it.
        place: the code point of *text* that the engine names.
    """
    found = list(tokens(text))
    for check in _CHECKS:
        seen = check(found)
        if seen:
            return seen
    return _engine(message, place, found)
