"""Warm processes that hold the graph, answer one request at a time, and can be killed.

The engine can neither be interrupted nor capped, so what strangers ask runs where it can be ended from outside.
A nursery process prepares once (loads the graph) and forks workers, which share its memory; it alone ends them,
so that no process number is ever reused under our hands.  What travels is bytes behind a four-byte length.
"""

import asyncio
import contextlib
import ctypes
import gc
import importlib
import json
import os
import resource
import signal
import socket
import struct
import subprocess
import sys
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from kzgraph.errors import EnvironmentProblem, LimitError
from kzgraph.files import PACKAGE

Answer = Callable[[bytes], bytes]
_LENGTH: Final = struct.Struct("!I")
_ORDER: Final = struct.Struct("!ci")
_REQUEST: Final = struct.Struct("!II")
_DIE_WITH_PARENT: Final = 1
_GRACE = 0.3
"""Seconds after which a request gives way to quicker ones (``nice``) and its worker is not used again."""


class Busy(LimitError):
    """Every worker is at work and the queue is full, or the wait in it was too long."""


class TooSlow(LimitError):
    """The deadline passed; the worker was killed."""


class Broken(LimitError):
    """The worker died of the request: out of memory, or the engine's stack overflowed."""


# ---------------------------------------------------------------- inside the nursery and its workers


def _exactly(connection: socket.socket, size: int) -> bytes:
    """Return *size* bytes from *connection*; fewer mean that the other side has gone."""
    pieces = bytearray()
    while len(pieces) < size:
        piece = connection.recv(min(size - len(pieces), 1 << 20))
        if not piece:
            raise EOFError
        pieces += piece
    return bytes(pieces)


