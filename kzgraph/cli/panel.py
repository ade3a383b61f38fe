"""``panel``: a table of one row a unit, and its codebook beside it."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kzgraph.cli.conditions import conditions as trust_options
from kzgraph.cli.conditions import on_conditions
from kzgraph.cli.options import GRAPH, Place, opened
from kzgraph.cli.output import form_of, output_option, put
from kzgraph.cli.runnable import runnable
from kzgraph.documents.csvw import SUFFIX

if TYPE_CHECKING:
    from kzgraph.panel import Panel
    from kzgraph.statements.conditions import Conditions


UNITS = ("dyad-year", "project", "treaty", "statement")
"""What a row of a panel may be."""


def made_panel(unit: str, graph: tuple[Place, ...], chosen: "Conditions | None") -> "Panel":
    """Return the panel of *unit*, its notes told on standard error."""
    from kzgraph.panel import panel as make

    store = on_conditions(opened(graph, whole=True), chosen)
    made = make(store, unit, modalities=chosen.modalities if chosen else ())
    for note in made.notes:
        click.echo(runnable(f"Note: {note}"), err=True)
    return made


@click.command(
    epilog="""\b
Examples:
  kzgraph panel --unit dyad-year -o dyads.csv
  kzgraph panel --unit treaty | head
  kzgraph panel --unit project -o projects.parquet
  kzgraph panel --unit statement --accepted --min-sources 2 -o facts.csv

With -o, the codebook goes beside the table (dyads.codebook.csv), and what the columns are as CSVW, the W3C's metadata
of tables (dyads.csv-metadata.json), which R, Python and spreadsheets' importers can read.
"""
)
@click.option("--unit", type=click.Choice(UNITS), required=True, help="What a row is.")
@output_option("File for the table: .csv or .parquet (default: CSV, shown).")
@GRAPH
@trust_options
def panel(unit: str, output: Path | None, graph: tuple[Place, ...], conditions: "Conditions | None") -> None:
    """Make a table of one row a unit, with ISO, COW and GW codes, and its codebook.

    Cells hold facts (asserted or reported, exact); columns …_said tell the rest, and nothing is ever added up.
    """
    from kzgraph.panel import csv_bytes, parquet_bytes
    from kzgraph.panel.codebook import codebook_csv, csvw_bytes

    form = form_of(output, None, {".csv": "csv", ".parquet": "parquet"}, "csv")
    made = made_panel(unit, graph, conditions)
    if not made.rows:
        click.echo("(no rows: nothing of this kind meets the conditions)", err=True)
    put(parquet_bytes(made) if form == "parquet" else csv_bytes(made), output)
    if output:
        put(codebook_csv(made), output.with_suffix(".codebook.csv"))
    if output and form == "csv":
        put(csvw_bytes(made, output.name), output.with_name(output.name + SUFFIX))
