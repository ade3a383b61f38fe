"""Currencies by code and by name, and words that are neither."""

import pytest

from kzgraph.text.cleaning import clean
from kzgraph.text.currencies import codes
from kzgraph.text.figures import figures
from kzgraph.text.units import unit_at

MONEY = {
    "CHF 5 bn": "CHF",
    "5 bn UZS": "UZS",
    "5 млрд швейцарских франков": "CHF",
    "5亿瑞士法郎": "CHF",
    "10 million Turkish lira": "TRY",
    "3 million Albanian lekë": "ALL",
}
COUNTS = (
    "in all 27 projects",
    "the top 10 firms",
    "27 top companies",
    "they try 5 times",
    "the cup 2 sides",
    "Ron 3 and Bob 4",
    "9 mad dogs",
    "GEL 5 and 6 gel plants",
)


@pytest.mark.parametrize("text", MONEY)
def test_a_currency_is_known_by_its_code_or_its_name(text: str) -> None:
    cleaned = clean(text)
    (figure,) = figures(cleaned)
    assert unit_at(cleaned, figure) == {MONEY[text]}


@pytest.mark.parametrize("text", COUNTS)
def test_a_word_that_looks_like_a_code_is_no_currency(text: str) -> None:
    cleaned = clean(text)
    assert figures(cleaned)
    assert [unit_at(cleaned, figure) for figure in figures(cleaned)] == [frozenset()] * len(figures(cleaned))


def test_a_dash_before_a_word_is_no_sign() -> None:
    assert [figure.value for figure in figures(clean("the rest -all 5- and -USD 5"))] == [5, -5]


def test_the_codes_are_those_of_today() -> None:
    assert {"usd", "cny", "kzt", "rub", "uzs", "kgs", "eur"} <= codes()
    assert not codes() & {"dem", "sur", "xxx", "all", "top", "try"}
