"""The units of observation that panels are made for."""

from collections.abc import Callable, Iterable

import pyoxigraph as ox

from kzgraph.panel.columns import Panel
from kzgraph.panel.dyad import dyad_panel
from kzgraph.panel.project import project_panel
from kzgraph.panel.selection import Selection
from kzgraph.panel.statement import statement_panel
from kzgraph.panel.treaty import treaty_panel

UNITS: dict[str, Callable[[Selection], Panel]] = {
    "dyad-year": dyad_panel,
    "project": project_panel,
    "treaty": treaty_panel,
    "statement": statement_panel,
}
"""Unit of observation → what makes its panel."""


def panel(store: ox.Store, unit: str, *, modalities: Iterable[str] = ()) -> Panel:
    """Return the panel of *unit*.

    Args:
        store: the graph with its ontology and code lists.
        unit: one of :data:`UNITS`.
        modalities: those that fill cells, by default asserted and reported; statements of the others are
            told in the columns ``…_said``, and all of them are rows of the panel of statements.
    """
    return UNITS[unit](Selection(store, modalities))
