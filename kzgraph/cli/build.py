"""``build``: the graph from registry, tables and documents."""

from pathlib import Path

import click

from kzgraph.cli.options import GRAPH_DIR, graph_dir, progress
from kzgraph.cli.output import form_of, output_option
from kzgraph.errors import UsageError
from kzgraph.files.paths import BUILT, data_dir, name_of
from kzgraph.files.writing import only_writer, sweep


@click.command(
    epilog="""\b
Examples:
  kzgraph build
  kzgraph build --graph my-graph -o my-graph.ttl
"""
)
@GRAPH_DIR
@output_option("Where to write it: a .ttl file (default: kzgraph.ttl in the folder).")
@click.option("--spark", metavar="MASTER", help="Build on this cluster, into the new folder that -o names.")
def build(graph: Path | None, output: Path | None, spark: str | None) -> None:
    """Build the graph from registry, statement tables and documents.

    All faults are shown; when there is one, nothing is written and the previous graph stays.  Memory does not grow
    with the tables.  With --spark a cluster of Apache Spark builds it, as spark://host:7077: the triples become
    compressed parts of N-Triples, in order, which every engine loads, and the rows Parquet.
    """
    from kzgraph.curation.inputs import unread

    folder = graph_dir(graph)
    if spark and output is None:
        raise UsageError("name the folder that the cluster is to write: -o DIR")
    if not spark:
        form_of(output, None, {".ttl": "turtle"})
    target = output or folder / BUILT
    for path in unread(folder):
        click.echo(
            f"{name_of(path)}: is not read; tables end in .csv, descriptions in .ttl, in small letters", err=True
        )
    with only_writer(target.parent):
        sweep(target)
        if spark:
            from kzgraph.curation.spark import write_parts

            built = write_parts(data_dir("ontology"), folder, target, spark)
        else:
            from kzgraph.curation.build import write_graph

            with progress("Building") as tick:
                built = write_graph(data_dir("ontology"), folder, target, tick=tick)
    click.echo(
        f"{built.entities} entities, {built.statements} statements from {built.passages} passages "
        f"of {built.documents} documents: {built.triples} triples in {name_of(target)}"
    )
