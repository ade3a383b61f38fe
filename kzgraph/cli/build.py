"""``build``: the graph from registry, tables and documents."""

from pathlib import Path

import click

from kzgraph.cli.options import GRAPH_DIR, graph_dir
from kzgraph.files.paths import BUILT, data_dir, name_of
from kzgraph.files.writing import only_writer, replace, sweep


@click.command(
    epilog="""\b
Examples:
  kzgraph build
  kzgraph build --graph my-graph -o my-graph.ttl
"""
)
@GRAPH_DIR
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Where to write it (default: kzgraph.ttl in the folder).",
)
def build(graph: Path | None, output: Path | None) -> None:
    """Build the graph from registry, statement tables and documents.

    All faults are shown; when there is one, nothing is written and the previous graph stays.
    """
    from kzgraph.curation.build import build as make
    from kzgraph.curation.inputs import read_inputs, unread
    from kzgraph.rdf import to_turtle

    folder = graph_dir(graph)
    target = output or folder / BUILT
    for path in unread(folder):
        click.echo(
            f"{name_of(path)}: is not read; tables end in .csv, descriptions in .ttl, in small letters", err=True
        )
    with only_writer(target.parent):
        sweep(target)
        material = read_inputs(data_dir("ontology"), folder)
        triples = set(make(material))
        replace(target, to_turtle(triples))
    click.echo(
        f"{len(material.entities)} entities, {len(material.statements)} statements from {len(material.rows)} passages "
        f"of {len(material.sources)} documents: {len(triples)} triples in {name_of(target)}"
    )
