"""Tables of candidates and decisions: written, read again, and told when somebody has spoilt them."""

from pathlib import Path

import pytest

from kzgraph.curation.rows import COLUMNS, Row
from kzgraph.errors import InputError
from kzgraph.proposals.candidate import ProposedRow, candidates_bytes, read_candidates
from kzgraph.proposals.decisions import Decision, decisions_bytes, read_decisions

CELLS = dict.fromkeys(COLUMNS, "") | {"subject": "a", "property": "builder", "object": "b", "source": "paper"}
ROW = Row(**(CELLS | {"start": "3", "end": "9", "fingerprint": "1:0123456789abcdef"}))
ONE = ProposedRow(ROW, "trigger S built by O", 0.87, "“built by”, “twice”")


def test_candidates_are_read_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "paper.csv"
    other = ONE.changed(start="1", object="c")
    path.write_bytes(candidates_bytes([ONE, other]))
    found = read_candidates(path)
    assert [each.row.object for each in found] == ["c", "b"]
    assert [(each.key, each.origin, each.score, each.why) for each in found] == [
        (each.key, each.origin, each.score, each.why) for each in (other, ONE)
    ]


def test_the_key_follows_the_words_and_not_the_place() -> None:
    assert ONE.changed(start="30", end="36").key == ONE.key
    assert ONE.changed(fingerprint="1:0123456789abcdee").key != ONE.key
    assert ONE.changed(object="c").key != ONE.key


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [(b"0.87", b"sure", "is no score"), (b"0.87", b"7", "is no score"), (b",3,9,", b",x,9,", "are no span")],
)
def test_a_spoilt_table_is_told(tmp_path: Path, old: bytes, new: bytes, said: str) -> None:
    path = tmp_path / "paper.csv"
    path.write_bytes(candidates_bytes([ONE]).replace(old, new))
    with pytest.raises(InputError, match=said):
        read_candidates(path)


def test_no_table_holds_nothing(tmp_path: Path) -> None:
    assert read_candidates(tmp_path / "none.csv") == []
    assert read_decisions(tmp_path / "none.csv") == {}


def test_the_last_decision_of_a_key_counts(tmp_path: Path) -> None:
    path = tmp_path / "paper.decisions.csv"
    both = [Decision("k", "accepted", "", "a builder b"), Decision("k", "rejected", "not said", "a builder b")]
    path.write_bytes(decisions_bytes(both))
    assert read_decisions(path) == {"k": both[1]}


def test_a_decision_is_one_of_two(tmp_path: Path) -> None:
    path = tmp_path / "paper.decisions.csv"
    path.write_bytes(decisions_bytes([Decision("k", "perhaps", "", "a builder b")]))
    with pytest.raises(InputError, match="is no decision"):
        read_decisions(path)
