"""The calls of a review answer who has the token, and nobody else; what is malformed is told."""

import http.client
from typing import Any

import pytest

from kzgraph.workbench.app import CALLS
from tests.workbench.conftest import Served


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("given", ["", "Bearer", "Bearer wrong", "Basic abc", "Bearer é"])
def test_no_call_is_answered_without_the_token(served: Served, name: str, given: str) -> None:
    status, told = served.call(name, Authorization=given)
    assert status == 401
    assert "token" in told["problems"][0]["what"]


def test_the_page_itself_holds_nothing_of_the_document(served: Served) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)
    connection.request("GET", "/")
    found = connection.getresponse()
    body = found.read().decode()
    assert found.status == 200
    assert "ferry" not in body
    assert "default-src 'none'" in found.headers["content-security-policy"]
    connection.close()


@pytest.mark.parametrize("host", ["example.org", "graph.example.org:80", "127.0.0.1.example.org"])
def test_another_host_name_is_not_answered(served: Served, host: str) -> None:
    status, _ = served.call("open", Host=host, Accept="application/json")
    assert status == 421


@pytest.mark.parametrize(
    ("raw", "status"),
    [(b"{", 400), (b"[]", 400), (b"\xff", 400), (b"null", 400), (b'{"a":"' + b"x" * 70_000 + b'"}', 413)],
)
def test_what_is_no_json_object_is_told(served: Served, raw: bytes, status: int) -> None:
    found, told = served.call("accept", raw=raw)
    assert found == status
    assert told["problems"][0]["what"]


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("accept", {"key": 7}),
        ("accept", {"key": "x", "cells": []}),
        ("accept", {"key": "x", "cells": {"subject": 1}}),
        ("state", {}),
        ("state", {"cells": {"start": "-1", "end": "9" * 400}}),
        ("mark", {"start": "0", "end": 5}),
        ("mark", {"start": True, "end": 5}),
        ("mark", {"start": 10**30, "end": 10**31, "reason": "layout"}),
        ("suggest", {"start": -5, "end": 5}),
        ("register", {"labels": "x"}),
        ("things", {"text": None}),
        ("look", {"cells": {"property": "builder"}}),
    ],
)
def test_what_is_malformed_is_told_with_its_field(served: Served, name: str, body: Any) -> None:
    status, told = served.call(name, body)
    assert status == 422, told
    assert all(each["what"] for each in told["problems"])


def test_a_candidate_that_is_gone_is_a_conflict(served: Served) -> None:
    assert served.call("accept", {"key": "0" * 16})[0] == 409


def test_two_windows_cannot_decide_the_same_candidate(served: Served) -> None:
    _, told = served.call("open")
    key = told["candidates"][0]["key"]
    assert served.call("accept", {"key": key})[0] == 200
    assert served.call("reject", {"key": key, "reason": "too late"})[0] == 409


def test_things_are_offered_in_any_script_and_of_the_classes_that_fit(served: Served) -> None:
    _, told = served.call("things", {"text": "keel", "kinds": ["Company"]})
    assert {each[0] for each in told["things"]} == {"keel-works", "keel-yard"}
    assert served.call("things", {"text": "keel", "kinds": ["Place"]})[1]["things"] == []


def test_likely_doubles_of_a_new_name_are_told_with_a_free_id(served: Served) -> None:
    _, told = served.call("doubles", {"name": "Keel Works"})
    assert told["id"] == "keel-works-2"
    assert told["doubles"][0][0] == "keel-works"
    assert served.call("doubles", {"name": "  "})[1] == {"id": "", "doubles": []}


def test_a_thing_without_an_id_gets_one_from_its_name(served: Served) -> None:
    status, told = served.call("register", {"id": "", "kind": "Company", "labels": {"en": "Keel Works"}})
    assert (status, told["registered"]) == (200, "keel-works-2")
    assert served.call("register", {"id": "", "kind": "Company", "labels": {"en": "…"}})[0] == 422


def test_build_and_check_tell_every_check(served: Served) -> None:
    status, told = served.call("check")
    assert status == 200
    assert [each["name"] for each in told["checks"]] == ["drift", "terms", "shapes", "rules", "links", "evidence"]
    assert (served.session.place.graph / "kzgraph.ttl").exists()
