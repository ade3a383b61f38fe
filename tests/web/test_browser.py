"""The pages in a real browser: the flows of a reader, no request to anybody else, nothing that runs on its own."""

from collections.abc import Iterator
from typing import Any

import pytest

sync_api = pytest.importorskip("playwright.sync_api")


@pytest.fixture(scope="module")
def browser(request: pytest.FixtureRequest) -> Iterator[Any]:
    chromium = request.getfixturevalue("chromium")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()


class Watch:
    """A tab, and what it did besides showing the page."""

    def __init__(self, browser: Any, origin: str, **settings: Any) -> None:
        self.context = browser.new_context(**settings)
        self.tab = self.context.new_page()
        self.foreign: list[str] = []
        self.dialogs: list[str] = []
        self.complaints: list[str] = []
        self.tab.on(
            "request",
            lambda request: self.foreign.append(request.url) if not request.url.startswith((origin, "data:")) else None,
        )
        self.tab.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))
        self.tab.on("console", lambda line: self.complaints.append(line.text) if line.type == "error" else None)
        self.tab.on("pageerror", lambda error: self.complaints.append(str(error)))


@pytest.fixture
def watch(browser: Any) -> Iterator[Any]:
    opened: list[Watch] = []

    def make(origin: str, **settings: Any) -> Watch:
        opened.append(Watch(browser, origin, **settings))
        return opened[-1]

    yield make
    for each in opened:
        each.context.close()


def quiet(seen: Watch) -> None:
    assert seen.foreign == []
    assert seen.dialogs == []
    assert seen.complaints == []


def test_from_search_to_the_passage(library: Any, watch: Any) -> None:
    seen = watch(library.origin)
    tab = seen.tab
    tab.goto(library.origin)
    tab.keyboard.press("/")
    tab.keyboard.type("Agreement on Road Transport")
    tab.keyboard.press("Enter")
    tab.locator("ol.results a").first.click()
    assert "Road Transport" in tab.locator("h1").inner_text()
    tab.locator("a.said").first.click()
    assert "Road Transport" in tab.locator("blockquote").first.inner_text()
    quiet(seen)


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_facets_and_the_query_form_work(site: Any, watch: Any, script: bool) -> None:
    seen = watch(site.origin, java_script_enabled=script)
    tab = seen.tab
    tab.goto(f"{site.origin}/browse/Treaty")
    before = tab.locator("tbody tr").count()
    tab.get_by_role("link", name="1997").first.click()
    assert 0 < tab.locator("tbody tr").count() < before
    tab.get_by_role("link", name="Open as SPARQL").click()
    tab.get_by_role("button", name="Run").click()
    assert tab.locator("tbody tr").count() > 0
    tab.locator("select[name=question]").select_option("agreements-by-year")
    tab.get_by_role("button", name="Take it").click()
    tab.get_by_role("button", name="Run").click()
    assert tab.locator("thead th").first.inner_text() == "year"
    quiet(seen)


def test_a_mistake_in_a_query_is_shown_beside_it(site: Any, watch: Any) -> None:
    seen = watch(site.origin)
    seen.tab.goto(f"{site.origin}/sparql")
    seen.tab.locator("#query").fill("SELECT * { ?s ?p }")
    seen.tab.keyboard.press("Control+Enter")
    seen.tab.wait_for_selector("[role=alert]")
    assert "line 1" in seen.tab.locator("[role=alert]").inner_text()
    assert seen.tab.locator("#query").input_value() == "SELECT * { ?s ?p }"
    assert seen.foreign == []


@pytest.mark.parametrize("width", [360, 1200])
def test_no_page_is_wider_than_the_screen(site: Any, watch: Any, width: int) -> None:
    seen = watch(site.origin, viewport={"width": width, "height": 800})
    for path in (
        "/",
        "/page/kazakhstan",
        "/browse/Treaty",
        "/sparql",
        "/ontology",
        "/compare",
        "/page/source/sarybayev-lai-2024",
        "/limits",
    ):
        seen.tab.goto(site.origin + path)
        assert seen.tab.evaluate("document.documentElement.scrollWidth") <= width, path
    quiet(seen)


def test_hostile_labels_do_nothing(hostile: Any, hostile_paths: list[str], watch: Any) -> None:
    seen = watch(hostile.origin)
    for path in hostile_paths[:24]:
        seen.tab.goto(hostile.origin + path)
        assert seen.tab.locator("h1").count() == 1
        assert "kzgraph" in seen.tab.title() or "preview" in path
    assert seen.dialogs == []
    assert seen.foreign == []
