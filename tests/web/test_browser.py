"""The pages in a real browser: the flows of a reader, no request to anybody else, nothing that runs on its own."""

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from kzgraph.plots import KINDS
from kzgraph.plots.style import SMALL
from kzgraph.sparql.library import library
from tests.watching import quiet

sync_api = pytest.importorskip("playwright.sync_api")


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


def test_a_passage_unfolds_where_it_is_cited_and_folds_again(library: Any, watch: Any) -> None:
    seen = watch(library.origin)
    tab = seen.tab
    tab.goto(f"{library.origin}/relation/kazakhstan/china")
    link = tab.locator("a.said").first
    link.click()
    box = tab.locator(".unfolded")
    sync_api.expect(box.locator("blockquote").first).to_contain_text("Economic Trade Cooperation")
    assert tab.url.endswith("/relation/kazakhstan/china"), "nobody has left the page"
    sync_api.expect(link).to_have_attribute("aria-expanded", "true")
    sync_api.expect(box.get_by_role("button", name="Copy with reference")).to_be_visible()
    sync_api.expect(box.get_by_role("button", name="Copy citation")).to_be_visible()
    assert box.get_by_role("link", name="BibTeX").get_attribute("href").endswith(".bib")
    link.focus()
    tab.keyboard.press("Enter")
    sync_api.expect(box).to_have_count(0)
    sync_api.expect(link).to_have_attribute("aria-expanded", "false")
    link.click()
    box.get_by_role("link", name="The statement, and how to cite it").click()
    assert "/page/statement/" in tab.url
    quiet(seen)


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_facets_and_the_query_form_work(plain: Any, watch: Any, script: bool) -> None:
    seen = watch(plain.origin, java_script_enabled=script)
    tab = seen.tab
    tab.goto(f"{plain.origin}/browse/Treaty")
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


def test_a_mistake_in_a_query_is_shown_beside_it(plain: Any, watch: Any) -> None:
    seen = watch(plain.origin)
    seen.tab.goto(f"{plain.origin}/sparql")
    seen.tab.locator("#query").fill("SELECT * { ?s ?p }")
    seen.tab.keyboard.press("Control+Enter")
    seen.tab.wait_for_selector("[role=alert]")
    assert "line 1" in seen.tab.locator("[role=alert]").inner_text()
    assert seen.tab.locator("#query").input_value() == "SELECT * { ?s ?p }"
    assert seen.foreign == []


def test_views_work_without_javascript(plain: Any, watch: Any) -> None:
    seen = watch(plain.origin, java_script_enabled=False)
    tab = seen.tab
    tab.goto(f"{plain.origin}/sparql?{urlencode({'query': library()['treaty-parties'].text})}")
    tab.get_by_role("main").get_by_role("link", name="Network", exact=True).click()
    assert "view=network" in tab.url
    assert tab.locator("svg.network circle").count() > 20
    tab.get_by_role("link", name="Timeline", exact=True).click()
    assert tab.locator("svg.rows rect, svg.rows circle").count() > 10
    tab.locator("svg.rows a").first.click()
    assert tab.locator("h1").count() == 1
    assert "/page/" in tab.url
    quiet(seen)


@pytest.mark.parametrize("width", [360, 1200])
def test_no_words_of_a_drawing_lie_on_others_or_leave_it(site: Any, watch: Any, width: int) -> None:
    """What the server reckons of the width of words holds for the letters that a browser has."""
    seen = watch(site.origin, viewport={"width": width, "height": 800}, java_script_enabled=True)
    for path in SEEN_BY_EVERYBODY[7:12]:
        seen.tab.goto(site.origin + path)
        found = seen.tab.evaluate(OVERLAPPING)
        assert found["texts"] > 3, path
        assert found["pairs"] <= found["texts"] * 0.03, (path, found)
        assert found["outside"] == [], path


