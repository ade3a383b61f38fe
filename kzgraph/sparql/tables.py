"""An answer, or records, as a text table, CSV, TSV, JSON or Markdown."""

import csv
import io
import json
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence

import pyoxigraph as ox

from kzgraph.errors import shown
from kzgraph.rdf import plain, readable, to_turtle
from kzgraph.sparql.answer import Answer, Term

FORMATS = ("table", "csv", "tsv", "json", "md")
WIDEST = 60
"""Columns of a terminal that one cell of a text table may take; the other forms never shorten anything."""


def width(text: str) -> int:
    """Return how many columns of a terminal *text* takes (Unicode Standard Annex 11)."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def shortened(text: str) -> str:
    """Return *text* cut to :data:`WIDEST` columns, an ellipsis at its end telling so."""
    if width(text) <= WIDEST:
        return text
    taken, end = 0, 0
    while taken + width(text[end]) < WIDEST:
        taken, end = taken + width(text[end]), end + 1
    return text[:end].rstrip() + "…"


def _aligned(cells: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(width(row[column]) for row in cells) for column in range(len(cells[0]))]
    return [
        "  ".join(cell + " " * (size - width(cell)) for cell, size in zip(row, widths, strict=True)).rstrip()
        for row in cells
    ]


def _table(columns: Sequence[str], rows: Sequence[Sequence[Term]]) -> str:
    cells = [list(columns), *([shortened(readable(term)) for term in row] for row in rows)]
    head, *lines = _aligned(cells)
    rule = "  ".join("─" * max(map(width, column)) for column in zip(*cells, strict=True))
    return "\n".join([head, rule, *lines]) + "\n"


def _markdown(columns: Sequence[str], rows: Sequence[Sequence[Term]]) -> str:
    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"

    body = [line([readable(term) for term in row]) for row in rows]
    return "\n".join([line(list(columns)), line(["---"] * len(columns)), *body]) + "\n"


def _separated(rows: Iterable[Sequence[object]]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerows(rows)
    return stream.getvalue()


def _csv(columns: Sequence[str], rows: Sequence[Sequence[Term]]) -> str:
    return _separated([columns, *([plain(term) for term in row] for row in rows)])


def _tsv(columns: Sequence[str], rows: Sequence[Sequence[Term]]) -> str:
    lines = ["\t".join(f"?{column}" for column in columns)]
    lines += ["\t".join("" if term is None else str(term) for term in row) for row in rows]
    return "\n".join(lines) + "\n"


def _cell(term: Term) -> dict[str, str]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.Literal):
        cell = {"type": "literal", "value": term.value}
        if term.language:
            return cell | {"xml:lang": term.language}
        return cell if term.datatype.value.endswith("#string") else cell | {"datatype": term.datatype.value}
    return {"type": "bnode", "value": plain(term)}


def _json(columns: Sequence[str], rows: Sequence[Sequence[Term]]) -> str:
    bindings = [
        {column: _cell(term) for column, term in zip(columns, row, strict=True) if term is not None} for row in rows
    ]
    return (
        json.dumps({"head": {"vars": list(columns)}, "results": {"bindings": bindings}}, ensure_ascii=False, indent=1)
        + "\n"
    )


_WRITERS: dict[str, Callable[[Sequence[str], Sequence[Sequence[Term]]], str]] = {
    "table": _table,
    "csv": _csv,
    "tsv": _tsv,
    "json": _json,
    "md": _markdown,
}


def render(answer: Answer, form: str) -> str:
    """Return *answer* in one of :data:`FORMATS`.

    CSV, TSV and JSON follow the W3C's SPARQL 1.1 results formats; triples are always Turtle.
    """
    if answer.triples is not None:
        return to_turtle(answer.triples).decode()
    if answer.verdict is not None:
        word = "true" if answer.verdict else "false"
        return f'{{"head": {{}}, "boolean": {word}}}\n' if form == "json" else f"{word}\n"
    return _WRITERS[form](answer.columns, answer.rows)


Record = Mapping[str, str | int | float]
"""Column → figure or name; the same columns in every record."""


def render_records(records: Sequence[Record], form: str) -> str:
    """Return *records*, which no query has found, as ``table``, ``csv`` or ``json`` (a list of objects)."""
    if form == "json":
        return json.dumps(records, ensure_ascii=False, indent=1) + "\n"
    if not records:
        return ""
    if form == "csv":
        return _separated([list(records[0]), *(list(record.values()) for record in records)])
    cells = [
        [shortened(shown(value)) if column == "name" else shown(value) for column, value in record.items()]
        for record in records
    ]
    return "\n".join(_aligned([list(records[0]), *cells])) + "\n"
