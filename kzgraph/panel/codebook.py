"""The codebook of a panel: what each column holds, how full it is, and what an empty cell means."""

from collections.abc import Iterator

from kzgraph.documents.csvw import table_metadata
from kzgraph.files.markdown import as_words
from kzgraph.panel import Cell, Panel
from kzgraph.panel.columns import CellKind
from kzgraph.panel.writing import table_bytes, text

COLUMNS = ("name", "label", "type", "unit", "source_property", "rows", "filled", "coverage", "least", "most", "missing")


def _lines(panel: Panel) -> Iterator[tuple[Cell, ...]]:
    rows = len(panel.rows)
    for place, column in enumerate(panel.columns):
        cells = [row[place] for row in panel.rows if row[place] is not None]
        share = f"{len(cells) / rows:.3f}" if rows else ""
        ordered = sorted(cells) if cells and not isinstance(cells[0], str) else []  # type: ignore[type-var]
        yield (
            column.name,
            column.label,
            column.kind.value,
            column.unit,
            column.source,
            rows,
            len(cells),
            share,
            ordered[0] if ordered else "",
            ordered[-1] if ordered else "",
            column.missing,
        )


def codebook_csv(panel: Panel) -> bytes:
    """Return the codebook of *panel* as CSV, a line a column of the panel.

    ``coverage`` is the share of rows with a value; ``least`` and ``most`` are given for numbers and dates.
    """
    return table_bytes(COLUMNS, _lines(panel))


def codebook_markdown(panel: Panel) -> bytes:
    """Return the codebook of *panel* as a Markdown page, its notes included."""
    lines = [f"# Codebook: one row a {panel.unit}", "", f"{len(panel.rows)} rows, {len(panel.columns)} columns.", ""]
    lines += [f"* {note}" for note in panel.notes] + ([""] if panel.notes else [])
    lines += ["| " + " | ".join(COLUMNS) + " |", "|" + " --- |" * len(COLUMNS)]
    for line in _lines(panel):
        lines.append("| " + " | ".join(as_words(text(cell)) for cell in line) + " |")
    return ("\n".join(lines) + "\n").encode()


_DATATYPES: dict[CellKind, dict[str, object]] = {
    CellKind.TEXT: {"datatype": "string"},
    CellKind.LIST: {"datatype": "string", "separator": ";"},
    CellKind.INTEGER: {"datatype": "integer"},
    CellKind.NUMBER: {"datatype": "decimal"},
    CellKind.DATE: {"datatype": "date"},
    CellKind.FLAG: {"datatype": {"base": "boolean", "format": "1|0"}},
}


def csvw_bytes(panel: Panel, url: str) -> bytes:
    """Return what the columns of *panel*, written to the file *url*, are: W3C's Metadata for Tabular Data (CSVW)."""
    columns = [
        {
            "name": column.name,
            "titles": column.name,
            **_DATATYPES[column.kind],
            "dc:description": column.label + (f" ({column.unit})" if column.unit else ""),
        }
        for column in panel.columns
    ]
    said = {"dc:title": f"One row a {panel.unit}", "dc:description": " ".join(panel.notes)}
    return table_metadata(url, said, columns)
