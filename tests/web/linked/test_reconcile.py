"""OpenRefine's calls are answered (Reconciliation Service API 0.2)."""

import json
from typing import Any
from urllib.parse import quote, urlencode

import pytest

FORM = {"Content_Type": "application/x-www-form-urlencoded"}


def asked(site: Any, queries: Any, **headers: str) -> Any:
    return site.ask("/reconcile", method="POST", body=urlencode({"queries": json.dumps(queries)}), **(FORM | headers))


def test_the_manifest_leads_to_what_there_is(site: Any) -> None:
    manifest = site.ask("/reconcile").json
    assert manifest["versions"] == ["0.2"]
    assert manifest["identifierSpace"] == "https://w3id.org/kzgraph/id/"
    assert {"name", "schemaSpace", "view", "preview", "suggest", "extend"} <= manifest.keys()
    for address in (manifest["view"]["url"], manifest["preview"]["url"]):
        assert site.ask(address.replace("{{id}}", "kazakhstan").removeprefix(site.origin)).status == 200
    for service in manifest["suggest"].values():
        assert site.ask(service["service_path"] + "?prefix=co").json["result"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Kazakhstan", "kazakhstan"),
        ("Қазақстан", "kazakhstan"),
        ("Казахстан", "kazakhstan"),
        ("中国", "china"),
        ("Tokayev", "kassym-jomart-tokayev"),
    ],
)
def test_names_in_four_languages_find_their_thing(site: Any, text: str, wanted: str) -> None:
    found = asked(site, {"q0": {"query": text}}).json["q0"]["result"]
    assert wanted in [each["id"] for each in found[:2]]
    assert {"id", "name", "score", "match", "type", "description"} <= found[0].keys()
    assert all(isinstance(each["value"], int | float) for one in found for each in one["features"])  # none is a text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("PRC", "china"),
        ("КНР", "china"),
        ("USA", "united-states"),
        ("Китайская Народная Республика", "china"),
        ("Q148", "china"),
    ],
)
def test_what_the_command_line_matches_is_matched_here_too(site: Any, text: str, wanted: str) -> None:
    (best, *others) = asked(site, {"q0": {"query": text}}).json["q0"]["result"]
    assert (best["id"], best["match"]) == (wanted, True)
    assert not any(each["match"] for each in others)


@pytest.mark.parametrize("text", ["贝宁", "柬埔寨", "Bank of China"])
def test_what_it_does_not_match_is_not_offered_here_either(site: Any, text: str) -> None:
    assert asked(site, {"q0": {"query": text}}).json["q0"]["result"] == []


@pytest.mark.parametrize(
    ("value", "wanted", "match"),
    [
        ("CHN", "china", True),
        (["CHN"], "china", True),
        ({"id": "CHN", "name": "China"}, "china", True),
        ("KAZ", "kazakhstan", False),
        ("UZB", "china", False),
        (None, "china", True),
        (["CHN", "KAZ"], "china", True),
    ],
    ids=["fits", "in a list", "as a thing", "is another's", "is nobody's here", "is none", "are two"],
)
def test_a_code_beside_the_name_decides(site: Any, value: Any, wanted: str, match: bool) -> None:
    query = {"query": "China", "properties": [{"pid": "iso3166alpha3", "v": value}, {"pid": "nothing", "v": 1}]}
    (best, *_) = asked(site, {"q0": query}).json["q0"]["result"]
    assert (best["id"], best["match"]) == (wanted, match)


def test_a_type_narrows_and_a_limit_cuts(site: Any) -> None:
    queries = {"a": {"query": "Kazakhstan", "type": "Country", "limit": 1}, "b": {"query": "Kazakhstan", "limit": 3}}
    found = asked(site, queries).json
    assert [each["id"] for each in found["a"]["result"]] == ["kazakhstan"]
    assert found["a"]["result"][0]["match"] is True
    assert len(found["b"]["result"]) <= 3


def test_a_batch_may_also_be_sent_in_the_address(site: Any) -> None:
    found = site.ask("/reconcile?queries=" + quote(json.dumps({"q": {"query": "Beijing"}}))).json
    assert found["q"]["result"][0]["id"] == "beijing"


def test_rows_are_extended_with_values(site: Any) -> None:
    treaty = "treaty-1992-09-26-road-transport"
    extend = {"ids": [treaty, "nothing"], "properties": [{"id": "party"}, {"id": "signed"}]}
    found = site.ask("/reconcile", method="POST", body=urlencode({"extend": json.dumps(extend)}), **FORM).json
    assert {each["id"] for each in found["rows"][treaty]["party"]} == {"china", "kazakhstan"}
    assert found["rows"][treaty]["signed"] == [{"str": "1992-09-26"}]
    assert found["rows"]["nothing"]["party"] == []
    proposed = site.ask("/reconcile/properties?type=Treaty").json["properties"]
    assert "party" in [each["id"] for each in proposed]


def extended(site: Any, name: str, *properties: str) -> Any:
    extend = {"ids": [name], "properties": [{"id": each} for each in properties]}
    return site.ask("/reconcile", method="POST", body=urlencode({"extend": json.dumps(extend)}), **FORM).json["rows"][
        name
    ]


def test_a_figure_in_a_cell_says_of_what_year_and_of_whom_it_is(site: Any) -> None:
    assert {"str": "36,860,000,000 USD (2023; scope: China)"} in extended(site, "kazakhstan", "tradeTurnover")[
        "tradeTurnover"
    ]
    assert extended(site, "universal-energy-portfolio", "projectCount", "installedCapacity") == {
        "projectCount": [{"float": 6.0}],
        "installedCapacity": [{"str": "380 MW"}],
    }


def test_rows_are_extended_with_codes_and_matches_elsewhere(site: Any) -> None:
    found = extended(site, "kazakhstan", "iso3166alpha3", "exactMatch")
    assert found["iso3166alpha3"] == [{"str": "KAZ"}]
    assert {"str": "http://www.wikidata.org/entity/Q232"} in found["exactMatch"]
    proposed = site.ask("/reconcile/properties?type=Country&limit=100").json["properties"]
    assert {"iso3166alpha3", "exactMatch"} <= {each["id"] for each in proposed}


@pytest.mark.parametrize(
    "queries",
    [
        "no json",
        "[]",
        '{"q": 1}',
        '{"q": {"query": 1}}',
        '{"q":' * 3000,
        json.dumps({str(n): {"query": "a"} for n in range(30)}),
    ],
)
def test_what_is_no_batch_is_refused(site: Any, queries: str) -> None:
    body = urlencode({"queries": queries})
    assert site.ask("/reconcile", method="POST", body=body, **FORM).status in (400, 422)


@pytest.mark.parametrize(
    ("name", "told"),
    [("queries", r'{"\ud800": {"query": "China"}}'), ("extend", r'{"ids": ["\ud800"], "properties": []}')],
)
def test_half_a_character_is_told(site: Any, name: str, told: str) -> None:
    found = site.ask("/reconcile", method="POST", body=urlencode({name: told}), **FORM)
    assert found.status == 400
    assert "half a character" in found.text


def test_other_types_of_body_are_refused(site: Any) -> None:
    assert site.ask("/reconcile", method="POST", body="{}", Content_Type="application/json").status == 415


def test_matching_has_workers_of_its_own(site: Any) -> None:
    workers = site.ask("/health").json["workers"]
    assert set(workers) == {"public", "pages", "matching"}
    assert all(workers.values())
