"""The things of a kind in a table: full dates, every column sorts, what nothing is stated of comes last."""

import re
from typing import Any

import pytest

from kzgraph.web.pages.listing import COLUMNS, in_order, listed
from kzgraph.web.site.catalogue import Catalogue


@pytest.fixture(scope="module")
def catalogue(graph: Any) -> Catalogue:
    return Catalogue(graph)


def names(text: str) -> list[str]:
    return re.findall(r'<tr><td><a href="/page/([^"]+)"', text)


@pytest.mark.parametrize("column", COLUMNS)
def test_a_column_sorts_both_ways_and_what_has_nothing_in_it_is_last(catalogue: Catalogue, column: str) -> None:
    rows = [listed(catalogue, thing) for thing in catalogue.by_kind["Treaty"]]
    up, down = in_order(rows, column), in_order(rows, f"-{column}")
    assert {row.thing.iri for row in up} == {row.thing.iri for row in down} == {row.thing.iri for row in rows}
    field = {"name": "thing", "date": "dates", "party": "parties", "sector": "sectors", "state": "states"}.get(column)
    values = [getattr(row, field or "number") for row in up]
    filled = [value.label.casefold() if column == "name" else value for value in values if value]
    assert filled == sorted(filled)
    assert values[: len(filled)] == [value for value in values if value]
    assert [bool(getattr(row, field or "number")) for row in down] == [True] * len(filled) + [False] * (
        len(values) - len(filled)
    )


def test_persons_of_whom_only_a_publication_speaks_come_last(catalogue: Catalogue) -> None:
    rows = in_order((listed(catalogue, thing) for thing in catalogue.by_kind["Person"]), "")
    spoken = [row.number > 0 for row in rows]
    assert spoken == sorted(spoken, reverse=True)
    assert not spoken[-1]


def test_the_page_shows_whole_days_and_heads_its_columns_with_links(site: Any) -> None:
    text = site.ask("/browse/Treaty?sort=date&party=China").text
    assert "1992-09-26" in text
    assert 'aria-sort="ascending"' in text
    assert 'href="/browse/Treaty?party=China&amp;sort=-date"' in text
    assert names(text) != names(site.ask("/browse/Treaty?sort=-date&party=China").text)
    assert site.ask("/browse/Treaty?sort=colour").status == 400


def test_a_view_that_has_nothing_says_why_before_it_is_chosen(site: Any) -> None:
    text = site.ask("/browse/Treaty").text
    assert re.search(r'class="off">Map<span class="hidden"> \(the place of none of these is recorded\)', text)
    assert "No map: the place of none of these is recorded" in text


def test_the_timeline_names_parties_and_lists_what_has_no_date(site: Any) -> None:
    text = site.ask("/browse/Treaty?view=timeline").text
    assert re.search(r"<b[^>]*>1992-09-26</b> <a [^>]+>.*?</a> <span[^>]*>China; Kazakhstan", text)
    left_out = text.partition("Not here: ")[2]
    assert "/page/treaty-investment-promotion-protection" in left_out or len(re.findall("<li>", left_out)) > 1


def row(text: str, thing: str) -> str:
    """The row of *thing*, without its markup."""
    found = re.search(rf'<tr><td><a href="/page/{thing}".*?</tr>', text, re.DOTALL)
    assert found
    return re.sub(r"<[^>]+>", "|", found[0])


def test_a_place_is_no_party(site: Any) -> None:
    text = site.ask("/browse/Undertaking").text
    told = row(text, "akmola-wind-power-station")
    assert "Chinese companies" in told
    assert "Kazakhstan" not in told
    assert "party=Chinese+companies" in text
    assert "?party=Kazakhstan" not in text


def test_a_party_that_is_only_planned_is_marked_in_the_list_and_has_a_facet_of_its_own(site: Any) -> None:
    told = row(site.ask("/browse/Undertaking").text, "china-usd-27-billion-investment")
    assert "China (planned); Kazakhstan (planned)" in told
    assert names(site.ask("/browse/Undertaking?planned=Kazakhstan").text) == ["china-usd-27-billion-investment"]
    assert "china-usd-27-billion-investment" not in names(site.ask("/browse/Undertaking?party=China").text)


def test_a_party_that_is_disputed_is_marked(site: Any) -> None:
    told = row(site.ask("/browse/Treaty").text, "treaty-2011-06-13-currency-swap")
    assert "China (disputed); Kazakhstan" in told
    assert "Kazakhstan (disputed)" not in told
