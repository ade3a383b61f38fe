"""Clauses: an insertion between commas does not part a subject from its verb; another clause stays another one."""

import pytest

from kzgraph.text.clauses import clause_of, is_bare


def clause(text: str, other: str = "") -> str:
    """The clause of the name in capitals, which is masked as a check masks it; *other* is the other side."""
    name = next(word for word in text.split() if word.strip(",.").isupper()).strip(",.")
    at, there = text.index(name), text.find(other) if other else -1
    masked = text.replace(name, "□" * len(name))
    if other:
        masked = masked.replace(other, "□" * len(other))
    return clause_of(masked, (at, at + len(name)), [(there, there + len(other))] if other else [])


@pytest.mark.parametrize(
    "text",
    [
        "YAPI, a company, did not build the plant",
        "YAPI – a company – did not build the plant",
        "the turkish firm YAPI, of ankara, the capital, has never built the plant",
        "the plant was not, despite reports, built by YAPI",
        "the plant was not built, despite reports, by YAPI",
        "YAPI, which did not build the plant, built a dam",
    ],
)
def test_a_denial_behind_or_before_an_insertion_belongs_to_the_clause(text: str) -> None:
    assert "not" in clause(text, "plant") or "never" in clause(text, "plant")


@pytest.mark.parametrize(
    "text",
    [
        "the plant, which was not built by kara, was opened by YAPI",
        "YAPI, a company, built the plant, which was not opened",
        "YAPI, a company, did not build the dam, it built the plant",
        "the plant, built by YAPI, a company, did not open",
        "YAPI built the plant but did not open it",
        "YAPI built the plant. it was not opened",
    ],
)
def test_a_denial_of_something_else_does_not(text: str) -> None:
    assert "not" not in clause(text, "plant")


@pytest.mark.parametrize(
    ("piece", "bare"), [("the turkish firm □□□", True), ("by □□□ ltd", True), ("□ built it", False)]
)
def test_a_bare_name_says_nothing(piece: str, bare: bool) -> None:
    assert is_bare(piece) == bare
