"""The command that draws: ``draw``."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kzgraph.cli.options import GRAPH, Place, copy_folders, opened, waiting
from kzgraph.cli.output import form_of, output_option, put
from kzgraph.cli.runnable import remembered
from kzgraph.cli.window import YearWindow, cut, years
from kzgraph.errors import FINDINGS, UsageError

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kzgraph.network.network import Network


def told(store: "ox.Store", network: "Network", name: str) -> "Network":
    """Return the network that the CONSTRUCT query *name* makes.

    Raises:
        UsageError: when the query makes no triples.
    """
    from kzgraph.sparql.deadline import deadline
    from kzgraph.sparql.engine import ask
    from kzgraph.sparql.library import find_query

    query = find_query(name)
    with deadline(60):
        answer = ask(store, query.text)
    if answer.triples is None:
        raise UsageError(f"{query.name} is no CONSTRUCT query; only triples can be drawn")
    found = network.told_by(answer.triples, query.name)
    if not found.things:
        raise UsageError(f"{query.name} makes no tie between two things; CONSTRUCT {{ ?thing ?property ?thing }}")
    return found


@click.command(
    epilog="""\b
Examples:
  kzgraph draw -o network.html
  kzgraph draw -o network.html --sources ~/sources
  kzgraph draw -o saran.html --around saran-bus-plant --steps 2
  kzgraph draw -o nineties.html --from 1991 --to 1999
  kzgraph draw -o mine.html --query mine.rq
  kzgraph draw -o mine.html --graph my-graph

The file needs no network and asks nothing of any; with --sources it holds passages of the
documents, which belong to their authors: keep such a file to yourself.
"""
)
@output_option("The page (.html), written whole or not at all.", required=True)
@click.option("--around", metavar="ENTITY", help="Only what lies around this entity or document.")
@click.option(
    "--steps", type=click.IntRange(1, 9), default=1, show_default=True, help="How many ties around it at the most."
)
@click.option("--query", metavar="FILE|NAME", help="Only what this CONSTRUCT query makes.")
@years
@click.option(
    "--sources",
    metavar="DIR",
    callback=remembered,
    help="Folder with your own copies of the documents (or KZGRAPH_SOURCES): show passages.",
)
@click.option("--title", default="", help="The page's heading.")
@GRAPH
def draw(
    output: Path | None,
    around: str | None,
    steps: int,
    query: str | None,
    window: YearWindow,
    sources: str | None,
    title: str,
    graph: tuple[Place, ...],
) -> None:
    """Draw the network as one page that works offline, every line leading to the passage behind it."""
    from kzgraph.network import page as network_page
    from kzgraph.network.reading import read_network
    from kzgraph.statements.passages import quoted_passages

    form_of(output, None, {".html": "html"})
    store = opened(graph, whole=True)
    with waiting("reading"):
        whole = read_network(store)
    network = cut(told(store, whole, query) if query else whole, around, steps, window)
    if not network.things:
        click.echo("no thing meets these conditions; nothing was written", err=True)
        click.get_current_context().exit(FINDINGS)
    window.tell(network, network.ties)
    folders = copy_folders(sources, *graph)
    wanted = [each for tie in network.stated.values() for each in tie.statement.evidence]
    passages = quoted_passages(wanted, store, *folders) if folders else {}
    with waiting("drawing"):
        page = network_page.draw(network, title=title, passages=passages)
    held = f", {len(passages)} passages" if folders else ""
    put(page.html, output, f": {network.size}{held}")
