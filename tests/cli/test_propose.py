"""`propose` writes candidates beside the graph, remembers what was rejected, and tells what it cannot do."""

import csv
from pathlib import Path
from typing import Any

import pytest

from kzgraph.proposals.candidate import read_candidates
from kzgraph.proposals.decisions import REJECTED, Decision, decisions_bytes


@pytest.fixture
def emptied(small: Path) -> Path:
    """The small project, of whose letter nothing but the first row is stated yet."""
    table = small / "statements" / "harbour-letter.csv"
    table.write_text("\n".join(table.read_text("utf-8").splitlines()[:2]) + "\n", "utf-8")
    return small


def _propose(run: Any, folder: Path, *more: str) -> Any:
    return run("propose", "harbour-letter", "--graph", folder, "--sources", folder / "documents", *more)


def test_what_the_words_say_is_proposed_and_stays_out_of_the_graph(run: Any, emptied: Path) -> None:
    assert run("build", "--graph", emptied).returncode == 0
    graph = (emptied / "kzgraph.ttl").read_bytes()
    done = _propose(run, emptied)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("small/proposals/harbour-letter.csv: ")
    found = {each.row.claim[:3] for each in read_candidates(emptied / "proposals" / "harbour-letter.csv")}
    assert {("ferry-line", "builder", "keel-works"), ("keel-yard", "locatedIn", "port-vesta")} <= found
    assert run("build", "--graph", emptied).returncode == 0
    assert (emptied / "kzgraph.ttl").read_bytes() == graph


def test_what_was_rejected_is_not_proposed_again_and_the_table_is_the_same_each_time(run: Any, emptied: Path) -> None:
    _propose(run, emptied)
    path = emptied / "proposals" / "harbour-letter.csv"
    first, written = read_candidates(path), path.read_bytes()
    _propose(run, emptied)
    assert path.read_bytes() == written
    decision = Decision(first[0].key, REJECTED, "not said", " ".join(first[0].row.claim[:3]))
    path.with_name("harbour-letter.decisions.csv").write_bytes(decisions_bytes([decision]))
    assert "1 rejected before, not proposed again" in _propose(run, emptied).stdout
    assert {each.key for each in read_candidates(path)} == {each.key for each in first[1:]}


def test_a_refused_row_is_kept_with_the_reason_when_asked_for(run: Any, emptied: Path) -> None:
    _propose(run, emptied)
    path = emptied / "proposals" / "harbour-letter.csv"
    assert not any(each.refused for each in read_candidates(path))
    _propose(run, emptied, "--refused")
    with path.open(encoding="utf-8", newline="") as table:
        assert all(row["refused"] or row["score"] for row in csv.DictReader(table))


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        ("proposals", b"", "proposals"),
        ("proposals/harbour-letter.decisions.csv", b"", "harbour-letter.decisions.csv"),
        ("proposals/harbour-letter.decisions.csv", b"\xff\xfe\x00", "harbour-letter.decisions.csv"),
        ("proposals/harbour-letter.decisions.csv", b"key,decision,reason,said\nk,maybe,,\n", "'maybe' is no decision"),
    ],
)
def test_what_stands_in_the_way_is_told(run: Any, emptied: Path, file: str, content: bytes, told: str) -> None:
    (emptied / file).parent.mkdir(exist_ok=True)
    (emptied / file).write_bytes(content)
    done = _propose(run, emptied)
    assert done.returncode != 0
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_document_is_told_with_those_that_are_there(run: Any, emptied: Path) -> None:
    done = run("propose", "harbor-letter", "--graph", emptied, "--sources", emptied / "documents")
    assert done.returncode == 2
    assert "harbour-letter" in done.stderr
