"""The command ``load``: a graph into a store on disk, which opens at once and is not held in memory."""

from pathlib import Path

import click

from kzgraph.cli.options import GRAPH, Place, opened
from kzgraph.files.paths import name_of


@click.command(
    epilog="""\b
Examples:
  kzgraph load --to store
  kzgraph load --to store --graph my-graph
"""
)
@click.option(
    "--to", "target", type=click.Path(path_type=Path), required=True, metavar="DIR", help="Folder of the store."
)
@GRAPH
def load(target: Path, graph: tuple[Place, ...]) -> None:
    """Load a graph, with the ontology that names its terms, into a store on disk.

    It is written beside the folder, read back and counted, and put in its place when it is whole: a store that is
    there already answers until then.  Name it with --graph wherever a graph can be named.
    """
    from kzgraph.sparql.disk import write_disk

    store = opened(graph)
    label = write_disk(target, lambda empty: empty.bulk_extend(store))
    click.echo(f"{label.triples:,} triples in {name_of(target)}")
