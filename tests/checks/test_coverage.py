"""Nothing of a document is left out unseen."""

import json
from pathlib import Path

import pytest

from kzgraph.curation.rows import read_statements, statements_bytes

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted(path.stem for path in (ROOT / "graph" / "statements").glob("*.csv"))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_piece_of_a_document_is_stated_or_marked_with_a_reason(name, run, sources_dir) -> None:
    done = run("coverage", name, "--sources", sources_dir, "--format", "json")
    report = json.loads(done.stdout)
    assert report["counts"]["stated"] > 30
    assert (report["counts"]["partly"], report["counts"]["neither"]) == (0, 0)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def project(tmp_path) -> Path:
    """A copy of the graph's folder that a test may spoil."""
    for name in ("entities", "statements", "coverage"):
        (tmp_path / name).mkdir()
        for path in (ROOT / "graph" / name).iterdir():
            (tmp_path / name / path.name).write_bytes(path.read_bytes())
    for path in (ROOT / "graph").glob("*.[tc]*"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    return tmp_path


def test_a_sentence_without_rows_is_reported_with_its_words(project, run, sources_dir) -> None:
    path = project / "statements" / "usd27bn-article.csv"
    rows = read_statements(path)
    last = max(row.span[1] for row in rows)
    path.write_bytes(statements_bytes(row for row in rows if row.span[1] < last))
    (project / "relations.csv").unlink(missing_ok=True)
    done = run("coverage", "usd27bn-article", "--sources", sources_dir, "--graph", project)
    assert done.returncode == 1
    assert done.stdout.startswith(("neither", "partly"))


def mark(project: Path, line: str) -> None:
    path = project / "coverage" / "usd27bn-article.csv"
    path.write_text(f"start,end,reason,note,fingerprint\n{line}\n", "utf-8")


def test_a_mark_whose_text_has_changed_is_a_finding(project, run, sources_dir) -> None:
    mark(project, "0,60,layout,,9:0123456789abcdef")
    done = run("coverage", "usd27bn-article", "--sources", sources_dir, "--graph", project)
    assert done.returncode == 1
    assert "another fingerprint" in done.stderr


def test_rhetoric_may_hold_no_name_and_no_number(project, run, sources_dir) -> None:
    mark(project, "0,60,rhetoric,,9:0123456789abcdef")
    done = run("coverage", "usd27bn-article", "--sources", sources_dir, "--graph", project)
    assert "is marked rhetoric but holds 'Kazakhstan'" in done.stderr


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("60,0,layout,,1:0123456789abcdef", "are no span"),
        ("0,60,boring,,1:0123456789abcdef", "unknown reason 'boring'"),
        ("0,60,layout,,", "has no fingerprint"),
    ],
)
def test_a_bad_mark_is_told_with_its_line(project, run, sources_dir, line, message) -> None:
    mark(project, line)
    done = run("coverage", "usd27bn-article", "--sources", sources_dir, "--graph", project)
    assert done.returncode == 3
    assert message in done.stderr
    assert "usd27bn-article.csv:2" in done.stderr


def test_another_copy_of_the_text_is_refused(run, sources_dir, tmp_path) -> None:
    text = (sources_dir / "usd27bn-article.txt").read_text("utf-8")
    (tmp_path / "usd27bn-article.txt").write_text("x" + text, "utf-8")
    done = run("coverage", "usd27bn-article", "--sources", tmp_path)
    assert done.returncode == 3
    assert "not the text that offsets refer to" in done.stderr


def test_the_page_leads_from_the_text_to_its_statements(run, sources_dir) -> None:
    page = run("coverage", "usd27bn-article", "--sources", sources_dir, "-f", "html").stdout
    targets = {part.split('"')[0] for part in page.split('<li id="')[1:]}
    leads = {part.split('"')[0] for part in page.split('<a href="#')[1:]}
    assert leads
    assert leads <= targets
    assert "<script" not in page
