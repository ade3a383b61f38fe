"""The fork server: a process that prepares once (loads the graph), then forks workers, which share its memory.

It alone ends them, so that no process number is ever reused under our hands.
Here it is seen from outside; :mod:`kzgraph.workers.worker` is what runs in there.
"""

import asyncio
import json
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from kzgraph.errors import EnvironmentProblem
from kzgraph.files.paths import PACKAGE
from kzgraph.workers.worker import LENGTH, ORDER, REQUEST, exactly


class Wire(asyncio.Protocol):
    """A worker as this process sees it: one request, one reply.

    ``quick`` says that it has not yet had to give way to others, ``lost`` that it has died;
    ``began`` is when it was last asked, on the clock of the event loop; ``on_lost`` is called when it has died;
    ``status`` is what it ended with, where the fork server could tell (a negative number is a signal).
    """

    def __init__(self, forkserver: "ForkServer", on_lost: Callable[["Wire"], None]) -> None:
        self.forkserver, self.on_lost = forkserver, on_lost
        self.pid = 0
        self.quick = True
        self.lost = False
        self.status = -int(signal.SIGKILL)
        self.began = 0.0
        self.transport: asyncio.Transport | None = None
        self.reply: asyncio.Future[bytes] | None = None
        self.buffer = bytearray()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way to the worker."""
        self.transport = transport  # type: ignore[assignment]

    def data_received(self, data: bytes) -> None:
        """Take a piece of the reply; most come whole in one."""
        if self.buffer:
            self.buffer += data
        found = self.buffer or data
        end = LENGTH.size + (LENGTH.unpack_from(found)[0] if len(found) >= LENGTH.size else 0)
        if len(found) < end:
            self.buffer = self.buffer or bytearray(data)
        elif self.reply is not None and not self.reply.done():
            self.reply.set_result(bytes(found[LENGTH.size : end]))
            self.buffer = bytearray()

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell whoever waits that the worker has died."""
        self.lost = True
        if self.reply is not None and not self.reply.done():
            self.reply.set_exception(exc or EOFError())
        self.on_lost(self)

    def ask(self, request: bytes, seconds: float) -> asyncio.Future[bytes]:
        """Send *request*, which may take so many *seconds*, and return the reply to come."""
        assert self.transport is not None
        loop = asyncio.get_running_loop()
        self.reply, self.began = loop.create_future(), loop.time()
        self.transport.write(REQUEST.pack(len(request), int(seconds) + 1) + request)
        return self.reply


class ForkServer:
    """The process that loads the graph once and forks workers from it."""

    def __init__(self, prepare: str, payload: bytes, settings: dict[str, Any] | None = None) -> None:
        """Start it.

        Args:
            prepare: ``module:function``; called there once with *payload* and *settings*, it returns the function
                that answers a request.
            payload: what it needs, as bytes.
            settings: its keyword arguments; JSON.
        """
        ours, theirs = socket.socketpair()
        begin = "from kzgraph.workers.worker import nurse; nurse(int(sys.argv[2]))"
        code = f"import sys; sys.path.insert(0, sys.argv[1]); {begin}"
        self.process = subprocess.Popen(  # noqa: S603 - this very interpreter, with our own words
            [sys.executable, "-c", code, str(PACKAGE.parent), str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        theirs.close()
        self._control = ours
        self._turn = asyncio.Lock()
        order = json.dumps({"prepare": prepare, "payload": len(payload), "settings": settings or {}}).encode()
        try:
            ours.sendall(LENGTH.pack(len(order)) + order + payload)
            exactly(ours, ORDER.size)
        except (EOFError, OSError):
            self.close()
            raise EnvironmentProblem("the processes that hold the graph could not be started") from None
        ours.setblocking(False)

    async def _said(self, what: bytes, number: int, handles: list[int]) -> int:
        async with self._turn:
            try:
                socket.send_fds(self._control, [ORDER.pack(what, number)], handles)
                loop, reply = asyncio.get_running_loop(), b""
                while len(reply) < ORDER.size:
                    piece = await loop.sock_recv(self._control, ORDER.size - len(reply))
                    if not piece:
                        raise EOFError
                    reply += piece
            except (EOFError, OSError):
                raise EnvironmentProblem("the process that holds the graph has ended") from None
            return int(ORDER.unpack(reply)[1])

    async def fork(self, memory: int, on_lost: Callable[[Wire], None], *, sealed: bool) -> Wire:
        """Return a new worker that may take *memory* bytes beyond what it shares.

        Args:
            memory: bytes.
            on_lost: is called when the worker has died, or has been ended.
            sealed: whether it can open neither files nor sockets.

        Raises:
            EnvironmentProblem: when this fork server has ended.
        """
        ours, theirs = socket.socketpair()
        try:
            pid = await asyncio.shield(self._said(b"S" if sealed else b"F", memory >> 20, [theirs.fileno()]))
        except BaseException:
            ours.close()
            raise
        finally:
            theirs.close()
        ours.setblocking(False)
        _, wire = await asyncio.get_running_loop().create_unix_connection(lambda: Wire(self, on_lost), sock=ours)
        wire.pid = pid
        return wire

    async def end(self, wire: Wire) -> None:
        """Kill the worker behind *wire*, and note what it ended with."""
        if wire.transport is not None:
            wire.transport.abort()
        wire.status = await self._said(b"K", wire.pid, [])

    @property
    def fate(self) -> str:
        """What the process ended with, in words; empty while it runs."""
        status = self.process.poll()
        if status is None:
            return ""
        return f"exit code {status}" if status >= 0 else f"killed by {signal.Signals(-status).name}"

    def close(self) -> None:
        """End the fork server, and with it all workers."""
        self._control.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
