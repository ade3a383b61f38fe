"""A row held against the ontology and the registry."""

from dataclasses import replace

import pytest

from kzgraph.curation.inputs import Inputs
from kzgraph.curation.review import Reviewer
from kzgraph.curation.rows import COLUMNS, Row
from kzgraph.errors import Problem

SIGNED = {"subject": "fishery-agreement", "property": "signed", "object": "2001-06-17"}
TRADE = {"subject": "arland", "property": "tradeTurnover", "object": "859000000", "unit": "USD", "scope": "belmark"}
PARTY = {"subject": "fishery-agreement", "property": "party", "object": "arland"}


def row(**cells: str) -> Row:
    usual = {"modality": "asserted", "rank": "normal", "source": "lake-report", "start": "0", "end": "9"}
    place = {"fingerprint": "1:0123456789abcdef", "file": "lake-report.csv", "line": 7}
    return Row(**(dict.fromkeys(COLUMNS, "") | usual | place | cells))


@pytest.fixture
def reviewer(material: Inputs) -> Reviewer:
    return Reviewer(material.ontology, material.entities, material.sources)


def problem_of(reviewer: Reviewer, **cells: str) -> Problem:
    (problem,) = reviewer.problems(row(**cells))
    assert (problem.file, problem.line, problem.column) == (
        "lake-report.csv",
        7,
        COLUMNS.index(problem.field) + 1,
    )
    assert problem.mend
    return problem


@pytest.mark.parametrize("cells", [SIGNED, TRADE, PARTY], ids=["a date", "a figure", "an entity"])
def test_a_row_without_fault_passes(reviewer: Reviewer, cells: dict[str, str]) -> None:
    assert list(reviewer.problems(row(**cells))) == []


