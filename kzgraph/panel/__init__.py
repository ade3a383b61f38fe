"""Tables to take away: one row a unit, codes to merge on, and every cell traceable to its passages."""

from kzgraph.panel.columns import Cell, CellKind, Column, Panel
from kzgraph.panel.units import UNITS, panel
from kzgraph.panel.writing import csv_bytes, parquet_bytes

__all__ = ["UNITS", "Cell", "CellKind", "Column", "Panel", "csv_bytes", "panel", "parquet_bytes"]