OVERLAPPING = """() => {
  const svgs = [...document.querySelectorAll('#answer svg')], pairs = [], outside = [];
  let texts = 0;
  for (const svg of svgs) {
    const sheet = svg.getBoundingClientRect();
    const boxes = [...svg.querySelectorAll('text')].map((each) => [each.textContent, each.getBoundingClientRect()]);
    texts += boxes.length;
    for (const [words, box] of boxes) {
      if (box.left < sheet.left - 2 || box.right > sheet.right + 2) outside.push(words);
    }
    boxes.forEach(([words, one], at) => {
      for (const [others, other] of boxes.slice(at + 1)) {
        const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
        const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
        if (wide > 3 && high > 6) pairs.push([words, others]);
      }
    });
  }
  return {texts, pairs: pairs.length, which: pairs.slice(0, 5), outside};
}"""


def draw_pictures(site: Any) -> None:
    """Have the pictures drawn one after the other, and kept: all at once may take longer than a page may."""
    for kind in KINDS:
        assert site.ask(f"/plots/{kind}-bare.svg").status in (200, 404)


@pytest.mark.parametrize("width", [360, 1200])
def test_no_page_is_wider_than_the_screen(site: Any, watch: Any, width: int) -> None:
    draw_pictures(site)
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
        "/browse/Treaty?view=network",
        "/browse/Place?view=map",
        *SEEN_BY_EVERYBODY[7:12],
    ):
        seen.tab.goto(site.origin + path)
        assert seen.tab.evaluate("document.documentElement.scrollWidth") <= width, path
    quiet(seen)


WITH_TABLES = """
/ /relation/kazakhstan/china /queries/agreements /queries/trade-observations /browse/Undertaking
/browse/Treaty?view=network /plots/treaties /limits /api /compare
""".split()


def test_a_table_on_a_phone_has_every_column_in_sight_and_no_empty_cells(site: Any, watch: Any) -> None:
    tab = watch(site.origin, viewport={"width": 390, "height": 844}, java_script_enabled=True).tab
    for path in WITH_TABLES:
        tab.goto(site.origin + path)
        tab.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        found = tab.evaluate(CELLS)
        assert found["cells"] > 5, path
        assert {name: found[name] for name in ("outside", "empty", "nameless")} == {
            "outside": [],
            "empty": 0,
            "nameless": 0,
        }, path


CELLS = """() => {
  const cells = [...document.querySelectorAll('.scroll > table > tbody > tr > *')]
    .map((each) => [each, each.getBoundingClientRect()])
    .filter(([, box]) => box.height);
  const named = ([each]) => each === each.parentElement.firstElementChild || each.dataset.label || each.colSpan > 1;
  return {
    cells: cells.length,
    outside: cells.filter(([, box]) => box.right > innerWidth || box.left < 0).map(([each]) => each.textContent),
    empty: cells.filter(([each]) => !each.textContent.trim()).length,
    nameless: cells.filter((each) => !named(each)).length,
  };
}"""

WITH_PICTURES = """
/ /plots /plots/trade /page/kazakhstan /page/saran-bus-plant /browse/Treaty?view=timeline /browse/Treaty?view=network
/browse/Place?view=map
""".split()
LEGIBLE = 9
"""Pixels of the smallest letters in a picture."""


@pytest.mark.parametrize("width", [390, 768])
def test_the_letters_of_pictures_are_large_enough_and_what_is_wider_is_scrolled_from_the_keyboard(
    site: Any, watch: Any, width: int
) -> None:
    draw_pictures(site)
    tab = watch(site.origin, viewport={"width": width, "height": 844}, java_script_enabled=True).tab
    seen = 0
    for path in WITH_PICTURES:
        tab.goto(site.origin + path)
        for picture in tab.locator("img.plot").all():
            picture.scroll_into_view_if_needed()
            picture.evaluate("(each) => each.decode()")
        found = tab.evaluate(LETTERS, SMALL)
        seen += len(found["sizes"])
        assert [size for size in found["sizes"] if size < LEGIBLE] == [], path
        assert found["unreachable"] == [], path
    assert seen > 100


