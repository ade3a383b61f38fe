"""What every request passes before it is looked at, and every answer on its way out."""

import json
import logging
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kzgraph.web.messages.limits import Limits
from kzgraph.web.messages.policy import POLICY
from kzgraph.web.messages.problem import HttpError, rendered

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_LOG = logging.getLogger("kzgraph.access")
_HOST = re.compile(r"(\[[0-9a-f:.]*\]|[a-z0-9_.~-]*)(?::[0-9]*)?")
"""A name and a port (RFC 9110, 7.2); whatever else is said after the name would come back in our links."""
_PIECE = 1 << 18
"""Bytes of an answer that are sent at once."""
_ALWAYS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "interest-cohort=()",
}
_SHARED = {
    "access-control-allow-origin": "*",
    "access-control-allow-methods": "GET, HEAD, POST, OPTIONS",
    "access-control-allow-headers": "Accept, Content-Type",
    "access-control-expose-headers": "ETag, Link, Content-Location, Retry-After",
    "cross-origin-resource-policy": "cross-origin",
}


_PLAIN, _OPEN = (
    [(name.encode(), value.encode()) for name, value in found.items()] for found in (_ALWAYS, _ALWAYS | _SHARED)
)


def header(scope: Scope, name: bytes, default: str = "") -> str:
    """Return the value of a request header; several of one name are joined by a comma, as RFC 9110 has it."""
    found = [value.decode("latin-1") for key, value in scope["headers"] if key == name]
    return ", ".join(found) if found else default


@dataclass(frozen=True)
class SecurityHeaders:
    """Refuses a foreign Host, an endless URL or Accept; adds the security headers; writes the access log."""

    app: ASGIApp
    limits: Limits
    hosts: frozenset[str]
    cors: bool = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, seen = time.perf_counter(), {"status": 0, "bytes": 0}
        added = _PLAIN if not self.cors else _OPEN

        async def answered(message: Message) -> None:
            if message["type"] == "http.response.start":
                seen["status"] = message["status"]
                own = list(message.get("headers", ()))
                names = {name.lower() for name, _ in own}
                message["headers"] = own + [each for each in added if each[0] not in names]
            else:
                seen["bytes"] += len(message.get("body", b""))
            await send(message)

        try:
            self.check(scope)
            await self.app(scope, receive, answered)
        except HttpError as error:
            await refuse(error, header(scope, b"accept"), answered)
        finally:
            self.log(scope, seen, time.perf_counter() - began)

    def check(self, scope: Scope) -> None:
        """Refuse what is wrong on the face of it."""
        host = _HOST.fullmatch(header(scope, b"host").lower())
        if host is None or (self.hosts and host[1] not in self.hosts):
            raise HttpError(421, "this server does not answer for that host name")
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > self.limits.url:
            raise HttpError(414, f"the URL is longer than {self.limits.url:,} bytes; use POST", limit="url")
        if len(header(scope, b"accept")) > self.limits.accept:
            raise HttpError(400, f"the Accept header is longer than {self.limits.accept:,} bytes", limit="accept")

    def log(self, scope: Scope, seen: dict[str, int], seconds: float) -> None:
        """Write one line of JSON: what was asked, without its parameters, and what came of it."""
        if _LOG.isEnabledFor(logging.INFO):
            client = (scope.get("client") or ("",))[0]
            line = {"time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "client": client}
            line |= {"method": scope["method"], "path": scope["path"][:300]}
            _LOG.info(json.dumps(line | seen | {"ms": round(seconds * 1000, 1)}))


async def refuse(error: HttpError, accept: str, send: Send) -> None:
    """Send the answer that tells of *error*."""
    media, body = rendered(error, accept)
    headers = {"content-type": media, "content-length": str(len(body)), "vary": "Accept", **dict(error.headers)}
    await start(error.status, headers.items(), body, send)


async def start(status: int, headers: Iterable[tuple[str, str]], body: bytes, send: Send) -> None:
    """Send a whole answer, in pieces, so that one that is not taken is noticed."""
    coded = [(name.lower().encode("latin-1"), value.encode("latin-1", "replace")) for name, value in headers]
    await send({"type": "http.response.start", "status": status, "headers": coded})
    last = max(len(body) - 1, 0) // _PIECE * _PIECE
    for begin in range(0, last, _PIECE):
        await send({"type": "http.response.body", "body": body[begin : begin + _PIECE], "more_body": True})
    await send({"type": "http.response.body", "body": body[last:] if last else body})
