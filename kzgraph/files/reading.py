"""Reading a file, or saying in one line why it cannot be had."""

import stat
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from io import BufferedReader
from pathlib import Path

from kzgraph.errors import EnvironmentProblem, one_problem
from kzgraph.files.paths import name_of

LARGEST = 256 * 1024 * 1024
"""The largest file that is read as a whole, in bytes."""
LONGEST = 16 * 1024 * 1024
"""The longest line that is read, in bytes."""


@contextmanager
def opened_file(path: Path) -> Iterator[BufferedReader]:
    """Open *path* for reading, or say in one line why it cannot be had."""
    name = name_of(path)
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):  # it may never end, or never begin
            raise one_problem("is a device or a pipe", "save it as a file first", file=name)
        with path.open("rb") as stream:
            yield stream
    except FileNotFoundError:
        raise one_problem("no such file", "check the name", file=name) from None
    except IsADirectoryError:
        raise one_problem("is a folder", "give a file", file=name) from None
    except PermissionError:
        raise EnvironmentProblem(f"{name}: may not be read; change its permissions") from None
    except OSError as error:
        raise EnvironmentProblem(f"{name}: cannot be read ({error.strerror})") from None


def read_bytes(path: Path) -> bytes:
    """Return the bytes of *path*, or say in one line why they cannot be had."""
    name = name_of(path)
    with opened_file(path) as stream:
        content = stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise one_problem("is larger than 256 MB", "give a smaller file", file=name)
    if not content.removeprefix(BOM_UTF8).strip():
        raise one_problem("is empty", "give a file with content, or remove it", file=name)
    return content


def read_text(path: Path) -> str:
    """Return the text of a UTF-8 file, a byte-order mark removed, line ends as they are."""
    content = read_bytes(path)
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        raise one_problem("is UTF-16", "save it as UTF-8", file=name_of(path))
    return _decoded(content, path, 0, 1).removeprefix("\ufeff")


def lines_of(path: Path) -> Iterator[str]:
    """Yield the lines of a UTF-8 file one by one, without their ends (LF, CR LF or CR) and a byte-order mark.

    Raises:
        InputError: when it is empty, or at the first line that is not UTF-8 or holds a NUL character.
        EnvironmentProblem: when it cannot be read.
    """
    with opened_file(path) as stream:
        place, number, some = 0, 1, False
        for content in iter(partial(stream.readline, LONGEST), b""):
            if len(content) == LONGEST:
                raise one_problem("holds a line of 16 MB", "save it with line ends", file=name_of(path), line=number)
            if place == 0 and content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
                raise one_problem("is UTF-16", "save it as UTF-8", file=name_of(path))
            text = _decoded(content, path, place, number)
            text = text.removeprefix("\ufeff") if place == 0 else text
            for line in text.removesuffix("\n").removesuffix("\r").split("\r"):
                some = some or bool(line.strip())
                yield line
                number += 1
            place += len(content)
        if not some:
            raise one_problem("is empty", "give a file with content, or remove it", file=name_of(path))


def _decoded(content: bytes, path: Path, place: int, number: int) -> str:
    """Return *content*, which stands in *path* from byte *place* and line *number* on, as text."""
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise one_problem(
            f"byte {place + error.start} is not UTF-8 (0x{content[error.start]:02x})",
            "save it as UTF-8",
            file=name_of(path),
            line=content.count(b"\n", 0, error.start) + number,
        ) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + number
        raise one_problem("holds a NUL character", "remove it", file=name_of(path), line=line)
    return text
