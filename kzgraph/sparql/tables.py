"""An answer, or records, as a text table, CSV, TSV, JSON or Markdown."""

import csv
import io
import json
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import zip_longest

import pyoxigraph as ox

from kzgraph.errors import shown
from kzgraph.files.markdown import as_words
from kzgraph.files.sheets import harmless
from kzgraph.rdf import plain, readable, to_turtle
from kzgraph.sparql.answer import Answer, Term

FORMATS = ("table", "csv", "tsv", "json", "md")
NARROWEST = 6
"""Columns of a terminal that a cell keeps at least, where it is cut."""
WIDEST = 60
"""Columns of a terminal that one cell of a text table may take; the other forms never shorten anything."""


def width(text: str) -> int:
    """Return how many columns of a terminal *text* takes (Unicode Standard Annex 11)."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def shortened(text: str, most: int = WIDEST) -> str:
    """Return *text* cut to *most* columns of a terminal, an ellipsis at its end telling so."""
    if width(text) <= most:
        return text
    taken, end = 0, 0
    while taken + width(text[end]) < most:
        taken, end = taken + width(text[end]), end + 1
    return text[:end].rstrip() + "…"


def fitted(widths: Sequence[int], room: int, least: Sequence[int] = ()) -> list[int]:
    """Return how wide columns of *widths* may be in *room* columns of a terminal, two between each.

    The widest give way first, to one width; none becomes narrower than :data:`NARROWEST`, whatever the room.

    Args:
        widths: what the columns would take.
        room: columns of the terminal.
        least: what each keeps at least, where that is more.

    >>> fitted([4, 60, 30], 60)
    [4, 26, 26]
    """
    kept = [wanted for wanted, _ in zip_longest(least, widths, fillvalue=0)]
    left = room - 2 * (len(widths) - 1)

    def within(most: int) -> list[int]:
        return [min(each, max(most, wanted)) for each, wanted in zip(widths, kept, strict=True)]

    options = range(max(widths, default=0), NARROWEST, -1)
    return next((found for most in options if sum(found := within(most)) <= left), within(NARROWEST))


def _aligned(cells: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(width(row[column]) for row in cells) for column in range(len(cells[0]))]
    return [
        "  ".join(cell + " " * (size - width(cell)) for cell, size in zip(row, widths, strict=True)).rstrip()
        for row in cells
    ]


def _is_figure(cell: str) -> bool:
    """Say whether *cell* is a figure or a day: cut, it would be another one."""
    return any(char.isdigit() for char in cell) and not any(char.isalpha() for char in cell)


def _table(columns: Sequence[str], rows: Sequence[Sequence[Term]], room: int, *, whole: bool) -> str:
    """Return *rows* under *columns* as a text table: long cells are shortened, all of them where *room* is too narrow.

    Args:
        columns: names of the columns.
        rows: terms, ``None`` for what is not bound.
        room: columns of the terminal that shows it; 0 where its width does not matter.
        whole: shorten nothing.
    """
    texts = [[readable(term) for term in row] for row in rows]
    cells = [list(columns), *(texts if whole else [[shortened(text) for text in row] for row in texts])]
    if room:
        across = list(zip(*cells, strict=True))
        least = [max((width(cell) for cell in column if _is_figure(cell)), default=0) for column in across]
        widths = fitted([max(map(width, column)) for column in across], room, least)
        cells = [[shortened(cell, most) for cell, most in zip(row, widths, strict=True)] for row in cells]
    head, *lines = _aligned(cells)
    rule = "  ".join("─" * max(map(width, column)) for column in zip(*cells, strict=True))
    return "\n".join([head, rule, *lines]) + "\n"


def _markdown(columns: Sequence[str], rows: Sequence[Sequence[Term]]) -> str:
    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(map(as_words, cells)) + " |"

    rule = "| " + " | ".join(["---"] * len(columns)) + " |"
    return "\n".join([line(columns), rule, *(line([readable(term) for term in row]) for row in rows)]) + "\n"


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
    "csv": _csv,
    "tsv": _tsv,
    "json": _json,
    "md": _markdown,
}


def render(answer: Answer, form: str, room: int = 0, *, whole: bool = False) -> str:
    """Return *answer* in one of :data:`FORMATS`.

    CSV, TSV and JSON follow the W3C's SPARQL 1.1 results formats; triples are always Turtle.

    Args:
        answer: rows, triples or a verdict.
        form: one of :data:`FORMATS`.
        room: columns of the terminal that shows a table; 0 where its width does not matter.
        whole: shorten no cell of a table, as in a file.
    """
    if answer.triples is not None:
        return to_turtle(answer.triples).decode()
    if answer.verdict is not None:
        word = "true" if answer.verdict else "false"
        return f'{{"head": {{}}, "boolean": {word}}}\n' if form == "json" else f"{word}\n"
    if form == "table":
        return _table(answer.columns, answer.rows, room, whole=whole)
    return _WRITERS[form](answer.columns, answer.rows)


Record = Mapping[str, str | int | float]
"""Column → figure or name; the same columns in every record."""


def _guarded(cell: str | int | float) -> str | int | float:
    return harmless(cell) if isinstance(cell, str) else cell


def render_records(records: Sequence[Record], form: str) -> str:
    """Return *records*, which no query has found, as ``table``, ``csv`` or ``json`` (a list of objects).

    The CSV is for spreadsheets: no text in it is taken for a formula.
    """
    if form == "json":
        return json.dumps(records, ensure_ascii=False, indent=1) + "\n"
    if not records:
        return ""
    if form == "csv":
        return _separated([list(records[0]), *([_guarded(cell) for cell in record.values()] for record in records)])
    cells = [
        [shortened(shown(value)) if column == "name" else shown(value) for column, value in record.items()]
        for record in records
    ]
    return "\n".join(_aligned([list(records[0]), *cells])) + "\n"
