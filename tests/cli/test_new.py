"""`new` makes a folder that works at once, or says why it does not and leaves nothing behind."""

from pathlib import Path
from typing import Any

import pytest


@pytest.mark.parametrize(
    "sides", ["uzbekistan,turkiye", "Узбекистан, Türkiye", "UZ,tr", "乌兹别克斯坦,Түркия,Kazakhstan"]
)
def test_what_is_made_builds_and_passes_every_check(run: Any, tmp_path: Path, sides: str) -> None:
    assert run("new", "ours", "--title", 'A "title" with \\ signs', "--sides", sides).returncode == 0
    assert run("build", "--graph", "ours").returncode == 0
    checked = run("check", "--graph", "ours", "--sources", "ours/documents")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    covered = run("coverage", "first-document", "--graph", "ours", "--sources", "ours/documents")
    assert covered.returncode == 0, covered.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["ours"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--title", "x", "--sides", "uz"), "give two countries at the least"),
        (("--title", "x", "--sides", ",,"), "give two countries at the least"),
        (("--title", "x", "--sides", "uz,Uzbekistan"), "'Uzbekistan' is named twice"),
        (("--title", "x", "--sides", "uz,Nowhere"), "'Nowhere' is no country"),
        (("--title", "x", "--sides", "uz,Congo"), "'Congo' is no country"),
        (("--title", " ", "--sides", "uz,tr"), "--title: is empty"),
        (("--title", "a\nb", "--sides", "uz,tr"), "signs that do not print"),
        (("--title", "x" * 201, "--sides", "uz,tr"), "longer than 200"),
    ],
)
def test_what_cannot_be_made_is_told(run: Any, tmp_path: Path, words: tuple[str, ...], told: str) -> None:
    answer = run("new", "ours", *words)
    assert answer.returncode == 2
    assert told in answer.stderr
    assert not list(tmp_path.iterdir())


def test_a_folder_that_holds_something_is_left_alone(run: Any, tmp_path: Path) -> None:
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "mine.txt").write_text("mine", "utf-8")
    answer = run("new", "ours", "--title", "x", "--sides", "uz,tr")
    assert (answer.returncode, "is there already" in answer.stderr) == (2, True)
    assert [path.name for path in tmp_path.rglob("*")] == ["ours", "mine.txt"]


def test_a_folder_in_no_folder_is_told(run: Any) -> None:
    answer = run("new", "no/ours", "--title", "x", "--sides", "uz,tr")
    assert (answer.returncode, "make that first" in answer.stderr) == (2, True)


def test_what_is_made_passes_the_check_where_another_folder_of_sources_is_set(run: Any, tmp_path: Path) -> None:
    (tmp_path / "others").mkdir()
    elsewhere = {"KZGRAPH_SOURCES": str(tmp_path / "others")}
    assert run("new", "ours", "--title", "x", "--sides", "uz,tr").returncode == 0
    assert run("build", "--graph", "ours").returncode == 0
    checked = run("check", "--graph", "ours", env=elsewhere)
    assert checked.returncode == 0, checked.stdout
    assert "2 of 2 rows in 1 documents" in checked.stdout
    for words in (("evidence", "first-document"), ("locate", "first-document", "replaced"), ("tidy",)):
        assert "no such file" not in run(*words, "--graph", "ours", env=elsewhere).stdout
    (tmp_path / "ours" / "documents" / "first-document.txt").unlink()
    checked = run("check", "--graph", "ours", env=elsewhere)
    assert checked.returncode == 1
    assert "others/first-document.txt: no such file, nor in ours/documents; put your copy" in checked.stdout
