"""Statement tables: one row for one claim as one passage supports it."""

from dataclasses import astuple, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kzgraph.curation.claims import evidence_id, gather, statement_id
from kzgraph.curation.inputs import Inputs
from kzgraph.curation.rows import COLUMNS, Row, is_number, read_statements, statements_bytes
from kzgraph.errors import InputError, Problem
from kzgraph.files.sheets import sheet_bytes

ROW = Row(
    subject="arland",
    property="tradeTurnover",
    object="859000000",
    unit="USD",
    operator=">",
    printed="$859 million",
    time="2003",
    scope="belmark;cordia",
    role="",
    modality="asserted",
    stated_by="",
    cites="",
    rank="normal",
    reason="",
    source="lake-report",
    start="10",
    end="20",
    via="1-5;7-9",
    fingerprint="2:0123456789abcdef",
)


def table(folder: Path, *rows: Row) -> Path:
    path = folder / "lake-report.csv"
    path.write_bytes(sheet_bytes(COLUMNS, [astuple(row)[: len(COLUMNS)] for row in rows]))
    return path


def problems(folder: Path, *rows: Row) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        read_statements(table(folder, *rows))
    return caught.value.problems


def test_a_table_that_was_written_is_read_back(tmp_path: Path) -> None:
    (row,) = read_statements(table(tmp_path, ROW))
    assert replace(row, file="", line=0) == ROW
    assert (Path(row.file).name, row.line) == ("lake-report.csv", 2)


@given(some.text(some.characters(exclude_categories=["Cc", "Cs"]), min_size=1))
def test_any_text_is_kept_in_its_cell_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder, row = tmp_path_factory.getbasetemp(), replace(ROW, reason=text, printed=text)
    if text == text.strip():
        (read,) = read_statements(table(folder, row))
        assert (read.reason, read.printed) == (text, text)
    else:
        assert {problem.field for problem in problems(folder, row)} == {"reason", "printed"}


def test_rows_are_written_in_the_order_of_the_document(tmp_path: Path) -> None:
    later, first = replace(ROW, start="100", end="120"), replace(ROW, start="9", end="12")
    path = tmp_path / "table.csv"
    path.write_bytes(statements_bytes([later, ROW, first]))
    assert [row.start for row in read_statements(path)] == ["9", "10", "100"]


def test_a_row_tells_its_spans_and_scopes() -> None:
    assert (ROW.span, ROW.via_spans, ROW.scopes) == ((10, 20), ((1, 5), (7, 9)), ("belmark", "cordia"))


@pytest.mark.parametrize("field", ["subject", "property", "object", "modality", "rank", "source", "start", "end"])
def test_an_empty_required_cell_is_refused(tmp_path: Path, field: str) -> None:
    (problem,) = problems(tmp_path, replace(ROW, **{field: ""}))
    assert (problem.line, problem.field, problem.what) == (2, field, "is empty")
    assert problem.column == COLUMNS.index(field) + 1


@pytest.mark.parametrize("offset", ["-1", "1.0", "1e3", "x", "1 2", "٣", "9999999999"])
def test_a_bad_offset_is_refused(tmp_path: Path, offset: str) -> None:
    (problem,) = problems(tmp_path, replace(ROW, start=offset))
    assert (problem.field, problem.mend) == ("start", "give a whole number of code points")


@pytest.mark.parametrize("end", ["10", "9", "0"])
def test_a_passage_ends_after_it_begins(tmp_path: Path, end: str) -> None:
    (problem,) = problems(tmp_path, replace(ROW, end=end))
    assert (problem.field, problem.what) == ("end", f"{end} is not after 10")


@pytest.mark.parametrize("via", ["5", "5-1", "5-5", "1-5,7-9", "1-5;", ";", "a-b", "1-5; 7-9"])
def test_a_bad_span_of_an_earlier_mention_is_refused(tmp_path: Path, via: str) -> None:
    assert {problem.field for problem in problems(tmp_path, replace(ROW, via=via))} == {"via"}


@pytest.mark.parametrize("mark", ["2", "0:0123456789abcdef", "2:0123", "2:0123456789ABCDEF", "two:0123456789abcdef"])
def test_a_malformed_fingerprint_is_refused(tmp_path: Path, mark: str) -> None:
    (problem,) = problems(tmp_path, replace(ROW, fingerprint=mark))
    assert (problem.field, problem.mend) == ("fingerprint", "let `kzgraph locate` print it")


