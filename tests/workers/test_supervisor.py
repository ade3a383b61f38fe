"""When the process that holds the graph dies, another takes its place and nobody is told what is not so."""

import asyncio
import logging
import sys
import time
from collections.abc import Awaitable, Callable
from typing import Any

import psutil
import pytest

from kzgraph.errors import EnvironmentProblem
from kzgraph.workers.forkserver import ForkServer
from kzgraph.workers.pool import Lost, Terms
from kzgraph.workers.supervisor import Supervisor

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a child with its parent")
JOBS = "tests.workers.pool_jobs:prepare"


class Starts:
    """Starts fork servers; those numbered in *failing* cannot be started."""

    def __init__(self, *failing: int) -> None:
        self.failing, self.made = failing, 0

    def __call__(self) -> ForkServer:
        self.made += 1
        if self.made in self.failing:
            return ForkServer(JOBS, b"", {"no_such": 1})
        return ForkServer(JOBS, b"-", {"greeting": "hello"})


def supervised(body: Callable[[Supervisor], Awaitable[Any]], starts: Starts) -> None:
    """Run *body* with a supervisor of two pools, and see that nothing of it stays behind."""

    async def run() -> None:
        terms = Terms(workers=2, deadline=20, memory=100 << 20)
        supervisor = Supervisor(starts, {"one": terms, "other": terms})
        try:
            await supervisor.start()
            await body(supervisor)
        finally:
            await supervisor.close()

    before = {child.pid for child in psutil.Process().children(recursive=True)}
    asyncio.run(run())
    until = time.monotonic() + 5
    while {child.pid for child in psutil.Process().children(recursive=True)} - before:
        assert time.monotonic() < until, "processes were left behind"
        time.sleep(0.05)


def kill(supervisor: Supervisor) -> None:
    psutil.Process(supervisor.pools["one"].forkserver.process.pid).kill()


@pytest.mark.parametrize("times", [1, 3])
def test_requests_are_answered_after_the_death_of_the_fork_server(times: int, caplog: pytest.LogCaptureFixture) -> None:
    async def body(supervisor: Supervisor) -> None:
        for _ in range(times):
            kill(supervisor)
            await asyncio.sleep(0.1)
            for pool in supervisor.pools.values():
                assert await asyncio.gather(*(pool.ask(b"you") for _ in range(5))) == [b"hello-you"] * 5
        assert [pool.alive for pool in supervisor.pools.values()] == [2, 2]

    with caplog.at_level(logging.WARNING, "kzgraph.workers"):
        supervised(body, starts := Starts())
    assert starts.made == 1 + times
    said = [record.getMessage() for record in caplog.records]
    assert sum("has ended (killed by SIGKILL)" in each for each in said) == times
    assert sum("answered again" in each for each in said) == times


def test_what_was_at_work_when_it_died_is_told_to_ask_again() -> None:
    async def body(supervisor: Supervisor) -> None:
        pool = supervisor.pools["one"]
        asked = [asyncio.create_task(pool.ask(b"wait")) for _ in range(2)]
        await asyncio.sleep(0.1)
        kill(supervisor)
        assert all(isinstance(each, Lost) for each in await asyncio.gather(*asked, return_exceptions=True))
        assert await pool.ask(b"you") == b"hello-you"

    supervised(body, Starts())


def test_a_new_one_that_fails_is_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    async def body(supervisor: Supervisor) -> None:
        kill(supervisor)
        await asyncio.sleep(0.1)
        assert await supervisor.pools["other"].ask(b"you") == b"hello-you"

    supervised(body, starts := Starts(2))
    assert starts.made == 3
    assert any("trying again in 1 s" in record.getMessage() for record in caplog.records)


def test_a_server_that_is_closed_while_it_starts_another_leaves_nothing_behind() -> None:
    async def body(supervisor: Supervisor) -> None:
        kill(supervisor)
        await asyncio.sleep(0.02)

    supervised(body, Starts())


def test_the_first_one_must_start() -> None:
    with pytest.raises(EnvironmentProblem, match="could not be started"):
        Supervisor(Starts(1), {})
