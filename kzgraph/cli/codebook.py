"""``codebook``: what each column of a panel holds."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kzgraph.cli.conditions import conditions as trust_options
from kzgraph.cli.options import GRAPH, Place
from kzgraph.cli.output import put
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
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="File: .csv, else Markdown (default: Markdown, shown)."
)
@GRAPH
@trust_options
def codebook(unit: str, output: Path | None, graph: tuple[Place, ...], conditions: "Conditions | None") -> None:
    """Tell what each column of a panel holds, how full it is, and what an empty cell means."""
    from kzgraph.panel.codebook import codebook_csv, codebook_markdown

    made = made_panel(unit, graph, conditions)
    put(codebook_csv(made) if output and output.suffix == ".csv" else codebook_markdown(made), output)
