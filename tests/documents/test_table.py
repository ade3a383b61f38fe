"""A table's copy is CSV in one form, in which every record and every cell has a place."""

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzgraph.documents.extract import extract
from kzgraph.documents.table import MEDIA, SourceTable, table_text
from kzgraph.errors import InputError

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")) | st.sampled_from('",\n'), max_size=12)


@given(st.lists(st.lists(TEXTS, min_size=3, max_size=3), min_size=1, max_size=8))
def test_every_cell_is_found_where_it_stands(rows: list[list[str]]) -> None:
    text = table_text(["a", "b", "c"], rows, "x.csv")
    table = SourceTable(text)
    assert [[cell.text for cell in table.cells(row)] for row in table.rows()] == list(csv.reader(io.StringIO(text)))[1:]
    for row in table.rows():
        first, last = table.span(row)
        for cell in table.cells(row):
            assert first <= cell.span[0] <= cell.span[1] <= last
            assert text[slice(*cell.span)].replace('""', '"') == cell.text
            assert table.row_at(cell.span[0]) == row
            if cell.text:
                assert table.cell_at(cell.span) == cell
                assert table.fragment(cell) == f"cell={row},{cell.column}"


def test_rows_and_columns_are_counted_as_rfc_7111_counts_them() -> None:
    table = SourceTable("name,MW\nA,5\nB,7\n")
    (_, cell) = table.cells(3)
    assert (len(table), table.header, table.fragment(cell), cell.text) == (2, ("name", "MW"), "cell=3,2", "7")


def test_no_place_beside_a_cell_is_one() -> None:
    table = SourceTable("name,MW\nAB,57\n")
    assert table.cell_at((11, 13))
    assert [table.cell_at(span) for span in ((11, 12), (8, 13), (-1, 2), (90, 99))] == [None] * 4


KINDS = {
    "commas.csv": b"name,MW\nA,5\n",
    "semicolons.csv": "name;MW\r\nA;5\r\n".encode("utf-16"),
    "tabs.tsv": b"name\tMW\nA\t5\n",
    "objects.json": b'[{"name": "A", "MW": 5}]',
}


@pytest.mark.parametrize("name", KINDS)
def test_tables_of_every_kind_become_the_same_text(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(KINDS[name])
    found = extract(tmp_path / name)
    assert (found.text, found.media) == ("name,MW\nA,5\n", MEDIA)


def test_a_workbook_and_parquet_do_too(tmp_path: Path) -> None:
    import openpyxl
    import pyarrow as pa
    from pyarrow import parquet

    book = openpyxl.Workbook()
    book.active.append(["name", "MW"])
    book.active.append(["A", 5])
    book.save(tmp_path / "a.xlsx")
    parquet.write_table(pa.table({"name": ["A"], "MW": [5]}), tmp_path / "a.parquet")
    assert {extract(tmp_path / name).text for name in ("a.xlsx", "a.parquet")} == {"name,MW\nA,5\n"}


def test_a_number_of_json_is_kept_as_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('[{"a": 1.50, "b": 12345678901234567890, "c": null, "d": [1]}]', "utf-8")
    assert extract(tmp_path / "a.json").text == 'a,b,c,d\n1.50,12345678901234567890,,"[""1""]"\n'


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", b"name,\nA,5\n", "column 2 has no name"),
        ("a.csv", b"name,name\nA,5\n", "the column 'name' stands twice"),
        ("a.csv", b"name,MW\nA,5,6\n", "column 3 has no name"),
        ("a.csv", b'name,MW\n"A,5\n', "CSV"),
        ("a.json", b"{}", "no list of objects"),
        ("a.json", b"[", "is no JSON"),
        ("a.xlsx", b"PK\x03\x04", "no workbook"),
        ("a.parquet", b"PAR1xxxx", "no Parquet"),
        ("a.csv", b"a\x00b,c\n1,2\n", "is not UTF-8"),
    ],
)
def test_what_is_no_table_is_told(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=told):
        extract(tmp_path / name)


def test_records_with_fewer_cells_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"name,MW\nA\nB,7\n")
    found = extract(tmp_path / "a.csv")
    assert found.text == "name,MW\nA,\nB,7\n"
    assert "1 records have fewer cells" in found.warnings[-1]
    assert json.dumps(found.warnings)
