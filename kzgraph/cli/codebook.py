"""``codebook``: what each column of a panel holds."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kzgraph.cli.conditions import conditions as trust_options
from kzgraph.cli.options import GRAPH, Place
from kzgraph.cli.output import form_of, output_option, put
from kzgraph.cli.panel import UNITS, made_panel

if TYPE_CHECKING:
    from kzgraph.statements.conditions import Conditions


@click.command(
    epilog="""\b
Examples:
  kzgraph codebook dyad-year
  kzgraph codebook project -o codebook.md
"""
)
@click.argument("unit", type=click.Choice(UNITS))
@output_option("File: .csv or .md (default: Markdown, shown).")
@GRAPH
@trust_options
def codebook(unit: str, output: Path | None, graph: tuple[Place, ...], conditions: "Conditions | None") -> None:
    """Tell what each column of a panel holds, how full it is, and what an empty cell means."""
    from kzgraph.panel.codebook import codebook_csv, codebook_markdown

    form = form_of(output, None, {".csv": "csv", ".md": "md"}, "md")
    made = made_panel(unit, graph, conditions)
    put(codebook_csv(made) if form == "csv" else codebook_markdown(made), output)
