"""Commands for those who keep the graph: ``build``, ``check``, ``locate``, ``tidy``."""

from pathlib import Path

import click

from kzgraph.cli.options import GRAPH_DIR, SOURCES, copies, graph_dir, one_of
from kzgraph.errors import FINDINGS, InputError, Problem, quoted, shown
from kzgraph.files.paths import BUILT, data_dir, name_of, sources_dir
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
    from kzgraph.curation.inputs import read_material
    from kzgraph.rdf import to_turtle

    folder = graph_dir(graph)
    target = output or folder / BUILT
    with only_writer(target.parent):
        sweep(target)
        material = read_material(data_dir("ontology"), folder)
        triples = set(make(material))
        replace(target, to_turtle(triples))
    click.echo(
        f"{len(material.entities)} entities, {len(material.statements)} statements from {len(material.rows)} passages "
        f"of {len(material.sources)} documents: {len(triples)} triples in {name_of(target)}"
    )


@click.command(
    epilog="""\b
Examples:
  kzgraph check
  kzgraph check --sources ~/sources
"""
)
@GRAPH_DIR
@SOURCES
@click.pass_context
def check(ctx: click.Context, graph: Path | None, sources: str | None) -> None:
    """Examine the graph: drift, terms, shapes, rules; with the documents also every passage.

    Exit code 1 when anything was found.  Without the documents evidence is said to be not examined.
    """
    from kzgraph.checks.run import run_checks
    from kzgraph.curation.inputs import read_material

    folder = graph_dir(graph)
    folders = {"ontology": data_dir("ontology"), "queries": data_dir("queries")}
    material = read_material(folders["ontology"], folder)
    found = 0
    for result in run_checks(material, folders, sources_dir(sources), folder / BUILT):
        found += len(result.findings)
        count = len(result.findings)
        verdict = "" if result.skipped else f"{count} finding{'s' * (count > 1)}, " if count else "ok, "
        click.echo(f"{result.name:<9} {verdict}{result.examined}")
        for finding in result.findings:
            click.echo(f"  {finding}")
    ctx.exit(FINDINGS if found else 0)


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
    copy = read_copy(one_of(known, source), copies(sources))
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
    for path, content, filled in tidied(folder, sources_dir(sources)):
        changed = path.read_bytes() != content
        if changed:
            replace(path, content)
        what = f"{filled} fingerprint{'s' * (filled != 1)} filled in"
        click.echo(f"{name_of(path)}: {'written' if changed else 'as it was'}, {what}")
