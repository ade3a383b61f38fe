"""More lines than memory holds, in order: sorted runs on disk, merged as they are read."""

import heapq
import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from kzgraph.files.writing import unwritable

RUN = 64 * 1024 * 1024
"""How many bytes of lines are kept in memory before they are sorted and put aside."""
_EACH = 48
"""What Python takes for a line besides its bytes, about."""


class SortedLines:
    """Lines of bytes, each once, in the order of their bytes; may be read several times, also at once.

    Up to a *run* of them is kept in memory.  What is more waits in a folder of its own beside *target*, which is taken
    away at the end of the ``with`` block, or by :func:`kzgraph.files.writing.sweep` after a kill.
    """

    def __init__(self, target: Path, run: int = RUN) -> None:
        """Begin with no line.

        Args:
            target: the file that is being made; runs wait in its folder.
            run: bytes of lines that are kept in memory.
        """
        self._target, self._limit = target, run
        self._lines: list[bytes] = []
        self._bytes = 0
        self._folder: Path | None = None
        self._runs: list[Path] = []

    def __enter__(self) -> "SortedLines":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def add(self, line: bytes) -> None:
        """Add *line*, which holds no line end.

        Raises:
            EnvironmentProblem: when a run cannot be written.
        """
        self._lines.append(line)
        self._bytes += len(line) + _EACH
        if self._bytes > self._limit:
            self._put_aside()

    def extend(self, lines: Iterable[bytes]) -> None:
        """Add *lines*, as :meth:`add` does."""
        for line in lines:
            self.add(line)

    def _put_aside(self) -> None:
        import tempfile

        try:
            if self._folder is None:
                name = f".{self._target.name[:40]}."
                self._folder = Path(tempfile.mkdtemp(prefix=name, suffix=".tmp", dir=self._target.absolute().parent))
            path = self._folder / str(len(self._runs))
            with path.open("wb") as stream:
                stream.writelines(line + b"\n" for line in self._in_memory())
        except OSError as error:
            raise unwritable(self._target, error) from None
        self._runs.append(path)
        self._lines, self._bytes = [], 0

    def _in_memory(self) -> list[bytes]:
        return sorted(set(self._lines))

    def __iter__(self) -> Iterator[bytes]:
        """Yield the lines in order, each once."""
        if not self._runs:
            yield from self._in_memory()
            return
        with ExitStack() as opened:
            runs = [_lines(opened.enter_context(path.open("rb"))) for path in self._runs]
            before = None
            for line in heapq.merge(*runs, self._in_memory()):
                if line != before:
                    yield line
                before = line


def differing(first: Iterable[bytes], second: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Yield the lines that only one of two has, both in order and each once, and whether it is the first.

    >>> list(differing([b"a", b"b"], [b"b", b"c"]))
    [(b'a', True), (b'c', False)]
    """
    both = heapq.merge(((line, True) for line in first), ((line, False) for line in second), key=itemgetter(0))
    for line, same in groupby(both, key=itemgetter(0)):
        sides = [is_first for _, is_first in same]
        if len(sides) == 1:
            yield line, sides[0]


def _lines(run: BinaryIO) -> Iterator[bytes]:
    return (line[:-1] for line in run)
