"""An answer as a text table, CSV, TSV, JSON or Markdown."""

import csv
import io
import json
import unicodedata
from collections.abc import Callable, Sequence

import pyoxigraph as ox

from kzgraph.errors import shown
from kzgraph.rdf import to_turtle
from kzgraph.store import Answer, Term
from kzgraph.vocab import shorten

FORMATS = ("table", "csv", "tsv", "json", "md")


def plain(term: Term) -> str:
    """Return *term* as SPARQL's CSV results print it: IRIs whole, literals by their value, nothing when unbound."""
    if term is None:
        return ""
    if isinstance(term, ox.BlankNode):
        return f"_:{term.value}"
    return str(term) if isinstance(term, ox.Triple) else term.value


def readable(term: Term) -> str:
    """Return *term* for a reader: IRIs shortened, on one line, without control characters."""
    return shown(shorten(term.value) if isinstance(term, ox.NamedNode) else plain(term))


def width(text: str) -> int:
    """Return how many columns of a terminal *text* takes (Unicode Standard Annex 11)."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def _table(columns: Sequence[str], rows: Sequence[Sequence[Term]]) -> str:
    cells = [list(columns)] + [[readable(term) for term in row] for row in rows]
    widths = [max(width(row[column]) for row in cells) for column in range(len(columns))]
    lines = [
        "  ".join(cell + " " * (size - width(cell)) for cell, size in zip(row, widths, strict=True)) for row in cells
    ]
    lines.insert(1, "  ".join("─" * size for size in widths))
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _markdown(columns: Sequence[str], rows: Sequence[Sequence[Term]]) -> str:
    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"

    body = [line([readable(term) for term in row]) for row in rows]
    return "\n".join([line(list(columns)), line(["---"] * len(columns)), *body]) + "\n"


def _csv(columns: Sequence[str], rows: Sequence[Sequence[Term]]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([plain(term) for term in row] for row in rows)
    return stream.getvalue()


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
