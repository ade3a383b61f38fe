"""The measure of agreement gives the published values of its inventor, and the guide gives the measured ones."""

import re
from pathlib import Path

import pytest

from tests import agreement

GUIDE = (Path(__file__).parents[1] / "docs" / "coding.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("one", "other", "value"),
    [
        ("0100000010", "1110010000", 0.095),
        ("aabbdcccedda", "babbbccceddd", 0.692),
        ("aaaa", "aaaa", 1.0),
    ],
)
def test_alpha_is_that_of_the_examples_in_krippendorff_2011(one: str, other: str, value: float) -> None:
    assert agreement.alpha(list(zip(one, other, strict=True))) == pytest.approx(value, abs=0.0005)


def test_rows_answer_each_other_by_what_is_the_same_and_others_stand_alone() -> None:
    def row(name: str, value: str) -> dict[str, str]:
        return dict.fromkeys(agreement.COLUMNS, "") | {"property": name, "object": value}

    first = [row("builder", "a"), row("locatedIn", "saran"), row("sector", "power")]
    second = [row("locatedIn", "saran"), row("participant", "a")]
    pairs = agreement.aligned(first, second)
    told = [tuple(each and each["property"] for each in pair) for pair in pairs]
    assert told == [("builder", "participant"), ("locatedIn", "locatedIn"), ("sector", None)]


def test_the_goal_is_reached_on_passages_that_were_not_looked_at() -> None:
    last = agreement.figures(2)
    assert all(last[field] >= 0.85 for field in ("property", "object", "modality"))


def test_no_passage_is_in_both_samples() -> None:
    samples = [agreement.read(agreement.ROUNDS / f"{number}-first.csv") for number in (1, 2)]
    spans = [{(rows[0]["source"], rows[0]["start"], rows[0]["end"]) for rows in sample.values()} for sample in samples]
    assert [len(found) for found in spans] == [120, 120]
    assert not spans[0] & spans[1]


def test_the_guide_gives_the_measured_figures() -> None:
    for field in ("property", "object", "modality"):
        told = re.search(rf"alpha of the {field} \| ([0-9.]+) \| ([0-9.]+) \|", GUIDE)
        assert told
        assert told.groups() == tuple(f"{agreement.figures(number)[field]:.3f}" for number in (1, 2))
    strict = ", ".join(f"{agreement.strict(2, field):.3f}" for field in ("property", "object"))
    assert f"| – | {strict} |" in GUIDE
    pairs = agreement.compared(2)
    both = sum(None not in pair for pair in pairs)
    only = [sum(other is None for _, other in pairs), sum(one is None for one, _ in pairs)]
    assert f"| rows of both readers | {len(agreement.compared(1))} | {both} |" in GUIDE
    assert f"| – | {only[0]}, {only[1]} |" in GUIDE
