"""A thing's page tells first what a reader asks first, each relation in words from where the thing stands."""

from typing import Any

import pyoxigraph as ox
import pytest

from kzgraph.sparql.opening import open_store
from kzgraph.statements.grouping import INVERSE, SCOPE, Grouping
from kzgraph.statements.index import Index
from kzgraph.statements.names import Names
from kzgraph.vocab import ENTITY


@pytest.fixture(scope="module")
def graph() -> ox.Store:
    return open_store()


@pytest.fixture(scope="module")
def china(graph: ox.Store) -> list[Any]:
    index, iri = Index(graph), ENTITY + "china"
    return Grouping(graph, Names(graph), index.of).grouped(iri, index.about[iri], index.naming[iri])


def test_groups_stand_in_the_order_of_questions(china: list[Any]) -> None:
    headings = [each.heading for each in china]
    assert headings[:3] == ["Agreements", "Trade and investment", "Projects"]
    assert headings[-2:] == ["Views", "Publications"]
    assert {each.heading for each in china if each.folded} == {"Views", "Publications"}


def test_nothing_is_left_out_and_nothing_told_twice(graph: ox.Store, china: list[Any]) -> None:
    index, iri = Index(graph), ENTITY + "china"
    wanted = [each.id for each in index.about[iri] if each.object is not None]
    wanted += [each.id for each in index.naming[iri]]
    shown = [statement.id for group in china for claims in group.claims for _, statement in claims.statements]
    assert sorted(shown) == sorted(wanted)


def test_a_relation_is_read_from_where_the_thing_stands(china: list[Any]) -> None:
    agreements = next(each for each in china if each.heading == "Agreements")
    assert [each.heading for each in agreements.claims if each.side == INVERSE] == ["is a party to"]


def test_trade_that_is_said_of_the_two_is_there(china: list[Any]) -> None:
    trade = next(each for each in china if each.heading == "Trade and investment")
    turnover = next(each for each in trade.claims if each.side == SCOPE and each.heading == "trade turnover")
    assert [statement.year for _, statement in turnover.statements] == sorted(
        statement.year for _, statement in turnover.statements
    )


def test_agreements_stand_by_the_year_of_their_signing(china: list[Any]) -> None:
    agreements = next(each for each in china if each.heading == "Agreements")
    years = [year for year, _ in agreements.claims[0].statements]
    dated = [year for year in years if year]
    assert dated == sorted(dated)
    assert years[: len(dated)] == dated
