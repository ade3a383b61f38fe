"""The command ``serve``: the graph as a site on this machine."""

import logging
import sys
import threading
import webbrowser

import click

from kzgraph.cli.listening import listen, listening, needs_web
from kzgraph.cli.options import GRAPH, SOURCES, Place, copy_folders, opened


@click.command(
    epilog="""\b
Examples:
  kzgraph serve
  kzgraph serve --sources ~/sources
  kzgraph serve --port 0 --quiet
  kzgraph serve --open
  kzgraph serve --host 0.0.0.0 --name graph.example.org
  kzgraph serve --limit deadline=3 --limit rows=1000
"""
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=8000,
    show_default=True,
    help="Port to listen on; 0 for any that is free.",
)
@click.option("--name", "names", multiple=True, metavar="NAME", help="Host name to answer for; may be repeated.")
@SOURCES
@GRAPH
@click.option("--cors", is_flag=True, help="Let pages of other sites read the answers.")
@click.option("--limit", "settings", multiple=True, metavar="NAME=VALUE", help="Another limit; /limits lists them all.")
@click.option("--quiet", is_flag=True, help="Write no access log.")
@click.option("--open", "browser", is_flag=True, help="Show it in your browser, once it answers.")
def serve(
    host: str,
    port: int,
    names: tuple[str, ...],
    sources: str | None,
    graph: tuple[Place, ...],
    cors: bool,
    settings: tuple[str, ...],
    quiet: bool,
    browser: bool,
) -> None:
    """Serve the graph: SPARQL at /sparql, a page or RDF at every address, browsing at /.

    Read-only.  Without --name only this machine's own names are answered for.
    """
    needs_web("serve")
    from kzgraph.web.app import make_app
    from kzgraph.web.front.middleware import LOOPBACK
    from kzgraph.web.messages.limits import Limits

    limits = Limits().changed(settings)
    app = make_app(
        opened(graph, whole=True),
        limits=limits,
        sources=copy_folders(sources, *graph),
        hosts={*LOOPBACK, *(name.lower() for name in names)},
        cors=cors,
    )
    listener = listening(host, port)
    logging.basicConfig(format="%(message)s", stream=sys.stderr, level=logging.WARNING)
    logging.getLogger("kzgraph.access").setLevel(logging.WARNING if quiet else logging.INFO)

    def ready(address: str) -> str:
        if browser:
            threading.Thread(target=webbrowser.open, args=[_near(address)], daemon=True).start()
        return f"kzgraph is served at {address} (Ctrl-C ends it)"

    listen(app, limits, listener, host, ready)


def _near(address: str) -> str:
    """Return the address for a browser on this machine: where all are listened on, its own."""
    return address.replace("//0.0.0.0:", "//127.0.0.1:").replace("//[::]:", "//[::1]:")
