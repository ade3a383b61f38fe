"""Rows of figures as a text table, CSV or JSON."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence

from kzgraph.errors import shown

Row = Mapping[str, str | int | float]
"""Column → cell; the same columns in every row."""


def _cell(column: str, value: str | int | float) -> str:
    from kzgraph.sparql.tables import shortened

    return shortened(shown(value)) if column == "name" else shown(value)


def _table(rows: Sequence[Row]) -> str:
    from kzgraph.sparql.tables import width

    columns = list(rows[0]) if rows else []
    cells = [columns, *([_cell(name, value) for name, value in row.items()] for row in rows)]
    widths = [max(width(row[at]) for row in cells) for at in range(len(columns))]
    lines = [
        "  ".join(cell + " " * (size - width(cell)) for cell, size in zip(row, widths, strict=True)) for row in cells
    ]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _csv(rows: Sequence[Row]) -> str:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(rows[0]) if rows else [], lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def _json(rows: Sequence[Row]) -> str:
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


FORMS: dict[str, Callable[[Sequence[Row]], str]] = {"table": _table, "csv": _csv, "json": _json}
