"""The tokens of SPARQL, as the engine's parser splits them (SPARQL 1.1 Query Language, section 19.8)."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_ESCAPE = (
    r"\\(?:[tbnrf\"'\\]|u(?![dD][89a-fA-F])[0-9A-Fa-f]{4}"
    r"|U00(?:0(?!0[dD][89a-fA-F])[0-9A-Fa-f]|10)[0-9A-Fa-f]{4})"
)
_TOKEN = re.compile(
    r"""
      (?P<space>(?:[\s\ufeff]++|\#[^\n\r]*+)++)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*+(?:\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})[^<>"{}|^`\\\x00-\x20]*+)*+>)
    | (?P<text>\"{3}(?:\"{0,2}(?:[^"\\]|ESCAPE))*+\"{3}|'{3}(?:'{0,2}(?:[^'\\]|ESCAPE))*+'{3}
             | "[^"\\\n\r]*+(?:\\.[^"\\\n\r]*+)*+"?|'[^'\\\n\r]*+(?:\\.[^'\\\n\r]*+)*+'?)
    | (?P<variable>[?$]\w++)
    | (?P<language>@[A-Za-z]++(?:-[A-Za-z0-9]++)*+)
    | (?P<number>[0-9]++(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?|\.[0-9]++(?:[eE][+-]?[0-9]++)?)
    | (?P<name>(?:[^\W\d_](?:[\w.-]{0,99}[\w-])?|_)?:
               (?:(?:[\w:]|%[0-9A-Fa-f]{2}|\\.)[\w:-]*+(?:(?:%[0-9A-Fa-f]{2}|\\.|\.++(?=[\w:%\\-]))[\w:-]*+)*+)?+)
    | (?P<word>[^\W\d]\w*+)
    | (?P<mark>.)
    """.replace("ESCAPE", _ESCAPE),
    re.VERBOSE | re.DOTALL,
)
"""Possessive throughout, so that no text takes more than linear time; a short string that is not closed is one too.
A long one that is not closed, or holds a wrong escape, is none: the engine reads an empty string and goes on behind it.

Runs of plain characters stand before the exceptions in each loop, because the regex engine takes a run at once."""


_SHORT_TEXT = re.compile(r"""(?:"(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+')""", re.DOTALL)


class Token(NamedTuple):
    """A word, name, mark … of a query, and the code point at which it begins.

    ``kind`` is the name of the group in the pattern that matched it.
    """

    kind: str
    text: str
    start: int = 0

    @property
    def word(self) -> str:
        """The text of a keyword, case folded; nothing for another kind of token."""
        return self.text.casefold() if self.kind == "word" else ""

    @property
    def unclosed(self) -> bool:
        """Whether it is a string whose closing quotation mark is missing."""
        if self.kind == "mark":
            return self.text in ("'", '"')
        return self.kind == "text" and self.text[:3] not in ('"""', "'''") and not _SHORT_TEXT.fullmatch(self.text)


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of *text* without white space and comments."""
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup or ""
        if kind != "space":
            yield Token(kind, found[0], found.start())
