"""Questions in plain words on the web: led to the answer, to the nearest, or told that there is none."""

from typing import Any
from urllib.parse import quote

import pytest


@pytest.mark.parametrize(
    ("question", "path"),
    [
        (
            "Which agreements were signed between 1991 and 1995?",
            "/queries/signed-between?from=1991-01-01&until=1995-12-31",
        ),
        ("Кто построил ветровые электростанции?", "/queries/builders?word=wind"),
        ("哪些说法互相矛盾？", "/queries/disputes"),
    ],
)
def test_a_question_that_is_understood_leads_to_its_answer(site: Any, question: str, path: str) -> None:
    found = site.ask(f"/ask?q={quote(question)}")
    assert (found.status, found.headers["location"]) == (303, path)
    assert site.ask(path).status == 200


def test_one_that_is_not_sure_leads_to_the_nearest(site: Any) -> None:
    found = site.ask("/ask?q=agreements")
    assert found.status == 200
    assert found.text.partition('id="nearest"')[2].count('<li><a href="/queries/') == 3


def test_one_that_nothing_answers_is_told_and_a_hostile_one_is_text(site: Any) -> None:
    found = site.ask("/ask?q=" + quote("<script>alert(1)</script> zzz"))
    assert found.status == 200
    assert "The library has no question" in found.text or "It may be one of these" in found.text
    assert "<script>alert(1)" not in found.text
    assert site.ask("/ask?q=" + "x" * 301, Accept="text/plain").status == 400
    assert site.ask("/ask").status == 200


def test_the_landing_page_asks(site: Any) -> None:
    assert 'action="/ask"' in site.ask("/").text
