"""Questions in plain words on the web: led to the answer, to the nearest, or told that there is none."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest

from kzgraph.sparql.opening import open_store
from kzgraph.web.messages.messages import Request
from kzgraph.web.pages.questions import asked
from kzgraph.web.site.site import Site


@pytest.mark.parametrize(
    ("question", "path"),
    [
        (
            "Which agreements were signed between 1991 and 1995?",
            "/queries/signed-between?from=1991-01-01&until=1995-12-31",
        ),
        (
            "Какие соглашения были подписаны после 2011 года?",
            "/queries/signed-between?from=2012-01-01&until=9999-12-31",
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


@pytest.mark.parametrize(
    ("question", "doubt"),
    [
        ("哪些协定没有在1997年签署？", "Not sure: “没” denies or leaves something out"),
        ("Which projects do Turkish companies take part in?", "Not sure: nothing here is called “turkish”"),
    ],
)
def test_one_that_says_more_than_the_library_can_is_asked_back(site: Any, question: str, doubt: str) -> None:
    found = site.ask(f"/ask?q={quote(question)}")
    assert found.status == 200
    assert doubt in found.text
    assert 'id="nearest"' in found.text


def test_one_about_today_leads_to_the_day_on_which_it_is_asked(site: Any) -> None:
    found = site.ask(f"/ask?q={quote('Какие договоры действуют сегодня?')}")
    path, _, day = found.headers["location"].partition("?day=")
    assert path == "/queries/agreements-in-force"
    assert abs(date.fromisoformat(day) - datetime.now(UTC).date()) <= timedelta(1)


def test_an_answer_is_not_kept_for_another_day() -> None:
    request = Request(job="asked", query=f"q={quote('Which treaties are in force today?')}")
    reply = asked(Site(open_store()), request)
    assert (reply.status, reply.volatile) == (303, True)


def test_one_that_nothing_answers_is_told_and_a_hostile_one_is_text(site: Any) -> None:
    found = site.ask("/ask?q=" + quote("<script>alert(1)</script> zzz"))
    assert found.status == 200
    assert "The library has no question" in found.text or "It may be one of these" in found.text
    assert "<script>alert(1)" not in found.text
    assert site.ask("/ask?q=" + "x" * 301, Accept="text/plain").status == 400
    assert site.ask("/ask").status == 200


def test_the_landing_page_asks(site: Any) -> None:
    assert 'action="/ask"' in site.ask("/").text
