"""A document reviewed in a real browser, by keyboard alone, from its first candidate to a check without findings."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from kzgraph.curation.rows import read_statements
from kzgraph.workbench.session import ReviewSession
from tests.workbench.conftest import Served, serving

WIDE = {"width": 1280, "height": 900}
AXE = {"light": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"], "dark": ["color-contrast"]}


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Any]:
    with sync_playwright() as program:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = program.chromium.launch(executable_path=chromium, args=flags)
        yield browser
        browser.close()


class Window:
    """A window of the review, and what it has asked for and complained of."""

    def __init__(self, browser: Any, served: Served, **settings: Any) -> None:
        self.context = browser.new_context(viewport=WIDE, **settings)
        self.tab: Page = self.context.new_page()
        self.foreign: list[str] = []
        self.faults: list[str] = []
        home = f"http://127.0.0.1:{served.port}/"
        self.tab.on("request", lambda each: None if each.url.startswith(home) else self.foreign.append(each.url))
        self.tab.on("pageerror", lambda each: self.faults.append(str(each)))
        self.tab.goto(served.address)
        expect(self.tab.locator("#passage-title")).not_to_have_text("No passage chosen")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.tab.keyboard.press(key)

    def told(self, words: str) -> None:
        expect(self.tab.locator("#status")).to_contain_text(words)


@pytest.fixture
def window(browser: Any, served: Served) -> Iterator[Any]:
    opened: list[Window] = []

    def make(**settings: Any) -> Window:
        opened.append(Window(browser, served, **settings))
        return opened[-1]

    yield make
    for each in opened:
        each.context.close()
        assert each.foreign == []
        assert each.faults == []


def stated(session: ReviewSession) -> set[tuple[str, ...]]:
    return {row.claim[:3] for row in read_statements(session.tables.statements)}


def select(tab: Page, words: str) -> None:
    """Select *words* in the document, as a reader does with the mouse."""
    tab.evaluate(
        """words => {
          const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf(words);
            if (at >= 0) {
              getSelection().setBaseAndExtent(node, at, node, at + words.length);
              return;
            }
          }
        }""",
        words,
    )


def test_from_the_first_candidate_to_a_clean_check_by_keyboard_alone(served: Served, window: Any) -> None:
    seen = window()
    seen.press("a")
    seen.told("Accepted: ferry line on Lake Oro has builder Keel Works")
    expect(seen.tab.locator("#candidates > li")).to_have_count(1)
    seen.press("r")
    seen.tab.keyboard.type("it says who built it, no more")
    seen.press("Enter")
    seen.told("Rejected: ferry line on Lake Oro lifecycle state completion")
    seen.press("n")
    while "88–119" not in seen.tab.locator("#passage-title").inner_text():
        seen.press("n")
    seen.press("a")
    seen.told("Accepted: Keel Yard is located in Port Vesta")
    expect(seen.tab.locator("#passage-title")).to_contain_text("65–87")

    seen.press("w")  # "It has run since 1999": who "it" is, an earlier mention says
    expect(seen.tab.locator("#row-subject")).to_be_focused()
    seen.tab.keyboard.type("ferry-line")
    seen.press("Tab")
    seen.tab.keyboard.type("commissioned")
    seen.press("Tab")
    seen.tab.keyboard.type("1999")
    expect(seen.tab.locator("#row-subject-problem")).to_contain_text("does not name ferry-line")
    seen.tab.locator("#row-time").focus()
    seen.tab.evaluate("document.activeElement.blur()")
    select(seen.tab, "ferry line")
    seen.press("v")
    expect(seen.tab.locator("#row-via")).to_have_value("17-27")
    expect(seen.tab.locator("#row-subject-problem")).to_have_text("")
    seen.tab.locator("#row-reason").fill("has run since is read as opened in")
    seen.press("Control+Enter")
    seen.told("Stated: ferry line on Lake Oro")
    three = {("ferry-line", "builder", "keel-works"), ("keel-yard", "locatedIn", "port-vesta")}
    assert stated(served.session) >= {*three, ("ferry-line", "commissioned", "1999")}

    expect(seen.tab.locator("#counts")).to_contain_text("3 of 3 passages explained; 0 candidates")
    seen.tab.get_by_role("button", name="Build and check").click()
    seen.told("Built; every check passes.")
    assert (served.session.place.graph / "kzgraph.ttl").exists()


def test_a_new_row_from_a_selection_takes_four_actions(served: Served, window: Any) -> None:
    seen = window()
    select(seen.tab, "Keel Yard stands in Port Vesta.")
    seen.press("w")
    expect(seen.tab.locator(".suggestions button").first).to_be_focused()
    seen.press("1")
    expect(seen.tab.locator("#row-object")).to_have_value("port-vesta")
    seen.press("Control+Enter")
    seen.told("Stated: Keel Yard is located in Port Vesta")
    assert ("keel-yard", "locatedIn", "port-vesta") in stated(served.session)


def test_words_that_carry_nothing_are_marked_and_the_mark_is_taken_back(served: Served, window: Any) -> None:
    seen = window()
    select(seen.tab, "Dear reader")
    seen.press("c")
    seen.tab.locator("#ask-reason").select_option("rhetoric")
    seen.press("Control+Enter")
    seen.told("Marked: rhetoric")
    assert served.session.tables.marks.exists()
    seen.press("u")
    seen.told("Undone: marked: rhetoric")
    assert not served.session.tables.marks.exists()


def test_a_thing_is_registered_in_place_with_a_look_at_its_doubles(served: Served, window: Any) -> None:
    seen = window()
    seen.press("t")
    seen.tab.locator("#ask-en").fill("Keel Work")
    expect(seen.tab.locator(".alike")).to_contain_text("keel-works")
    expect(seen.tab.locator("#ask-id")).to_have_value("keel-work")
    seen.tab.locator("#ask-en").fill("Lake <b>Office</b>")
    expect(seen.tab.locator("#ask-id")).to_have_value("lake-b-office-b")
    seen.press("Enter")
    seen.told("Registered: lake-b-office-b")
    assert served.session.material.entities["lake-b-office-b"].labels == {"en": "Lake <b>Office</b>"}


def test_a_refused_row_stays_open_with_what_is_wrong_and_nothing_is_lost(served: Served, window: Any) -> None:
    seen = window()
    seen.press("e")
    seen.tab.locator("#row-time").fill("next spring")
    seen.press("Control+Enter")
    expect(seen.tab.locator("#row-time-problem")).to_contain_text("write EDTF")
    expect(seen.tab.locator("#row-time")).to_have_value("next spring")
    seen.tab.locator("#text [data-piece]").last.click()
    seen.told("before you go on")
    expect(seen.tab.locator("#row-time")).to_have_value("next spring")
    seen.press("Escape")
    expect(seen.tab.locator("#row-time")).to_have_count(0)
    assert len(stated(served.session)) == 1


def test_single_keys_can_be_switched_off(served: Served, window: Any) -> None:
    seen = window()
    seen.tab.locator("#single").uncheck()
    seen.tab.locator("#passage-title").focus()
    seen.press("a", "r", "e", "w", "c", "t")
    expect(seen.tab.locator("#form > *")).to_have_count(0)
    assert len(stated(served.session)) == 1


def test_what_another_window_has_decided_is_told_and_shown(window: Any) -> None:
    one, other = window(), window()
    one.press("a")
    one.told("Accepted")
    other.press("a")
    other.told("decided already")
    expect(other.tab.locator("#candidates > li")).to_have_count(1)


def test_without_the_token_the_page_tells_how_to_get_it(served: Served, browser: Any) -> None:
    context = browser.new_context()
    tab = context.new_page()
    tab.goto(f"http://127.0.0.1:{served.port}/")
    expect(tab.locator("#status")).to_contain_text("no token: open the address that `kzgraph review` has printed")
    context.close()


def test_a_hostile_document_is_shown_as_text(place: Any, browser: Any) -> None:
    harm = "<img src=x onerror=alert(1)></script><script>alert(2)</script> 𝔎eel Works built the ferry line. \u202eend."
    (place.copies / "harbour-letter.txt").write_text(harm, "utf-8")
    path = place.graph / "sources.ttl"
    text = path.read_text("utf-8")
    head, _, rest = text.partition("kzd:harbour-letter")
    end = rest.index(" .\n")
    block = re.sub('textSha256 "[0-9a-f]+"', f'textSha256 "{hashlib.sha256(harm.encode()).hexdigest()}"', rest[:end])
    block = re.sub("codePoints [0-9]+", f"codePoints {len(harm)}", block)
    path.write_text(f"{head}kzd:harbour-letter{block}{rest[end:]}", "utf-8")
    table = place.graph / "statements" / "harbour-letter.csv"
    table.unlink()
    with serving(ReviewSession(place)) as served:
        dialogs: list[str] = []
        context = browser.new_context(viewport=WIDE)
        tab = context.new_page()
        tab.on("dialog", lambda each: (dialogs.append(each.message), each.dismiss()))
        tab.goto(served.address)
        expect(tab.locator("#text")).to_contain_text("<img src=x onerror=alert(1)>")
        select(tab, "ferry line")
        tab.keyboard.press("w")
        expect(tab.locator("#row-start")).to_have_value(str(harm.index("ferry line")))  # code points, not UTF-16
        assert dialogs == []
        context.close()


@pytest.mark.parametrize("scheme", AXE)
def test_nobody_is_shut_out(window: Any, scheme: str) -> None:
    """WCAG 2.1 A and AA, and axe's best practices: the page, each of its forms, the keys."""
    package = pytest.importorskip("axe_playwright_python", reason="no axe: pip install axe-playwright-python")
    (script,) = Path(package.__path__[0]).glob("axe.min.js")
    tab = window(color_scheme=scheme, bypass_csp=True).tab
    tab.evaluate(script.read_text("utf-8"))
    found = []
    for key in ("", "e", "w", "r", "c", "t", "?"):
        tab.keyboard.press("Escape")
        if key:
            tab.keyboard.press(key)
            tab.wait_for_timeout(300)
        seen = tab.evaluate(f"axe.run({{runOnly: {AXE[scheme]}}})")
        assert seen["passes"]
        found += [(key, each["id"], each["nodes"][0]["html"][:160]) for each in seen["violations"]]
    assert found == []
