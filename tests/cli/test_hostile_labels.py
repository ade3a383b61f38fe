"""What a label holds does nothing in a spreadsheet, nor in Markdown, whichever command writes it."""

import csv
import io
from pathlib import Path

import pytest

FORMULA, SCRIPT = "=HYPERLINK(1) works", "<script>alert(1)</script>"


@pytest.fixture
def hostile(run, small: Path) -> Path:
    """The small project, two of its labels turned into a formula and a script."""
    for path in (small / "entities").glob("*.ttl"):
        text = path.read_text("utf-8").replace('"Keel Works"@en', f'"{FORMULA}"@en')
        path.write_text(text.replace('"Port Ulm"@en', f'"{SCRIPT}"@en'), "utf-8")
    assert run("build", "--graph", small).returncode == 0
    return small


@pytest.mark.parametrize(
    "words",
    [
        ("network", "-f", "csv"),
        ("panel", "--unit", "statement"),
        ("links", "--missing", "-f", "csv"),
        ("relation", "arland", "belmark", "-f", "csv"),
    ],
    ids=" ".join,
)
def test_no_cell_of_csv_is_a_formula(run, hostile: Path, words: tuple[str, ...]) -> None:
    table = run(*words, "--graph", hostile)
    assert table.returncode == 0, table.stderr
    cells = [cell for row in csv.reader(io.StringIO(table.stdout)) for cell in row]
    assert len(cells) > 10
    assert not [cell for cell in cells if cell.startswith(("=", "@"))]
    if words[0] in ("network", "links"):
        assert f"'{FORMULA}" in cells


@pytest.mark.parametrize(
    "words",
    [("query", "companies", "-f", "md"), ("links", "--missing", "-f", "md"), ("brief", "port-ulm")],
    ids=" ".join,
)
def test_markdown_holds_no_markup_of_a_label(run, hostile: Path, words: tuple[str, ...]) -> None:
    written = run(*words, "--graph", hostile)
    assert written.returncode == 0, written.stderr
    assert "<script>" not in written.stdout
    if words[0] != "query":
        assert r"\<script\>" in written.stdout
