"""The supervisor: keeps a fork server running, and the pools that share it supplied with workers.

Whatever ends the process that holds the graph (an operator, the kernel when memory is short), another is started;
requests that come meanwhile wait in their queues.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Mapping
from typing import Final

from kzgraph.errors import EnvironmentProblem
from kzgraph.workers.forkserver import ForkServer
from kzgraph.workers.pool import Pool, Terms

_LOG = logging.getLogger("kzgraph.workers")
_LONGEST_PAUSE: Final = 30.0
"""Seconds between two attempts at the most; the first is made at once."""


class Supervisor:
    """A fork server that is started again when it has ended, and its pools by name."""

    def __init__(self, start: Callable[[], ForkServer], terms: Mapping[str, Terms]) -> None:
        """Start the fork server.

        Args:
            start: returns a new fork server; it is called in another thread when one has ended.
            terms: on what terms each pool works, by its name.

        Raises:
            EnvironmentProblem: when it cannot be started.
        """
        self._start = start
        self._forkserver = start()
        self._again: asyncio.Task[None] | None = None
        self._closing = asyncio.Event()
        self.pools = {name: Pool(self._forkserver, each, ended=self._ended) for name, each in terms.items()}

    async def start(self) -> None:
        """Fork the workers of all pools."""
        for pool in self.pools.values():
            await pool.start()

    async def close(self) -> None:
        """End all workers and the fork server; one that is just being started is waited for."""
        self._closing.set()
        if self._again is not None:
            await self._again
        for pool in self.pools.values():
            await pool.close()
        self._forkserver.close()

    def _ended(self, forkserver: ForkServer) -> None:
        """Start another fork server, unless *forkserver* has been replaced or is being replaced."""
        if forkserver is self._forkserver and self._again is None:
            self._again = asyncio.get_running_loop().create_task(self._renew())

    async def _renew(self) -> None:
        began, pause = time.monotonic(), 1.0
        await asyncio.to_thread(self._forkserver.close)
        _LOG.warning("the process that holds the graph has ended (%s); starting another", self._forkserver.fate)
        while not self._closing.is_set():
            try:
                self._forkserver = await asyncio.to_thread(self._start)
                for pool in self.pools.values():
                    await pool.restart(self._forkserver)
                _LOG.warning("requests are answered again after %.1f s", time.monotonic() - began)
                break
            except EnvironmentProblem as error:
                _LOG.warning("%s; trying again in %g s", error, pause)
                self._forkserver.close()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._closing.wait(), pause)
                pause = min(2 * pause, _LONGEST_PAUSE)
        self._again = None
