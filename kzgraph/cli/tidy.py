"""``tidy``: statement tables sorted and filled in."""

from pathlib import Path

import click

from kzgraph.cli.options import GRAPH_DIR, SOURCES, graph_dir
from kzgraph.files.paths import name_of, sources_dir
from kzgraph.files.writing import only_writer, replace, sweep


@click.command(
    epilog="""\b
Examples:
  kzgraph tidy --sources ~/sources
  kzgraph tidy --graph my-graph --sources ~/sources
"""
)
@GRAPH_DIR
@SOURCES
def tidy(graph: Path | None, sources: str | None) -> None:
    """Sort the statement tables, and fill in fingerprints that are missing (from the documents)."""
    from kzgraph.curation.tidy import tidied

    folder = graph_dir(graph)
    with only_writer(folder):
        for path, content, filled in tidied(folder, sources_dir(sources)):
            sweep(path)
            changed = path.read_bytes() != content
            if changed:
                replace(path, content)
            what = f"{filled} fingerprint{'s' * (filled != 1)} filled in"
            click.echo(f"{name_of(path)}: {'written' if changed else 'as it was'}, {what}")
