"""The tables that a review writes: each change whole or not at all, none over another's, the last one taken back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kzgraph.errors import KzgraphError, UsageError
from kzgraph.files.paths import name_of
from kzgraph.files.writing import new_folder, only_writer, replace, sweep

Contents = Mapping[Path, bytes | None]
"""File → what it holds; ``None`` where there is no such file."""


class ChangedElsewhere(KzgraphError):
    """A table is not what it was when it was read: somebody else has written it."""


@dataclass(frozen=True)
class Change:
    """One change of some files, and what to call it."""

    told: str
    before: Contents
    after: Contents


class ReviewTables:
    """The files of one document that its review writes."""

    def __init__(self, folder: Path, source: str) -> None:
        """Take the *folder* of a graph and the id of the document *source*."""
        self.folder = folder
        self.statements = folder / "statements" / f"{source}.csv"
        self.marks = folder / "coverage" / f"{source}.csv"
        self.decisions = folder / "proposals" / f"{source}.decisions.csv"
        self.registry = folder / "entities" / f"{source}.ttl"
        self._done: list[Change] = []
        self._seen: dict[Path, bytes | None] = {}
        self.look()

    def look(self) -> None:
        """Take the files as they are now for what has been read."""
        self._seen = {path: _content(path) for path in self._files}

    @property
    def _files(self) -> tuple[Path, ...]:
        return self.statements, self.marks, self.decisions, self.registry

    def seen(self, path: Path) -> bytes | None:
        """Return what *path* held when it was read; ``None`` when it was not there."""
        return self._seen[path]

    @property
    def last(self) -> str:
        """What the last change is called; empty when there is none to take back."""
        return self._done[-1].told if self._done else ""

    def write(self, told: str, contents: Mapping[Path, bytes], examine: Callable[[], object]) -> None:
        """Write *contents*, and let *examine* read them; what it does not take is put back.

        Args:
            told: what the change is called.
            contents: file → what it shall hold.
            examine: reads the files, and raises when one of them is not sound.

        Raises:
            ChangedElsewhere: when a file is not as it was read.
            EnvironmentProblem: when another process writes there, or the machine does not let us.
        """
        with only_writer(self.folder):
            self._same(self._seen)
            before = {path: self._seen[path] for path in contents}
            try:
                self._put(contents)
                examine()
            except BaseException:
                self._put(before)
                raise
        self._done.append(Change(told, before, dict(contents)))
        self._seen |= contents

    def take_back(self) -> str:
        """Undo the last change, and return what it was called.

        Raises:
            UsageError: when there is none.
            ChangedElsewhere: when a file that it wrote has been changed since.
        """
        if not self._done:
            raise UsageError("nothing has been done that could be undone")
        change = self._done[-1]
        with only_writer(self.folder):
            self._same(change.after)
            self._put(change.before)
        self._seen |= change.before
        self._done.pop()
        return change.told

    @staticmethod
    def _same(wanted: Contents) -> None:
        for path, content in wanted.items():
            if _content(path) != content:
                raise ChangedElsewhere(
                    f"{name_of(path)} was changed by somebody else; it is read again, look once more"
                )

    @staticmethod
    def _put(contents: Contents) -> None:
        for path, content in contents.items():
            if content is None:
                path.unlink(missing_ok=True)
                continue
            new_folder(path.parent)
            sweep(path)
            replace(path, content)


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