def _address_space() -> int:
    """Return the bytes of address space in use; 0 where the system does not tell."""
    try:
        with open("/proc/self/statm", "rb") as stream:  # noqa: PTH123 - a kernel interface, not a file of ours
            return int(stream.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def _die_with(parent: int) -> None:
    """End when *parent* does (Linux), also when it is gone before this is said."""
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(0)


def _confine(connection: socket.socket, memory: int, *, sealed: bool) -> socket.socket:
    """Give this process its limits; a *sealed* one can open no file and no socket.  Return its connection."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    used = _address_space()
    if used:
        resource.setrlimit(resource.RLIMIT_AS, (used + memory, used + memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if not sealed:
        return connection
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in range(3):
        os.dup2(nothing, standard)
    only = socket.socket(fileno=os.dup2(connection.detach(), 3))
    os.closerange(4, 1024)
    resource.setrlimit(resource.RLIMIT_NOFILE, (4, 4))
    return only


def _work(connection: socket.socket, answer: Answer) -> None:
    """Answer requests until the other side goes."""
    while True:
        size, seconds = _REQUEST.unpack(_exactly(connection, _REQUEST.size))
        usage = resource.getrusage(resource.RUSAGE_SELF)
        most = int(usage.ru_utime + usage.ru_stime) + seconds + 2  # should whoever kills us be gone
        resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))
        reply = answer(_exactly(connection, size))
        connection.sendall(_LENGTH.pack(len(reply)) + reply)


def _worker(connection: socket.socket, answer: Answer, memory: int, *, sealed: bool) -> None:
    status = 1
    try:
        _work(_confine(connection, memory, sealed=sealed), answer)
    except (EOFError, ConnectionError):
        status = 0
    finally:
        os._exit(status)


def nurse(handle: int) -> None:
    """Be the nursery: prepare, then fork and end workers as the control socket says, until it closes."""
    control = socket.socket(fileno=handle)
    order = json.loads(_exactly(control, _LENGTH.unpack(_exactly(control, _LENGTH.size))[0]))
    payload = _exactly(control, order["payload"])
    module, _, name = order["prepare"].partition(":")
    answer: Answer = getattr(importlib.import_module(module), name)(payload, **order["settings"])
    del payload
    gc.collect()
    gc.freeze()  # what is shared stays shared: the collector does not touch it
    children: set[int] = set()
    try:
        control.sendall(_ORDER.pack(b"R", 0))
        while True:
            _obey(control, answer, children)
    except (EOFError, ConnectionError):
        pass
    finally:
        for child in children:
            os.kill(child, signal.SIGKILL)


def _obey(control: socket.socket, answer: Answer, children: set[int]) -> None:
    message, handles, _, _ = socket.recv_fds(control, _ORDER.size, 1)
    if len(message) < _ORDER.size:
        raise EOFError
    what, number = _ORDER.unpack(message)
    if what in b"FS":
        nursery = os.getpid()
        pid = os.fork()
        if pid == 0:
            _die_with(nursery)
            control.close()
            _worker(socket.socket(fileno=handles[0]), answer, number << 20, sealed=what == b"S")
        os.close(handles[0])
        children.add(pid)
        control.sendall(_ORDER.pack(what, pid))
    elif number in children:
        os.kill(number, signal.SIGKILL)
        status = os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])
        children.discard(number)
        control.sendall(_ORDER.pack(what, status))


# ---------------------------------------------------------------- outside


class _Wire(asyncio.Protocol):
    """A worker as this process sees it: one request, one reply."""

    def __init__(self) -> None:
        self.pid = 0
        self.quick = True
        self.lost = False
        self.transport: asyncio.Transport | None = None
        self.reply: asyncio.Future[bytes] | None = None
        self.buffer = bytearray()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport  # type: ignore[assignment]

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        if len(self.buffer) < _LENGTH.size or self.reply is None:
            return
        end = _LENGTH.size + _LENGTH.unpack_from(self.buffer)[0]
        if len(self.buffer) >= end and not self.reply.done():
            self.reply.set_result(bytes(self.buffer[_LENGTH.size : end]))
            self.buffer.clear()

    def connection_lost(self, exc: Exception | None) -> None:
        self.lost = True
        if self.reply is not None and not self.reply.done():
            self.reply.set_exception(exc or EOFError())

    def ask(self, request: bytes, seconds: float) -> asyncio.Future[bytes]:
        assert self.transport is not None
        self.reply = asyncio.get_running_loop().create_future()
        self.transport.write(_REQUEST.pack(len(request), int(seconds) + 1) + request)
        return self.reply


class Nursery:
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
        code = "import sys; sys.path.insert(0, sys.argv[1]); from kzgraph.pool import nurse; nurse(int(sys.argv[2]))"
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
            ours.sendall(_LENGTH.pack(len(order)) + order + payload)
            _exactly(ours, _ORDER.size)
        except (EOFError, OSError):
            self.close()
            raise EnvironmentProblem("the processes that hold the graph could not be started") from None
        ours.setblocking(False)

    async def _said(self, what: bytes, number: int, handles: list[int]) -> int:
        async with self._turn:
            try:
                socket.send_fds(self._control, [_ORDER.pack(what, number)], handles)
                loop, reply = asyncio.get_running_loop(), b""
                while len(reply) < _ORDER.size:
                    piece = await loop.sock_recv(self._control, _ORDER.size - len(reply))
                    if not piece:
                        raise EOFError
                    reply += piece
            except (EOFError, OSError):
                raise EnvironmentProblem("the process that holds the graph has ended") from None
            return int(_ORDER.unpack(reply)[1])

    async def hatch(self, memory: int, *, sealed: bool) -> _Wire:
        """Return a new worker that may take *memory* bytes beyond what it shares."""
        ours, theirs = socket.socketpair()
        try:
            pid = await asyncio.shield(self._said(b"S" if sealed else b"F", memory >> 20, [theirs.fileno()]))
        except BaseException:
            ours.close()
            raise
        finally:
            theirs.close()
        ours.setblocking(False)
        _, wire = await asyncio.get_running_loop().create_unix_connection(_Wire, sock=ours)
        wire.pid = pid
        return wire

    async def end(self, wire: _Wire) -> int:
        """Kill the worker behind *wire* and return what it ended with (a negative number is a signal)."""
        if wire.transport is not None:
            wire.transport.abort()
        return await self._said(b"K", wire.pid, [])

    def close(self) -> None:
        """End the nursery, and with it all workers."""
        self._control.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@dataclass(frozen=True, kw_only=True)
class Terms:
    """On what terms a pool works: seconds and bytes for a request, how many at once, how many may wait how long."""

    workers: int = 4
    deadline: float = 10
    memory: int = 1 << 30
    queue: int = 64
    patience: float = 5
    sealed: bool = True


def _expire(reply: "asyncio.Future[bytes]") -> None:
    if not reply.done():
        reply.set_exception(TimeoutError())


class Pool:
    """Workers of one nursery, with a queue before them."""

    def __init__(self, nursery: Nursery, terms: Terms) -> None:
        self.nursery, self.terms = nursery, terms
        self._idle: list[_Wire] = []
        self._waiting: deque[asyncio.Future[_Wire]] = deque()
        self._tasks: set[asyncio.Task[None]] = set()
        self.alive = 0

    async def start(self) -> None:
        """Fork the workers."""
        for _ in range(self.terms.workers):
            await self._hatch()

    async def _hatch(self) -> None:
        wire = await self.nursery.hatch(self.terms.memory, sealed=self.terms.sealed)
        self.alive += 1
        self._free(wire)

    def _free(self, wire: _Wire) -> None:
        while self._waiting:
            waiter = self._waiting.popleft()
            if not waiter.done():
                waiter.set_result(wire)
                return
        self._idle.append(wire)

    async def _taken(self) -> _Wire:
        if self._idle:
            return self._idle.pop()
        if sum(not waiter.done() for waiter in self._waiting) >= self.terms.queue:
            raise Busy(f"{self.terms.workers} requests are being answered and {self.terms.queue} are waiting")
        waiter: asyncio.Future[_Wire] = asyncio.get_running_loop().create_future()
        self._waiting.append(waiter)
        try:
            async with asyncio.timeout(self.terms.patience):
                return await waiter
        except (TimeoutError, asyncio.CancelledError) as stop:
            if waiter.done() and not waiter.cancelled():
                self._free(waiter.result())
            if isinstance(stop, TimeoutError):
                raise Busy(f"no worker was free for {self.terms.patience:g} s") from None
            raise

    async def ask(self, request: bytes) -> bytes:
        """Return the reply of the next free worker; when the caller is cancelled, the worker is killed.

        Raises:
            Busy: when the queue is full, or the wait in it too long.
            TooSlow: when the deadline passes.
            Broken: when the worker dies of it.
        """
        wire = await self._taken()
        while wire.lost:  # it has died while it had nothing to do
            self._task(self._renew(wire))
            wire = await self._taken()
        reply = wire.ask(request, self.terms.deadline)
        slow = asyncio.get_running_loop().call_later(_GRACE, self._give_way, wire, reply)
        keep = False
        try:
            answer = await reply
            keep = wire.quick
            return answer
        except TimeoutError:
            raise TooSlow(f"no answer within {self.terms.deadline:g} s") from None
        except (EOFError, OSError):
            megabytes = self.terms.memory >> 20
            raise Broken(f"the request needs more than {megabytes} MB of memory, or is nested too deeply") from None
        finally:
            slow.cancel()
            reply.cancel()
            if keep:
                self._free(wire)
            else:
                self._task(self._renew(wire))

    def _give_way(self, wire: _Wire, reply: "asyncio.Future[bytes]") -> None:
        """Let quicker requests go before this one; end it at the deadline."""
        wire.quick = False
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, wire.pid, 10)
        left = max(self.terms.deadline - _GRACE, 0)
        timer = asyncio.get_running_loop().call_later(left, _expire, reply)
        reply.add_done_callback(lambda _: timer.cancel())

    async def _renew(self, wire: _Wire) -> None:
        self.alive -= 1
        await self.nursery.end(wire)
        await self._hatch()

    def _task(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(self._quietly(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _quietly(self, work: Any) -> None:
        with contextlib.suppress(EnvironmentProblem):  # the nursery has ended: every request will say so
            await work

    async def close(self) -> None:
        """Wait for what is being renewed, then part from the workers; the nursery ends them."""
        if self._tasks:
            await asyncio.wait(list(self._tasks), timeout=2)
        for wire in self._idle:
            if wire.transport is not None:
                wire.transport.abort()
        self._idle.clear()
