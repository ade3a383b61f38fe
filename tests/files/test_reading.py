"""Files are read, or it is said in one line why not."""

import os
from pathlib import Path

import pytest

from kzgraph.errors import InputError
from kzgraph.files import reading
from kzgraph.files.reading import read_bytes


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_is_refused_at_once_though_nobody_writes_to_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "table.csv")
    with pytest.raises(InputError, match="is a device or a pipe"):
        read_bytes(tmp_path / "table.csv")


def test_a_device_that_never_ends_is_refused() -> None:
    with pytest.raises(InputError, match="is a device or a pipe"):
        read_bytes(Path("/dev/zero"))


def test_a_file_too_large_is_not_read_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST", 1000)
    (tmp_path / "large.txt").write_bytes(b"x" * 1001)
    with pytest.raises(InputError, match="is larger than"):
        reading.read_bytes(tmp_path / "large.txt")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a folder"):
        read_bytes(tmp_path)
