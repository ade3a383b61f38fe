"""How well names are matched, against plain rapidfuzz: `make bench`.

The pairs are tests/pairs.csv.  To join two things wrongly is worse than to leave a name to a person, so each scorer
gets the lowest threshold at which 95 of 100 pairs that it calls the same are, on the pairs marked `tune`.
The figures that count are those on the pairs marked `held-out`, whose names nothing was tuned on.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import pytest
from rapidfuzz import fuzz

from kzgraph.names.matching import compare

PAIRS = Path(__file__).parents[1] / "pairs.csv"


@dataclass(frozen=True)
class Pair:
    """Two names, the class of what the second is called, and whether they are of one thing."""

    left: str
    right: str
    kind: str
    same: bool
    made: str
    split: str


@dataclass(frozen=True)
class Quality:
    """How many of the pairs called the same are, and how many of those that are were called so."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def pairs(split: str) -> list[Pair]:
    with PAIRS.open(encoding="utf-8", newline="") as stream:
        found = [
            Pair(row["left"], row["right"], row["type"], row["same"] == "yes", row["made"], row["split"])
            for row in csv.DictReader(stream)
        ]
    return [pair for pair in found if pair.split == split]


def quality(chosen: Sequence[Pair], scores: Sequence[float], threshold: float) -> Quality:
    called = [pair.same for pair, score in zip(chosen, scores, strict=True) if score >= threshold]
    same = sum(pair.same for pair in chosen)
    return Quality(sum(called) / len(called) if called else 1.0, sum(called) / same)


def threshold_of(chosen: Sequence[Pair], scores: Sequence[float], *, precision: float = 0.95) -> float:
    good = [each for each in set(scores) if quality(chosen, scores, each).precision >= precision]
    return min(good, default=1.01)


def average_precision(chosen: Sequence[Pair], scores: Sequence[float]) -> float:
    """The precision at each pair that is the same, pairs sorted by score, averaged: no threshold needed."""
    ranked = [pair.same for pair, _ in sorted(zip(chosen, scores, strict=True), key=lambda each: -each[1])]
    hits = [sum(ranked[: place + 1]) / (place + 1) for place, same in enumerate(ranked) if same]
    return sum(hits) / len(hits)


def ours(left: str, right: str, kind: str) -> float:
    return compare(left, right, kind).score


def baseline(left: str, right: str, kind: str) -> float:  # noqa: ARG001 - the same call as ours
    return fuzz.token_sort_ratio(left.casefold(), right.casefold()) / 100


@pytest.mark.parametrize("split", ["tune", "held-out"])
def test_names_are_matched_far_better_than_by_plain_rapidfuzz(split: str) -> None:
    tuning, chosen = pairs("tune"), pairs(split)
    found = {}
    print(f"\n{split}: {len(chosen)} pairs, {sum(pair.same for pair in chosen)} of them the same")
    for name, scorer in (("kzgraph", ours), ("token_sort_ratio", baseline)):
        threshold = threshold_of(tuning, [scorer(each.left, each.right, each.kind) for each in tuning])
        start = perf_counter()
        scores = [scorer(each.left, each.right, each.kind) for each in chosen]
        taken = (perf_counter() - start) / len(chosen)
        found[name] = quality(chosen, scores, threshold)
        print(
            f"  {name:<17} precision {found[name].precision:.3f}  recall {found[name].recall:.3f}  "
            f"F1 {found[name].f1:.3f}  average precision {average_precision(chosen, scores):.3f}  "
            f"(from {threshold:.2f} on; {taken * 1e6:.0f} µs a pair)"
        )
    assert found["kzgraph"].precision > 0.9
    assert found["kzgraph"].recall > 2 * found["token_sort_ratio"].recall
