"""How a command listens on this machine until it is ended."""

import socket
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import click

from kzgraph.errors import EnvironmentProblem, UsageError, quoted, shown

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from kzgraph.web.messages.limits import Limits


def needs_web(command: str) -> None:
    """Say so when the packages are missing that *command* needs.

    Raises:
        EnvironmentProblem: when one of them is not there.
    """
    try:
        import starlette  # noqa: F401 - tells now what would fail later
        import uvicorn  # noqa: F401

        import kzgraph.workers.pool  # noqa: F401 - needs fork
    except ImportError as error:
        missing = shown(error.name or error)
        raise EnvironmentProblem(f"`{command}` needs {missing}: install kzgraph[web], on Linux or macOS") from None


def listen(app: "ASGIApp", limits: "Limits", listener: socket.socket, host: str, ready: Callable[[str], str]) -> None:
    """Serve *app* on *listener* until it is ended; *ready* says of its address at *host* what is printed then."""
    import uvicorn

    from kzgraph.web.front.server import configured

    number = listener.getsockname()[1]
    shown_host = f"[{host}]" if ":" in host else host
    server: Any = uvicorn.Server(configured(app, limits))  # one of its methods is replaced
    start = server.startup

    async def started(sockets: list[socket.socket] | None = None) -> None:
        await start(sockets)
        if server.started:
            click.echo(ready(f"http://{shown_host}:{number}/"), err=True)

    server.startup = started
    with suppress(KeyboardInterrupt):  # to end a server is no failure
        server.run(sockets=[listener])


def listening(host: str, port: int) -> socket.socket:
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
