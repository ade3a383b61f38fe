"""The command ``serve``: the graph as a site on this machine."""

import logging
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from kzgraph.cli.options import GRAPH, SOURCES
from kzgraph.errors import EnvironmentProblem, UsageError, quoted, shown


@click.command(
    epilog="""\b
Examples:
  kzgraph serve
  kzgraph serve --sources ~/sources
  kzgraph serve --port 0 --quiet
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
def serve(
    host: str,
    port: int,
    names: tuple[str, ...],
    sources: str | None,
    graph: tuple[Path, ...],
    cors: bool,
    settings: tuple[str, ...],
    quiet: bool,
) -> None:
    """Serve the graph: SPARQL at /sparql, a page or RDF at every address, browsing at /.

    Read-only.  Without --name only this machine's own names are answered for.
    """
    uvicorn = _web()
    from kzgraph.files.paths import sources_dir
    from kzgraph.sparql.opening import open_graph
    from kzgraph.web.app import make_app
    from kzgraph.web.front.middleware import LOOPBACK
    from kzgraph.web.front.server import configured
    from kzgraph.web.messages.limits import Limits

    limits = Limits().changed(settings)
    app = make_app(
        open_graph(*graph),
        limits=limits,
        sources=sources_dir(sources),
        hosts={*LOOPBACK, *(name.lower() for name in names)},
        cors=cors,
    )
    listener = _listener(host, port)
    logging.basicConfig(format="%(message)s", stream=sys.stderr, level=logging.WARNING)
    logging.getLogger("kzgraph.access").setLevel(logging.WARNING if quiet else logging.INFO)
    number = listener.getsockname()[1]
    shown_host = f"[{host}]" if ":" in host else host
    server = uvicorn.Server(configured(app, limits))
    start = server.startup

    async def started(sockets: list[socket.socket] | None = None) -> None:
        await start(sockets)
        if server.started:
            click.echo(f"kzgraph is served at http://{shown_host}:{number}/ (Ctrl-C ends it)", err=True)

    server.startup = started
    with suppress(KeyboardInterrupt):  # to end a server is no failure
        server.run(sockets=[listener])


def _web() -> Any:
    try:
        import starlette  # noqa: F401 - tells now what would fail later
        import uvicorn

        import kzgraph.workers.pool  # noqa: F401 - needs fork
    except ImportError as error:
        missing = shown(error.name or error)
        raise EnvironmentProblem(f"`serve` needs {missing}: install kzgraph[web], on Linux or macOS") from None
    return uvicorn


def _listener(host: str, port: int) -> socket.socket:
    """Return a listening socket, or say why there is none."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # named, so that asyncio sets no delay
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except socket.gaierror:
        raise UsageError(f"{quoted(host)} is no address of this machine") from None
    except OSError as error:
        raise EnvironmentProblem(
            f"port {port} of {shown(host)} cannot be had ({error.strerror}); choose another with --port, or 0"
        ) from None
    listener.set_inheritable(False)
    return listener
