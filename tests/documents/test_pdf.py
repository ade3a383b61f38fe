"""PDF documents are read as they are printed: words whole, columns one after the other, tables row by row."""

import shutil
import subprocess
from pathlib import Path

import pytest

from kzgraph.documents.extract import extract
from kzgraph.documents.pdf import Box, by_column, gutter
from kzgraph.errors import InputError
from kzgraph.text import figures

Line = tuple[int, int, str]
"""Points from the left, points from the bottom, and the words that begin there."""


def painted(path: Path, *lines: Line, unnamed: str = "") -> Path:
    """Write a PDF of one page, its words painted in the order given, whose font does not name the letter *unnamed*."""
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    named = DictionaryObject({NameObject(key): NameObject(value) for key, value in font.items()})
    if unnamed:
        meanings = DecodedStreamObject()
        meanings.set_data(f"1 beginbfchar <{ord(unnamed):02x}> <0000> endbfchar".encode())
        named[NameObject("/ToUnicode")] = writer._add_object(meanings)
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): named})}
    )
    stream = DecodedStreamObject()
    words = " ".join(f"1 0 0 1 {left} {bottom} Tm ({text}) Tj" for left, bottom, text in lines)
    stream.set_data(f"BT /F1 10 Tf {words} ET".encode())
    page[NameObject("/Contents")] = writer._add_object(stream)
    with path.open("wb") as file:
        writer.write(file)
    return path


def across(left: list[str], right: list[str]) -> list[Line]:
    """Return lines of two columns as print drivers paint them: line after line across the page."""
    return [
        (start, 700 - 13 * number, text)
        for number, pair in enumerate(zip(left, right, strict=True))
        for start, text in zip((50, 310), pair, strict=True)
    ]


LEFT = [f"and the left column goes on in line {n}" for n in range(8)]
RIGHT = [f"which the right column tells in line {n}" for n in range(8)]


def test_columns_that_are_painted_line_by_line_are_read_one_after_the_other(tmp_path: Path) -> None:
    found = extract(
        painted(
            tmp_path / "a.pdf",
            (50, 760, "A title over both of the columns of the page, from edge to edge"),
            *across(LEFT, RIGHT),
            (50, 560, "A note below both of the columns of the page, from edge to edge, too"),
        )
    )
    assert found.text.splitlines() == [
        "A title over both of the columns of the page, from edge to edge",
        *LEFT,
        *RIGHT,
        "A note below both of the columns of the page, from edge to edge, too",
    ]
    assert "two columns stand mixed on page 1" in found.warnings[0]


def test_columns_that_are_painted_one_after_the_other_are_left_so(tmp_path: Path) -> None:
    lines = across(LEFT, RIGHT)
    found = extract(painted(tmp_path / "a.pdf", *lines[::2], *lines[1::2]))
    assert found.text.splitlines() == LEFT + RIGHT
    assert not found.warnings


def test_a_table_is_read_row_by_row(tmp_path: Path) -> None:
    names = [f"Agreement on Trade No {n}" for n in range(8)]
    years = [f"Signed in Astana, {2000 + n}" for n in range(8)]
    found = extract(painted(tmp_path / "a.pdf", *across(names, years)))
    assert found.text.splitlines() == [f"{name} {year}" for name, year in zip(names, years, strict=True)]
    assert not found.warnings


def test_full_columns_of_chinese_are_read_one_after_the_other() -> None:
    def line(number: int) -> list[Box]:
        bottom = 700 - 14 * number
        return [Box(50, bottom, 284, bottom + 10, "左" * 20), Box(304, bottom, 540, bottom + 10, "右" * 20)]

    lines = [line(number) for number in range(8)]
    middle = gutter(lines)
    assert middle == 294
    assert "".join(box.text[0] for box in by_column(lines, middle)) == "左" * 8 + "右" * 8


def test_a_hyphen_at_the_end_of_a_line_is_kept_with_the_end(tmp_path: Path) -> None:
    found = extract(painted(tmp_path / "a.pdf", (50, 700, "trade and invest-"), (50, 687, "ment grew")))
    assert found.text == "trade and invest-\nment grew"


def test_a_character_that_its_font_does_not_name_is_marked_and_told(tmp_path: Path) -> None:
    found = extract(painted(tmp_path / "a.pdf", (50, 700, "a share of 1x2 per cent"), unnamed="x"))
    assert found.text == "a share of 1\ufffd2 per cent"
    assert "cannot be read are marked \ufffd: 1," in found.warnings[0]
    assert not figures.numbers_in(found.text)


def test_such_characters_stay_in_columns_that_are_put_in_order(tmp_path: Path) -> None:
    lines = across([f"{line}, x" for line in LEFT], RIGHT)
    found = extract(painted(tmp_path / "a.pdf", *lines, unnamed="x"))
    assert found.text.splitlines() == [f"{line}, \ufffd" for line in LEFT] + RIGHT


PAGE = """<!doctype html><meta charset="utf-8">
<style>body { font: 11pt serif } div { column-count: 2; text-align: justify }</style>
<h1>Сауда және инвестиция</h1><div>%s</div>"""


@pytest.mark.skipif(shutil.which("chromium") is None, reason="no Chromium here")
def test_what_a_browser_prints_in_two_columns_comes_back_in_order(tmp_path: Path) -> None:
    numbers = [f"n{number}" for number in range(600)]
    (tmp_path / "a.html").write_text(PAGE % " сөз, trade, ".join(numbers), "utf-8")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    places = [f"--user-data-dir={tmp_path / 'profile'}", f"--print-to-pdf={tmp_path / 'a.pdf'}", tmp_path / "a.html"]
    subprocess.run(["chromium", *flags, *places], check=True, capture_output=True, timeout=60)
    text = extract(tmp_path / "a.pdf").text
    assert [word for word in text.split() if word.startswith("n")] == numbers
    assert text.startswith("Сауда және инвестиция")
    assert text.count("сөз,") == text.count("trade,") == 599


def test_a_pdf_with_a_password_is_refused(tmp_path: Path) -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(painted(tmp_path / "a.pdf", (50, 700, "words"))))
    writer.encrypt("secret", algorithm="RC4-128")
    with (tmp_path / "b.pdf").open("wb") as file:
        writer.write(file)
    with pytest.raises(InputError, match="needs a password"):
        extract(tmp_path / "b.pdf")
