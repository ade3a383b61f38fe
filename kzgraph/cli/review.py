"""The command ``review``: the candidates of a document beside its passages, in the browser, by keyboard."""

from pathlib import Path

import click

from kzgraph.cli.listening import listen, listening, needs_web
from kzgraph.cli.options import GRAPH_DIR, SOURCES, copies, graph_dir, progress
from kzgraph.files.paths import data_dir

_HOST = "127.0.0.1"


@click.command(
    epilog="""\b
Examples:
  kzgraph review usd27bn-article --sources ~/sources
  kzgraph review lake-report --graph my-graph --sources my-graph/documents --port 8001
"""
)
@click.argument("source")
@SOURCES
@GRAPH_DIR
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=0,
    help="Port of 127.0.0.1 to listen on (default: any that is free).",
)
def review(source: str, sources: str | None, graph: Path | None, port: int) -> None:
    """Review a document: what is proposed beside its passages, what is unexplained first.

    Prints an address with a token: who opens it on this machine may write the document's tables (statements/,
    coverage/, proposals/, entities/ in the graph's folder). Rows pass the evidence gate before they are written, each
    change is whole or not at all and can be undone. Without the token nothing is shown.
    """
    needs_web("review")
    from kzgraph.web.messages.limits import Limits
    from kzgraph.workbench.app import make_review, new_token
    from kzgraph.workbench.session import ReviewPlace, ReviewSession

    place = ReviewPlace(graph_dir(graph), data_dir("ontology"), copies(sources), source)
    with progress("reading") as tick:
        session = ReviewSession(place, tick)
    token, limits = new_token(), Limits()
    listener = listening(_HOST, port)
    app = make_review(session, token, limits)
    listen(app, limits, listener, _HOST, lambda address: f"review {source} at {address}#{token} (Ctrl-C ends it)")
