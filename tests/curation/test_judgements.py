"""Judgements of the curators on statements and on identity."""

from pathlib import Path

import pytest

from kzgraph.curation.judgements import read_identity, read_relations, standing_for
from kzgraph.errors import InputError

ONE, OTHER = "0123456789abcdef", "fedcba9876543210"


def sheet(folder: Path, header: str, *rows: str) -> Path:
    path = folder / "judgements.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def test_a_judgement_has_two_sides_and_a_reason(tmp_path: Path) -> None:
    (relation,) = read_relations(sheet(tmp_path, "left,relation,right,reason", f"{ONE},disputes,{OTHER},two counts"))
    assert (relation.left, relation.relation, relation.right) == (ONE, "disputes", OTHER)
    assert (relation.reason, relation.line) == ("two counts", 2)


def test_a_decision_on_identity_is_same_not_same_or_unsure(tmp_path: Path) -> None:
    rows = [f"keel-{decision},{decision},keel-yard,why" for decision in ("same", "not-same", "unsure")]
    decisions = read_identity(sheet(tmp_path, "left,decision,right,reason", *rows))
    assert [decision.relation for decision in decisions] == ["same", "not-same", "unsure"]


def test_no_file_holds_no_judgements(tmp_path: Path) -> None:
    assert read_relations(tmp_path / "none.csv") == []
    assert read_identity(tmp_path / "none.csv") == []


@pytest.mark.parametrize(
    ("row", "what"),
    [
        (f"{ONE},contradicts,{OTHER},why", "unknown relation 'contradicts'"),
        (f"{ONE},disputes,{OTHER},", "gives no reason"),
        (f"{ONE},disputes,{ONE},why", "joins a thing with itself"),
        (f"{ONE},disputes,0123,why", "'0123' is no statement id"),
        (f"{ONE.upper()},disputes,{OTHER},why", f"'{ONE.upper()}' is no statement id"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, row: str, what: str) -> None:
    good = f"{ONE},includedIn,{OTHER},part of it"
    with pytest.raises(InputError) as caught:
        read_relations(sheet(tmp_path, "left,relation,right,reason", good, row))
    (problem,) = caught.value.problems
    assert (problem.line, problem.what) == (3, what)
    assert problem.mend


def test_every_fault_is_told(tmp_path: Path) -> None:
    path = sheet(tmp_path, "left,decision,right,reason", "a,same,a,", "b,perhaps,c,why")
    with pytest.raises(InputError) as caught:
        read_identity(path)
    assert [problem.line for problem in caught.value.problems] == [2, 2, 3]


def test_a_pair_is_decided_once(tmp_path: Path) -> None:
    path = sheet(tmp_path, "left,decision,right,reason", "a,same,b,why", "b,unsure,a,why")
    with pytest.raises(InputError, match="decides again what line 2 decides"):
        read_identity(path)


def test_same_leads_to_the_last_of_a_chain(tmp_path: Path) -> None:
    path = sheet(tmp_path, "left,decision,right,reason", "a,same,b,why", "b,same,c,why", "d,unsure,a,why")
    assert standing_for(read_identity(path)) == {"a": "c", "b": "c"}


def test_same_leads_in_no_circle(tmp_path: Path) -> None:
    path = sheet(tmp_path, "left,decision,right,reason", "a,same,b,why", "b,same,c,why", "c,same,a,why")
    with pytest.raises(InputError, match="leads back to itself"):
        read_identity(path)
