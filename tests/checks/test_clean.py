"""What was found clean is not examined again until it, or what it is examined with, has changed."""

from pathlib import Path
from typing import Any

import pytest

from kzgraph.checks.clean import FILE, CleanRecord


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KZGRAPH_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def checked(run: Any, small: Path, cache: Path, *words: str) -> Any:
    own = {"KZGRAPH_CACHE": str(cache)}
    return run("check", "--graph", small, "--sources", small / "documents", *words, env=own)


def test_the_second_check_passes_over_what_is_unchanged_and_says_so(cache: Path, small: Path, run: Any) -> None:
    assert run("build", "--graph", small).returncode == 0
    first = checked(run, small, cache)
    assert first.returncode == 0, first.stdout
    assert "found clean before" not in first.stderr
    again = checked(run, small, cache)
    assert again.stdout == first.stdout
    assert "found clean before and unchanged; --all examines them again" in again.stderr
    every = checked(run, small, cache, "--all")
    assert every.stdout == first.stdout
    assert "found clean before" not in every.stderr
    assert (cache / FILE).exists()


def test_a_row_that_has_changed_is_examined(cache: Path, small: Path, run: Any) -> None:
    run("build", "--graph", small)
    assert checked(run, small, cache).returncode == 0
    table = small / "statements" / "lake-report.csv"
    before = table.read_text("utf-8")
    table.write_text(before.replace(",859000000,", ",858000000,"), "utf-8")
    assert table.read_text("utf-8") != before
    run("build", "--graph", small)
    changed = checked(run, small, cache)
    assert changed.returncode == 1
    assert "evidence  1 finding" in changed.stdout
    assert checked(run, small, cache).stdout == changed.stdout, "what was found is found again"


def test_a_graph_that_has_changed_is_examined(cache: Path, small: Path, run: Any) -> None:
    run("build", "--graph", small)
    assert checked(run, small, cache).returncode == 0
    graph = small / "kzgraph.ttl"
    before = graph.read_text("utf-8")
    graph.write_text(before.replace('"Arland"@en', '"Arland"@en , "X"@en', 1), "utf-8")
    assert graph.read_text("utf-8") != before
    told = checked(run, small, cache)
    assert told.returncode == 1
    assert "kzr:arland" in told.stdout.partition("shapes ")[2]


def test_a_program_that_has_changed_forgets_and_so_does_a_damaged_record(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = CleanRecord()
    key = record.key(b"one", b"two")
    assert not record.is_clean(key)
    record.add(key)
    record.save()
    assert CleanRecord().is_clean(key)
    assert not CleanRecord(remember=False).is_clean(key)
    stricter = CleanRecord()
    stricter.__dict__["_program"] = b"another program"
    assert stricter.key(b"one", b"two") != key
    (cache / FILE).write_bytes(b"\xff\xfe")
    assert not CleanRecord().is_clean(key)
    monkeypatch.setenv("KZGRAPH_CACHE", "")
    nowhere = CleanRecord()
    nowhere.add(key)
    nowhere.save()
    assert not CleanRecord().is_clean(key)
