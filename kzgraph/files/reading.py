"""Reading a file, or saying in one line why it cannot be had."""

import stat
from pathlib import Path

from kzgraph.errors import EnvironmentProblem, one_problem
from kzgraph.files.paths import name_of

LARGEST = 256 * 1024 * 1024
"""The largest file that is read, in bytes."""


def read_bytes(path: Path) -> bytes:
    """Return the bytes of *path*, or say in one line why they cannot be had."""
    name = name_of(path)
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):  # it may never end, or never begin
            raise one_problem("is a device or a pipe", "save it as a file first", file=name)
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except FileNotFoundError:
        raise one_problem("no such file", "check the name", file=name) from None
    except IsADirectoryError:
        raise one_problem("is a folder", "give a file", file=name) from None
    except PermissionError:
        raise EnvironmentProblem(f"{name}: may not be read; change its permissions") from None
    except OSError as error:
        raise EnvironmentProblem(f"{name}: cannot be read ({error.strerror})") from None
    if len(content) > LARGEST:
        raise one_problem("is larger than 256 MB", "give a smaller file", file=name)
    if not content.removeprefix(b"\xef\xbb\xbf").strip():
        raise one_problem("is empty", "give a file with content, or remove it", file=name)
    return content


def read_text(path: Path) -> str:
    """Return the text of a UTF-8 file, a byte-order mark removed, line ends as they are."""
    content = read_bytes(path)
    name = name_of(path)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise one_problem("is UTF-16", "save it as UTF-8", file=name)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise one_problem(
            f"byte {error.start} is not UTF-8 (0x{content[error.start]:02x})",
            "save it as UTF-8",
            file=name,
            line=line,
        ) from None
    if "\0" in text:
        raise one_problem(
            "holds a NUL character", "remove it", file=name, line=text.count("\n", 0, text.index("\0")) + 1
        )
    return text
