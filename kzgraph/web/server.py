"""How uvicorn runs the application: the fast parser where it is installed, with a bound on what it may be sent."""

from typing import Any

import uvicorn
from starlette.types import ASGIApp

_MOST_HEAD = 65_536
"""Bytes of request line and headers; the fast parser has no bound of its own."""


def _protocol() -> Any:
    """Return the HTTP protocol: httptools with a bound, else h11, which has one."""
    try:
        from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
    except ImportError:
        return "h11"

    class Bounded(HttpToolsProtocol):
        """Ends a connection whose request line and headers go on and on."""

        head = 0

        def data_received(self, data: bytes) -> None:
            if self.head >= 0:
                self.head += len(data)
                if self.head > _MOST_HEAD + len(data):
                    self.transport.close()
                    return
            super().data_received(data)

        def on_message_begin(self) -> None:
            self.head = 0
            super().on_message_begin()

        def on_headers_complete(self) -> None:
            self.head = -1
            super().on_headers_complete()

    return Bounded


def configured(app: ASGIApp) -> uvicorn.Config:
    """Return the settings with which *app* is served."""
    return uvicorn.Config(
        app,
        http=_protocol(),
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
