"""The SPARQL page with YASGUI's editor, and without."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from kzgraph.web.app import ASSETS


@pytest.fixture(scope="module")
def editing(graph: Any, serve: Any) -> Iterator[Any]:
    """A server with the editor."""
    if not (ASSETS / "yasgui.min.js").is_file():
        pytest.skip("no SPARQL editor: make assets (it needs npm and a network)")
    with serve(graph) as found:
        yield found


@pytest.fixture(scope="module")
def stand_in(graph: Any, serve: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A server that takes for the editor what is none."""
    folder = tmp_path_factory.mktemp("assets")
    (folder / "yasgui.min.js").write_text("// a script", "utf-8")
    with serve(graph, assets=folder) as found:
        yield found


def test_with_the_files_the_page_names_them_and_they_are_served(stand_in: Any) -> None:
    found = stand_in.ask("/sparql", Accept="text/html")
    assert "/assets/yasgui.min.js" in found.text
    assert stand_in.ask("/assets/yasgui.min.js").text == "// a script"
    policy = found.headers["content-security-policy"]
    assert "style-src 'self' 'unsafe-inline'" in policy
    assert "unsafe-eval" not in policy
    assert "script-src 'self';" in policy


def test_only_that_page_has_another_policy(stand_in: Any, plain: Any) -> None:
    for found in (stand_in.ask("/", Accept="text/html"), plain.ask("/sparql", Accept="text/html")):
        assert "unsafe" not in found.headers["content-security-policy"]


def test_without_the_files_it_is_the_plain_form(plain: Any) -> None:
    page = plain.ask("/sparql", Accept="text/html").text
    assert "<textarea" in page
    assert "/assets/" not in page
    assert "/static/editor/" not in page
    assert plain.ask("/assets/yasgui.min.js").status == 404


def test_the_form_is_there_with_the_editor_too(stand_in: Any) -> None:
    page = stand_in.ask("/sparql?query=SELECT%20%2A%20%7B%3Fs%20a%20kzo:Treaty%7D", Accept="text/html").text
    assert "<textarea" in page
    assert "<table" in page


def test_what_is_completed_comes_from_the_ontology_and_the_graph(plain: Any) -> None:
    told = plain.ask("/editor.json").json
    terms = {each["short"]: each for each in told["classes"] + told["properties"]}
    assert terms["kzo:Treaty"]["label"]
    assert terms["kzo:Treaty"]["uses"] > 0
    assert terms["kzo:signed"]["about"]
    assert "rdfs:label" in terms
    uses = [each["uses"] for each in told["properties"]]
    assert uses == sorted(uses, reverse=True)
    (question,) = (each for each in told["questions"] if each["name"] == "agreements-by-year")
    assert question["description"]
    assert "SELECT" in question["text"]


# ---------------------------------------------------------------- in a browser


