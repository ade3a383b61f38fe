"""``locate``: where words stand in a document."""

from pathlib import Path

import click

from kzgraph.cli.options import GRAPH_DIR, SOURCES, graph_dir, needed_folders, one_of
from kzgraph.errors import InputError, Problem, quoted, shown


@click.command(
    epilog="""\b
Examples:
  kzgraph locate sarybayev-lai-2024 "Agreement on Road Transport" --sources ~/sources
  kzgraph locate usd27bn-article "over 6,000 enterprises" --to "the two countries" --sources ~/sources
"""
)
@click.argument("source")
@click.argument("words")
@click.option("--to", "last", metavar="WORDS", help="Let the passage run on to these words.")
@SOURCES
@GRAPH_DIR
def locate(source: str, words: str, last: str | None, sources: str | None, graph: Path | None) -> None:
    """Print offsets and fingerprint of a passage, ready for a row of a statement table."""
    from kzgraph.documents.copy import read_copy
    from kzgraph.documents.passage import Document
    from kzgraph.documents.source import read_sources
    from kzgraph.text.words import fingerprint

    known = read_sources(graph_dir(graph) / "sources.ttl")
    copy = read_copy(one_of(known, source), *needed_folders(sources, graph))
    document = Document(copy)
    starts = document.locate(words)
    ends = document.locate(last) if last else []
    spans = [
        (first.start, next((end.end for end in ends if end.end >= first.end), 0) if last else first.end)
        for first in starts
    ]
    spans = [span for span in spans if span[1]]
    if not spans:
        raise InputError([Problem(f"{quoted(words)} does not stand there", "try fewer words", source)])
    if not copy.exact:
        click.echo("warning: your copy is not the text that offsets refer to; its offsets would be wrong", err=True)
    for start, end in spans:
        passage = copy.text[start:end]
        click.echo(f"{start},{end},{fingerprint(passage)}  {shown(' '.join(passage.split()))}")
