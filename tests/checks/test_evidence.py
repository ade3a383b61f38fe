"""From a row to its passage: found in any copy, and held against what the row says."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kzgraph.checks.evidence import RowCheck, alike, examine
from kzgraph.curation.inputs import Inputs
from kzgraph.curation.rows import Row
from kzgraph.documents.copy import Copy, read_copy
from kzgraph.documents.passage import Document
from kzgraph.text.words import fingerprint

ROOT = Path(__file__).parents[2]
PREFACE = "A word before, which is not of the document.\n\n"


@pytest.fixture(scope="module")
def copies(material: Inputs) -> dict[str, Copy]:
    return {name: read_copy(each, ROOT / "tests" / "small" / "documents") for name, each in material.sources.items()}


@pytest.fixture
def report(copies: dict[str, Copy]) -> Document:
    return Document(copies["lake-report"])


def row_of(material: Inputs, *cells: str) -> Row:
    (row,) = (
        row for row in material.rows if (row.subject, row.property, row.object, row.printed)[: len(cells)] == cells
    )
    return row


def found(material: Inputs, row: Row, text: str | None = None) -> list[tuple[str, str]]:
    """What is found wrong with a row: the columns and the faults."""
    source = material.sources[row.source]
    copy = read_copy(source, ROOT / "tests" / "small" / "documents")
    copy = copy if text is None else Copy(source, text, exact=False)
    check = RowCheck(row, Document(copy), material.entities, material.ontology)
    return [(problem.field, problem.what) for problem in check.findings()]


def placed(row: Row, copy: Copy, start: int, end: int) -> Row:
    return replace(row, start=str(start), end=str(end), fingerprint=fingerprint(copy.text[start:end]))


# --- found in any copy

COPIES: dict[str, Callable[[str], str]] = {
    "other line ends": lambda text: text.replace("\n", "\r\n"),
    "old line ends": lambda text: text.replace("\n", "\r"),
    "a byte-order mark": lambda text: "\ufeff" + text,
    "other line breaks": lambda text: "\n".join(text.split(" ")),
    "no line breaks": lambda text: " ".join(text.split()),
    "a preface": lambda text: PREFACE + text,
    "another case and quotes": lambda text: text.upper().replace("'", "’"),
    "a page break in a sentence": lambda text: text.replace("signed the", "signed\n\n\f\nthe"),
}


def test_every_passage_of_the_project_carries_its_row(material: Inputs, copies: dict[str, Copy]) -> None:
    assert material.rows
    assert examine(material.rows, copies, material.entities, material.ontology) == []


@pytest.mark.parametrize("change", COPIES.values(), ids=list(COPIES))
def test_every_passage_is_found_in_another_copy(
    material: Inputs, copies: dict[str, Copy], change: Callable[[str], str]
) -> None:
    others = {name: Copy(copy.source, change(copy.text), exact=False) for name, copy in copies.items()}
    problems = examine(material.rows, others, material.entities, material.ontology)
    told = {problem.field for problem in problems}
    assert "fingerprint" not in told
    assert not told or change is COPIES["another case and quotes"], problems


def test_a_passage_is_shown_as_the_copy_prints_it(report: Document) -> None:
    mark = fingerprint("Nothing is said of who runs it.")
    other = Document(Copy(report.copy.source, PREFACE + report.copy.text.replace(" ", "\n"), exact=False))
    passage = other.passage((0, 9), mark)
    assert passage
    assert passage.text == "Nothing\nis\nsaid\nof\nwho\nruns\nit"
    assert other.copy.text[passage.start : passage.end] == passage.text


def test_offsets_come_before_a_search(report: Document) -> None:
    text = report.copy.text
    start = text.rindex("Lake Ferry Agreement")
    passage = report.passage((start, start + 20), fingerprint("Lake Ferry Agreement"))
    assert passage
    assert passage.start == start > text.index("Lake Ferry Agreement")


def test_offsets_without_a_fingerprint_count_in_the_exact_copy_only(report: Document) -> None:
    assert report.passage((0, 4))
    other = Document(Copy(report.copy.source, report.copy.text, exact=False))
    assert other.passage((0, 4)) is None


def test_offsets_beyond_the_end_show_nothing(report: Document) -> None:
    end = len(report.copy.text)
    assert report.passage((end - 5, end + 5), "9:0123456789abcdef") is None


def test_words_are_located_wherever_they_stand(report: Document) -> None:
    assert [passage.text for passage in report.locate("lake FERRY agreement")] == ["Lake Ferry Agreement"] * 2
    assert report.locate("three lakes") == []


# --- held against the row


def test_a_stale_text_is_told(material: Inputs, copies: dict[str, Copy]) -> None:
    stale = copies["lake-report"].text.replace("4 May 1998", "5 May 1998")
    row = row_of(material, "lake-ferry-agreement", "signed", "1998-05-04", "4 May 1998")
    ((field, what),) = found(material, row, stale)
    assert field == "fingerprint"
    assert "no passage of lake-report has the fingerprint" in what


def test_wrong_offsets_are_told_with_the_right_ones(material: Inputs) -> None:
    row = row_of(material, "ulm-station", "locatedIn")
    (field, what), *_ = found(material, replace(row, start=str(row.span[0] - 4), end=str(row.span[1] - 4)))
    assert field == "start"
    assert f"{row.span[0]}-{row.span[1]}".rstrip("0123456789") in what


@pytest.mark.parametrize(("first", "last"), [(1, 0), (0, -2)])
def test_a_border_that_cuts_a_word_is_told(material: Inputs, copies: dict[str, Copy], first: int, last: int) -> None:
    row = row_of(material, "ferry-line", "connects", "port-vesta")
    cut = placed(row, copies["lake-report"], row.span[0] + first, row.span[1] + last)
    assert ("start", f"{cut.start}-{cut.end} cuts a word") in found(material, cut)


def test_an_earlier_mention_that_cuts_a_word_is_told(material: Inputs) -> None:
    row = row_of(material, "arland", "tradeTurnover")
    ((start, end),) = row.via_spans
    assert ("via", f"{start}-{end - 2} cuts a word") in found(material, replace(row, via=f"{start}-{end - 2}"))


def test_an_earlier_mention_beyond_the_end_is_told(material: Inputs) -> None:
    row = row_of(material, "arland", "tradeTurnover")
    assert "via" in [field for field, _ in found(material, replace(row, via="1-99999"))]


def test_a_side_that_neither_passage_nor_mention_names_is_told(material: Inputs) -> None:
    row = row_of(material, "arland", "tradeTurnover")
    assert ("subject", "the passage does not name arland") in found(material, replace(row, via=""))
    assert ("subject", "the passage does not name cordia") in found(material, replace(row, subject="cordia"))
    assert ("scope", "the passage does not name cordia") in found(material, replace(row, scope="belmark;cordia"))
    assert ("stated_by", "the passage does not name mira-holt") in found(material, replace(row, stated_by="mira-holt"))


def test_the_document_itself_needs_no_naming(material: Inputs) -> None:
    assert found(material, row_of(material, "lake-report", "title")) == []


def test_a_side_is_named_in_any_language(material: Inputs) -> None:
    chinese = [row for row in material.rows if row.fingerprint == fingerprint("阿兰与贝马签署了渡轮协议")]
    assert {row.object for row in chinese} == {"arland", "belmark"}
    assert [found(material, row) for row in chinese] == [[], []]
    assert found(material, replace(chinese[0], object="cordia")) == [("object", "the passage does not name cordia")]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"object": "589000000"}, "object"),
        ({"object": "859000"}, "object"),
        ({"object": "859"}, "object"),
        ({"printed": "$859"}, "printed"),
        ({"printed": "$958 million", "object": "958000000"}, "printed"),
        ({"printed": "59 million", "object": "59000000"}, "printed"),
        ({"printed": ""}, "printed"),
        ({"operator": ""}, "operator"),
        ({"operator": "~"}, "operator"),
        ({"operator": "", "reason": "no bound is meant"}, "operator"),
        ({"unit": "CNY"}, "unit"),
        ({"time": "2004"}, "time"),
        ({"time": "2004", "reason": "the year is known otherwise"}, "time"),
    ],
    ids=str,
)  # fmt: skip
def test_a_figure_says_what_is_printed(material: Inputs, changes: dict[str, str], field: str) -> None:
    row = row_of(material, "arland", "tradeTurnover")
    assert found(material, row) == []
    assert field in [column for column, _ in found(material, replace(row, **changes))]


def test_a_bound_that_stands_farther_off_may_be_explained(material: Inputs) -> None:
    share = row_of(material, "arland", "tradeShare")
    assert found(material, replace(share, operator=">")) != []
    assert found(material, replace(share, operator="")) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"object": "2002-06-17"}, "object"),
        ({"object": "2001-07-17"}, "object"),
        ({"object": "2001-06-18"}, "object"),
        ({"printed": "June 2001"}, "object"),
        ({"printed": "June 2002 … 17", "object": "2002-06-17"}, "printed"),
    ],
    ids=str,
)
def test_a_torn_date_says_what_its_pieces_say(material: Inputs, changes: dict[str, str], field: str) -> None:
    row = row_of(material, "fishery-agreement", "signed")
    assert found(material, row) == []
    assert field in [column for column, _ in found(material, replace(row, **changes))]


def test_what_the_print_does_not_say_of_a_date_the_reason_must(material: Inputs) -> None:
    row = replace(row_of(material, "fishery-agreement", "signed"), printed="June 2001", reason="")
    assert [field for field, _ in found(material, row)] == ["object"]
    assert found(material, replace(row, reason="the 17 in the row below belongs here")) == []


def test_a_text_stands_in_its_passage(material: Inputs) -> None:
    row = row_of(material, "lake-report", "title")
    assert [field for field, _ in found(material, replace(row, object="Sea Report"))] == ["object"]
    printed = replace(row, object="Report on Lake Oro", printed="LAKE ORO REPORT")
    assert found(material, printed) == []
    assert [field for field, _ in found(material, replace(printed, object="Fishing made easy"))] == ["object"]


def test_what_is_not_stated_is_not_looked_for(material: Inputs) -> None:
    assert found(material, row_of(material, "ulm-station", "operator", "not-stated")) == []


def test_rows_of_a_document_that_the_reader_has_not_are_passed_over(material: Inputs, copies: dict[str, Copy]) -> None:
    letter = {"harbour-letter": copies["harbour-letter"]}
    spoilt = [replace(row, fingerprint="9:0123456789abcdef") for row in material.rows]
    problems = examine(spoilt, letter, material.entities, material.ontology)
    assert len(problems) == sum(row.source == "harbour-letter" for row in material.rows) > 0


@pytest.mark.parametrize(("one", "other"), [("fine", "fined"), ("detention", "detained"), ("2", "№2"), ("A", "a")])
def test_two_forms_of_one_word_are_alike(one: str, other: str) -> None:
    assert alike(one, other)


@pytest.mark.parametrize(("one", "other"), [("fine", "imprisoned"), ("detention", "a warning"), ("3", "№2")])
def test_two_words_are_not_alike(one: str, other: str) -> None:
    assert not alike(one, other)
