"""Lists of names are read as people have them: from Excel in Russia and Kazakhstan, from old Macs, as workbooks."""

import zipfile
from pathlib import Path

import pytest

from kzgraph.documents.lists import read_list
from kzgraph.errors import InputError

ROWS = [["№", "название"], ["1", "Казахстан"], ["2", "Хуавей, ООО"]]


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


SEMICOLONS = "№;название\r\n1;Казахстан\r\n2;Хуавей, ООО\r\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ('№,название\n1,Казахстан\n2,"Хуавей, ООО"\n', "utf-8"),
        ('№,название\n1,Казахстан\n2,"Хуавей, ООО"\n', "utf-8-sig"),
        (SEMICOLONS, "utf-8"),
        (SEMICOLONS, "cp1251"),
        ("sep=;\r\n" + SEMICOLONS, "utf-8"),
        (SEMICOLONS.replace(";", "\t"), "utf-16"),
        (SEMICOLONS.replace(";", "\t"), "utf-8"),
        ("№\tназвание\r1\tКазахстан\r2\tХуавей, ООО\r", "utf-8"),
        ("\n" + SEMICOLONS + ";\r\n", "utf-8"),
    ],
    ids=["commas", "BOM", "semicolons", "cp1251", "sep=", "Unicode text", "tabs", "CR only", "empty lines"],
)
def test_whatever_stands_between_cells_the_rows_are_the_same(tmp_path: Path, text: str, encoding: str) -> None:
    header, rows, told = read_list(written(tmp_path / "list.csv", text, encoding))
    assert [header, *rows] == ROWS
    assert bool(told) == (encoding == "cp1251"), "a guess is told, nothing else is"


def test_a_list_of_one_column_has_no_separator(tmp_path: Path) -> None:
    assert read_list(written(tmp_path / "a.csv", "name\nHuawei\n")).rows == [["Huawei"]]


def test_two_separators_that_are_as_likely_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not tell whether a comma or a semicolon stands between its cells"):
        read_list(written(tmp_path / "a.csv", "a,b;c\n1,2;3\n"))


def test_a_workbook_is_read_from_its_first_sheet(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append([int(cell) if cell.isdigit() else cell for cell in row])
    book.create_sheet("other").append(["not this"])
    book.save(tmp_path / "list.xlsx")
    header, rows, _ = read_list(tmp_path / "list.xlsx")
    assert [header, *rows] == ROWS


@pytest.mark.parametrize("content", [b"PK\x03\x04 torn", b"", b" \n", b'name\n"open\n', b"%PDF-1.7\n\x00\x01"])
def test_what_is_no_list_is_refused_in_one_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "list.csv").write_bytes(content)
    with pytest.raises(InputError) as told:
        read_list(tmp_path / "list.csv")
    assert "\n" not in str(told.value)


def test_a_workbook_that_unpacks_to_more_than_is_read_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet1.xml", b"0" * (300 << 20))
    assert (tmp_path / "bomb.xlsx").stat().st_size < 1 << 20
    with pytest.raises(InputError, match="unpacks to more than 256 MB"):
        read_list(tmp_path / "bomb.xlsx")
