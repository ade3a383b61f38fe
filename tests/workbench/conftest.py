"""The small project with a letter of which nothing is stated yet, a review of it, and a server of that review."""

import contextlib
import http.client
import json
import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from kzgraph.web.front.server import configured
from kzgraph.workbench.app import make_review, new_token
from kzgraph.workbench.session import ReviewPlace, ReviewSession

ROOT = Path(__file__).parents[2]
LETTER = "harbour-letter"


@pytest.fixture
def place(tmp_path: Path) -> ReviewPlace:
    """The small project; of its letter only the first row is stated."""
    graph = Path(shutil.copytree(ROOT / "tests" / "small", tmp_path / "small"))
    table = graph / "statements" / f"{LETTER}.csv"
    table.write_text("\n".join(table.read_text("utf-8").splitlines()[:2]) + "\n", "utf-8")
    return ReviewPlace(graph, ROOT / "ontology", graph / "documents", LETTER)


@pytest.fixture
def session(place: ReviewPlace) -> ReviewSession:
    """A review of the letter."""
    return ReviewSession(place)


@dataclass(frozen=True)
class Served:
    """A review that is served, and its token."""

    port: int
    token: str
    session: ReviewSession

    @property
    def address(self) -> str:
        """What `kzgraph review` prints."""
        return f"http://127.0.0.1:{self.port}/#{self.token}"

    def call(self, name: str, body: Any = None, *, raw: bytes | None = None, **headers: str) -> tuple[int, Any]:
        """Return status and answer of a call; *headers* replace the usual ones."""
        sent = {"Authorization": f"Bearer {self.token}"} | {
            key.replace("_", "-"): each for key, each in headers.items()
        }
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("POST", f"/call/{name}", raw if raw is not None else json.dumps(body or {}), sent)
            found = connection.getresponse()
            return found.status, json.loads(found.read())
        finally:
            connection.close()


@contextlib.contextmanager
def serving(session: ReviewSession) -> Iterator[Served]:
    """Serve *session* until the block ends."""
    token = new_token()
    settings = configured(make_review(session, token))
    settings.port, settings.timeout_graceful_shutdown = 0, 3
    server = uvicorn.Server(settings)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started:
        assert time.monotonic() < until, "the server did not start in time"
        time.sleep(0.02)
    try:
        yield Served(server.servers[0].sockets[0].getsockname()[1], token, session)
    finally:
        server.should_exit = True
        thread.join(15)
        assert not thread.is_alive()


@pytest.fixture
def served(session: ReviewSession) -> Iterator[Served]:
    """A server of the review."""
    with serving(session) as found:
        yield found
