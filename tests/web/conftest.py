"""A real server on a port of its own, in this process, and real clients for it."""

import contextlib
import http.client
import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest
import uvicorn

from kzgraph.sparql.opening import open_store
from kzgraph.web.app import make_app
from kzgraph.web.front.server import configured
from kzgraph.web.messages.limits import Limits
from tests.hostile import HOSTILE, hostile_store

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Response:
    """What came back: redirects are not followed, nothing is decoded."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def media(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass
class Site:
    """A running server."""

    port: int
    app: Any
    log: list[str] = field(default_factory=list)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(
        self, target: str, *, method: str = "GET", body: bytes | str | None = None, timeout: float = 30, **headers: str
    ) -> Response:
        """Send one request; header names are written with underscores."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            sent = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, target, body.encode() if isinstance(body, str) else body, sent)
            found = connection.getresponse()
            return Response(found.status, {k.lower(): v for k, v in found.getheaders()}, found.read())
        finally:
            connection.close()

    def sparql(self, query: str, accept: str = "application/sparql-results+json", **parameters: str) -> Response:
        """Send *query* as a form."""
        form = urlencode({"query": query, **parameters})
        return self.ask(
            "/sparql",
            method="POST",
            body=form,
            Accept=accept,
            Content_Type="application/x-www-form-urlencoded",
        )


@contextlib.contextmanager
def running(store: ox.Store, **settings: Any) -> Iterator[Site]:
    """Serve *store* until the block ends."""
    app = make_app(store, **settings)
    settings = configured(app, settings.get("limits"))
    settings.port, settings.timeout_graceful_shutdown = 0, 3
    server = uvicorn.Server(settings)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        assert time.monotonic() < until, "the server did not start in time"
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield Site(port, app)
    finally:
        server.should_exit = True
        thread.join(15)
        assert not thread.is_alive(), "the server did not stop"


@pytest.fixture(scope="session")
def graph() -> ox.Store:
    """The packaged graph."""
    return open_store()


@pytest.fixture(scope="session")
def site(graph: ox.Store) -> Iterator[Site]:
    """A server of the packaged graph with the default limits, without documents."""
    with running(graph) as found:
        yield found


@pytest.fixture(scope="session")
def plain(graph: ox.Store) -> Iterator[Site]:
    """The same without the editor, as when the package was built without it."""
    with running(graph, assets=None) as found:
        yield found


@pytest.fixture(scope="session")
def library(graph: ox.Store, sources_dir: Path) -> Iterator[Site]:
    """A server of the packaged graph, started with the documents."""
    with running(graph, sources=(sources_dir,)) as found:
        yield found


@pytest.fixture(scope="session")
def quick(graph: ox.Store) -> Iterator[Site]:
    """A server that gives up soon: for what is meant to go beyond the limits."""
    limits = Limits(deadline=1, page_deadline=2, memory=400, workers=3, queue=4, patience=1, rows=1000, most_rows=5000)
    with running(graph, limits=limits) as found:
        yield found


@pytest.fixture(scope="session")
def serve() -> Callable[..., contextlib.AbstractContextManager[Site]]:
    """Serve another store for the length of a block."""
    return running


@pytest.fixture(scope="session")
def w3c() -> Path:
    """The W3C's HTTP tests."""
    folder = Path(os.environ.get("KZGRAPH_W3C") or ROOT.parent / "shared" / "w3c")
    if not (folder / "protocol" / "manifest.ttl").is_file():
        reason = f"no W3C tests: {folder} is not there (name a folder in KZGRAPH_W3C)"
        if os.environ.get("CI"):
            pytest.fail(f"CI must have it: {reason}")
        pytest.skip(reason)
    return folder.resolve()


@pytest.fixture(scope="session")
def hostile() -> Iterator[Site]:
    """A graph whose every label means harm."""
    with running(hostile_store()) as site:
        yield site


HOSTILE_VIEWS = {
    "network": "SELECT ?s ?role ?o { ?x rdf:subject ?s ; rdf:object ?o . ?s rdfs:label ?role }",
    "timeline": "SELECT ?l ?s ?date { ?s rdfs:label ?l BIND('1992' AS ?date) }",
    "chart": "SELECT ?l ?n ?unit ?s { ?s rdfs:label ?l BIND(STRLEN(?l) AS ?n) BIND(SUBSTR(?l, 1, 90) AS ?unit) }",
    "map": "SELECT ?l ?lat ?long ?s { ?s rdfs:label ?l BIND(STRLEN(?l) / 2000 AS ?lat) BIND(50 AS ?long) }",
}


@pytest.fixture(scope="session")
def hostile_views() -> dict[str, str]:
    """A question for each view that puts the hostile labels into its drawing."""
    return HOSTILE_VIEWS


@pytest.fixture(scope="session")
def hostile_paths() -> list[str]:
    """Where the hostile labels are shown."""
    views = [f"/sparql?{urlencode({'query': query, 'view': view})}" for view, query in HOSTILE_VIEWS.items()]
    paths = [
        *views,
        "/",
        "/browse",
        "/browse/Treaty",
        "/browse/Treaty?view=network",
        "/browse/Source",
        "/compare",
        "/search?q=script",
    ]
    for number, (name, text) in enumerate(HOSTILE.items()):
        paths += [f"/page/{name}", f"/page/source/{name}", f"/page/statement/{number:016x}"]
        paths += [f"/search?q={quote(text[:100])}", f"/browse/Treaty?party={quote(text[:100])}"]
        paths += [f"/reconcile/preview?id={name}"]
        paths += [
            f"/sparql?query={quote('SELECT * { ?s rdfs:label ?l } # ' + text[:100])}",
            f"/id/{quote(text[:60], safe='')}",
        ]
    return paths
