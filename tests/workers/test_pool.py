"""Workers answer, are killed when they must be, and are there again."""

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import psutil
import pytest

from kzgraph.errors import EnvironmentProblem
from kzgraph.workers.forkserver import ForkServer
from kzgraph.workers.pool import Broken, Busy, Lost, Pool, Terms, TooSlow

JOBS = "tests.workers.pool_jobs:prepare"
HUNDRED = 100 << 20


def with_pool(body: Callable[[Pool], Awaitable[Any]], **terms: Any) -> Any:
    """Run *body* with a small pool, and see that nothing of it stays behind."""

    async def run() -> Any:
        forkserver = ForkServer(JOBS, b"-", {"greeting": "hello"})
        pool = Pool(forkserver, Terms(**{"workers": 2, "deadline": 1, "memory": HUNDRED} | terms))
        try:
            await pool.start()
            return await body(pool)
        finally:
            await pool.close()
            forkserver.close()

    before = {child.pid for child in psutil.Process().children(recursive=True)}
    found = asyncio.run(run())
    until = time.monotonic() + 5
    while {child.pid for child in psutil.Process().children(recursive=True)} - before:
        assert time.monotonic() < until, "processes were left behind"
        time.sleep(0.05)
    return found


async def settled(pool: Pool) -> None:
    """Wait until every worker is there again."""
    for _ in range(100):
        if pool.alive == pool.terms.workers:
            return
        await asyncio.sleep(0.05)
    raise AssertionError("the workers did not come back")


def test_a_worker_has_what_was_prepared() -> None:
    assert with_pool(lambda pool: pool.ask(b"you")) == b"hello-you"


def test_a_large_reply_arrives_whole() -> None:
    assert len(with_pool(lambda pool: pool.ask(b"large"))) == 5_000_000


@pytest.mark.parametrize("deed", [b"spin", b"wait"])
def test_the_deadline_kills_and_the_next_request_is_answered(deed: bytes) -> None:
    async def body(pool: Pool) -> None:
        began = time.monotonic()
        with pytest.raises(TooSlow, match="within 1 s"):
            await pool.ask(deed)
        assert time.monotonic() - began < 3
        assert await pool.ask(b"you") == b"hello-you"
        await settled(pool)

    with_pool(body)


def test_a_request_may_have_a_deadline_of_its_own() -> None:
    async def body(pool: Pool) -> None:
        with pytest.raises(TooSlow, match=r"within 0\.3 s"):
            await pool.ask(b"wait", deadline=0.3)
        assert await pool.ask(b"you", deadline=5) == b"hello-you"
        await settled(pool)

    with_pool(body, deadline=30)


@pytest.mark.parametrize("deed", [b"hoard", b"overflow"])
def test_a_worker_that_dies_harms_nobody_else(deed: bytes) -> None:
    async def body(pool: Pool) -> None:
        with pytest.raises(Broken, match="100 MB"):
            await pool.ask(deed)
        assert await asyncio.gather(*(pool.ask(b"you") for _ in range(10))) == [b"hello-you"] * 10
        await settled(pool)

    with_pool(body)


@pytest.mark.parametrize("deed", [b"read", b"call"])
def test_a_sealed_worker_opens_no_file_and_no_socket(deed: bytes) -> None:
    assert with_pool(lambda pool: pool.ask(deed)) == b"refused"


def test_a_worker_that_is_not_sealed_may_read() -> None:
    assert with_pool(lambda pool: pool.ask(b"read"), sealed=False) == b"read"


def test_the_queue_is_bounded_and_so_is_the_wait_in_it() -> None:
    async def body(pool: Pool) -> None:
        slow = [asyncio.create_task(pool.ask(b"wait")) for _ in range(2)]
        await asyncio.sleep(0.05)
        queued = [asyncio.create_task(pool.ask(b"you")) for _ in range(3)]
        await asyncio.sleep(0.05)
        with pytest.raises(Busy, match="3 are waiting"):
            await pool.ask(b"you")
        assert all(isinstance(each, Busy) for each in await asyncio.gather(*queued, return_exceptions=True))
        await asyncio.gather(*slow, return_exceptions=True)

    with_pool(body, queue=3, patience=0.3)


def test_whoever_waits_is_answered_in_turn() -> None:
    async def body(pool: Pool) -> list[bytes]:
        return await asyncio.gather(*(pool.ask(b"%d" % number) for number in range(50)))

    assert with_pool(body) == [b"hello-%d" % number for number in range(50)]


def test_a_caller_who_goes_frees_the_worker() -> None:
    async def body(pool: Pool) -> None:
        number = int(await pool.ask(b"number"))
        task = asyncio.create_task(pool.ask(b"spin"))
        await asyncio.sleep(0.1)
        task.cancel()
        began = time.monotonic()
        await asyncio.sleep(0.05)
        await settled(pool)
        assert time.monotonic() - began < 3  # the deadline is 30
        assert not psutil.pid_exists(number)

    with_pool(body, workers=1, deadline=30)


def test_a_worker_that_died_at_rest_is_replaced() -> None:
    async def body(pool: Pool) -> None:
        psutil.Process(int(await pool.ask(b"number"))).kill()
        await asyncio.sleep(0.1)
        assert await pool.ask(b"you") == b"hello-you"
        await settled(pool)

    with_pool(body, workers=1)


def test_a_fork_server_that_cannot_prepare_says_so() -> None:
    with pytest.raises(EnvironmentProblem, match="could not be started"):
        ForkServer("tests.workers.pool_jobs:prepare", b"", {"no_such": 1})


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a child with its parent")
def test_when_the_fork_server_is_gone_no_worker_is_left_and_requests_are_told_so() -> None:
    async def body(pool: Pool) -> None:
        workers = psutil.Process(pool.forkserver.process.pid).children()
        pool.forkserver.process.kill()
        pool.forkserver.process.wait()
        _, alive = psutil.wait_procs(workers, timeout=3)
        assert alive == []
        for _ in range(3):
            with pytest.raises((Lost, Busy)):
                await pool.ask(b"you")
        assert pool.alive == 0

    with_pool(body, patience=0.2)


@pytest.mark.parametrize("deed", [b"spin", b"wait"])
def test_a_worker_that_is_killed_at_work_is_not_said_to_have_needed_memory(deed: bytes) -> None:
    async def body(pool: Pool) -> None:
        number = int(await pool.ask(b"number"))
        asked = asyncio.create_task(pool.ask(deed))
        await asyncio.sleep(0.1)
        psutil.Process(number).kill()
        with pytest.raises(Lost, match="from outside"):
            await asked
        assert await pool.ask(b"you") == b"hello-you"
        await settled(pool)

    with_pool(body, workers=1, deadline=30)


def test_workers_take_no_more_memory_than_they_share() -> None:
    """Two hundred requests later the parent is no larger, and has no more files open."""

    async def body(pool: Pool) -> None:
        for _ in range(50):
            await pool.ask(b"large")
        process = psutil.Process()
        before = process.memory_info().rss, process.num_fds()
        for _ in range(200):
            await pool.ask(b"large")
        after = process.memory_info().rss, process.num_fds()
        assert after[0] - before[0] < 10 << 20
        assert after[1] <= before[1] + 2

    with_pool(body)


def test_the_module_of_these_jobs_lies_where_the_fork_server_looks() -> None:
    assert Path(__file__).with_name("pool_jobs.py").is_file()
