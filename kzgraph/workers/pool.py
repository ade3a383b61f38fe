"""Warm processes that hold the graph, answer one request at a time, and can be killed.

The engine can neither be interrupted nor capped, so what strangers ask runs where it can be ended from outside.
"""

import asyncio
import contextlib
import os
import signal
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from kzgraph.errors import EnvironmentProblem, LimitError
from kzgraph.workers.forkserver import ForkServer, Wire

_SLOW: Final = 0.3
"""Seconds after which whoever asks is told that the answer is slow."""
_GRACE: Final = 1.0
"""Seconds after which a request gives way to quicker ones (``nice``) and its worker is not used again: a new one takes
some ten milliseconds, which should be little beside what it replaces."""
_ROUND: Final = 0.1
"""Seconds between two looks at what is being worked on: one timer for all requests, so that quick ones need none."""


class Busy(LimitError):
    """Every worker is at work and the queue is full, or the wait in it was too long."""


class TooSlow(LimitError):
    """The deadline passed; the worker was killed."""


class Lost(LimitError):
    """The worker was ended from outside while it was at work: whoever asked may ask again."""


class Broken(LimitError):
    """The worker died of the request: out of memory, or the engine's stack overflowed."""


@dataclass(frozen=True, kw_only=True)
class Terms:
    """On what terms a pool works.

    Args:
        workers: how many requests are answered at once.
        deadline: seconds that a request may take.
        memory: bytes that a worker may take beyond what it shares.
        queue: how many requests may wait for a worker.
        patience: seconds that one of them may wait.
        sealed: whether workers can open neither files nor sockets.
    """

    workers: int = 4
    deadline: float = 10
    memory: int = 1 << 30
    queue: int = 64
    patience: float = 5
    sealed: bool = True


@dataclass(eq=False)
class _Call:
    """A request that waits for a worker: since when, the worker to come, whom to tell that it takes long."""

    began: float
    worker: "asyncio.Future[Wire]"
    slow: Callable[[], None] | None


