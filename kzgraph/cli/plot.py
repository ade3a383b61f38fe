"""The command that makes pictures for papers: ``plot``."""

from pathlib import Path

import click

from kzgraph.cli.options import GRAPH, Place, opened
from kzgraph.cli.output import form_of, output_option, put
from kzgraph.cli.runnable import runnable
from kzgraph.errors import UsageError


@click.command(
    epilog="""\b
Kinds:
  treaties  agreements by date of signing
  trade     turnover by year, a part inside its whole; shares and growth
  projects  undertakings by sector and state
  capacity  installed power capacity, and what is part of what
  map       places with a point, over an outline of the countries

\b
Examples:
  kzgraph plot treaties -o treaties.svg
  kzgraph plot trade -o trade.pdf
  kzgraph plot map -o map.png --width 24
  kzgraph plot trade -o trade.pdf --caption trade.txt
  kzgraph plot capacity --cite

Every mark has a number, and under the picture stands which statement and passage it is; --cite prints them all.
The same graph gives the same file. Pictures need matplotlib: pip install 'kzgraph[plot]'.
"""
)
@click.argument("kind", metavar="treaties|trade|projects|capacity|map")
@output_option("The file: .svg, .png or .pdf.")
@click.option("--cite", is_flag=True, help="Print every statement that the picture draws on, and its passages.")
@click.option(
    "--caption", type=click.Path(path_type=Path), help="Write the statements to this file, not under the picture."
)
@click.option("--width", type=click.FloatRange(14, 60), default=16, show_default=True, help="Centimetres.")
@GRAPH
def plot(
    kind: str, output: Path | None, cite: bool, caption: Path | None, width: float, graph: tuple[Place, ...]
) -> None:
    """Draw a picture for a paper; its caption cites the statements it draws on."""
    from kzgraph.plots import FORMS, draw, read
    from kzgraph.plots.picture import full_list

    form = form_of(output, None, {f".{form}": form for form in FORMS})
    if caption and not output:
        raise UsageError("--caption writes what stands under a picture elsewhere; say with -o where the picture goes")
    if not output and not cite:
        raise UsageError("say where the picture goes: -o FILE.svg, .png or .pdf; or --cite for its sources alone")
    picture = read(opened(graph, whole=True), kind)
    if output:
        put(draw(picture, form, width=width, listed=caption is None), output)
    if caption:
        put(runnable(full_list(picture)) + "\n", caption)
    if cite:
        click.echo(runnable(full_list(picture)))
