"""The years that `network`, `path` and `draw` are asked for: what has no date passes, is counted, can be left out."""

import re

import pytest

LATER = ("--from", "2990", "--to", "2991")
COMMANDS = {"network": ("network",), "draw": ("draw", "-o", "page.html")}


def ties(told: str) -> int:
    """How many ties an answer says that it has."""
    return int(re.findall(r"things?(?: and \d+ documents?)?, (\d+) ties?", told)[0])


@pytest.mark.parametrize("command", COMMANDS)
def test_ties_without_a_date_are_counted_and_can_be_left_out(run, command: str) -> None:
    told = run(*COMMANDS[command], *LATER)
    undated, every = re.findall(r"Note: ([\d,]+) of ([\d,]+) ties have no date", told.stderr)[0]
    assert int(every.replace(",", "")) == ties(told.stderr)
    assert "--dated does" in told.stderr
    dated = run(*COMMANDS[command], *LATER, "--dated")
    assert "have no date" not in dated.stderr
    assert ties(dated.stderr) == ties(told.stderr) - int(undated.replace(",", ""))


def test_a_chain_without_a_date_is_told_and_can_be_left_out(run) -> None:
    told = run("path", "huawei", "astana", *LATER)
    assert re.search(r"Note: (\d+) of \1 ties have no date", told.stderr)
    dated = run("path", "huawei", "astana", *LATER, "--dated")
    assert (dated.returncode, dated.stdout) == (0, "")


def test_without_years_nothing_is_said_of_dates(run) -> None:
    assert "have no date" not in run("network").stderr


def test_a_thing_that_the_years_leave_out_is_not_said_to_be_unknown(run) -> None:
    told = run("network", "--around", "huawei", *LATER, "--dated")
    assert told.returncode == 0
    assert "(no rows" in told.stderr