class Pool:
    """Workers of one fork server, with a queue before them.

    ``alive`` counts the workers; those that are being replaced are not among them.
    """

    def __init__(
        self, forkserver: ForkServer, terms: Terms, ended: Callable[[ForkServer], None] = lambda _: None
    ) -> None:
        """Make a pool that has no workers yet.

        Args:
            forkserver: what forks the workers.
            terms: on what terms they work.
            ended: is called with the fork server when that is found to have ended.
        """
        self.forkserver, self.terms, self._ended = forkserver, terms, ended
        self._idle: list[Wire] = []
        self._waiting: deque[_Call] = deque()
        self._queued = 0
        self._working: dict[Wire, Callable[[], None] | None] = {}
        self._round: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self.alive = 0

    async def start(self) -> None:
        """Fork the workers."""
        for _ in range(self.terms.workers):
            await self._fork()

    async def restart(self, forkserver: ForkServer) -> None:
        """Fork the workers anew from *forkserver*, in place of those whose fork server has ended."""
        self.forkserver = forkserver
        self._part()
        self.alive = 0
        await self.start()

    async def _fork(self) -> None:
        wire = await self.forkserver.fork(self.terms.memory, self._lost, sealed=self.terms.sealed)
        self.alive += 1
        self._free(wire)

    def _lost(self, wire: Wire) -> None:
        """Replace *wire* when it has died while it had nothing to do."""
        if wire in self._idle:
            self._idle.remove(wire)
            self._task(self._renew(wire))

    def _free(self, wire: Wire) -> None:
        while self._waiting:
            call = self._waiting.popleft()
            if not call.worker.done():
                call.worker.set_result(wire)
                return
        self._idle.append(wire)

    async def _taken(self, slow: Callable[[], None] | None) -> Wire:
        """Return a worker, after a wait in the queue when none is idle."""
        if self._idle:
            return self._idle.pop()
        if self._queued >= self.terms.queue:
            raise Busy(f"{self.terms.workers} requests are being answered and {self.terms.queue} are waiting")
        loop = asyncio.get_running_loop()
        call = _Call(loop.time(), loop.create_future(), slow)
        self._waiting.append(call)
        self._queued += 1
        self._look_round()
        try:
            return await call.worker
        except asyncio.CancelledError:
            if call.worker.done() and not call.worker.cancelled() and call.worker.exception() is None:
                self._free(call.worker.result())
            raise
        finally:
            self._queued -= 1

    async def ask(
        self, request: bytes, slow: Callable[[], None] | None = None, *, deadline: float | None = None
    ) -> bytes:
        """Return the reply of the next free worker; when the caller is cancelled, the worker is killed.

        Args:
            request: what is asked.
            slow: is called when the answer keeps one waiting, before and again after a worker has been found.
            deadline: in seconds, where it is another than that of the pool.

        Raises:
            Busy: when the queue is full, or the wait in it too long.
            TooSlow: when the deadline passes.
            Broken: when the worker dies of it.
            Lost: when the worker is ended from outside.
        """
        wire = await self._taken(slow)
        while wire.lost:  # it has died just now
            self._task(self._renew(wire))
            wire = await self._taken(slow)
        self._working[wire] = slow
        self._look_round()
        within = deadline or self.terms.deadline
        reply = wire.ask(request, within)
        keep, renewal = False, None
        try:
            answer = await reply
            keep = wire.quick and wire.forkserver is self.forkserver
            return answer
        except TimeoutError:
            raise TooSlow(f"no answer within {within:g} s") from None
        except (EOFError, OSError):
            renewal = self._task(self._renew(wire))
            await asyncio.shield(renewal)
            raise self._death(wire) from None
        finally:
            del self._working[wire]
            reply.cancel()
            if keep:
                self._free(wire)
            elif renewal is None:
                self._task(self._renew(wire))

    def _death(self, wire: Wire) -> LimitError:
        """Return what to say of the death of *wire* at work."""
        if wire.status == -signal.SIGKILL:
            return Lost("the process that worked on the request was ended from outside")
        return Broken(f"the request needs more than {self.terms.memory >> 20} MB of memory, or is nested too deeply")

    def _look_round(self) -> None:
        """See to it that somebody looks after what is slow."""
        if self._round is None:
            self._round = asyncio.get_running_loop().call_later(_ROUND, self._looked)

    def _looked(self) -> None:
        """Tell who waits that it takes long, let quicker requests go before, end what takes or waits too long."""
        now, self._round = asyncio.get_running_loop().time(), None
        for wire, slow in self._working.items():
            assert wire.reply is not None
            if now - wire.began >= self.terms.deadline and not wire.reply.done():
                wire.reply.set_exception(TimeoutError())
            elif now - wire.began >= _GRACE and wire.quick:
                wire.quick = False
                with contextlib.suppress(OSError):
                    os.setpriority(os.PRIO_PROCESS, wire.pid, 10)
            if now - wire.began >= _SLOW and slow is not None:
                self._working[wire] = None
                slow()
        for call in self._waiting:
            if now - call.began >= self.terms.patience and not call.worker.done():
                call.worker.set_exception(Busy(f"no worker was free for {self.terms.patience:g} s"))
            elif now - call.began >= _SLOW and call.slow is not None:
                slow, call.slow = call.slow, None
                slow()
        if self._working or self._waiting:
            self._look_round()

    async def _renew(self, wire: Wire) -> None:
        if wire.forkserver is not self.forkserver:  # its numbers mean nothing to the new one
            return
        self.alive -= 1
        await self.forkserver.end(wire)
        await self._fork()

    def _task(self, work: Any) -> "asyncio.Task[None]":
        task = asyncio.get_running_loop().create_task(self._quietly(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _quietly(self, work: Any) -> None:
        forkserver = self.forkserver
        try:
            await work
        except EnvironmentProblem:
            self.alive = 0
            self._ended(forkserver)

    async def close(self) -> None:
        """Wait for what is being renewed, then part from the workers; the fork server ends them."""
        if self._tasks:
            await asyncio.wait(list(self._tasks), timeout=2)
        if self._round is not None:
            self._round.cancel()
        self._part()

    def _part(self) -> None:
        """Part from the workers that are idle."""
        parted, self._idle = self._idle, []
        for wire in parted:
            if wire.transport is not None:
                wire.transport.abort()
