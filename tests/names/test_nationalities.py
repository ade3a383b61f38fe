"""Countries and what is of them, found in texts of four languages."""

import pytest

from kzgraph.names.nationalities import countries_in
from kzgraph.text.cleaning import clean


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Turkish companies and a Dutch bank", ["TR", "NL"]),
        ("турецкие и польские компании из Узбекистана", ["TR", "PL", "UZ"]),
        ("Түрік компаниялары Өзбекстанда", ["TR", "UZ"]),
        ("土耳其企业和日本银行", ["TR", "JP"]),
        ("South Korea, not North Korea", ["KR", "KP"]),
        ("the Saudi fund", ["SA"]),
        ("who built the wind farm?", []),
        ("кто построил ГЭС?", []),
        ("жел электр станциясын кім салды?", []),
        ("谁建造了风电站?", []),
    ],
)
def test_a_country_is_found_in_any_form(text: str, codes: list[str]) -> None:
    assert [each.code for each in countries_in(clean(text))] == codes