@pytest.mark.parametrize("field", ["subject", "printed", "reason"])
def test_white_space_at_the_edge_of_a_cell_is_refused(tmp_path: Path, field: str) -> None:
    (problem,) = problems(tmp_path, replace(ROW, **{field: getattr(ROW, field) + "x\u00a0"}))
    assert (problem.field, problem.mend) == (field, "remove it")


def test_a_row_that_stands_twice_is_refused(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, ROW, replace(ROW, scope="cordia;belmark", reason="said again"))
    assert (problem.line, problem.what) == (3, "repeats line 2")


def test_one_claim_may_rest_on_two_passages(tmp_path: Path) -> None:
    assert len(read_statements(table(tmp_path, ROW, replace(ROW, start="30", end="40")))) == 2


def test_every_fault_of_a_table_is_told(tmp_path: Path) -> None:
    found = problems(tmp_path, replace(ROW, rank="", via="5"), replace(ROW, start="12", end="x", object=""))
    assert sorted((problem.line, problem.field) for problem in found) == [
        (2, "rank"),
        (2, "via"),
        (3, "end"),
        (3, "object"),
    ]


@pytest.mark.parametrize("text", ["0", "27", "-5", "0.5", "-0.25", "12.05", "1" * 30])
def test_a_plain_number_is_one(text: str) -> None:
    assert is_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "27.0",
        "27.",
        ".5",
        "007",
        "+5",
        "-0",
        "1,5",
        "1.500.000",
        "$12m",
        "1e400",
        "1e3",
        "0x1F",
        "NaN",
        "Infinity",
        "½",
        "٣",
        "1 000",
        "1_000",
        "",
        "-",
        "1.50",
        "9" * 5000,
    ],
)
def test_a_number_in_any_other_form_is_none(text: str) -> None:
    assert not is_number(text)


def test_the_id_of_a_claim_does_not_depend_on_who_says_it_where() -> None:
    elsewhere = replace(ROW, source="letter", start="1", end="9", via="", fingerprint="", file="x", line=9)
    otherwise = replace(
        elsewhere, printed="", modality="reported", stated_by="x", cites="y", rank="deprecated", reason="z"
    )
    assert statement_id(ROW) == statement_id(otherwise)


def test_the_id_of_a_claim_does_not_depend_on_the_order_of_its_scopes() -> None:
    assert statement_id(ROW) == statement_id(replace(ROW, scope="cordia;belmark"))


@pytest.mark.parametrize("field", ["subject", "property", "object", "unit", "operator", "time", "scope", "role"])
def test_the_id_of_a_claim_changes_with_everything_that_is_claimed(field: str) -> None:
    assert statement_id(ROW) != statement_id(replace(ROW, **{field: "other"}))


def test_cells_do_not_run_into_each_other_in_an_id() -> None:
    assert statement_id(replace(ROW, subject="ab", property="c")) != statement_id(
        replace(ROW, subject="a", property="bc")
    )


def test_the_ids_in_the_graph_stay_what_they_are() -> None:
    road = dict.fromkeys(COLUMNS, "") | {"subject": "treaty-1992-09-26-road-transport", "property": "signed"}
    assert statement_id(Row(**road | {"object": "1992-09-26"})) == "2856f8eb334a6c05"


def test_a_statement_is_as_sure_as_its_surest_passage(material: Inputs) -> None:
    row = material.rows[0]
    rows = [replace(row, modality=name, start=str(at)) for at, name in enumerate(["opinion", "reported", "planned"])]
    (statement,) = gather(rows)
    assert statement.modality == "reported"


def test_passages_of_a_statement_stand_in_their_order_whatever_the_order_of_the_rows() -> None:
    rows = [ROW, replace(ROW, start="3", end="9"), replace(ROW, source="a-letter")]
    assert gather(rows) == gather(reversed(rows))


def test_each_passage_of_a_claim_is_evidence_of_its_own() -> None:
    assert evidence_id(ROW) != evidence_id(replace(ROW, start="11")) != evidence_id(replace(ROW, source="letter"))
