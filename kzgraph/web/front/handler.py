"""The handler: takes a request over HTTP, has a worker do the job, hands the answer out."""

import asyncio
import hashlib
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from starlette.types import Receive, Scope, Send

from kzgraph.errors import KzgraphError
from kzgraph.web.front.answer_cache import AnswerCache
from kzgraph.web.front.middleware import header, refuse, start
from kzgraph.web.messages.limits import Limits
from kzgraph.web.messages.messages import Reply, Request
from kzgraph.web.messages.problem import HttpError, trouble
from kzgraph.workers.pool import Busy, Pool

_LOG = logging.getLogger("kzgraph.web")
_SENT_WITHIN = 15
"""Seconds in which the body of a request must have come."""


@dataclass
class Lanes:
    """Pools by name, so that a stranger's slow questions never hold up a page, and the answers given before."""

    pools: Mapping[str, Pool]
    cache: AnswerCache = field(default_factory=AnswerCache)
    outgoing: int = 0
    """Bytes of the answers that are on their way out."""

    @contextmanager
    def handing_out(self, size: int, most: int) -> Iterator[None]:
        """Count *size* bytes as on their way out until the block ends; more than *most* are too many."""
        if self.outgoing + size > most:
            raise Busy(f"answers of {self.outgoing >> 20} MB are on their way to others")
        self.outgoing += size
        try:
            yield
        finally:
            self.outgoing -= size


@dataclass(frozen=True)
class Handler:
    """The ASGI application behind one route; ``deadline`` is that of its answers, where the lane has another."""

    job: str
    limits: Limits
    lane: str = "pages"
    deadline: float | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        accept = header(scope, b"accept", "*/*")
        try:
            ask = await self.taken(scope, receive, accept)
            reply = await self.asked(scope, receive, ask)
            if reply is not None:
                with scope["app"].state.lanes.handing_out(len(reply.body), self.limits.outgoing << 20):
                    await hand_out(reply, scope, send)
        except KzgraphError as error:
            await refuse(trouble(error), accept, send)

    async def taken(self, scope: Scope, receive: Receive, accept: str) -> Request:
        """Read the request."""
        try:
            query = scope["query_string"].decode("ascii")
        except UnicodeDecodeError:
            raise HttpError(400, "the URL holds characters that must be escaped") from None
        return Request(
            job=self.job,
            method=scope["method"],
            path={name: str(value) for name, value in scope.get("path_params", {}).items()},
            query=query,
            accept=accept,
            content=header(scope, b"content-type"),
            origin=f"{scope['scheme']}://{header(scope, b'host')}",
            target=scope["path"],
            body=await self.body(scope, receive) if scope["method"] == "POST" else b"",
        )

    async def body(self, scope: Scope, receive: Receive) -> bytes:
        """Read the body; stop as soon as it is too long or too slow."""
        most = self.limits.body << 10
        too_long = HttpError(413, f"the request is longer than {most:,} bytes", limit="body")
        length = header(scope, b"content-length")
        if length.isdecimal() and int(length[:15]) > most:
            raise too_long
        if header(scope, b"content-encoding", "identity").lower() != "identity":
            raise HttpError(415, "the body must not be compressed")
        content = bytearray()
        try:
            async with asyncio.timeout(_SENT_WITHIN):
                while True:
                    message = await receive()
                    content += message.get("body", b"")
                    if len(content) > most:
                        raise too_long
                    if not message.get("more_body"):
                        return bytes(content)
        except TimeoutError:
            raise HttpError(408, f"the request did not arrive within {_SENT_WITHIN} s") from None

    async def asked(self, scope: Scope, receive: Receive, ask: Request) -> Reply | None:
        """Have the job done; ``None`` when the client has gone meanwhile, whose worker is then free again."""
        lanes: Lanes = scope["app"].state.lanes
        pool = lanes.pools[self.lane]
        request = ask.pack()
        known = lanes.cache.find(request)
        if known is not None:
            return known
        watch = _Watch(receive)
        try:
            reply = Reply.unpack(await pool.ask(request, watch.begin, deadline=self.deadline))
        except asyncio.CancelledError:
            if not watch.hung_up:
                raise
            return None
        finally:
            watch.end()
        if reply.note:
            _LOG.error("%s %s: %s", ask.method, ask.target, reply.note)
        lanes.cache.keep(request, reply)
        return reply


class _Watch:
    """Watches, once an answer is slow, whether the client is still there, and stops the work when it is not.

    ``begin`` may be called again; ``hung_up`` tells a client that has gone from a server that is being shut down.
    """

    def __init__(self, receive: Receive) -> None:
        self.receive, self.hung_up = receive, False
        self.working = asyncio.current_task()
        self.watching: asyncio.Task[None] | None = None

    def begin(self) -> None:
        if self.watching is None:
            self.watching = asyncio.get_running_loop().create_task(self.watch())

    async def watch(self) -> None:
        await _gone(self.receive)
        self.hung_up = True
        if self.working is not None:
            self.working.cancel()

    def end(self) -> None:
        if self.watching is not None:
            self.watching.cancel()


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def hand_out(reply: Reply, scope: Scope, send: Send) -> None:
    """Send *reply* with an ETag; nothing but that when the client has it already."""
    tag = f'"{hashlib.blake2b(reply.body, digest_size=12).hexdigest()}"'
    headers = [("Content-Type", reply.media), *reply.headers]
    status, body = reply.status, reply.body
    if status == 200:
        headers += [("ETag", tag), ("Cache-Control", "no-cache")]
        known = {each.strip().removeprefix("W/") for each in header(scope, b"if-none-match").split(",")}
        if scope["method"] in ("GET", "HEAD") and known & {tag, "*"}:
            status, body = 304, b""
    if status != 304:
        headers.append(("Content-Length", str(len(body))))
    await start(status, headers, b"" if scope["method"] == "HEAD" else body, send)
