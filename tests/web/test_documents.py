"""The threat model states the limits in force and names tests that exist."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from kzgraph.web.messages.limits import Limits

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "threat-model.md").read_text("utf-8")


@pytest.mark.parametrize("row", Limits().table(), ids=lambda row: row["name"])
def test_the_threat_model_states_each_limit(row: dict[str, str]) -> None:
    (line,) = re.findall(rf"^\| `{row['name']}` \|.*$", PAGE, re.MULTILINE)
    assert row["reason"] in line
    assert f"| {row['error']} |" in line
    assert row["name"] == "workers" or f"| {row['value']} |" in line


def test_the_tests_that_it_names_are_there() -> None:
    named = set(re.findall(r"\b(test_\w+\.py)", PAGE))
    assert len(named) > 4
    assert named - {path.name for path in (ROOT / "tests").rglob("test_*.py")} == set()


def test_the_redirects_are_marked_as_not_registered() -> None:
    for name in (".htaccess", "README.md"):
        assert "not registered" in (ROOT / "docs" / "w3id" / name).read_text("utf-8").lower()


WEB = (ROOT / "docs" / "web.md").read_text("utf-8")


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`(/[^`]*)`", WEB))))
def test_every_address_in_the_guide_answers(site: Any, path: str) -> None:
    response = site.ask(quote(path, safe="/?=&.-"), Accept="*/*")
    assert response.status in (200, 303)


def test_the_commands_of_the_guide_are_the_command_s(run: Any) -> None:
    options = set(re.findall(r"--[a-z]+", " ".join(re.findall(r"^kzgraph serve.*$", WEB, re.MULTILINE))))
    told = run("serve", "--help").stdout
    assert options
    assert {option for option in options if option not in told} == set()
