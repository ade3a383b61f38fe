"""Identifiers elsewhere: the schemes they belong to, their form and check digits, and the table of codes.

A scheme with an address is linked to (``*.sssom.tsv``); one without is a bare code (``codes.csv``) whose name is a
property of the ontology.
"""

import importlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kzgraph.errors import InputError, Problem, quoted
from kzgraph.files.paths import name_of
from kzgraph.files.sheets import read_sheet, sheet_bytes

_COLUMNS = ("entity", "scheme", "code", "note", "evidence")
_BASE32 = "0123456789abcdefghjkmnpqrstvwxyz"


def _ror(text: str) -> bool:
    """Say whether the last two digits are those of ISO 7064 mod 97-10 over Crockford's base 32, as ROR has it."""
    number = 0
    for char in text[1:-2]:
        number = number * 32 + _BASE32.index(char)
    return 98 - number * 100 % 97 == int(text[-2:])


CHECKS = {
    "lei": "stdnum.lei",  # ISO 17442: ISO 7064 mod 97-10
    "isni": "stdnum.isni",  # ISO 27729, also of ORCID: ISO 7064 mod 11-2
    "isin": "stdnum.isin",  # ISO 6166: Luhn
    "issn": "stdnum.issn",  # ISO 3297: mod 11
    "uscc": "stdnum.cn.uscc",  # GB 32100: mod 31
    "ror": "",  # ISO 7064 mod 97-10 over base 32: ours, the library has it not
}
"""Name of a check in ``schemes.csv`` → the module that knows its check digits."""


def passes(check: str, identifier: str) -> bool:
    """Say whether *identifier*, which has the right form, has the check digits that *check* asks for.

    >>> passes("isni", "0000000417551650"), passes("isni", "0000000417551651")
    (True, False)
    """
    if check == "ror":
        return _ror(identifier)
    return bool(importlib.import_module(CHECKS[check]).is_valid(identifier))


@dataclass(frozen=True)
class Scheme:
    """A system of identifiers: whose address they extend, what classes may have one, their form and check digits.

    ``kinds`` are classes of the ontology; ``unit`` among them stands for a code of the list of units.
    """

    name: str
    title: str
    address: str
    kinds: frozenset[str]
    pattern: re.Pattern[str]
    check: str

    def fault(self, identifier: str) -> str:
        """Return what is wrong with *identifier*, or nothing."""
        if not self.pattern.fullmatch(identifier):
            return f"{quoted(identifier)} has not the form of {self.title}"
        if self.check and not passes(self.check, identifier):
            return f"{quoted(identifier)} has wrong check digits for {self.title}"
        return ""


@dataclass(frozen=True)
class Code:
    """A bare identifier of an entity: no address leads to it, a table is joined on it."""

    entity: str
    scheme: str
    code: str
    note: str
    evidence: str
    file: str = ""
    line: int = 0


def read_schemes(path: Path) -> dict[str, Scheme]:
    """Return the schemes of ``schemes.csv``, name → scheme.

    Raises:
        InputError: when one is described twice, has no kinds, a pattern that is none, or an unknown check.
    """
    schemes: dict[str, Scheme] = {}
    problems = []
    for line, cells in read_sheet(path, ("scheme", "title", "address", "kinds", "pattern", "check")):
        place = {"file": name_of(path), "line": line}
        name = cells["scheme"]
        if name in schemes:
            problems.append(Problem(f"{name} stands twice", "keep one", **place))  # type: ignore[arg-type]
        if not cells["kinds"]:
            problems.append(Problem(f"{name} says not who may have one", "name classes", **place))  # type: ignore[arg-type]
        if cells["check"] and cells["check"] not in CHECKS:
            mend = f"one of {', '.join(CHECKS)}"
            problems.append(Problem(f"unknown check {quoted(cells['check'])}", mend, **place))  # type: ignore[arg-type]
        try:
            pattern = re.compile(cells["pattern"], re.ASCII)
        except re.error as error:
            problems.append(Problem(f"the pattern is none: {error}", "mend it", **place))  # type: ignore[arg-type]
            continue
        schemes[name] = Scheme(
            name, cells["title"], cells["address"], frozenset(cells["kinds"].split()), pattern, cells["check"]
        )
    if problems:
        raise InputError(problems)
    return schemes


def read_codes(path: Path, schemes: Mapping[str, Scheme]) -> list[Code]:
    """Return the codes of ``codes.csv``.

    Raises:
        InputError: with every code of an unknown scheme, a wrong form, wrong check digits, or without evidence.
    """
    codes, problems, name = [], [], name_of(path)
    for line, cells in read_sheet(path, _COLUMNS):
        code = Code(**cells, file=name, line=line)
        scheme = schemes.get(code.scheme)
        if scheme is None or scheme.address:
            what = f"unknown scheme of codes {quoted(code.scheme)}"
            problems.append(Problem(what, "describe it in schemes.csv", code.file, line))
        elif fault := scheme.fault(code.code):
            problems.append(Problem(fault, "correct it", code.file, line))
        if not code.evidence.strip():
            problems.append(Problem("gives no evidence", "say what confirms it", code.file, line))
        codes.append(code)
    if problems:
        raise InputError(problems)
    return codes


def codes_bytes(codes: Iterable[Code]) -> bytes:
    """Return *codes* as a table, by entity and scheme."""
    ordered = sorted(codes, key=lambda each: (each.entity, each.scheme, each.code))
    return sheet_bytes(_COLUMNS, [[getattr(each, column) for column in _COLUMNS] for each in ordered])
