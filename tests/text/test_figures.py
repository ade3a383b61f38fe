"""Figures and dates as texts print them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kzgraph.text.bounds import Bound, bound_of
from kzgraph.text.calendar import missing_date_parts
from kzgraph.text.cleaning import clean
from kzgraph.text.figures import figures, numbers_in, places_of

READ = {
    "27": 27,
    "6,195 trains": 6195,
    "36.86 billion": 36_860_000_000,
    "$859 million": 859_000_000,
    "USD 300 bn": 300_000_000_000,
    "500 thousand": 500_000,
    "27-billion": 27_000_000_000,
    "8th": 8,
    "162nd": 162,
    "seven pairs": 7,
    "the second": 2,
    "twenty": 20,
    "twenty-five": 25,
    "Ninety nine": 99,
    "two thousand": 2000,
    "five million": 5_000_000,
    "12.5%": Decimal("12.5"),
    "3×10⁶ t": 3_000_000,
    "1.5 x 10⁻³": Decimal("0.0015"),
    "2·10^9": 2_000_000_000,
}

NOT_READ = {
    "12,5": [12, 5, 125],
    "1.500.000": [1, Decimal("1.5"), 500],
    "1,2345": [1, 12345],
    "05.07.1996": [5, 7, 1996, Decimal("5.07")],
    "twenty-five": [20, 5],
    "two hundred": [2],
    "five million": [5],
    "$859 million": [859],
    "6,195": [6, 195],
    "3×10⁶ t": [3, 10, 6, 106, 3106],
    "5¹ %": [51, 1],
}


@pytest.mark.parametrize(("printed", "number"), READ.items(), ids=list(READ))
def test_a_number_is_read_as_a_reader_reads_it(printed: str, number: Decimal) -> None:
    assert numbers_in(printed) == {Decimal(number)}


@pytest.mark.parametrize(("printed", "numbers"), NOT_READ.items(), ids=list(NOT_READ))
def test_a_part_of_a_number_is_not_a_number(printed: str, numbers: list[Decimal]) -> None:
    assert not numbers_in(printed) & {Decimal(number) for number in numbers}


@given(some.integers(0, 10**15))
def test_a_number_is_read_with_and_without_thousands_separators(number: int) -> None:
    assert numbers_in(f"in all {number} of them") == numbers_in(f"in all {number:,} of them") == {Decimal(number)}


@pytest.mark.parametrize(
    ("piece", "text"),
    [("7", "27"), ("7", "7.5"), ("195", "6,195"), ("6", "6,195"), ("six", "sixty"), ("1998", "19981"), ("", "any")],
)
def test_a_part_of_a_longer_word_or_figure_does_not_stand_in_a_text(piece: str, text: str) -> None:
    assert places_of(text, piece) == []


@pytest.mark.parametrize(
    ("piece", "text", "places"),
    [
        ("7", "7 of 27, or 7.", [0, 12]),
        ("$859", "the $859 m", [4]),
        ("2016", "(2016),", [1]),
        ("2 pairs", "2 pairs", [0]),
    ],
)
def test_a_piece_is_found_where_it_stands_by_itself(piece: str, text: str, places: list[int]) -> None:
    assert places_of(text, piece) == places


@pytest.mark.parametrize(
    ("text", "printed", "operator"),
    [
        ("over 6,000 enterprises", "6,000", ">"),
        ("more than $859 million", "$859 million", ">"),
        ("its GDP exceeded USD 300 billion", "USD 300 billion", ">"),
        ("at least 12 ports", "12", ">="),
        ("fewer than 12 ports", "12", "<"),
        ("not more than 49%", "49", "<="),
        ("up to 12 ports", "12", "<="),
        ("nearly two thousand", "two thousand", "~"),
        ("12 ports", "12", ""),
    ],
)
def test_the_words_before_a_figure_bound_it(text: str, printed: str, operator: str) -> None:
    assert bounds_at(text, printed) == [Bound(operator, close=bool(operator))]


def bounds_at(text: str, printed: str) -> list[Bound]:
    """How the figures of *text* are bounded that stand where *printed* does."""
    seen, piece = clean(text), clean(printed)
    spans = [(place, place + len(piece)) for place in places_of(seen, piece)]
    return [bound_of(seen, each) for each in figures(seen) if any(a < each.end and each.start < b for a, b in spans)]


def test_a_bound_belongs_to_the_figure_that_follows_it() -> None:
    assert bounds_at("more than 5 plants and 12 farms", "12") == [Bound()]
    assert bounds_at("over 27 trains on 7 lines", "7") == [Bound()]


def test_each_place_of_a_figure_has_its_own_bound() -> None:
    text = "There were 12 ports; ten years later one counted more than 12."
    assert bounds_at(text, "12") == [Bound(), Bound(">", close=True)]


def test_a_figure_inside_a_longer_one_is_not_bounded() -> None:
    assert bounds_at("over 6,000", "6") == []


@pytest.mark.parametrize(
    ("date", "text"),
    [
        ("1992-09-26", "26 September 1992"),
        ("1992-09-26", "Sep. 26, 1992"),
        ("1992-09-26", "26.09.1992"),
        ("1992-09-26", "the 26th of September 1992"),
        ("1992-09", "September 1992"),
        ("2023", "in 2023"),
        ("2022-01/2022-06", "January to June 2022"),
        ("2023-03?", "March 2023"),
        ("/..", "since long ago"),
        ("1996-05-07", "it may have been on 7.5.1996"),
    ],
)
def test_a_date_is_seen_in_its_words(date: str, text: str) -> None:
    assert missing_date_parts(date, clean(text)) == []


@pytest.mark.parametrize(
    ("date", "text", "missing"),
    [
        ("1993-09-26", "26 September 1992", ["1993", "September", "day 26"]),
        ("1992-08-26", "26 September 1992", ["August", "day 26"]),
        ("1992-09-25", "26 September 1992", ["day 25"]),
        ("1996-05-05", "July 5, 1996", ["May", "day 5"]),
        ("1996-07-05", "1996", ["July", "day 5"]),
        ("2022/2023", "in 2022", ["2023"]),
    ],
)
def test_what_a_text_does_not_say_of_a_date_is_missing(date: str, text: str, missing: list[str]) -> None:
    assert missing_date_parts(date, clean(text)) == missing
