"""Frauds made out of every row of the project's own tables: nearly all are refused, no true row is.

A figure with another digit, a bound dropped, added or turned round, another year, unit or side, a passage that denies.
A side is exchanged for a thing of its class that the passage does not name; one that it names may well be true.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from kzgraph.checks.evidence import examine
from kzgraph.curation.rows import NOT_STATED, Row
from kzgraph.documents.copy import Copy
from kzgraph.documents.passage import Document
from kzgraph.ontology import ValueKind
from kzgraph.text.words import fingerprint
from tests.scene import Scene

ROOT = Path(__file__).parents[2]
SEED = 20261126
LEAST = 0.995
"""The part of the frauds that must be refused."""

OPERATORS = ("", "<", ">", "<=", ">=", "~")
UNITS = ("USD", "CNY", "KZT", "MW", "kWh", "km", "t")
AUXILIARY = re.compile(r"\b(?:was|were|is|are|has|have|had|will|can|may|should)\b(?! (?:not|no)\b)")


@dataclass(frozen=True)
class Planted:
    """A row, and the text of its document where the fraud lies there."""

    row: Row
    text: str = ""


class Field(Scene):
    """All rows beside their documents, and what chance picks from them."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.random = Random(SEED)  # noqa: S311  # the same frauds each time

    def passes(self, planted: Planted) -> bool:
        row = planted.row
        document = Document(replace(self.copies[row.source], text=planted.text)) if planted.text else None
        return not self.findings(row, document)

    def is_date(self, row: Row) -> bool:
        return self.kind(row) is ValueKind.DATE and row.object != NOT_STATED

    def another(self, row: Row, name: str) -> str:
        """A thing of the class of *name* that neither the passage nor an earlier mention names."""
        others = list(self.others(row, name))
        return self.random.choice(others) if others else ""

    def digit(self, printed: str) -> str:
        at = self.random.choice([found.start() for found in re.finditer("[1-9]", printed)])
        other = self.random.choice([digit for digit in "123456789" if digit != printed[at]])
        return printed[:at] + other + printed[at + 1 :]


Plant = Callable[[Field, Row], Iterator[Planted]]


def another_digit(field: Field, row: Row) -> Iterator[Planted]:
    if field.is_figure(row) and row.printed and re.search("[1-9]", row.object):
        yield Planted(replace(row, object=field.digit(row.object)))
    if field.is_figure(row) and re.search("[1-9]", row.printed):
        yield Planted(replace(row, printed=field.digit(row.printed)))


def another_scale(field: Field, row: Row) -> Iterator[Planted]:
    if field.is_figure(row):
        for factor in ("1000", "0.001", "10"):
            yield Planted(replace(row, object=f"{Decimal(row.object) * Decimal(factor):f}"))


def another_bound(field: Field, row: Row) -> Iterator[Planted]:
    if field.is_figure(row):
        for operator in OPERATORS:
            if operator != row.operator:
                yield Planted(replace(row, operator=operator))


def another_unit(field: Field, row: Row) -> Iterator[Planted]:
    if field.is_figure(row) and row.unit in UNITS:
        for unit in UNITS:
            if unit != row.unit:
                yield Planted(replace(row, unit=unit))


def another_time(field: Field, row: Row) -> Iterator[Planted]:
    if year := re.search("[0-9]{4}", row.time):
        for shift in (-7, 7):
            yield Planted(replace(row, time=row.time.replace(year[0], str(int(year[0]) + shift))))
    if field.is_date(row) and (date := re.fullmatch("([0-9]{4})(?:-([0-9]{2}))?(.*)", row.object)):
        rest = row.object[4:]
        yield Planted(replace(row, object=f"{int(date[1]) + field.random.choice((-9, -1, 1, 9))}{rest}"))
        if date[2]:
            yield Planted(replace(row, object=f"{date[1]}-{int(date[2]) % 12 + 1:02}{date[3]}"))


def another_side(field: Field, row: Row) -> Iterator[Planted]:
    for column in ("subject", "object"):
        name = getattr(row, column)
        if name in field.material.entities and (other := field.another(row, name)):
            yield Planted(replace(row, **{column: other}))


def denied(field: Field, row: Row) -> Iterator[Planted]:
    """Deny the clause that holds the row's figure, date or object: its auxiliary verb takes a "not"."""
    start, end = row.span
    passage = field.text(row)[start:end]
    entity = field.material.entities.get(row.object)
    words = [row.printed] if row.printed else list(entity.names) if entity else []
    at = min((place for word in words if (place := passage.find(word)) >= 0), default=-1)
    clause = re.search(r"[^.!?;:,()\n]*$", passage[: max(at, 0)])
    if clause and row.modality == "asserted" and (verb := AUXILIARY.search(passage, clause.start(), max(at, 0))):
        false = passage[: verb.end()] + " not" + passage[verb.end() :]
        text = field.text(row)[:start] + false + field.text(row)[end:]
        yield Planted(replace(row, end=str(start + len(false)), fingerprint=fingerprint(false)), text)


KINDS: dict[str, Plant] = {
    function.__name__.replace("_", " "): function
    for function in (another_digit, another_scale, another_bound, another_unit, another_time, another_side, denied)
}


@pytest.fixture(scope="module")
def field(sources_dir: Path) -> Field:
    return Field(sources_dir)


def test_no_true_row_is_refused(field: Field) -> None:
    copies: dict[str, Copy] = field.copies
    assert len(field.material.rows) > 2000
    assert examine(field.material.rows, copies, field.material.entities, field.material.ontology) == []


def test_frauds_are_refused(field: Field) -> None:
    planted = [each for row in field.material.rows for plant in KINDS.values() for each in plant(field, row)]
    passed = [each.row for each in planted if field.passes(each)]
    told = [f"{row.file}:{row.line} {row.subject} {row.property} {row.object} {row.time}" for row in passed]
    assert len(planted) > 3500
    assert len(passed) <= len(planted) * (1 - LEAST), "\n".join(told)
