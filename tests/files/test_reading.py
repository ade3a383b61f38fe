"""Files are read, or it is said in one line why not."""

import os
from pathlib import Path

import pytest

from kzgraph.errors import InputError
from kzgraph.files import reading
from kzgraph.files.reading import lines_of, read_bytes


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


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_come_one_by_one_whatever_ends_them(tmp_path: Path, end: str) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(b"\xef\xbb\xbf" + end.join(["a,b", "", "тг,元"]).encode())
    assert list(lines_of(path)) == ["a,b", "", "тг,元"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \n\r\n", "is empty"),
        ("a,b\n".encode("utf-16"), "is UTF-16"),
        (b"a\n\xff\n", r":2: byte 2 is not UTF-8 \(0xff\)"),
        (b"a\nb\n\0", ":3: holds a NUL character"),
    ],
)
def test_what_is_no_text_is_told_with_its_line(tmp_path: Path, content: bytes, told: str) -> None:
    (tmp_path / "table.csv").write_bytes(content)
    with pytest.raises(InputError, match=told):
        list(lines_of(tmp_path / "table.csv"))


def test_a_file_without_line_ends_is_not_read_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LONGEST", 1000)
    (tmp_path / "table.csv").write_bytes(b"x" * 5000)
    with pytest.raises(InputError, match="holds a line of 16 MB"):
        list(lines_of(tmp_path / "table.csv"))