@pytest.mark.parametrize(
    ("cells", "field", "what", "mend"),
    [
        (PARTY | {"subject": "fishry-agreement"}, "subject", "unknown entity", "did you mean 'fishery-agreement'?"),
        (PARTY | {"object": "erland"}, "object", "unknown entity", "did you mean 'arland'?"),
        (PARTY | {"object": "xyz"}, "object", "unknown entity", "register it"),
        (SIGNED | {"property": "sigend"}, "property", "unknown property", "did you mean 'signed'?"),
        (PARTY | {"property": "xyzzy"}, "property", "unknown property", "kz.ttl"),
        (PARTY | {"scope": "belmrak"}, "scope", "unknown entity", "did you mean 'belmark'?"),
        (PARTY | {"scope": "belmark;belmark"}, "scope", "twice", "once"),
        (PARTY | {"scope": "belmark;"}, "scope", "or none", "once"),
        (PARTY | {"stated_by": "mira-hold"}, "stated_by", "unknown entity", "did you mean 'mira-holt'?"),
        (PARTY | {"cites": "lake-repot"}, "cites", "unknown entity", "did you mean 'lake-report'?"),
        (PARTY | {"source": "lake-repot"}, "source", "unknown document", "did you mean 'lake-report'?"),
        (PARTY | {"modality": "assert"}, "modality", "unknown modality", "asserted"),
        (PARTY | {"rank": "best"}, "rank", "unknown rank", "preferred"),
        (PARTY | {"operator": "=="}, "operator", "unknown operator", ">="),
        (PARTY | {"role": "captain"}, "role", "unknown role", "visitor"),
        (TRADE | {"unit": "USB"}, "unit", "unknown unit", "did you mean 'USD'?"),
        (TRADE | {"unit": ""}, "unit", "unknown unit ''", "write 'USD'"),
        (TRADE | {"unit": "MW"}, "unit", "cannot be turned into USD", "check"),
        (TRADE | {"object": "not-stated"}, "unit", "takes no unit here", "leave it empty"),
        (SIGNED | {"unit": "USD"}, "unit", "takes no unit here", "leave it empty"),
        (PARTY | {"end": "99999"}, "end", "lies beyond the text's end", "locate"),
        (PARTY | {"via": "1-99999"}, "end", "lies beyond the text's end", "locate"),
        (PARTY | {"fingerprint": ""}, "fingerprint", "is empty", "tidy"),
        (PARTY | {"rank": "deprecated"}, "reason", "is empty where the rank is deprecated", "say why"),
        (PARTY | {"rank": "preferred"}, "reason", "is empty where the rank is preferred", "say why"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_cell_and_its_mend(
    reviewer: Reviewer, cells: dict[str, str], field: str, what: str, mend: str
) -> None:
    problem = problem_of(reviewer, **cells)
    assert problem.field == field
    assert what in problem.what
    assert mend in problem.mend


@pytest.mark.parametrize("number", ["27.0", "1,5", "1.500.000", "$12m", "1e400", "007", "twelve", "−5"])
def test_a_figure_is_a_plain_number_and_the_print_stands_beside_it(reviewer: Reviewer, number: str) -> None:
    problem = problem_of(reviewer, **TRADE | {"object": number})
    assert problem.field == "object"
    assert "digits and a point" in problem.mend
    assert "printed" in problem.mend


@pytest.mark.parametrize("field", ["time", "object"])
@pytest.mark.parametrize("date", ["17.06.2001", "2001-13", "2024-02-30", "0000", "12020", "2001-06-17Z", "2002/2001"])
def test_a_date_is_edtf(reviewer: Reviewer, field: str, date: str) -> None:
    problem = problem_of(reviewer, **SIGNED | {field: date})
    assert problem.field == field
    assert date in problem.what
    assert "EDTF" in problem.mend


@pytest.mark.parametrize(
    ("cells", "field", "what"),
    [
        (PARTY | {"object": "port-ulm"}, "object", "port-ulm is a City; as object of party it must be a Actor"),
        (PARTY | {"subject": "arland", "object": "fishery-agreement"}, "object", "fishery-agreement is a Treaty"),
        ({"subject": "arland", "property": "borders", "object": "mira-holt"}, "object", "mira-holt is a Person"),
        ({"subject": "ferry-line", "property": "lifecycleState", "object": "arland"}, "object", "unknown code"),
        (PARTY | {"object": "2001-06-17"}, "object", "unknown entity"),
    ],
)
def test_an_object_of_the_wrong_kind_is_told(reviewer: Reviewer, cells: dict[str, str], field: str, what: str) -> None:
    problems = list(reviewer.problems(row(**cells)))
    assert any(problem.field == field and what in problem.what for problem in problems), problems


@pytest.mark.parametrize("field", ["subject", "object", "scope", "stated_by", "cites"])
def test_a_retired_id_is_told_with_the_one_that_took_over(reviewer: Reviewer, field: str) -> None:
    linked = {"subject": "ferry-line", "property": "connects", "object": "port-vesta"}
    problem = problem_of(reviewer, **linked | {field: "ulm-port"})
    assert (problem.field, problem.what, problem.mend) == (field, "ulm-port was replaced", "write 'port-ulm'")


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("Arland", "Arland"),
        ("\u0430rland", "\\u0430rland"),
        ("arland\u200b", "arland\\u200b"),
        ("a\u0301rland", "a\\u0301rland"),
        ("arland\u00a0", "arland\\xa0"),
    ],
    ids=["case", "homoglyph", "zero width", "combining mark", "no-break space"],
)
def test_a_name_that_looks_like_an_id_is_shown_as_what_it_is(reviewer: Reviewer, name: str, seen: str) -> None:
    problem = problem_of(reviewer, **PARTY | {"object": name})
    assert problem.what == f"unknown entity '{seen}'"
    assert problem.mend == "did you mean 'arland'?"


def test_what_is_not_stated_needs_no_object(reviewer: Reviewer) -> None:
    assert not list(reviewer.problems(row(**SIGNED | {"object": "not-stated"})))


def test_a_document_may_be_a_side(reviewer: Reviewer) -> None:
    cited = {"subject": "lake-report", "property": "cites", "object": "harbour-letter"}
    assert not list(reviewer.problems(row(**cited)))


def test_a_scope_may_be_a_code(reviewer: Reviewer, material: Inputs) -> None:
    assert material.ontology.any_code("in-force")
    assert not list(reviewer.problems(row(**TRADE | {"scope": "in-force"})))


def test_every_fault_of_a_row_is_told(reviewer: Reviewer) -> None:
    faulty = replace(row(**TRADE), subject="x", object="1,5", unit="USB", time="2001-13", rank="", source="y")
    fields = [problem.field for problem in reviewer.problems(faulty)]
    assert fields == ["subject", "object", "unit", "time", "source"]
