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

from kzgraph.checks.evidence import RowCheck, examine
from kzgraph.checks.naming import Naming
from kzgraph.curation.inputs import Inputs, read_inputs
from kzgraph.curation.rows import NOT_STATED, Row
from kzgraph.documents.copy import Copy, read_copy
from kzgraph.documents.passage import Document
from kzgraph.ontology import ValueKind
from kzgraph.text.words import fingerprint, has_name, words_of

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


class Field:
    """All rows beside their documents, and what chance picks from them."""

    def __init__(self, folder: Path) -> None:
        self.inputs: Inputs = read_inputs(ROOT / "ontology", ROOT / "graph")
        self.copies = {name: read_copy(each, folder) for name, each in self.inputs.sources.items()}
        self.documents = {name: Document(copy) for name, copy in self.copies.items()}
        self.naming = Naming(self.inputs.entities, self.inputs.ontology)
        self.random = Random(SEED)  # noqa: S311  # the same frauds each time

    def passes(self, planted: Planted) -> bool:
        row, document = planted.row, self.documents[planted.row.source]
        if planted.text:
            document = Document(replace(self.copies[row.source], text=planted.text))
        return not list(RowCheck(row, document, self.naming, self.inputs.ontology).findings())

    def is_figure(self, row: Row) -> bool:
        kind = self.inputs.ontology.properties[row.property].kind
        return kind is ValueKind.NUMBER and row.object != NOT_STATED

    def is_date(self, row: Row) -> bool:
        return self.inputs.ontology.properties[row.property].kind is ValueKind.DATE and row.object != NOT_STATED

    def text(self, row: Row) -> str:
        return self.copies[row.source].text

    def another(self, row: Row, name: str) -> str:
        """A thing of the class of *name* that neither the passage nor an earlier mention names."""
        entities = self.inputs.entities
        seen = words_of("\n".join(self.text(row)[slice(*span)] for span in (row.span, *row.via_spans)))
        others = [each for each in entities.values() if each.kind == entities[name].kind and not each.replaced_by]
        others = [each for each in others if not any(has_name(seen, form) for form in each.names)]
        return self.random.choice(others).id if others else ""

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
        if name in field.inputs.entities and (other := field.another(row, name)):
            yield Planted(replace(row, **{column: other}))


def denied(field: Field, row: Row) -> Iterator[Planted]:
    """Deny the clause that holds the row's figure, date or object: its auxiliary verb takes a "not"."""
    start, end = row.span
    passage = field.text(row)[start:end]
    entity = field.inputs.entities.get(row.object)
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
    assert len(field.inputs.rows) > 2000
    assert examine(field.inputs.rows, copies, field.inputs.entities, field.inputs.ontology) == []


def test_frauds_are_refused(field: Field) -> None:
    planted = [each for row in field.inputs.rows for plant in KINDS.values() for each in plant(field, row)]
    passed = [each.row for each in planted if field.passes(each)]
    told = [f"{row.file}:{row.line} {row.subject} {row.property} {row.object} {row.time}" for row in passed]
    assert len(planted) > 3500
    assert len(passed) <= len(planted) * (1 - LEAST), "\n".join(told)
