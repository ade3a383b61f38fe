"""A browser without a screen, pages opened in it, and the networks that they show."""

import shutil
import subprocess
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from kzgraph.network.network import Network
from kzgraph.network.page import draw
from kzgraph.network.reading import read_network
from kzgraph.sparql.opening import open_store

AXE = "4.14.1"


@pytest.fixture(scope="module")  # playwright keeps an event loop running, which the next file may not find
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def network() -> Network:
    """The network of the graph itself."""
    return read_network(open_store())


@pytest.fixture(scope="session")
def drawn(network: Network, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the graph itself."""
    path = tmp_path_factory.mktemp("page") / "network.html"
    path.write_text(draw(network).html, encoding="utf-8")
    return path


class Watched:
    """A page and whatever it did that it should not: requests, errors, dialogs."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.misdeeds: list[str] = []
        page.on("pageerror", lambda error: self.misdeeds.append(f"error: {error}"))
        page.on("console", lambda said: said.type in ("error", "warning") and self.misdeeds.append(said.text))
        page.on("dialog", lambda dialog: (self.misdeeds.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("popup", lambda popup: self.misdeeds.append(f"popup: {popup.url}"))
        page.on("request", lambda request: self._request(request.url))

    def _request(self, address: str) -> None:
        if not address.startswith(("file:", "blob:")):
            self.misdeeds.append(f"request: {address}")

    def count(self, what: str) -> int:
        """How many things (`shown`) or ties the map shows."""
        return int(self.page.get_attribute("html", f"data-{what}") or -1)

    def status(self) -> str:
        return self.page.inner_text("#status")

    def saved(self, form: str) -> Path:
        """The file that the page saves in the given form."""
        self.page.evaluate("document.getElementById('save').open = true")
        with self.page.expect_download() as download:
            self.page.click(f"[data-save={form}]")
        return Path(download.value.path())


Open = Callable[..., Watched]


@pytest.fixture
def show(browser: Browser) -> Iterator[Open]:
    """Open a page file: `show(path, "#layout=free", color_scheme="dark")`."""
    contexts = []

    def show(path: Path, view: str = "", **options: Any) -> Watched:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
        context.set_default_timeout(8_000)
        contexts.append(context)
        watched = Watched(context.new_page())
        watched.page.goto(path.as_uri() + view)
        watched.page.wait_for_selector("html[data-ready=yes]", timeout=20_000)
        return watched

    yield show
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The text of axe-core, fetched by npm into a temporary folder."""
    folder = tmp_path_factory.mktemp("axe")
    npm = shutil.which("npm")
    fetched = npm and subprocess.run(
        [npm, "pack", "--silent", f"axe-core@{AXE}"], cwd=folder, capture_output=True, timeout=120, check=False
    )
    archive = folder / f"axe-core-{AXE}.tgz"
    if not fetched or not archive.exists():
        pytest.skip("axe-core cannot be had (npm is missing, or has no network)")
    with tarfile.open(archive) as packed:
        member = packed.extractfile("package/axe.min.js")
        assert member
        return member.read().decode()