LETTERS = """(small) => {
  const drawn = [...document.querySelectorAll('main svg text')]
    .filter((each) => each.getBoundingClientRect().height)
    .map((each) => parseFloat(getComputedStyle(each).fontSize) * each.getScreenCTM().a);
  const files = [...document.querySelectorAll('img.plot')]
    .map((each) => (each.getBoundingClientRect().width / each.naturalWidth) * small * (4 / 3));
  const unreachable = [...document.querySelectorAll('main *')]
    .filter((each) => getComputedStyle(each).overflowX === 'auto' && each.scrollWidth > each.clientWidth + 1)
    .filter((each) => each.tabIndex !== 0 || !each.getAttribute('aria-label'));
  return { sizes: [...drawn, ...files], unreachable: unreachable.map((each) => each.outerHTML.slice(0, 80)) };
}"""


def test_a_passage_unfolds_beside_its_entry_where_rows_are_blocks(library: Any, watch: Any) -> None:
    seen = watch(library.origin, viewport={"width": 390, "height": 844}, java_script_enabled=True)
    tab = seen.tab
    tab.goto(library.origin + "/relation/kazakhstan/china")
    entry = tab.locator("li", has=tab.locator("a.said")).first
    entry.locator("a.said").click()
    entry.locator(".unfolded blockquote").wait_for()
    entry.locator("a.said").first.click()
    assert entry.locator(".unfolded").count() == 0
    quiet(seen)


def test_an_answer_takes_the_width_that_its_statements_need(site: Any, watch: Any) -> None:
    """The last column leads to the passage: it is seen without scrolling where the window has room for it."""
    tab = watch(site.origin, viewport={"width": 1280, "height": 900}).tab
    tab.goto(site.origin + "/queries/projects-by-state")
    assert tab.locator("td a[href^='/page/statement/']").first.bounding_box()
    frame, last = tab.locator(".answer").bounding_box(), tab.locator("th").last.bounding_box()
    assert last["x"] + last["width"] <= frame["x"] + frame["width"] + 1


def test_hostile_labels_do_nothing(hostile: Any, hostile_paths: list[str], watch: Any) -> None:
    seen = watch(hostile.origin)
    for path in hostile_paths[:28]:
        seen.tab.goto(hostile.origin + path)
        assert seen.tab.locator("h1").count() == 1
        assert "kzgraph" in seen.tab.title() or "preview" in path
    assert seen.dialogs == []
    assert seen.foreign == []


SEEN_BY_EVERYBODY = """
/ /browse /browse/Treaty /browse/Treaty?view=timeline /browse/Place?view=map /page/treaty-1992-09-26-road-transport
/page/astana /plots /plots/trade /page/code/in-force /compare /queries/agreements-by-year
/sparql?query=SELECT%20*%20%7B?s%20a%20kzo:Visit%7D
/browse/Treaty?view=network /browse/Company?view=network
/limits /about /search?q=road /id/nothing /relation/kazakhstan/china /ask?q=agreements
""".split()
SEEN_BY_EVERYBODY[7:7] = [
    f"/sparql?{urlencode({'query': library()[question].text, 'view': view})}"
    for question, view in (
        ("treaty-parties", "network"),
        ("agreements", "timeline"),
        ("agreements-by-year", "chart"),
        ("trade-observations", "chart"),
        ("construct-places", "map"),
    )
]
AXE = {"light": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"], "dark": ["color-contrast"]}


@pytest.mark.parametrize("scheme", AXE)
def test_no_page_shuts_anybody_out(site: Any, watch: Any, scheme: str) -> None:
    """WCAG 2.1 A and AA, and axe's best practices: 0 violations; the contrast also of the dark colours."""
    package = pytest.importorskip("axe_playwright_python", reason="no axe: pip install axe-playwright-python")
    (script,) = Path(package.__path__[0]).glob("axe.min.js")
    tab = watch(site.origin, color_scheme=scheme, bypass_csp=True).tab
    found = []
    for path in SEEN_BY_EVERYBODY if scheme == "light" else SEEN_BY_EVERYBODY[:12]:
        tab.goto(site.origin + path)
        tab.evaluate(script.read_text("utf-8"))
        seen = tab.evaluate(f"axe.run({{runOnly: {AXE[scheme]}}})")
        assert seen["passes"]
        found += [(path, each["id"], each["nodes"][0]["html"][:120]) for each in seen["violations"]]
    assert found == []
