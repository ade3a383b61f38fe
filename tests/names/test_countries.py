"""The names of all countries, short, official, inverted and misspelt; what is another's is nobody's."""

import pytest
from babel import Locale

from kzgraph.names.countries import country_of, misspelt_country


@pytest.mark.parametrize("locale", ["en", "ru", "kk", "zh_Hans"])
def test_every_country_is_known_by_its_name_in_each_language(locale: str) -> None:
    countries = (
        "KZ",
        "CN",
        "RU",
        "US",
        "GB",
        "FR",
        "DE",
        "JP",
        "IR",
        "PK",
        "TR",
        "IN",
        "MN",
        "UZ",
        "KG",
        "TJ",
        "TM",
        "BJ",
    )
    for code in countries:
        assert country_of(Locale.parse(locale).territories[code]) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Russian Federation", "RU"),
        ("People's Republic of China", "CN"),
        ("China, People's Republic of", "CN"),
        ("Iran (Islamic Republic of)", "IR"),
        ("Исламская Республика Пакистан", "PK"),
        ("Қазақстан Республикасы", "KZ"),
        ("中华人民共和国", "CN"),
        ("哈萨克斯坦共和国", "KZ"),
        ("日本国", "JP"),
        ("Federal Republic of Germany", "DE"),
        ("Kingdom of Saudi Arabia", "SA"),
        ("Republic of China", ""),
        ("中華民國", ""),
        ("State of Georgia", ""),
        ("Republic of the Congo", "CG"),
        ("Congo", ""),
        ("the United States of America", "US"),
        ("Turkey", "TR"),
        ("Czech Republic", "CZ"),
        ("America", ""),
        ("Korea", ""),
        ("Republic", ""),
        ("United", ""),
        ("中", ""),
        ("", ""),
        ("North Kazakhstan", ""),
        ("Bank of China", ""),
    ],
)
def test_official_and_inverted_names_are_those_of_one_country_or_of_none(name: str, code: str) -> None:
    assert country_of(name) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Kazahkstan", "KZ"),
        ("Kazakstan", "KZ"),
        ("Chnia", "CN"),
        ("Кзахстан", "KZ"),
        ("Slovania", ""),
        ("Austrila", ""),
        ("Iran", ""),
    ],
)
def test_a_slip_is_forgiven_where_no_other_country_is_near(name: str, code: str) -> None:
    assert misspelt_country(name) == code
