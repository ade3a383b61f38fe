"""The page of a relation: its sides and years, a table of the same, and clear answers where there is none."""

import csv
import io
from typing import Any

import pytest


def test_it_leads_to_things_and_passages(site: Any) -> None:
    found = site.ask("/relation/kazakhstan/china")
    assert found.status == 200
    assert "<h1><bdi>Kazakhstan–China relations</bdi>" in found.text
    assert 'href="/page/treaty-1992-09-26-road-transport"' in found.text
    assert 'href="/page/statement/2856f8eb334a6c05"' in found.text


def test_the_landing_page_leads_to_it(site: Any) -> None:
    text = site.ask("/").text
    assert text.index('href="/relation/kazakhstan/china"') < text.index('href="/browse/Treaty"')


def test_the_table_has_what_the_page_has(site: Any) -> None:
    found = site.ask("/relation/china/kazakhstan?format=csv")
    assert found.media == "text/csv"
    rows = list(csv.DictReader(io.StringIO(found.text, newline="")))
    page = site.ask("/relation/kazakhstan/china").text
    assert len(rows) > 50
    assert all(row["address"].rpartition("/")[2] in page for row in rows)


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/relation/kazakhstan/japan", "nothing is stated of the relation of Kazakhstan and Japan; there are"),
        ("/relation/kazakhstan/atlantis", "there is no atlantis"),
        ("/relation/kazakhstan/%3Cscript%3E", "there is no"),
        ("/relation/kazakhstan/kazakhstan", "nothing is stated"),
    ],
)
def test_what_is_not_there_is_told(site: Any, path: str, told: str) -> None:
    found = site.ask(path, Accept="text/plain")
    assert found.status == 404
    assert told in found.text
