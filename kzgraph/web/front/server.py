"""How uvicorn runs the application: with the fast parser where there is one, and bounds on slow and endless clients."""

import asyncio
import socket
from typing import Any

import uvicorn
from starlette.types import ASGIApp

from kzgraph.web.messages.limits import Limits

_MOST_HEAD = 65_536
"""Bytes of request line and headers; the fast parser has no bound of its own."""
_LOOK = 1.0
"""Seconds between two looks at whether a connection keeps us waiting; fewer where a limit is shorter."""
_ON_THE_WAY = 1 << 18
"""Bytes that the system may hold for a client; by default they are megabytes, and who takes none is noticed late."""


def _protocol(limits: Limits) -> Any:
    """Return the HTTP protocol: httptools with bounds, else h11, which bounds the head but not the time."""
    try:
        from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
    except ImportError:
        return "h11"

    class Bounded(HttpToolsProtocol):
        """Ends a connection whose request line and headers go on and on, or whose client does not take the answer."""

        head = 0
        """Bytes of the head that is coming in; -1 once it has come."""
        since: float | None
        """Since when we wait for the rest of a head."""
        earlier: tuple[Any, ...] = ()
        """Requests before the last one on the same connection, of which some may not be answered yet."""
        stalled: float | None = None
        """Since when the client has taken nothing of an answer."""

        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            super().connection_made(transport)  # type: ignore[arg-type]
            transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _ON_THE_WAY)
            self.since = self.loop.time()
            self.look = self.loop.call_later(_LOOK, self.looked)

        def connection_lost(self, exc: Exception | None) -> None:
            self.look.cancel()
            super().connection_lost(exc)
            for cycle in self.earlier:  # uvicorn tells the last one only, which is not the one being answered
                if not cycle.response_complete:
                    cycle.disconnected = True
                    cycle.message_event.set()

        def looked(self) -> None:
            """End the connection when the client is too slow."""
            now = self.loop.time()
            waits = ((self.since, limits.head), (self.stalled, limits.stall))
            if any(began is not None and now - began > most for began, most in waits):
                self.transport.abort()
            else:
                self.look = self.loop.call_later(min(_LOOK, limits.head, limits.stall), self.looked)

        def data_received(self, data: bytes) -> None:
            if self.head >= 0:
                self.head += len(data)
                if self.head > _MOST_HEAD + len(data):
                    self.transport.close()
                    return
            super().data_received(data)

        def on_message_begin(self) -> None:
            self.head, self.since = 0, self.loop.time()
            super().on_message_begin()

        def on_headers_complete(self) -> None:
            self.head, self.since = -1, None
            before = self.cycle
            self.earlier = (*self.earlier, before) if before is not None and not before.response_complete else ()
            super().on_headers_complete()

        def pause_writing(self) -> None:
            self.stalled = self.loop.time()
            super().pause_writing()

        def resume_writing(self) -> None:
            self.stalled = None
            super().resume_writing()

    return Bounded


def configured(app: ASGIApp, limits: Limits | None = None) -> uvicorn.Config:
    """Return the settings with which *app* is served within *limits*."""
    return uvicorn.Config(
        app,
        http=_protocol(limits or Limits()),
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=512,
        backlog=512,
        timeout_keep_alive=10,
        timeout_graceful_shutdown=10,
        h11_max_incomplete_event_size=_MOST_HEAD,
    )
