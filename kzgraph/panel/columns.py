"""What a panel is: columns that say what they hold, and rows."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

Cell = str | int | Decimal | date | None


class CellKind(Enum):
    """What the cells of a column are; a missing cell is empty in CSV and null in Parquet."""

    TEXT = "text"
    LIST = "text, several joined by ;"
    INTEGER = "whole number"
    NUMBER = "number"
    DATE = "date (YYYY-MM-DD)"
    FLAG = "0 or 1"


@dataclass(frozen=True)
class Column:
    """A column.

    Args:
        name: lower-case ASCII, at most 32 characters, as R and Stata take it.
        label: what it holds, in one line.
        kind: what its cells are.
        source: the properties it is made from, prefixed, joined by blanks.
        missing: what an empty cell means.
        unit: of a number; empty for a count or a code.
    """

    name: str
    label: str
    kind: CellKind
    source: str
    missing: str = "no source in the graph says it"
    unit: str = ""


@dataclass(frozen=True)
class Panel:
    """A table of one row a unit; ``notes`` say what stands in no row, and why."""

    unit: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()


NEVER = "never empty"


def column_name(unit: str) -> str:
    """Return *unit* as the end of a column's name: lower case, letters and digits.

    >>> column_name("KZT"), column_name("t/a")
    ('kzt', 't_a')
    """
    return re.sub(r"[^a-z0-9]+", "_", unit.casefold()).strip("_")


def trace_columns() -> tuple[Column, ...]:
    """Return the columns that lead from a row to what it rests on; the same in every panel."""
    return (
        Column("sources", "Documents that the row rests on", CellKind.LIST, "prov:wasDerivedFrom", NEVER),
        Column(
            "statement_ids",
            "Statements it rests on; kzgraph evidence ID shows the passages",
            CellKind.LIST,
            "rdf:subject rdf:object",
            NEVER,
        ),
        Column(
            "passages",
            "Their passages, document:start-end, in code points of its plain text",
            CellKind.LIST,
            "kzo:evidence oa:start oa:end",
            NEVER,
        ),
    )
