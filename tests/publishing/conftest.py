"""Published folders, and a web space for them: Python's own server of files, which knows nothing of the site."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pyoxigraph as ox
import pytest

from kzgraph.publishing.folder import publish
from kzgraph.publishing.publication import Publication
from kzgraph.sparql.opening import open_graph
from kzgraph.web.app import ASSETS
from kzgraph.web.messages.limits import Limits
from kzgraph.web.site.site import Site
from tests.conftest import absent

ROOT = Path(__file__).parents[2]


def made(store: ox.Store, sources: Path | None = None, at: str = "") -> Publication:
    """The publication of *store*."""
    return Publication(Site(store, Limits(), (sources,) if sources else (), assets=ASSETS.is_dir(), published=True), at)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_told: object) -> None:
        """Write no log."""


@contextmanager
def hosted(folder: Path) -> Iterator[str]:
    """Serve the folder above *folder*, so that the site lies below the root; yield the site's address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder.parent)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/{folder.name}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)


@pytest.fixture(scope="session")
def host() -> Callable[[Path], AbstractContextManager[str]]:
    """Serve a folder for the length of a block."""
    return hosted


@pytest.fixture(scope="session")
def engine() -> Path:
    """The folder of what others made; a test that needs it is skipped without it."""
    if not (ASSETS / "oxigraph").is_dir():
        absent("no engine for browsers: make assets")
    return ASSETS


@pytest.fixture(scope="session")
def small_site(small_graph: Path) -> Publication:
    """The publication of the small graph, with its documents."""
    return made(open_graph(small_graph), ROOT / "tests" / "small" / "documents", "https://example.org/small")


@pytest.fixture(scope="session")
def small_folder(small_site: Publication, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small graph, published."""
    folder = tmp_path_factory.mktemp("published") / "small"
    publish(folder, small_site.files())
    return folder


@pytest.fixture(scope="session")
def packaged_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of the packaged graph what answers in the browser: its search and its SPARQL page."""
    site = made(open_graph(ROOT / "graph"))
    wanted = {
        "sparql/index.html": "/sparql",
        "search/index.html": "/search",
        "prefixes.json": "/prefixes.json",
        "editor.json": "/editor.json",
    }
    files = {file: site.made(file, site.pages.reply(target)) for file, target in wanted.items()}
    folder = tmp_path_factory.mktemp("published") / "packaged"
    publish(folder, [*files.items(), *site.run_in_browser()])
    return folder
