"""Scanned pages are read only when asked, by the engine that is there, and what was read so is recorded and told."""

import shutil
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from kzgraph.documents.extract import extract
from kzgraph.documents.ocr import models
from kzgraph.errors import EnvironmentProblem, UsageError
from tests.conftest import Run, absent

SAID = "The dry port of Tasbulak handled 45,000 containers in 2016."
PAGE = (1654, 2339)
"""A sheet of A4 at 200 dots an inch."""


@pytest.fixture
def tesseract() -> None:
    if shutil.which("tesseract") is None:
        absent("no tesseract (Debian: apt-get install tesseract-ocr)")


needs_engine = pytest.mark.usefixtures("tesseract")


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A PDF of two sheets that are nothing but pictures: one with a line of print, one blank."""
    sheet = Image.new("L", PAGE, 255)
    font = ImageFont.load_default(48)
    ImageDraw.Draw(sheet).text((120, 300), SAID, fill=0, font=font)
    path = tmp_path / "scan.pdf"
    sheet.save(path, save_all=True, append_images=[Image.new("L", PAGE, 255)], resolution=200)
    return path


@needs_engine
def test_a_scan_is_read_when_asked(scan: Path) -> None:
    found = extract(scan, "en")
    assert " ".join(found.text.split()) == SAID
    assert "Tesseract" in found.tool
    assert "(eng)" in found.tool
    assert any("read by OCR: page 1, 2; look" in each for each in found.warnings)
    assert any("0 characters on page 2" in each for each in found.warnings)
    assert len(found.pages) == 2


def test_it_is_not_read_unasked(scan: Path) -> None:
    found = extract(scan)
    assert not found.text.strip()
    assert "Tesseract" not in found.tool
    assert any("--ocr en reads it" in each for each in found.warnings)


@needs_engine
def test_a_page_with_text_of_its_own_is_left_alone(tmp_path: Path) -> None:
    from pypdf import PdfWriter

    path = tmp_path / "blank.pdf"
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(path)
    assert "read by OCR: page 1" in " ".join(extract(path, "en").warnings)


@needs_engine
def test_a_language_without_a_model_is_told_with_those_there_are(scan: Path) -> None:
    with pytest.raises(EnvironmentProblem, match=r"no model 'xyz'; install it.*it has: .*eng"):
        extract(scan, "xyz")
    with pytest.raises(UsageError, match=r"--ocr ru,en"):
        extract(scan, " , ")


def test_languages_are_those_of_the_project() -> None:
    assert models("ru, kk,zh,en") == "rus+kaz+chi_sim+eng"
    assert models("deu") == "deu"


def test_without_the_engine_it_says_what_to_install(
    scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EnvironmentProblem, match="needs the engine Tesseract"):
        extract(scan, "en")


@needs_engine
def test_the_record_says_that_it_was_read_by_ocr(run: Run, small: Path, scan: Path) -> None:
    call = ["source", "add", str(scan), "--id", "scan", "--label", "A scan", "--ocr", "en", "--graph", str(small)]
    done = run(*call, "--sources", str(small / "documents"))
    assert "read by OCR: page 1, 2" in done.stderr
    assert "Tesseract" in (small / "sources.ttl").read_text("utf-8")
    assert SAID.split()[3] in (small / "documents" / "scan.txt").read_text("utf-8")
