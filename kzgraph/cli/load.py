"""The command ``load``: a graph into a store on disk, or to a SPARQL server."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kzgraph.cli.options import GRAPH, Place, opened, progress
from kzgraph.errors import UsageError
from kzgraph.files.paths import name_of
from kzgraph.sparql.address import endpoint

if TYPE_CHECKING:
    import pyoxigraph as ox


@click.command(
    epilog="""\b
Examples:
  kzgraph load --to store
  kzgraph load --to store --graph my-graph
"""
)
@click.option("--to", "target", required=True, metavar="DIR|URL", help="Folder of the store, or address for updates.")
@click.option("--query-url", metavar="URL", help="Where the server answers queries (default: /query beside /update).")
@click.option(
    "--since",
    type=click.Path(path_type=Path),
    metavar="FILE|DIR",
    help="The graph that the server holds: send only what has changed.",
)
@GRAPH
def load(target: str, query_url: str | None, since: Path | None, graph: tuple[Place, ...]) -> None:
    """Load a graph, with the ontology that names its terms, into a store on disk or into a SPARQL server.

    A store is written beside the folder, read back and counted, and put in its place when it is whole: one that is
    there already answers until then.  Name it with --graph wherever a graph can be named.  A server (SPARQL 1.1
    Update) gets the triples in parts, into a graph of their own, which takes the place of its default graph in one
    update; a load that was broken off goes on where it ended.  Memory does not grow with a graph that is one file.
    """
    from kzgraph.sparql.disk import is_store, write_disk
    from kzgraph.sparql.opening import graph_files, packaged_files, stream_into, with_vocabulary

    if "://" in target:
        _to_server(target, query_url, since, graph)
        return
    if query_url or since:
        raise UsageError("--query-url and --since go with --to URL")
    folder = Path(target)
    (first, *more) = graph or packaged_files()[:1]
    with progress("Loading") as tick:
        if isinstance(first, Path) and not more and not is_store(first):
            files = graph_files(first)

            def fill(empty: "ox.Store") -> None:
                stream_into(empty, files, tick)
                with_vocabulary(empty)
        else:
            store = opened(graph)

            def fill(empty: "ox.Store") -> None:
                empty.bulk_extend(store)

        label = write_disk(folder, fill)
    click.echo(f"{label.triples:,} triples in {name_of(folder)}")


def _to_server(target: str, query_url: str | None, since: Path | None, graph: tuple[Place, ...]) -> None:
    from kzgraph.sparql.opening import graph_files, packaged_files
    from kzgraph.sparql.sending import Server, send, send_changes

    named = graph or packaged_files()[:1]
    if len(named) > 1 or not isinstance(named[0], Path):
        raise UsageError("one file, or folder with a built graph, is sent to a server")
    vocabulary = packaged_files()[1:]
    files = [*graph_files(named[0]), *vocabulary]
    server = Server(endpoint(target), endpoint(query_url or _beside(target)))
    if since:
        gone, come = send_changes(server, [*graph_files(since), *vocabulary], files)
        click.echo(f"{gone:,} triples gone and {come:,} added at {server.update}")
        return
    with progress("Sending") as tick:
        number = send(server, files, tick)
    click.echo(f"{number:,} triples at {server.update}")


def _beside(update: str) -> str:
    return f"{update.removesuffix('update')}query" if update.endswith("/update") else update
