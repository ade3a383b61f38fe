"""A folder of published files: only what changed is written, only what was published before is taken away."""

import hashlib
import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from kzgraph.errors import EnvironmentProblem, InputError, Problem, UsageError
from kzgraph.files.paths import name_of
from kzgraph.files.writing import folder_above, only_writer, replace

MANIFEST = "published.json"
"""Lists every published file with its SHA-256."""


@dataclass(frozen=True)
class Published:
    """What was done: how many files and bytes the site has, how many were written and taken away."""

    files: int
    size: int
    written: int
    removed: int


def publish(folder: Path, files: Iterable[tuple[str, bytes]]) -> Published:
    """Make *folder* hold *files* (path, content) and nothing that an earlier publication left.

    A run that is stopped leaves a folder that the next one makes whole; its list of files is written first and last.

    Raises:
        UsageError: when the folder holds what was not published by this command.
        InputError: when its list of files is damaged.
        EnvironmentProblem: when the machine does not let us.
    """
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MANIFEST).is_file():
        what = f"{name_of(folder)}: holds files that were not published by kzgraph; name a new or an empty folder"
        raise UsageError(what)
    _make(folder)
    with only_writer(folder):
        before = _listed(folder)
        if not before:
            replace(folder / MANIFEST, b'{"files": {}}\n')
        now: dict[str, str] = {}
        size = written = 0
        for name, content in files:
            now[name] = hashlib.sha256(content).hexdigest()
            size += len(content)
            written += _put(folder, name, content, same=before.get(name) == now[name])
        gone = before.keys() - now.keys()
        for name in gone:
            _remove(folder, name)
        told = json.dumps({"files": dict(sorted(now.items()))}, ensure_ascii=False, indent=0)
        replace(folder / MANIFEST, f"{told}\n".encode())
    return Published(len(now), size, written, len(gone))


def _listed(folder: Path) -> dict[str, str]:
    path = folder / MANIFEST
    if not path.exists():
        return {}
    try:
        files: dict[str, str] = json.loads(path.read_bytes())["files"]
        names = [PurePosixPath(name) for name in files]
        if all(isinstance(digest, str) for digest in files.values()) and not any(
            name.is_absolute() or ".." in name.parts for name in names
        ):
            return files
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        pass
    mend = f"take {MANIFEST} and the files away, or name a new folder"
    raise InputError([Problem("is not the list of files that kzgraph writes", mend, name_of(path))])


def _put(folder: Path, name: str, content: bytes, *, same: bool) -> bool:
    """Write *content* unless it is there; say whether it was written."""
    path = folder / name
    try:
        if same and path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        waiting = path.with_name(f".{path.name}.tmp")
        waiting.write_bytes(content)
        waiting.replace(path)
    except OSError as error:
        raise EnvironmentProblem(f"{name_of(path)}: cannot be written: {error.strerror}") from None
    return True


def _remove(folder: Path, name: str) -> None:
    path = folder / name
    with suppress(OSError):
        path.unlink()
        for above in path.parents:
            if above == folder:
                break
            above.rmdir()  # fails, and ends the walk, where something else is in it


def _make(folder: Path) -> None:
    folder_above(folder)
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise EnvironmentProblem(f"{name_of(folder)}: cannot be made: {error.strerror}") from None
