"""The guard: reads a stranger's SPARQL token by token and refuses what must not reach the engine.

The engine overflows its stack on deep nesting, plans some short queries for minutes, and sends requests to any
address that SERVICE names.  Words are looked for among the tokens, so that a string, a comment, an IRI or a
variable may say "service" or "load".
"""

import re
from dataclasses import dataclass
from enum import Enum

from kzgraph.errors import QueryError, quoted
from kzgraph.sparql.tokens import Token, tokens
from kzgraph.sparql.wikidata import advice

_UPDATES = {"insert", "delete", "load", "clear", "drop", "create", "add", "move", "copy", "with"}
_OPENING, _CLOSING = "([{", ")]}"
_UNARY = "!+-^"
_OPERATORS = "+-*/!|&=<>^"
_PATTERNS = ("group", "node", "list")
_ABSOLUTE = re.compile(r"<\w+://")


class QueryForm(Enum):
    """What a query returns."""

    SELECT = "select"
    ASK = "ask"
    CONSTRUCT = "construct"
    DESCRIBE = "describe"

    @property
    def tabular(self) -> bool:
        """Say whether the answer is a table or a verdict, rather than triples."""
        return self in (QueryForm.SELECT, QueryForm.ASK)


_FORMS = tuple((form.value, form) for form in QueryForm)


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """How large a query may be; the engine's own breaking points lie well above each."""

    length: int = 65_536
    depth: int = 64
    run: int = 64
    operators: int = 256
    patterns: int = 100


class Refusal(QueryError):
    """A query that the guard does not let through.

    ``limit`` names the setting that was exceeded; ``forbidden`` says that the query asks for an operation that this
    endpoint never does, however small the query.
    """

    def __init__(self, message: str, *, limit: str = "", forbidden: bool = False) -> None:
        self.limit, self.forbidden = limit, forbidden
        super().__init__(message)


_VOLATILE = {"now", "rand", "uuid", "struuid", "bnode"}


def volatile(text: str) -> bool:
    """Say whether the query *text* may be answered otherwise the next time it is asked."""
    folded = text.casefold()
    return any(word in folded for word in _VOLATILE) and any(token.word in _VOLATILE for token in tokens(text))


def examine(text: str, bounds: Bounds | None = None) -> QueryForm:
    """Return the form of the query *text*.

    Raises:
        Refusal: when it is too long, too deep, too intricate, an update, or calls another service.
    """
    bounds = bounds or Bounds()
    if len(text) > bounds.length:
        raise Refusal(f"the query is longer than {bounds.length} characters", limit="length")
    found = list(tokens(text))
    if not found:
        raise Refusal("the query is empty")
    if "service" in text.casefold():
        _no_service(found, text)
    form = _form(found)
    _Measure(bounds).take(found)
    return form


def _no_service(found: list[Token], text: str) -> None:
    """Refuse SERVICE, also where the engine would split it off a longer word or from a colon (``SERVICE:a{``)."""
    for place, token in enumerate(found):
        if "service" not in token.text.casefold() or token.kind not in ("word", "name"):
            continue
        following = found[place + 1].text if place + 1 < len(found) else ""
        if token.kind == "word" or (following == "{" and "service" in token.text.casefold().partition(":")[0]):
            instead = advice(text)
            more = f"; {instead}" if instead else ""
            raise Refusal(f"SERVICE is not allowed: this endpoint asks no other one{more}", forbidden=True)


def _form(found: list[Token]) -> QueryForm:
    place = 0
    while place < len(found) and (word := found[place].word) in ("prefix", "base", "version"):
        place += 3 if word == "prefix" else 2
    first = found[place] if place < len(found) else found[-1]
    word = first.word
    if word in _UPDATES:
        raise Refusal(f"{word.upper()} is an update, and this endpoint is read-only", forbidden=True)
    for beginning, form in _FORMS:
        if word.startswith(beginning):  # the engine also reads SELECTDISTINCT as two words
            return form
    raise Refusal(f"{quoted(first.text[:40])} begins no query; write SELECT, ASK, CONSTRUCT or DESCRIBE")


class _Measure:
    """Counts depth, operators and triple patterns; patterns are estimated from the marks between them."""

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self.inside: list[str] = []
        self.operators = self.patterns = self.run = 0
        self.values = False  # after VALUES, until its rows open
        self.before = self.earlier = Token("", "")

    def take(self, found: list[Token]) -> None:
        for token in found:
            if token.kind == "mark":
                self.mark(token.text)
            else:
                self.run = 0
                if token.kind == "iri" and self.compares(token.text):
                    what = quoted(token.text[:40])
                    raise Refusal(f"write a space behind the '<' of {what}: SPARQL reads an IRI there")
                self.values = self.values or token.word == "values"
                if self.inside and self.inside[-1] == "list":
                    self.pattern(2)  # a collection of n members is 2n triples
            self.earlier, self.before = self.before, token

    def mark(self, mark: str) -> None:
        self.run = self.run + 1 if mark in _UNARY else 0
        self.check("run", self.run, "unary operators in a row")
        where = self.inside[-1] if self.inside else ""
        if mark in _OPENING:
            self.inside.append(self.opened(mark, where))
            self.check("depth", len(self.inside), "brackets within each other")
            self.pattern(1 if self.inside[-1] in ("group", "node") else 0)
        elif mark in _CLOSING:
            del self.inside[-1:]
        elif mark in _OPERATORS:
            self.operators += 1
            self.check("operators", self.operators, "operators")
            self.pattern(1 if where in _PATTERNS and mark in "/|^" else 0)
        elif mark in ".;,":
            self.pattern(1 if where in ("group", "node") else 0)

    def opened(self, mark: str, where: str) -> str:
        """Return what a bracket opens: a ``group``, a ``node``, a ``list``, ``data`` or an ``expression``."""
        if mark == "[":
            return "node"
        if mark == "{":
            rows, self.values = self.values, False
            return "data" if rows else "group"
        if where == "data":
            return "data"
        if (where in _PATTERNS and not self.called) or self.before.text == self.earlier.text == "<":
            return "list"  # or a triple term, which is one as well
        return "expression"

    @property
    def called(self) -> bool:
        """Say whether the next bracket holds an expression or the arguments of a function, not a collection."""
        word = self.before.kind == "word" and self.before.text != "a"
        return word or self.earlier.word in ("filter", "having", "by")

    def compares(self, iri: str) -> bool:
        """Say whether the engine may read a ``<`` where *iri* stands, and perhaps a comment from its ``#`` on."""
        where = self.inside[-1] if self.inside else ""
        before = self.before.text
        operand = self.before.kind != "mark" or before in ")}" or before == self.earlier.text == ">"
        if not operand or before.casefold() == "distinct":
            return False
        return where == "expression" or (where == "list" and "#" in iri and not _ABSOLUTE.match(iri))

    def pattern(self, number: int) -> None:
        self.patterns += number
        self.check("patterns", self.patterns, "triple patterns and path steps")

    def check(self, limit: str, reached: int, what: str) -> None:
        most: int = getattr(self.bounds, limit)
        if reached > most:
            raise Refusal(f"the query has more than {most} {what}", limit=limit)
