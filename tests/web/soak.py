"""Attack and soak: two clients send what would break a naive endpoint, over and over, while two honest ones ask.

    python tests/web/soak.py --seconds 600

The server is a process of its own, `kzgraph serve` with its default limits but a deadline of two seconds, so that
more workers are killed; the report is one line of JSON:
how many were answered, how soon, what the hostile ones got, and the server's memory, open files and processes
before and after.
"""

import argparse
import contextlib
import http.client
import itertools
import json
import re
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

import psutil

HOSTILE = [path.read_text("utf-8") for path in sorted(Path(__file__).with_name("hostile").glob("*.rq"))]
HOSTILE += ["ASK {" * 40, "SELECT * { SERVICE <http://127.0.0.1:9/> {} }", "DROP ALL"]
HONEST = "SELECT (COUNT(*) AS ?n) { ?s a kzo:Treaty } # %d"
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/sparql-results+json"}
WARM = 5
"""Seconds of honest questions before the first look at the server's memory."""


@contextlib.contextmanager
def served() -> Iterator[tuple[psutil.Process, int]]:
    """Serve the packaged graph until the block ends; yield the process and its port."""
    command = [sys.executable, "-m", "kzgraph", "serve", "--port", "0", "--quiet", "--limit", "deadline=2"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    try:
        found = re.search(r":(\d+)/", process.stderr.readline())
        assert found, "the server does not start"
        yield psutil.Process(process.pid), int(found[1])
    finally:
        process.terminate()
        process.wait(20)
        process.stderr.close()


def asked(port: int, method: str, path: str, body: str | None = None) -> int:
    """Send one request over a connection of its own; return the status, 0 when there is no answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(method, path, body, FORM if body else {})
        response = connection.getresponse()
        response.read()
        return response.status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


def query(port: int, text: str) -> int:
    """Ask *text* at the endpoint and return the status."""
    return asked(port, "POST", "/sparql", urlencode({"query": text}))


def state(server: psutil.Process) -> dict[str, int]:
    """Return the memory of *server* itself in bytes, its open files, and the processes below it."""
    children = server.children(recursive=True)
    return {"memory": server.memory_info().rss, "files": server.num_fds(), "processes": len(children)}


class Soak:
    """Clients that go on until they are told to stop."""

    def __init__(self, port: int) -> None:
        self.port, self.ends, self.number = port, threading.Event(), itertools.count()
        self.times: list[float] = []
        self.failed = 0
        self.hostile: Counter[int] = Counter()

    def honest(self) -> None:
        """Ask what was not asked before, and a page."""
        while not self.ends.is_set():
            began = time.monotonic()
            found = query(self.port, HONEST % next(self.number))
            self.times.append(time.monotonic() - began)
            self.failed += found != 200
            self.failed += asked(self.port, "GET", "/page/kazakhstan") != 200

    def attack(self, turn: int) -> None:
        """Send the hostile shapes in turn."""
        for text in itertools.islice(itertools.cycle(HOSTILE), turn, None):
            if self.ends.is_set():
                return
            self.hostile[query(self.port, text)] += 1

    def run(self, seconds: float, *clients: Callable[[], None]) -> None:
        """Let *clients* work for so many *seconds*."""
        self.ends.clear()
        threads = [threading.Thread(target=client) for client in clients]
        for thread in threads:
            thread.start()
        time.sleep(seconds)
        self.ends.set()
        for thread in threads:
            thread.join()


def soaked(seconds: float) -> dict[str, object]:
    """Attack a server for so many *seconds* and return what came of it."""
    with served() as (server, port):
        soak = Soak(port)
        soak.run(min(WARM, seconds), soak.honest, soak.honest)
        soak.times.clear()
        before = state(server)
        soak.run(seconds, soak.honest, soak.honest, lambda: soak.attack(0), lambda: soak.attack(6))
        time.sleep(3)  # the last worker that was killed is replaced
        times = sorted(soak.times)
        return {
            "honest": len(times),
            "failed": soak.failed,
            "p50": round(median(times), 4),
            "p95": round(times[int(len(times) * 0.95)], 4),
            "p99": round(times[int(len(times) * 0.99)], 4),
            "worst": round(times[-1], 3),
            "hostile": {str(status): number for status, number in sorted(soak.hostile.items())},
            "before": before,
            "after": state(server),
        }


def main() -> None:
    """Attack from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seconds", type=float, default=600)
    sys.stdout.write(json.dumps(soaked(parser.parse_args().seconds)) + "\n")


if __name__ == "__main__":
    main()
