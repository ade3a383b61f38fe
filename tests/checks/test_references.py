"""Which reference covers which passage, after the rule of the coding guide."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from kzgraph.checks.references import References, misplaced, references_in
from kzgraph.curation.rows import COLUMNS, Row
from kzgraph.documents.copy import Copy
from kzgraph.documents.source import Source

TEXT = """\
Trade grew fast. It reached 5 billion [1]. Roads help both sides [2, 4].

Two plants were opened. Nobody says where.

- a bridge of steel

- a tunnel of stone [3-5]

References

1. Adams A. Trade of two neighbours. 2020.

2. Berg B. Roads. 2021.
"""


def rows() -> Iterator[Row]:
    """The works of the list, each with the row that its entry makes."""
    for work, entry in (("adams-2020", "1. Adams A. Trade of two neighbours"), ("berg-2021", "2. Berg B. Roads")):
        yield at(entry, subject=work, property="title")


def at(words: str, **cells: str) -> Row:
    start = TEXT.index(words)
    said = {"subject": "trade", "property": "concerns", "object": "roads", "source": "paper"} | cells
    empty = dict.fromkeys(COLUMNS, "")
    return Row(**(empty | said | {"start": str(start), "end": str(start + len(words))}))


COPY = Copy(Source("paper", "A paper", "", "", len(TEXT), "paper.txt"), TEXT, exact=True)


def told(row: Row) -> list[str]:
    return [str(problem) for problem in misplaced([*rows(), row], {"paper": COPY})]


def test_a_list_and_a_range_give_all_their_numbers() -> None:
    assert [reference.numbers for reference in references_in(TEXT)] == [(1,), (2, 4), (3, 4, 5)]


@pytest.mark.parametrize(
    ("words", "numbers", "near"),
    [
        ("Trade grew fast", (1,), True),
        ("It reached 5 billion [1]", (1,), True),
        ("Roads help both sides", (2, 4), True),
        ("Two plants were opened", (3, 4, 5), False),
        ("a tunnel of stone", (3, 4, 5), True),
    ],
)
def test_the_next_number_covers_what_follows_the_one_before(words: str, numbers: tuple[int, ...], near: bool) -> None:
    start = TEXT.index(words)
    reference, stands = References(COPY, rows()).covering(start, start + len(words))
    assert reference
    assert (reference.numbers, stands) == (numbers, near)


def test_behind_the_last_number_nothing_is_covered() -> None:
    start = TEXT.index("References")
    assert References(COPY, rows()).covering(start, start + 10) == (None, False)


def test_the_reference_that_covers_a_passage_is_cited() -> None:
    row = at("Trade grew fast")
    assert "reference 1 covers the passage" in told(row)[0]
    assert not told(replace(row, cites="adams-2020"))


def test_another_reference_is_told_with_the_one_that_stands_there() -> None:
    row = replace(at("It reached 5 billion"), cites="berg-2021")
    assert "cites berg-2021 (reference 2); in the text 1 covers it" in told(row)[0]
    assert not told(replace(row, reason="the reference stands in the note"))


@pytest.mark.parametrize(
    "row",
    [
        at("Two plants were opened"),
        at("a tunnel of stone"),
        replace(at("Trade grew fast"), object="not-stated"),
        at("Trade grew fast", property="citedAs"),
        at("Trade grew fast", subject="paper"),
    ],
)
def test_what_no_single_reference_covers_or_needs_none_cites_nothing(row: Row) -> None:
    assert not told(row)


def test_another_copy_is_not_examined() -> None:
    other = Copy(COPY.source, TEXT, exact=False)
    assert not list(misplaced([*rows(), at("Trade grew fast")], {"paper": other}))


def test_rows_of_one_passage_cite_the_same_work_or_say_why() -> None:
    cited = replace(at("Two plants were opened"), cites="adams-2020")
    bare, silent = at("Two plants were opened", object="plants"), at("Two plants were opened", object="not-stated")
    told_of = [str(each) for each in misplaced([*rows(), cited, bare, silent], {"paper": COPY})]
    assert sum("is empty; another row of the same passage cites adams-2020" in each for each in told_of) == 1
    explained = replace(bare, reason="the reference is of the other half")
    assert not any("is empty" in str(each) for each in misplaced([*rows(), cited, explained], {"paper": COPY}))
