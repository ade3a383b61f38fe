"""Full stops: which end a sentence, and which only shorten a word."""

import pytest

from kzgraph.text.cleaning import clean
from kzgraph.text.stops import MARK, without_inner_stops


@pytest.mark.parametrize(
    "text",
    [
        "Yapi Holding Ltd. denied it",
        "Yapi Holding A.Ş. denied it",
        "Yapi Co., Ltd. denied it",
        "Mr. Kara denied it",
        "в 2014 г. построена",
        "в г. Балхан построена",
        "雅皮控股 Ltd. 没有建设",
    ],
)
def test_the_full_stop_of_an_abbreviation_is_masked(text: str) -> None:
    assert ". " not in without_inner_stops(text)
    assert MARK in without_inner_stops(text)


@pytest.mark.parametrize(
    "text", ["Built by Yapi Ltd. It was sold.", "Сдана в 2014 г. Плотина цела.", "It cost 15. Nobody paid.", "It is."]
)
def test_the_full_stop_of_a_sentence_stays(text: str) -> None:
    assert without_inner_stops(text) == clean(text)


def test_masking_keeps_every_place_of_the_cleaned_text() -> None:
    text = "The trade… of Yapi Ltd. grew by 5．2 per cent, s. the cen-\ntral report of 2,\n345 pages. It fell."
    assert len(without_inner_stops(text)) == len(clean(text))
