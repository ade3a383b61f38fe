"""Files: read with a clear word when they cannot be, replaced whole or not at all."""

import errno
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from kzgraph.errors import EnvironmentProblem, InputError, Problem, UsageError, quoted, shown
from kzgraph.files import paths, reading, writing


def test_a_message_tells_place_fault_and_mend() -> None:
    problem = Problem("unknown unit 'USB'", "did you mean 'USD'?", "table.csv", 7, 4, "unit")
    assert str(problem) == "table.csv:7:4 (unit): unknown unit 'USB'; did you mean 'USD'?"


def test_a_message_leaves_out_what_is_not_known() -> None:
    assert str(Problem("is empty", "fill it", "table.csv")) == "table.csv: is empty; fill it"
    assert str(Problem("is empty", "")) == "is empty"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a\nb", "a\\nb"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("\u202eabc", "\\u202eabc"),
        ("a\u200bb", "a\\u200bb"),
        ("caf\udce9", "caf\\udce9"),
        ("Қазақстан 哈萨克斯坦", "Қазақстан 哈萨克斯坦"),
    ],
)
def test_what_could_mislead_a_terminal_is_shown_escaped(text: str, seen: str) -> None:
    assert shown(text) == seen


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("treaty", "'treaty'"),
        ("C:\\new", "'C:\\new'"),
        ("a\nb", "'a\\nb'"),
        ("Xi'an", '"Xi\'an"'),
        ("caf\udce9", "'caf\\udce9'"),
        (5, "'5'"),
    ],
)
def test_a_text_is_quoted_with_each_backslash_once(text: object, seen: str) -> None:
    assert quoted(text) == seen
    assert str(Problem(f"unknown unit {quoted(text)}", "")) == f"unknown unit {seen}"


def test_a_file_below_the_working_folder_has_its_short_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert paths.name_of(tmp_path / "a" / "b.csv") == str(Path("a", "b.csv"))
    assert paths.name_of(Path("odd\nname")) == "odd\\nname"


def test_a_missing_file_a_folder_and_an_empty_file_are_three_faults(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    for name, what in (("missing", "no such file"), (".", "is a folder"), ("empty", "is empty")):
        with pytest.raises(InputError, match=what):
            reading.read_bytes(tmp_path / name)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST", 10)
    (tmp_path / "large").write_bytes(b"x" * 11)
    with pytest.raises(InputError, match="is larger than"):
        reading.read_bytes(tmp_path / "large")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no /dev/zero here")
def test_a_file_is_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    writing.replace(path, b"one")
    writing.replace(path, b"two")
    assert path.read_bytes() == b"two"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_a_new_file_may_be_read_as_the_umask_says(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        writing.replace(tmp_path / "graph.ttl", b"one")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "graph.ttl").stat().st_mode) == 0o640


@pytest.mark.parametrize(
    ("step", "number", "mend"),
    [
        ("fsync", errno.ENOSPC, "the disk is full; make room"),
        ("fsync", errno.EDQUOT, "quota"),
        ("fsync", errno.EIO, "error"),
        ("fdopen", errno.EROFS, "read-only; choose another folder"),
        ("replace", errno.EACCES, "no permission"),
    ],
)
def test_whatever_stops_a_write_leaves_the_old_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int, mend: str
) -> None:
    path = tmp_path / "graph.ttl"
    path.write_bytes(b"old")

    def stop(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path if step == "replace" else os, step, stop)
    with pytest.raises(EnvironmentProblem) as caught:
        writing.replace(path, b"new")
    assert mend in str(caught.value).lower()
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_an_interrupted_write_leaves_the_old_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "graph.ttl"
    path.write_bytes(b"old")

    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        writing.replace(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a folder; give the name of a file"):
        writing.replace(tmp_path, b"new")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_device_or_pipe_is_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(UsageError, match="device or a pipe"):
        writing.replace(pipe, b"new")
    assert pipe.is_fifo()


def test_a_path_through_a_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    for path in (tmp_path / "file" / "graph.ttl", tmp_path / "file" / "deeper" / "graph.ttl"):
        with pytest.raises(EnvironmentProblem, match="a part of the path is a file"):
            writing.replace(path, b"new")


def test_a_second_writer_is_told_who_has_the_folder(tmp_path: Path) -> None:
    told = pytest.raises(EnvironmentProblem, match=f"in use by process {os.getpid()}; wait until it ends")
    with writing.only_writer(tmp_path), told, writing.only_writer(tmp_path):
        pass
    with writing.only_writer(tmp_path):
        pass


@pytest.mark.skipif(os.name == "nt", reason="Windows has other locks")
def test_a_lock_whose_file_its_last_holder_took_away_is_no_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    lock, flock = tmp_path / ".kzgraph.lock", fcntl.flock
    tries = []

    def late(handle: int, operation: int) -> None:
        if not tries:
            lock.unlink()  # between open and flock
        tries.append(handle)
        flock(handle, operation)

    monkeypatch.setattr(fcntl, "flock", late)
    with writing.only_writer(tmp_path):
        assert len(tries) == 2
        assert lock.read_text("ascii") == str(os.getpid())
        with pytest.raises(EnvironmentProblem, match="in use"), writing.only_writer(tmp_path):
            pass
    assert list(tmp_path.iterdir()) == []


def test_of_many_writers_only_one_is_at_work_at_a_time(tmp_path: Path) -> None:
    inside, most = [], []

    def work(name: int) -> None:
        for _ in range(200):
            with suppress(EnvironmentProblem), writing.only_writer(tmp_path):
                inside.append(name)
                most.append(len(inside))
                inside.remove(name)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    assert set(most) == {1}
    assert list(tmp_path.iterdir()) == []


def test_no_folder_is_made_for_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    told = "no folder out to write to; make it first"
    with pytest.raises(UsageError, match=told):
        writing.replace(Path("out", "answer.csv"), b"new")
    with pytest.raises(UsageError, match=told), writing.only_writer(Path("out")):
        pass
    with pytest.raises(UsageError, match="no folder out to write to"):
        writing.new_folder(Path("out", "tables"))
    assert list(tmp_path.iterdir()) == []


def test_sources_are_where_the_option_or_else_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KZGRAPH_SOURCES", raising=False)
    assert paths.sources_dir(None) is None
    monkeypatch.setenv("KZGRAPH_SOURCES", str(tmp_path))
    assert paths.sources_dir(None) == tmp_path
    with pytest.raises(UsageError, match="no such folder of sources"):
        paths.sources_dir(str(tmp_path / "nowhere"))


@pytest.mark.parametrize("name", ["ontology", "graph", "queries"])
def test_the_project_finds_its_own_folders(name: str) -> None:
    assert paths.data_dir(name).is_dir()


def test_a_symbolic_link_stays_one_and_what_it_leads_to_is_written(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    kept, link = tmp_path / "elsewhere" / "graph.ttl", tmp_path / "graph.ttl"
    kept.write_bytes(b"old")
    link.symlink_to(kept)
    writing.replace(link, b"new")
    assert link.is_symlink()
    assert kept.read_bytes() == b"new"
    assert sorted(path.name for path in kept.parent.iterdir()) == ["graph.ttl"]
