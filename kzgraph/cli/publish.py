"""The command ``publish``: the site as files, for any web space."""

import re
from pathlib import Path

import click

from kzgraph.cli.listening import needs_web
from kzgraph.cli.options import GRAPH, SOURCES, Place, copy_folders, opened
from kzgraph.errors import UsageError, quoted
from kzgraph.files.writing import replace
from kzgraph.publishing.folder import publish as put


@click.command(
    epilog="""\b
Examples:
  kzgraph publish public --graph my-graph --at https://example.org/ours
  kzgraph publish --one kzgraph.html --sources ~/sources
"""
)
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option("--one", type=click.Path(path_type=Path), metavar="FILE", help="One file with everything, for a disk.")
@click.option("--at", default="", metavar="ADDRESS", help="Where it will lie: for the sitemap and the catalogue.")
@SOURCES
@GRAPH
def publish(folder: Path | None, one: Path | None, at: str, sources: str | None, graph: tuple[Place, ...]) -> None:
    """Write the pages of `serve` as files into FOLDER: browse, search and ask it on any web space, without a server.

    Names are searched and SPARQL is answered in the reader's browser.  With --sources the passages are written too:
    they are other people's words, so publish them only as far as you may quote.  A second run writes what changed.
    """
    if (folder is None) == (one is None):
        raise UsageError("give a folder for the site, or --one FILE for a single file")
    needs_web("publish")
    from kzgraph.publishing.one import one_file
    from kzgraph.publishing.publication import Publication
    from kzgraph.web.app import ASSETS
    from kzgraph.web.messages.limits import Limits
    from kzgraph.web.site.site import Site

    if at and not re.fullmatch(r"https?://[^\s<>\"{}|\\^`?#]+", at):
        raise UsageError(f"{quoted(at)}: is no address of a web space; write https://example.org/folder")
    site = Site(
        opened(graph, whole=True), Limits(), copy_folders(sources, *graph), assets=ASSETS.is_dir(), published=True
    )
    if one is not None:
        content = one_file(site)
        replace(one, content)
        click.echo(f"{click.format_filename(str(one))}: {len(content) / 1e6:.1f} MB; opens in a browser, from any disk")
        return
    assert folder is not None
    made = Publication(site, at.rstrip("/"))
    done = put(folder, made.files())
    click.echo(
        f"{done.files:,} files, {done.size / 1e6:.1f} MB in {click.format_filename(str(folder))}; "
        f"{done.written:,} written, {done.removed:,} removed"
    )
    if made.missing:
        shown = ", ".join(made.missing[:5])
        click.echo(f"Note: {len(made.missing):,} links lead to what the graph does not hold: {shown}", err=True)
    if not made.has_engine:
        click.echo(f"Note: SPARQL is not answered there: {made.why_no_engine}", err=True)
