"""CSV files: read strictly, each fault with its place, none of them silent."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kzgraph.errors import InputError, Problem
from kzgraph.files.sheets import read_sheet, sheet_bytes

COLUMNS = ("name", "number", "note")
CELLS = some.text(some.characters(exclude_categories=["Cs"]))


def sheet(folder: Path, content: str | bytes) -> Path:
    path = folder / "sheet.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def problems(folder: Path, content: str | bytes) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        read_sheet(sheet(folder, content), COLUMNS, ("extra",))
    return caught.value.problems


def test_a_row_comes_with_its_line(tmp_path: Path) -> None:
    rows = read_sheet(sheet(tmp_path, "name,number,note\none,1,\n\ntwo,2,last\n"), COLUMNS)
    assert rows == [
        (2, {"name": "one", "number": "1", "note": ""}),
        (4, {"name": "two", "number": "2", "note": "last"}),
    ]


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    ((_, row),) = read_sheet(sheet(tmp_path, "note,name,number\nlast,two,2\n"), COLUMNS)
    assert row == {"name": "two", "number": "2", "note": "last"}


def test_an_optional_column_may_stand_there(tmp_path: Path) -> None:
    ((_, row),) = read_sheet(sheet(tmp_path, "name,number,note,extra\n,,,more\n"), COLUMNS, ("extra",))
    assert row["extra"] == "more"


@pytest.mark.parametrize(
    "cell", ["NA", "null", "NO", "007", "1e5", "2024-02-30", "=cmd|' /C calc'!A0", "@SUM(1)", "-1"]
)
def test_a_cell_stays_the_text_it_is(tmp_path: Path, cell: str) -> None:
    ((_, row),) = read_sheet(sheet(tmp_path, f"name,number,note\n{cell},1,\n"), COLUMNS)
    assert row["name"] == cell


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_line_ends_of_either_system_are_read(tmp_path: Path, ending: str) -> None:
    assert len(read_sheet(sheet(tmp_path, ending.join(["name,number,note", "a,1,", "b,2,", ""])), COLUMNS)) == 2


def test_a_byte_order_mark_is_accepted(tmp_path: Path) -> None:
    assert read_sheet(sheet(tmp_path, "\ufeffname,number,note\na,1,\n"), COLUMNS)


def test_a_quoted_cell_may_hold_commas_and_doubled_quotes(tmp_path: Path) -> None:
    ((_, row),) = read_sheet(sheet(tmp_path, 'name,number,note\n"a, ""b""",1,\n'), COLUMNS)
    assert row["name"] == 'a, "b"'


@given(some.lists(some.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=3))
def test_what_is_written_is_read_back_or_refused_with_its_line(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]]
) -> None:
    folder, content = tmp_path_factory.getbasetemp(), sheet_bytes(COLUMNS, rows)
    if any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 for row in rows for cell in row for char in cell):
        assert all(problem.line and problem.mend for problem in problems(folder, content))
    else:
        read = [tuple(row.values()) for _, row in read_sheet(sheet(folder, content), COLUMNS)]
        assert read == rows


def test_a_lost_quote_is_found_on_the_line_where_it_opens(tmp_path: Path) -> None:
    rows = "".join(f"row {number},{number},\n" for number in range(1000))
    (problem,) = problems(tmp_path, f'name,number,note\n"first,1,\n{rows}')
    assert (problem.line, problem.mend) == (2, "close or double it")
    assert "quote is not closed" in problem.what


def test_text_after_a_closing_quote_is_refused(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, 'name,number,note\n"a"b,1,\n')
    assert problem.line == 2


@pytest.mark.parametrize("row", ["a,1", "a,1,,", "a"])
def test_a_ragged_row_is_refused(tmp_path: Path, row: str) -> None:
    (problem,) = problems(tmp_path, f"name,number,note\n{row}\n")
    assert problem.line == 2
    assert "where the first line has 3" in problem.what


def test_an_unknown_column_is_shown_with_the_one_that_is_meant(tmp_path: Path) -> None:
    unknown, missing = problems(tmp_path, "name,nubmer,note\na,1,\n")
    assert (unknown.line, unknown.column, unknown.mend) == (1, 2, "did you mean 'number'?")
    assert missing.what == "lacks the column number"


def test_every_missing_column_is_named(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, "name\na\n")
    assert problem.what == "lacks the column number, note"


def test_a_column_that_stands_twice_is_refused(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, "name,number,note,name\na,1,,b\n")
    assert (problem.line, problem.column) == (1, 4)
    assert "stands twice" in problem.what


def test_a_column_without_a_name_is_refused(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, "name,number,note,\na,1,,\n")
    assert (problem.column, problem.what) == (4, "a column has no name")


@pytest.mark.parametrize("char", ["\x1b", "\x07", "\x0b", "\x85", "\x7f"])
def test_a_control_character_is_refused_with_its_column(tmp_path: Path, char: str) -> None:
    (problem,) = problems(tmp_path, f"name,number,note\na,1,x{char}y\n")
    assert (problem.line, problem.column, problem.field) == (2, 3, "note")


def test_a_line_separator_inside_a_cell_does_not_end_the_row(tmp_path: Path) -> None:
    ((_, row),) = read_sheet(sheet(tmp_path, "name,number,note\na\u2028b,1,\n"), COLUMNS)
    assert row["name"] == "a\u2028b"


def test_every_fault_of_a_sheet_is_told(tmp_path: Path) -> None:
    found = problems(tmp_path, 'name,number,note\n"a,1,\nb\nc,1,\x1b\nd,1,fine\n')
    assert [problem.line for problem in found] == [2, 3, 4]


@pytest.mark.parametrize("content", ["name,number,note\n", "name,number,note\n\n  \n"])
def test_a_sheet_without_rows_is_no_success(tmp_path: Path, content: str) -> None:
    (problem,) = problems(tmp_path, content)
    assert problem.what == "holds no rows"


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff", "  "])
def test_an_empty_file_is_said_to_be_empty(tmp_path: Path, content: str) -> None:
    (problem,) = problems(tmp_path, content)
    assert problem.what == "is empty"


def test_a_blank_first_line_lacks_every_column(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, "\nname,number,note\na,1,\n")
    assert problem.what == "lacks the column name, number, note"


def test_a_very_long_cell_is_read_or_refused_but_never_cut(tmp_path: Path) -> None:
    long = "x" * 200_000
    ((_, row),) = read_sheet(sheet(tmp_path, f"name,number,note\n{long},1,\n"), COLUMNS)
    assert row["name"] == long
    (problem,) = problems(tmp_path, f"name,number,note\n{long * 6},1,\n")
    assert "field limit" in problem.what


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("name,number,note\nCaf\xe9,1,\n".encode("cp1252"), "byte 20 is not UTF-8 (0xe9)"),
        ("name,number,note\na,1,\n".encode("utf-16"), "is UTF-16"),
        (b"name,number,note\na\0b,1,\n", "holds a NUL character"),
    ],
    ids=["cp1252", "utf-16", "nul"],
)
def test_a_file_in_another_encoding_is_refused(tmp_path: Path, content: bytes, what: str) -> None:
    (problem,) = problems(tmp_path, content)
    assert problem.what == what
    assert problem.mend
