"""How long the network page takes to make and to open, with stock pyvis beside it: `make bench`.

Generated graphs of 200, 2,000 and 10,000 things; the larger ones are tied as real ones are, a few hubs and many leaves.
"""

from collections.abc import Iterator
from pathlib import Path
from time import perf_counter, process_time

import pyoxigraph as ox
import pytest
from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import TimeoutError as TooLate

from kzgraph.network.network import Network, Node, Tie, Years
from kzgraph.network.page import draw
from kzgraph.statements.names import Names
from kzgraph.statements.statement import Evidence, Statement
from kzgraph.statements.wording import Wording
from kzgraph.vocab import ENTITY, EVIDENCE, ONTOLOGY, SOURCE, STATEMENT

READY = {200: 2.0, 2_000: 4.0, 10_000: 15.0}
"""Things → seconds within which the page must be ready."""

PATIENCE = 60
"""Seconds that stock pyvis is given to settle."""

CLASSES = ("Company", "Person", "Undertaking", "Treaty", "Event", "Place", "Topic", "Opinion")


def generated(size: int) -> Network:
    """A network in which new things are tied to old ones, the oldest most; no chance, so always the same."""
    kinds = {"Topic": ("Topic", "Subject")}
    things = {
        f"kzr:t{number}": Node(
            id=f"kzr:t{number}",
            iri=f"https://w3id.org/kzgraph/id/t{number}",
            kind=CLASSES[number % 8],
            classes=frozenset(kinds.get(CLASSES[number % 8], (CLASSES[number % 8],))),
            names={"en": f"Thing number {number} of many", "ru": f"Вещь номер {number}"},
            years=Years(1990 + number % 34, 1990 + number % 34) if number % 3 == 0 else Years(),
        )
        for number in range(size)
    }
    stated = {}
    for number in range(2 * size):
        start, mixed = number % size, (number * 2_654_435_761 + 12_345) % 2**32
        end = int(start * (mixed / 2**32) ** 3)
        if start == end:
            continue
        name = f"{number:016x}"
        evidence = Evidence(
            f"{EVIDENCE}{name}", f"{SOURCE}report", number, number + 80, "asserted", fingerprint="12:0123456789abcdef"
        )
        subject, target = (ox.NamedNode(f"{ENTITY}t{place}") for place in (start, end))
        predicate = ox.NamedNode(f"{ONTOLOGY}relation{number % 12}")
        statement = Statement(STATEMENT + name, subject, predicate, target, {}, (evidence,))
        stated[name] = Tie(statement, f"kzr:t{start}", f"kzr:t{end}")
    return Network(things, stated, Wording(Names(ox.Store())))


def stock(network: Network) -> str:
    """The same network as pyvis draws it by itself."""
    from pyvis.network import Network as Pyvis

    net = Pyvis(directed=True, cdn_resources="in_line")
    for name, thing in network.things.items():
        net.add_node(name, label=thing.label)
    for tie in network.ties:
        net.add_edge(tie.subject, tie.object, title=tie.predicate)
    return net.generate_html()


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield browser
        browser.close()


def opened(browser: Browser, path: Path, ready: str, *, then: str = "", patience: float = PATIENCE) -> list[float]:
    """Seconds until the page is *ready* and, after *then* is pressed, drawn again; empty when it takes too long."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True)
    page = context.new_page()
    start = perf_counter()
    times = []
    try:
        page.goto(path.as_uri(), wait_until="commit")
        if ready.startswith("html["):
            page.wait_for_selector(ready, timeout=patience * 1000)
        else:
            page.wait_for_function(ready, timeout=patience * 1000, polling=50)
        times.append(perf_counter() - start)
        if then:
            start = perf_counter()
            page.keyboard.press(then)
            page.evaluate("() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
            times.append(perf_counter() - start)
    except TooLate:
        pass
    finally:
        context.close()
    return times


@pytest.mark.parametrize("size", READY)
def test_the_page_is_ready_in_time(browser: Browser, tmp_path: Path, size: int) -> None:
    network = generated(size)
    start = process_time()
    html = draw(network).html
    made = process_time() - start
    path = tmp_path / "ours.html"
    path.write_text(html, encoding="utf-8")
    ready, whole = opened(browser, path, "html[data-ready=yes]", then="a")
    print(
        f"\n{size:,} things, {len(network.ties):,} ties, {len(html) / 1e6:.1f} MB: "
        f"made in {made:.1f} s CPU, ready in {ready:.2f} s, everything in {whole:.2f} s more"
    )
    assert ready < READY[size]


@pytest.mark.parametrize("size", READY)
def test_stock_pyvis_for_comparison(browser: Browser, tmp_path: Path, size: int) -> None:
    network = generated(size)
    start = process_time()
    html = stock(network)
    made = process_time() - start
    path = tmp_path / "stock.html"
    path.write_text(html, encoding="utf-8")
    times = opened(browser, path, "typeof network === 'object' && network.physics.stabilized === true")
    settled = f"settled in {times[0]:.1f} s" if times else f"not settled after {PATIENCE} s"
    print(f"\nstock pyvis, {size:,} things: made in {made:.1f} s CPU, {settled}")
