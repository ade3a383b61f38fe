"""A folder of published files: what is written, what is left alone, what is taken away."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kzgraph.errors import InputError, UsageError
from kzgraph.publishing.folder import MANIFEST, publish

FILES = {"index.html": b"one", "page/x/index.html": b"two", "page/y/index.html": b"three"}


def test_only_what_changed_is_written_and_what_is_gone_is_taken_away(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    assert publish(folder, FILES.items()).written == 3
    kept = (folder / "index.html").stat().st_mtime_ns
    later = {"index.html": b"one", "page/x/index.html": b"changed"}
    done = publish(folder, later.items())
    assert (done.files, done.written, done.removed) == (2, 1, 1)
    assert (folder / "index.html").stat().st_mtime_ns == kept
    assert not (folder / "page" / "y").exists()
    assert set(json.loads((folder / MANIFEST).read_text("utf-8"))["files"]) == later.keys()


def test_a_file_that_somebody_changed_is_written_again(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    publish(folder, FILES.items())
    (folder / "index.html").write_bytes(b"own")
    assert publish(folder, FILES.items()).written == 1
    assert (folder / "index.html").read_bytes() == b"one"


def test_a_folder_with_files_of_others_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_bytes(b"years of work")
    with pytest.raises(UsageError, match="holds files that were not published by kzgraph"):
        publish(tmp_path, FILES.items())
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


def test_files_of_others_beside_published_ones_stay(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    publish(folder, FILES.items())
    (folder / "page" / "y" / "own.txt").write_bytes(b"own")
    publish(folder, {"index.html": b"one"}.items())
    assert (folder / "page" / "y" / "own.txt").is_file()


def test_a_run_that_was_stopped_is_made_whole_by_the_next(tmp_path: Path) -> None:
    folder = tmp_path / "site"

    def stopped() -> Iterator[tuple[str, bytes]]:
        yield "index.html", b"one"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish(folder, stopped())
    assert publish(folder, FILES.items()).files == 3
    assert all((folder / name).read_bytes() == content for name, content in FILES.items())


@pytest.mark.parametrize(
    "content",
    ["", "[]", '{"files": []}', '{"files": {"../x": "0"}}', '{"files": {"/etc/x": "0"}}', '{"files": {"x": 1}}'],
)
def test_a_damaged_list_of_files_is_told_and_nothing_is_taken_away(tmp_path: Path, content: str) -> None:
    folder = tmp_path / "site"
    publish(folder, FILES.items())
    (folder / MANIFEST).write_text(content, "utf-8")
    (tmp_path / "x").write_bytes(b"own")
    with pytest.raises(InputError, match="is not the list of files that kzgraph writes"):
        publish(folder, {}.items())
    assert (tmp_path / "x").is_file()
    assert (folder / "index.html").is_file()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no folder to make it in"):
        publish(tmp_path / "a" / "b", FILES.items())
