"""Lines in order, more than memory holds: the same as if they had all been in memory."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from kzgraph.errors import UsageError
from kzgraph.files.sorting import SortedLines
from kzgraph.files.writing import sweep

LINES = some.lists(some.binary().filter(lambda line: b"\n" not in line))


@given(LINES, some.integers(0, 500))
@settings(max_examples=60)
def test_lines_come_in_order_each_once(tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], run: int) -> None:
    with SortedLines(tmp_path_factory.getbasetemp() / "graph.ttl", run) as found:
        for line in lines:
            found.add(line)
        assert list(found) == sorted(set(lines))
        assert list(found) == sorted(set(lines)), "they can be read again"
        assert [*zip(found, found, strict=True)] == [(line, line) for line in sorted(set(lines))], "also at once"


def test_what_was_put_aside_is_taken_away(tmp_path: Path) -> None:
    with SortedLines(tmp_path / "graph.ttl", 100) as lines:
        for number in range(20):
            lines.add(b"%d" % number)
        assert len(list(tmp_path.iterdir())) == 1
    assert not list(tmp_path.iterdir())


def test_few_lines_touch_no_disk(tmp_path: Path) -> None:
    with SortedLines(tmp_path / "graph.ttl") as lines:
        lines.add(b"one")
        assert not list(tmp_path.iterdir())


def test_what_a_killed_process_put_aside_is_swept(tmp_path: Path) -> None:
    lines = SortedLines(tmp_path / "graph.ttl", 0)
    lines.add(b"one")
    assert len(list(tmp_path.iterdir())) == 1
    sweep(tmp_path / "graph.ttl")
    assert not list(tmp_path.iterdir())


def test_where_nothing_can_be_put_aside_it_is_told(tmp_path: Path) -> None:
    with (
        SortedLines(tmp_path / "none" / "graph.ttl", 0) as lines,
        pytest.raises(UsageError, match="there is no folder"),
    ):
        lines.add(b"one")
