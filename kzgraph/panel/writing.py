"""A panel as CSV (RFC 4180, UTF-8, LF) and as Parquet."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from kzgraph.errors import EnvironmentProblem
from kzgraph.files.sheets import harmless
from kzgraph.panel.columns import Cell, CellKind, Panel


def text(cell: Cell) -> str:
    """Return *cell* as CSV has it: nothing for a missing one, numbers without exponent, dates as YYYY-MM-DD."""
    if cell is None:
        return ""
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


def table_bytes(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a table as CSV, in which no text is taken for a formula by a spreadsheet."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([harmless(cell) if isinstance(cell, str) else text(cell) for cell in row] for row in rows)
    return stream.getvalue().encode()


def csv_bytes(panel: Panel) -> bytes:
    """Return *panel* as CSV."""
    return table_bytes([column.name for column in panel.columns], panel.rows)


def _native(cell: Cell) -> str | int | float | date | None:
    return float(cell) if isinstance(cell, Decimal) else cell


def parquet_bytes(panel: Panel) -> bytes:
    """Return *panel* as Parquet, each column with its label and unit as metadata.

    Raises:
        EnvironmentProblem: when pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise EnvironmentProblem("Parquet needs pyarrow: pip install 'kzgraph[tables]'; CSV needs nothing") from None
    types = {
        CellKind.TEXT: pa.string(),
        CellKind.LIST: pa.string(),
        CellKind.INTEGER: pa.int64(),
        CellKind.NUMBER: pa.float64(),
        CellKind.DATE: pa.date32(),
        CellKind.FLAG: pa.int8(),
    }
    fields = [
        pa.field(each.name, types[each.kind], metadata={"label": each.label, "unit": each.unit, "source": each.source})
        for each in panel.columns
    ]
    cells = [pa.array([_native(row[place]) for row in panel.rows], field.type) for place, field in enumerate(fields)]
    stream = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(cells, schema=pa.schema(fields)), stream, compression="zstd")
    return stream.getvalue()
