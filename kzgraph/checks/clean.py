"""What was examined and found clean before, so that only what has changed since is examined again.

It is known by a digest of all that it was examined with: the texts, the ontology, and the program itself, so that a
check that has become stricter forgets what a milder one had passed.
"""

import hashlib
import re
from collections.abc import Iterable
from contextlib import suppress
from functools import cached_property
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from kzgraph.errors import KzgraphError
from kzgraph.files.keeping import cache_dir, digest
from kzgraph.files.writing import replace

FILE = "clean"
KEPT = 20_000
"""Digests that are remembered, the latest of them."""
_PROGRAM = ("*.py", "*.toml", "*.csv", "*.json")


class CleanRecord:
    """Digests of what was found clean; nothing is remembered where there is no cache."""

    def __init__(self, *, remember: bool = True) -> None:
        """Read what is remembered; without *remember* everything counts as not yet examined."""
        place = cache_dir()
        self._path = place / FILE if place else None
        self._before: dict[str, None] = {}
        self._now: dict[str, None] = {}
        self.passed_over = 0
        """How many were not examined again."""
        if remember and self._path is not None:
            with suppress(OSError, UnicodeDecodeError):
                self._before = dict.fromkeys(self._path.read_text("ascii").split())

    @cached_property
    def _program(self) -> bytes:
        package = Path(__file__).parents[1]
        files = sorted(path for pattern in _PROGRAM for path in package.rglob(pattern) if "assets" not in path.parts)
        return digest(files, _libraries()).encode()

    def key(self, *parts: bytes) -> str:
        """Return what something is known by that was examined with *parts*."""
        summed = hashlib.sha256(self._program)
        for part in parts:
            summed.update(hashlib.sha256(part).digest())
        return summed.hexdigest()[:32]

    def is_clean(self, key: str) -> bool:
        """Say whether what is known by *key* was found clean before; it is remembered anew."""
        if key not in self._before:
            return False
        self._now[key] = None
        self.passed_over += 1
        return True

    def add(self, key: str) -> None:
        """Remember that what is known by *key* is clean."""
        self._now[key] = None

    def save(self) -> None:
        """Keep what is remembered, the latest last; where that cannot be, everything is examined again next time."""
        if self._path is None or self._now.keys() <= self._before.keys():
            return
        kept = [*(key for key in self._before if key not in self._now), *self._now][-KEPT:]
        with suppress(KzgraphError, OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            replace(self._path, "".join(f"{key}\n" for key in kept).encode())


def _libraries() -> str:
    """Return name and version of what the program needs: a library may read a date or a name otherwise than before."""
    found = list[str]()
    with suppress(PackageNotFoundError):  # not installed, but run as it lies there
        needs = (re.split(r"[^\w.-]", need)[0] for need in requires("kzgraph") or () if "extra ==" not in need)
        found = [f"{name}={version(name)}" for name in sorted(set(needs))]
    return " ".join(found)


def together(paths: Iterable[Path]) -> bytes:
    """Return a digest of the files at *paths*, in order."""
    return digest(sorted(paths)).encode()
