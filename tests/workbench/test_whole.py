"""A document of one's own, from a PDF to the network: the commands of docs/own-documents.md, and a real browser."""

import os
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect, sync_playwright

from kzgraph.curation.rows import read_statements

ROOT = Path(__file__).parents[2]
COMMANDS = {
    words[1]: words[1:]
    for words in map(
        shlex.split, re.findall(r"^\$ (kzgraph .*)$", (ROOT / "docs/own-documents.md").read_text("utf-8"), re.MULTILINE)
    )
}
"""The commands that the page shows, by name."""

DOCUMENT = """<!doctype html><html lang="en"><title>Two years of work</title><body>
<p>Uzbekistan signed the Agreement on Transit with Türkiye on 5 March 2019.</p>
<p>The Nurata wind farm is located in Bukhara. The Nurata wind farm was built by Orhan Energy. The Nurata wind farm has
an installed capacity of 120 MW. The Nurata wind farm was put into operation in 2021.</p>
<p>The Nurata wind farm was financed by Silkroad Invest. In 2022 trade between Uzbekistan and Türkiye amounted to 3.2
billion US dollars. Orhan Energy is a company from Türkiye.</p></body></html>"""
"""Made up."""

NEW = [
    ("Agreement on Transit", "Treaty"),
    ("Nurata", "PowerStation"),
    ("Bukhara", "City"),
    ("Orhan Energy", "Company"),
    ("Silkroad Invest", "Company"),
]

FACTS = {
    ("agreement-on-transit", "party", "uzbekistan"),
    ("agreement-on-transit", "party", "turkiye"),
    ("agreement-on-transit", "signed", "2019-03-05"),
    ("nurata", "locatedIn", "bukhara"),
    ("nurata", "builder", "orhan-energy"),
    ("nurata", "lender", "silkroad-invest"),
    ("nurata", "installedCapacity", "120"),
    ("nurata", "commissioned", "2021"),
    ("uzbekistan", "tradeTurnover", "3200000000"),
    ("orhan-energy", "homeCountry", "turkiye"),
}


@pytest.fixture(scope="module")
def tab(chromium: str) -> Iterator[Any]:
    with sync_playwright() as program:
        browser = program.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield browser.new_page(viewport={"width": 1280, "height": 900})
        browser.close()


@pytest.fixture
def review(tmp_path: Path) -> Iterator[Any]:
    """Run `kzgraph review` until the test ends; the address that it prints."""
    started: list[subprocess.Popen[str]] = []

    def start(*words: str) -> str:
        command = Path(sys.executable).with_name("kzgraph")
        server = subprocess.Popen([command, *words], cwd=tmp_path, stderr=subprocess.PIPE, text=True)
        started.append(server)
        assert server.stderr
        line = next(line for line in server.stderr if "http://" in line)
        found = re.search(r"http://\S+", line)
        assert found
        return found[0]

    yield start
    for server in started:
        server.send_signal(signal.SIGINT)
        assert server.wait(15) == 0
        assert server.stderr
        server.stderr.close()


def picture(tab: Any, name: str) -> None:
    """Keep a screenshot for the documentation where `make pictures` asks for it."""
    if folder := os.environ.get("KZGRAPH_PICTURES"):
        tab.screenshot(path=str(Path(folder) / f"{name}.png"))


def register(tab: Any, name: str, kind: str) -> None:
    """Register one of the names that the page calls not registered."""
    button = tab.get_by_role("button", name=name, exact=True)
    for _ in range(12):  # it may stand in another passage
        if button.count():
            break
        tab.keyboard.press("n")
    button.click()
    expect(tab.locator("#ask-en")).to_have_value(name)
    tab.locator("#ask-kind").select_option(kind)
    if name == "Orhan Energy":
        picture(tab, "register")
    tab.locator("#ask-en").press("Enter")
    expect(tab.locator("#status")).to_contain_text(f"Registered: {'-'.join(name.lower().split())};")


def accept_all(tab: Any) -> None:
    """Accept every candidate: of this document all are right."""
    counts = tab.locator("#counts")
    for _ in range(40):
        left = counts.inner_text()
        if " 0 candidates" in left:
            return
        if tab.locator("#candidates > li").count():
            tab.keyboard.press("a")
            expect(counts).not_to_have_text(left)
        else:
            tab.keyboard.press("n")


def test_from_a_pdf_to_ten_reviewed_facts_a_clean_check_and_the_network(
    run: Any, tmp_path: Path, tab: Any, review: Any
) -> None:
    tab.set_content(DOCUMENT)
    tab.pdf(path=str(tmp_path / "work.pdf"))
    for name in ("new", "source"):
        assert run(*COMMANDS[name]).returncode == 0

    tab.goto(review(*COMMANDS["review"]))
    for name, kind in NEW:
        register(tab, name, kind)
    tab.keyboard.press("Escape")
    tab.locator("#next").click()
    picture(tab, "review")
    accept_all(tab)
    rows = read_statements(tmp_path / "ours" / "statements" / "two-years.csv")
    assert {row.claim[:3] for row in rows} >= FACTS
    tab.get_by_role("button", name="Build and check").click()
    expect(tab.locator("#status")).to_have_text("Built; every check passes.", timeout=30_000)

    for name in ("build", "check", "coverage", "draw"):
        done = run(*COMMANDS[name])
        assert done.returncode == 0, done.stdout + done.stderr
    assert "Orhan Energy" in (tmp_path / "network.html").read_text("utf-8")
