"""The command ``source``: a document of one's own registered, and its numbered text."""

from pathlib import Path

import click

from kzgraph.cli.options import GRAPH_DIR, SOURCES, copies, graph_dir, needed_folders, one_of
from kzgraph.errors import FINDINGS, shown


@click.group(
    epilog="""\b
Examples:
  kzgraph source text usd27bn-article --sources ~/sources
  kzgraph source add --help
"""
)
def source() -> None:
    """Register a document, or print the numbered text that offsets refer to."""


@source.command(
    epilog="""\b
Examples:
  kzgraph source add report.pdf --id report-2025 --label "A report (2025)" --graph my-graph --sources ~/sources
"""
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--id", "name", required=True, metavar="ID", help="Its id: a-z, 0-9 and single hyphens.")
@click.option("--label", default="", help="What to call it, in English (default: the title that the file has).")
@click.option("--citation", default="", help="Its citation (default: the label).")
@click.option("--language", default="", help="Its language (BCP 47; default: as the file says, else en).")
@click.option("--publisher", default="", help="Who publishes a table.")
@click.option("--licence", default="", help="Under what licence, as SPDX names it: CC-BY-4.0.")
@click.option("--version", default="", help="Its version or edition.")
@click.option("--retrieved", default="", metavar="DATE", help="The day on which it was taken: 2026-11-29.")
@click.option("--replaces", default="", metavar="ID", help="The older edition that it takes the place of.")
@click.option("--ocr", default="", metavar="LANGUAGES", help="Read a scanned PDF by OCR: its languages, as ru,en.")
@GRAPH_DIR
@SOURCES
@click.pass_context
def add(
    ctx: click.Context,
    file: Path,
    name: str,
    label: str,
    citation: str,
    language: str,
    publisher: str,
    licence: str,
    version: str,
    retrieved: str,
    replaces: str,
    ocr: str,
    graph: Path | None,
    sources: str | None,
) -> None:
    """Register a document (text, HTML, PDF, Word, OpenDocument, EPUB): its text is kept in your own folder.

    Pages of a PDF that hold no text are read by OCR only when asked (--ocr), where the engine Tesseract is installed
    (`pip install "kzgraph[ocr]"`); which pages were is recorded and told.

    A table (CSV, Excel, JSON, Parquet) is kept there as CSV, and read by a mapping: see `kzgraph table`.
    """
    from kzgraph.documents.intake import Description, add_source

    folder = copies(sources)
    warnings = add_source(
        graph_dir(graph),
        folder,
        file,
        Description(name, label, citation, language, publisher, licence, version, retrieved, replaces),
        ocr=ocr,
    )
    click.echo(f"{name}: text in {shown(folder / (name + '.txt'))}; add rows to statements/{name}.csv")
    for warning in warnings:
        click.echo(f"warning: {warning}", err=True)
    ctx.exit(FINDINGS if warnings else 0)


@source.command(
    epilog="""\b
Examples:
  kzgraph source text usd27bn-article --sources ~/sources
  kzgraph source text sarybayev-lai-2024 --sources ~/sources | less
"""
)
@click.argument("name", metavar="ID")
@GRAPH_DIR
@SOURCES
def text(name: str, graph: Path | None, sources: str | None) -> None:
    """Print a document with the offset of each line's first character before it."""
    from kzgraph.documents.copy import read_copy
    from kzgraph.documents.source import read_sources

    known = read_sources(graph_dir(graph) / "sources.ttl")
    copy = read_copy(one_of(known, name), *needed_folders(sources, graph))
    if not copy.exact:
        click.echo("warning: your copy is not the text that offsets refer to", err=True)
    at = 0
    for line in copy.text.splitlines(keepends=True):
        click.echo(f"{at:>7}  {shown(line.rstrip())}")
        at += len(line)