class Tab:
    """The open page, and what went wrong on it."""

    def __init__(self, browser: Any, origin: str, path: str = "/sparql", **settings: Any) -> None:
        self.context = browser.new_context(**settings)
        self.page = self.context.new_page()
        self.foreign: list[str] = []
        self.complaints: list[str] = []
        ours = (origin, "data:", "blob:")
        self.page.on("request", lambda each: None if each.url.startswith(ours) else self.foreign.append(each.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "console", lambda line: self.complaints.append(line.text) if line.type in ("error", "warning") else None
        )
        self.page.goto(f"{origin}{path}")
        self.page.wait_for_selector("html[data-editor=ready]")

    def write(self, query: str, line: int = 0, column: int = 0) -> None:
        self.page.evaluate(
            """([text, line, ch]) => {
              const editor = document.querySelector('.CodeMirror').CodeMirror;
              editor.setValue(text); editor.focus(); editor.setCursor({line, ch});
            }""",
            [query, line, column],
        )

    def text(self) -> str:
        return str(self.page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()"))

    def run(self) -> None:
        self.page.get_by_role("button", name="Run", exact=True).click()


@pytest.fixture
def tab(browser: Any, editing: Any) -> Iterator[Any]:
    opened: list[Tab] = []

    def make(**settings: Any) -> Tab:
        opened.append(Tab(browser, editing.origin, **settings))
        return opened[-1]

    yield make
    for each in opened:
        each.context.close()


def violations(page: Any) -> list[tuple[str, str]]:
    package = pytest.importorskip("axe_playwright_python", reason="no axe: pip install axe-playwright-python")
    (script,) = Path(package.__path__[0]).glob("axe.min.js")
    page.evaluate(script.read_text("utf-8"))
    seen = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']})")
    assert seen["passes"]
    return [(each["id"], each["nodes"][0]["html"][:120]) for each in seen["violations"]]


def pick(page: Any, words: str) -> None:
    page.locator("#library summary").click()
    page.locator("#picker-filter").fill(words)
    page.locator("#library .questions button:visible").first.click()


def test_from_the_picker_to_the_table(tab: Any) -> None:
    seen = tab()
    pick(seen.page, "agreements-by-year")
    seen.run()
    seen.page.wait_for_selector("#results tbody tr")
    assert "year" in seen.page.locator("#results thead").inner_text()
    assert "1992" in seen.page.locator("#results tbody").inner_text()
    assert seen.foreign == []
    assert seen.complaints == []


def test_the_address_of_an_answer_is_one_that_works_without_the_editor(tab: Any, browser: Any) -> None:
    seen = tab()
    pick(seen.page, "agreements-by-year")
    seen.run()
    seen.page.wait_for_selector("#results tbody tr")
    shared = seen.page.get_by_role("link", name="This answer as a page").get_attribute("href")
    assert seen.page.url == shared
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(shared)
    assert "1992" in page.locator("tbody").inner_text()
    context.close()


def test_things_in_the_table_lead_to_their_pages_here(tab: Any, editing: Any) -> None:
    seen = tab()
    seen.write("SELECT * { ?treaty a kzo:Treaty } LIMIT 3")
    seen.page.keyboard.press("Control+Enter")
    seen.page.wait_for_selector("#results a.iri")
    seen.page.locator("#results a.iri").first.click()
    seen.page.wait_for_selector("h1")
    assert seen.page.url.startswith(f"{editing.origin}/page/")
    assert seen.foreign == []


@pytest.mark.parametrize(
    ("line", "typed", "wanted"),
    [("?x a kzo:Trea", "kzo:Treaty", "treaty"), ("?x kzo:sign", "kzo:signed", "date signed")],
    ids=["a class", "a property"],
)
def test_terms_are_completed_with_their_labels(tab: Any, line: str, typed: str, wanted: str) -> None:
    seen = tab()
    seen.write(f"SELECT * {{\n{line}\n}}", 1, len(line))
    seen.page.keyboard.press("Control+Space")
    hint = seen.page.locator(".CodeMirror-hints li", has_text=typed).first
    hint.wait_for()
    assert wanted in hint.inner_text().lower()
    hint.click()
    assert f"{typed}\n" in seen.text()
    assert seen.foreign == []


def test_prefixes_are_ours_and_no_others(tab: Any) -> None:
    seen = tab()
    seen.write("PREFIX kz", 0, 9)
    seen.page.keyboard.press("Control+Space")
    seen.page.locator(".CodeMirror-hints li", has_text="kzo: <").first.wait_for()
    seen.write("PREFIX foaf", 0, 11)
    seen.page.keyboard.press("Control+Space")
    seen.page.wait_for_timeout(300)
    assert seen.page.locator(".CodeMirror-hints li", has_text="foaf").count() == 0
    assert seen.foreign == []


def test_a_mistake_is_told_in_words(tab: Any) -> None:
    seen = tab()
    seen.write("SELECT * { ?s ?p }")
    seen.run()
    alert = seen.page.locator("#results [role=alert]")
    alert.wait_for()
    assert alert.inner_text().startswith("the query is not SPARQL")
    assert seen.text() == "SELECT * { ?s ?p }"


def test_the_keyboard_comes_out_of_the_editor(tab: Any) -> None:
    seen = tab()
    seen.write("ASK {}")
    inside = "document.querySelector('.CodeMirror').contains(document.activeElement)"
    assert seen.page.evaluate(inside)
    for _ in range(4):
        seen.page.keyboard.press("Tab")
    assert not seen.page.evaluate(inside)
    assert seen.text() == "ASK {}"


def test_what_looks_like_markup_is_shown_as_text(tab: Any) -> None:
    seen = tab()
    dialogs: list[str] = []
    seen.page.on("dialog", lambda each: (dialogs.append(each.message), each.dismiss()))
    seen.write("SELECT ?x { BIND('<img src=x onerror=alert(1)><script>alert(2)</script>' AS ?x) }")
    seen.run()
    seen.page.wait_for_selector("#results tbody tr")
    assert "<img src=x" in seen.page.locator("#results tbody").inner_text()
    assert seen.page.locator("#results img, #results script").count() == 0
    assert dialogs == []
    assert seen.foreign == []


# ---------------------------------------------------------------- views

PICTURES = {
    "network": ("treaty-parties", "svg.network circle"),
    "timeline": ("agreements-in-force", "svg.rows rect"),
    "chart": ("companies-by-country", "svg.rows rect"),
    "map": ("projects-by-state", "svg.map circle"),
}


@pytest.mark.parametrize("view", PICTURES)
def test_from_the_picker_to_a_picture_and_back_by_its_address(tab: Any, browser: Any, view: str) -> None:
    question, marks = PICTURES[view]
    seen = tab()
    pick(seen.page, question)
    seen.run()
    seen.page.get_by_role("main").get_by_role("link", name=view.capitalize(), exact=True).click()
    seen.page.wait_for_selector(marks)
    assert seen.page.locator("#results").is_hidden()
    assert f"view={view}" in seen.page.url
    assert seen.page.evaluate("document.activeElement.textContent") == view.capitalize()
    number = seen.page.locator(marks).count()
    assert number > 2
    shared = seen.page.url
    assert seen.page.get_by_role("link", name="This answer as a page").evaluate("each => each.href") == shared
    assert seen.foreign == []
    assert seen.complaints == []
    for script in (True, False):
        context = browser.new_context(java_script_enabled=script)
        page = context.new_page()
        page.goto(shared)
        assert page.locator(marks).count() == number
        assert page.locator(".views [aria-current]").inner_text() == view.capitalize()
        context.close()


def test_the_view_stays_when_the_query_is_run_again(tab: Any) -> None:
    query = quote("SELECT ?a ?signed { ?a kzo:signed ?signed }")
    seen = tab(path=f"/sparql?query={query}&view=timeline")
    seen.page.wait_for_selector("svg.rows")
    seen.write("SELECT ?a ?signed { ?a kzo:signed ?signed } LIMIT 4")
    seen.run()
    seen.page.wait_for_selector("#answer div section[data-view=timeline] svg")
    assert seen.page.locator("svg.rows .name").count() == 4
    assert "view=timeline" in seen.page.url
    seen.page.get_by_role("link", name="Table", exact=True).click()
    seen.page.locator("#results tbody tr").first.wait_for()
    assert "view=" not in seen.page.url
    assert seen.page.locator("svg.rows").count() == 0


def test_what_does_not_fit_is_shown_with_its_reason_and_cannot_be_chosen(tab: Any) -> None:
    seen = tab()
    pick(seen.page, "companies-by-country")
    seen.run()
    off = seen.page.locator(".views .off")
    off.first.wait_for()
    assert [each.partition(" (")[0] for each in off.all_text_contents()] == ["Network", "Timeline", "Map"]
    assert "needs a column of dates" in seen.page.locator(".views").inner_text()
    assert seen.page.locator(".views .off a").count() == 0


def test_a_view_that_no_longer_fits_falls_back_to_the_table(tab: Any) -> None:
    seen = tab(path=f"/sparql?query={quote('SELECT * { ?s kzo:signed ?o }')}&view=timeline")
    seen.write("SELECT (COUNT(*) AS ?number) { ?s kzo:signed ?o }")
    seen.run()
    seen.page.locator(".views .told").wait_for()
    assert "There is no such picture" in seen.page.locator(".views .told").inner_text()
    assert seen.page.locator("#results tbody tr").first.is_visible()


@pytest.mark.parametrize("failing", ["pie", "gone"])
def test_why_there_are_no_pictures_is_told_and_the_table_stays(tab: Any, failing: str) -> None:
    seen = tab(
        path=f"/sparql?query={quote('SELECT * { ?s kzo:signed ?o }')}" + ("&view=pie" if failing == "pie" else "")
    )
    if failing == "gone":
        wanted = "part=views"
        seen.page.route(
            "**/sparql", lambda route: route.abort() if wanted in (route.request.post_data or "") else route.continue_()
        )
    seen.run()
    told = seen.page.locator("#answer p.told[role=alert]")
    told.wait_for()
    assert told.inner_text().startswith("No pictures: no view 'pie'" if failing == "pie" else "No pictures: TypeError")
    assert seen.page.locator("#results tbody tr").first.is_visible()
    seen.page.unroute_all()
    seen.run()
    seen.page.get_by_role("link", name="Timeline", exact=True).wait_for()


def test_a_mistake_takes_the_picture_away(tab: Any) -> None:
    seen = tab()
    pick(seen.page, "companies-by-country")
    seen.run()
    seen.page.get_by_role("link", name="Chart", exact=True).click()
    seen.page.wait_for_selector("svg.rows")
    seen.write("SELECT * { ?s ?p }")
    seen.run()
    seen.page.locator("#results [role=alert]").wait_for()
    assert seen.page.locator("section.views").count() == 0


def test_views_are_reached_by_the_keyboard(tab: Any) -> None:
    seen = tab()
    pick(seen.page, "companies-by-country")
    seen.run()
    seen.page.locator(".views a", has_text="Table").focus()
    seen.page.keyboard.press("Tab")
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_selector("svg.rows")
    assert seen.page.evaluate("document.activeElement.textContent") == "Chart"
    for column in ("undertakings",):
        seen.page.get_by_role("link", name=column, exact=True).click()
        seen.page.locator("h2.axis", has_text=column).wait_for()
        assert f"value={column}" in seen.page.url


def test_a_query_too_long_for_an_address_is_drawn_too(tab: Any) -> None:
    seen = tab()
    seen.write("SELECT ?a ?signed { ?a kzo:signed ?signed } #" + "ж" * 3900)
    seen.run()
    seen.page.get_by_role("link", name="Timeline", exact=True).click()
    seen.page.wait_for_selector("svg.rows")
    assert seen.complaints == []


@pytest.mark.usefixtures("editing")  # it skips where there is no editor
def test_hostile_labels_do_nothing_in_a_drawing(browser: Any, hostile: Any, hostile_views: dict[str, str]) -> None:
    for view, query in hostile_views.items():
        seen = Tab(browser, hostile.origin, f"/sparql?query={quote(query)}&view={view}")
        dialogs: list[str] = []
        seen.page.on("dialog", lambda each, dialogs=dialogs: (dialogs.append(each.message), each.dismiss()))
        assert seen.page.locator(f"section[data-view={view}] svg").count() > 0
        assert seen.complaints == []  # from here on YASGUI's own table complains: the policy stops what labels hold
        seen.run()
        seen.page.wait_for_selector(f"#answer div section[data-view={view}] svg")
        assert seen.page.locator("#results").is_hidden()
        assert "<script>" in seen.page.locator(".views svg").first.text_content()
        assert seen.page.locator(".views script, .views img").count() == 0
        assert (dialogs, seen.foreign) == ([], [])
        seen.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", PICTURES)
def test_no_picture_shuts_anybody_out(tab: Any, view: str, scheme: str) -> None:
    question, marks = PICTURES[view]
    page = tab(color_scheme=scheme, bypass_csp=True).page
    pick(page, question)
    page.get_by_role("button", name="Run", exact=True).click()
    page.get_by_role("main").get_by_role("link", name=view.capitalize(), exact=True).click()
    page.wait_for_selector(marks)
    assert violations(page) == []


@pytest.mark.parametrize("width", [360, 1200])
def test_it_is_no_wider_than_the_screen(tab: Any, width: int) -> None:
    seen = tab(viewport={"width": width, "height": 800})
    seen.run()
    seen.page.wait_for_selector("#results tbody tr")
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("simple", [True, False], ids=["simple", "full"])
def test_it_shuts_nobody_out(tab: Any, scheme: str, simple: bool) -> None:
    """WCAG 2.1 A and AA, and axe's best practices: 0 violations with the picker, an answer and the link shown."""
    page = tab(color_scheme=scheme, bypass_csp=True).page
    page.get_by_role("button", name="Run", exact=True).click()
    page.wait_for_selector("#results tbody tr")
    if not simple:
        page.get_by_label("Simple view").click()
        page.wait_for_selector("#results .rowNumber")
    page.locator("#library summary").click()
    page.locator(".yasqe_share").click()
    page.wait_for_selector(".yasqe_sharePopup input[aria-label]")
    assert violations(page) == []
