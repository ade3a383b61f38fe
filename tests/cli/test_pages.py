"""A passage of a file with pages is found by its page, on every face that says where it stands."""

import json
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def paged(small: Path) -> Path:
    """The small project, whose report begins its second page with the twentieth character."""
    path = small / "sources.ttl"
    text = path.read_text("utf-8")
    head, name, rest = text.partition("kzd:harbour-letter")
    path.write_text(f'{head}{name} kzo:pageStarts "0 88" ;{rest}', "utf-8")
    return small


def test_terminal_and_citation_and_query_tell_the_page(run: Any, paged: Path) -> None:
    done = run("build", "--graph", paged)
    assert done.returncode == 0, done.stderr
    shown = run("evidence", "keel-yard", "--graph", paged).stdout
    assert "harbour-letter p. 2, 88–119" in shown
    query = "SELECT ?page { ?evidence kzo:pageNumber ?page ; oa:hasSource kzd:harbour-letter } ORDER BY ?page"
    found = json.loads(run("query", "-", "-f", "json", "--graph", paged, stdin=query).stdout)
    assert [each["page"]["value"] for each in found["results"]["bindings"]] == ["1", "1", "1", "2"]
    checked = run("check", "--graph", paged, "--sources", paged / "documents").stdout
    assert "evidence  ok" in checked
    assert "shapes    ok" in checked


@pytest.mark.parametrize("starts", ["1 88", "0 x", "0 88 20"])
def test_starts_of_pages_that_are_none_are_told(run: Any, paged: Path, starts: str) -> None:
    path = paged / "sources.ttl"
    path.write_text(path.read_text("utf-8").replace("0 88", starts), "utf-8")
    done = run("build", "--graph", paged)
    assert done.returncode == 3
    assert "has starts of pages that are none" in done.stderr
