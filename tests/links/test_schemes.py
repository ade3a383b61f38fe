"""Identifiers elsewhere: their form, their check digits, and the table of codes."""

from pathlib import Path

import pytest

from kzgraph.errors import InputError
from kzgraph.links.schemes import CHECKS, passes, read_codes, read_schemes

LINKS = Path(__file__).parents[2] / "graph" / "links"

# Identifiers that public registries give as examples or that stand in graph/links.
RIGHT = {
    "lei": "529900RPY4YG47TRSV05",
    "isni": "000000040547503X",
    "isin": "CNE1000003W8",
    "issn": "2049-3630",
    "uscc": "91110000100010433L",
    "ror": "05269d038",
}


def wrong_digits(text: str) -> list[str]:
    """The same identifier with one digit raised, at each place of its digits in turn."""
    return [text[:at] + str((int(char) + 1) % 10) + text[at + 1 :] for at, char in enumerate(text) if char.isdecimal()]


def test_every_check_has_an_example() -> None:
    assert RIGHT.keys() == CHECKS.keys()


@pytest.mark.parametrize("check", CHECKS)
def test_right_check_digits_pass(check: str) -> None:
    assert passes(check, RIGHT[check])


@pytest.mark.parametrize("check", CHECKS)
def test_one_wrong_digit_fails(check: str) -> None:
    spoilt = wrong_digits(RIGHT[check])[2:]  # the first of a ROR is always 0, and of a USCC an authority
    assert spoilt
    assert [text for text in spoilt if passes(check, text)] == []


def test_an_orcid_is_checked_like_an_isni() -> None:
    scheme = read_schemes(LINKS / "schemes.csv")["orcid"]
    assert not scheme.fault("0000-0002-1825-0097")
    assert "wrong check digits" in scheme.fault("0000-0002-1825-0098")
    assert "has not the form" in scheme.fault("0000000218250097")


def test_every_check_is_used_by_a_scheme() -> None:
    schemes = read_schemes(LINKS / "schemes.csv").values()
    assert {scheme.check for scheme in schemes if scheme.check} == CHECKS.keys()


HEADER = "scheme,title,address,kinds,pattern,check\n"


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        ("a,A,,Country,[0-9],\na,A,,Country,[0-9],", "stands twice"),
        ("a,A,,,[0-9],", "says not who may have one"),
        ("a,A,,Country,[0-9,", "the pattern is none"),
        ("a,A,,Country,[0-9],abc", "unknown check 'abc'"),
    ],
)
def test_a_scheme_is_refused_when(rows: str, what: str, tmp_path: Path) -> None:
    path = tmp_path / "schemes.csv"
    path.write_text(HEADER + rows + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=what):
        read_schemes(path)


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("kazakhstan,iso3166alpha3,KZ,,table", "has not the form"),
        ("kazakhstan,zip,KAZ,,table", "unknown scheme of codes 'zip'"),
        ("kazakhstan,wikidata,Q232,,table", "unknown scheme of codes 'wikidata'"),
        ("kazakhstan,iso3166alpha3,KAZ,,", "gives no evidence"),
        ("huawei,uscc,91110000100010433X,,table", "wrong check digits"),
    ],
)
def test_a_code_is_refused_when(row: str, what: str, tmp_path: Path) -> None:
    path = tmp_path / "codes.csv"
    path.write_text(f"entity,scheme,code,note,evidence\n{row}\n", encoding="utf-8")
    with pytest.raises(InputError, match=what):
        read_codes(path, read_schemes(LINKS / "schemes.csv"))


def test_the_committed_codes_are_sorted_and_say_what_confirms_them() -> None:
    codes = read_codes(LINKS / "codes.csv", read_schemes(LINKS / "schemes.csv"))
    rows = [(code.entity, code.scheme, code.code) for code in codes]
    assert rows == sorted(set(rows))
