"""A published site and the one file in a real browser: the same answers as at home, nothing asked of anybody."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kzgraph.names.search import search
from kzgraph.publishing.folder import publish
from kzgraph.publishing.one import one_file
from kzgraph.sparql.engine import ask
from kzgraph.sparql.library import Query, library
from kzgraph.sparql.opening import open_graph
from kzgraph.vocab import PREFIXES
from kzgraph.web.messages.limits import Limits
from kzgraph.web.site.site import Site
from tests.hostile import hostile_store
from tests.publishing.conftest import made
from tests.watching import quiet

ROOT = Path(__file__).parents[2]
Host = Callable[[Path], AbstractContextManager[str]]

pytestmark = pytest.mark.usefixtures("engine")


@pytest.fixture(scope="module")
def small(small_folder: Path, host: Host) -> Iterator[str]:
    with host(small_folder) as address:
        yield address


@pytest.fixture(scope="module")
def packaged(packaged_folder: Path, host: Host) -> Iterator[str]:
    with host(packaged_folder) as address:
        yield address


@pytest.fixture(scope="module")
def graph() -> ox.Store:
    return open_graph(ROOT / "graph")


def test_from_search_to_the_passage(small: str, watch: Any) -> None:
    seen = watch(small)
    tab = seen.tab
    tab.goto(f"{small}/")
    tab.locator("#big-search").fill("Fishery")
    tab.keyboard.press("Enter")
    tab.locator("ol.results a").first.click()
    assert "ishery" in tab.locator("h1").inner_text()
    assert f"{small}/page/" in tab.url
    tab.wait_for_load_state()  # before its script runs, the link leads to a page of its own
    tab.locator("a.said").first.click()
    assert tab.locator(".unfolded blockquote").first.inner_text()
    quiet(seen)


def test_from_the_library_to_an_answer(packaged: str, watch: Any) -> None:
    seen = watch(packaged)
    tab = seen.tab
    tab.goto(f"{packaged}/sparql/")
    tab.wait_for_selector("html[data-editor=ready]")
    tab.locator("#library summary").click()
    tab.locator("#picker-filter").fill("agreements-by-year")
    tab.locator("button[data-question=agreements-by-year]").click()
    tab.locator("button:text-is('Run')").click()
    tab.wait_for_selector("#results td")
    assert "1992" in tab.locator("#results").inner_text()
    shared = tab.url
    tab.goto(shared)
    tab.wait_for_selector("#results td")
    assert "1992" in tab.locator("#results").inner_text(), "an address that was shared is asked again"
    quiet(seen)


def _rows(store: ox.Store, query: Query) -> Counter[str]:
    answer = ask(store, query.text)
    return Counter(" | ".join("" if term is None else str(term.value) for term in row) for row in answer.rows)


def _asked(tab: Any, address: str, query: str) -> Any:
    body = {"method": "POST", "body": query}
    return tab.evaluate(
        "async ([address, query]) => {"
        "  const body = new URLSearchParams({ query });"
        "  const answer = await fetch(address, { method: 'POST', body });"
        "  return [answer.status, await answer.text()];"
        "}",
        [address, body["body"]],
    )


def test_every_question_has_the_answer_that_it_has_at_home(packaged: str, graph: ox.Store, watch: Any) -> None:
    tab = watch(packaged).tab
    tab.goto(f"{packaged}/sparql/")
    tab.wait_for_selector("html[data-editor=ready]")
    declared = "".join(f"PREFIX {name}: <{space}>\n" for name, space in PREFIXES.items())
    tables = 0
    for name, query in library(ROOT / "queries").items():
        if any(parameter.default == "UNDEF" for parameter in query.parameters):
            continue
        status, text = _asked(tab, f"{packaged}/sparql", declared + query.text)
        assert status == 200, (name, text)
        if text.startswith("{"):
            told = json.loads(text)
            names = told["head"]["vars"]
            rows = (
                [row[each]["value"] if each in row else "" for each in names] for row in told["results"]["bindings"]
            )
            assert Counter(map(" | ".join, rows)) == _rows(graph, query), name
            tables += 1
        else:
            assert text.startswith(("@prefix", "<")) or not text.strip(), name
    assert tables > 80


def test_a_query_that_is_wrong_is_told(packaged: str, watch: Any) -> None:
    tab = watch(packaged).tab
    tab.goto(f"{packaged}/sparql/")
    tab.wait_for_selector("html[data-editor=ready]")
    status, text = _asked(tab, f"{packaged}/sparql", "SELECT * { ?s ?p }")
    assert status == 400
    assert "1:18" in json.loads(text)["detail"] or "expected" in json.loads(text)["detail"]


SOUGHT = """
Kazakhstan Казахстан Қазақстан Qazaqstan 哈萨克斯坦 中国 Kazakstan Chinna CNPC NDRC налогообложения wind
Road Transport|Silk Road Economic Belt|Экономический пояс|Әуе көлігі|铁路|railway station|Nazarbaev|Xi Jinping
Си Цзиньпин|бақ|oil and gas|nonsense xyzzy|a|'|«»|Türkiye|Agreement on Rode Transport
"""


def test_names_are_found_as_at_home(packaged: str, graph: ox.Store, watch: Any) -> None:
    tab = watch(packaged).tab
    tab.goto(f"{packaged}/search/")
    first, rest = SOUGHT.strip().split("\n", 1)
    for text in [*first.split(), *rest.replace("\n", "|").split("|")]:
        found = tab.evaluate(
            "async ([script, names, text]) => {"
            "  const { found } = await import(script);"
            "  const told = await (await fetch(names)).json();"
            "  return found(told.names, text, 30).map(([place, name]) => [told.things[place][0], name]);"
            "}",
            [f"{packaged}/static/published/likeness.js", f"{packaged}/names.json", text],
        )
        wanted = [(hit.iri.rpartition("/")[2], hit.name) for hit in search(graph, text, most=30)]
        assert [(file.split("/")[-2], name) for file, name in found] == wanted, text


def test_without_scripts_pages_and_data_are_there(small: str, watch: Any) -> None:
    tab = watch(small, java_script_enabled=False).tab
    tab.goto(f"{small}/")
    tab.get_by_role("link", name="Questions", exact=True).click()
    tab.get_by_role("link", name="How many agreements were signed in each year?").click()
    assert tab.locator("tbody tr").count() > 0
    tab.goto(f"{small}/search/")
    assert "switched off" in tab.locator("#found").inner_text()


def test_nobody_is_shut_out(small: str, watch: Any) -> None:
    package = pytest.importorskip("axe_playwright_python", reason="no axe: pip install axe-playwright-python")
    (script,) = Path(package.__path__[0]).glob("axe.min.js")
    tab = watch(small, bypass_csp=True).tab
    for path in ("/", "/search/?q=lake", "/browse/Treaty/", "/queries/agreements-by-year/", "/about/", "/404.html"):
        tab.goto(small + path)
        tab.evaluate(script.read_text("utf-8"))
        assert tab.evaluate("axe.run()")["violations"] == [], path


def test_hostile_labels_do_nothing(host: Host, tmp_path: Path, watch: Any) -> None:
    folder = tmp_path / "hostile"
    publish(folder, made(hostile_store()).files())
    with host(folder) as address:
        seen = watch(address)
        for page in sorted(folder.glob("page/**/index.html"))[:40]:
            seen.tab.goto(f"{address}/{page.relative_to(folder).as_posix()}")
            assert seen.tab.locator("h1").count() == 1
        for path in ("", "browse/Treaty/", "search/?q=script", "queries/", "compare/"):
            seen.tab.goto(f"{address}/{path}")
        assert seen.dialogs == []
        assert seen.foreign == []


# --- one file


def _opened(watch: Any, path: Path) -> Any:
    seen = watch(path.as_uri())
    seen.tab.goto(path.as_uri())
    seen.tab.wait_for_selector("html[data-engine=ready]")
    return seen


@pytest.fixture(scope="module")
def one(graph: ox.Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("one") / "kzgraph.html"
    path.write_bytes(one_file(Site(graph, Limits(), published=True)))
    return path


def test_one_file_answers_every_question_from_a_disk(one: Path, graph: ox.Store, watch: Any) -> None:
    seen = _opened(watch, one)
    tab = seen.tab
    for name, query in library(ROOT / "queries").items():
        if name.endswith("-violation") or any(each.default == "UNDEF" for each in query.parameters):
            continue
        tab.evaluate(f"location.hash = '#question={name}'")
        tab.wait_for_selector("#answer[data-done]")
        told = tab.locator("#answer").inner_text()
        if "\n" in told and " row" in told.partition("\n")[0]:
            assert int(told.split()[0]) == sum(_rows(graph, query).values()), name
        else:
            assert told.strip(), name
    quiet(seen)


def test_a_reader_with_one_file_finds_the_passage(
    sources_dir: Path, graph: ox.Store, tmp_path: Path, watch: Any
) -> None:
    path = tmp_path / "kzgraph.html"
    path.write_bytes(one_file(Site(graph, Limits(), (sources_dir,), published=True)))
    seen = _opened(watch, path)
    tab = seen.tab
    tab.locator("#find").fill("who built wind power stations?")
    tab.locator("#found ul").last.locator("a").first.click()
    tab.wait_for_selector("#answer[data-done]")
    row = tab.locator("#answer tbody tr", has_text="Wind").first
    row.get_by_role("link", name="passage").click()
    assert "wind" in tab.locator("blockquote").first.inner_text().lower()
    quiet(seen)


def test_values_take_the_place_of_defaults(one: Path, watch: Any) -> None:
    tab = _opened(watch, one).tab
    tab.evaluate("location.hash = '#question=agreements-in-force'")
    tab.wait_for_selector("#answer[data-done]")
    before = tab.locator("#answer").inner_text()
    tab.locator("form input").first.fill("1993-01-01")
    tab.get_by_role("button", name="Ask").click()
    tab.wait_for_function("before => document.querySelector('#answer').innerText !== before", arg=before)
    assert int(tab.locator("#answer").inner_text().split()[0]) < int(before.split()[0])
    tab.locator("form input").first.fill('"} DROP ALL')
    tab.get_by_role("button", name="Ask").click()
    assert "is no date" in tab.locator("#answer").inner_text()


def test_one_file_of_hostile_labels_does_nothing(tmp_path: Path, watch: Any) -> None:
    path = tmp_path / "hostile.html"
    path.write_bytes(one_file(Site(hostile_store(), Limits(), published=True)))
    seen = _opened(watch, path)
    for thing in seen.tab.locator("#found a").all()[:5]:
        assert thing.get_attribute("href").startswith("#")
    seen.tab.locator("#find").fill("script")
    for number in range(seen.tab.locator("#found a[href^='#https']").count()):
        seen.tab.locator("#find").fill("script")
        seen.tab.locator("#found a[href^='#https']").nth(number).click()
        assert seen.tab.locator("h1").count() == 1
        seen.tab.go_back()
    assert seen.dialogs == []
    assert seen.foreign == []
