"""A graph as a store on disk: made whole or not at all, opened by many at once, read-only.

A folder holds the engine's files and a label with what is in them. It is made under another name beside its place,
counted through, and renamed when it is whole; a store that was there answers until then.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kzgraph.errors import EnvironmentProblem, InputError, Problem, UsageError, shown
from kzgraph.files.paths import name_of
from kzgraph.files.writing import folder_above, made_whole, only_writer

LABEL: Final = "kzgraph-store.json"
"""The file beside the engine's own that says what a store holds."""
_INSIDE = "engine"


@dataclass(frozen=True)
class StoreLabel:
    """What a store holds: the engine's version that wrote it, and the number of triples."""

    engine: str
    triples: int


def is_store(path: Path) -> bool:
    """Say whether *path* is a folder with a store of ours."""
    return (path / LABEL).is_file()


def open_disk(path: Path) -> ox.Store:
    """Return the store in the folder *path*, read-only.

    Raises:
        InputError: when its label is damaged, or the engine cannot read it.
    """
    label = read_label(path)
    try:
        return ox.Store.read_only(str(path / _INSIDE))
    except (OSError, ValueError, RuntimeError) as error:
        told = f"cannot be opened by pyoxigraph {ox.__version__}: {shown(error)[:200]}"
        mend = (
            f"it was written by {label.engine}; load the graph again: `kzgraph load --to {name_of(path)} --graph GRAPH`"
        )
        raise InputError([Problem(told, mend, name_of(path))]) from None


def read_label(path: Path) -> StoreLabel:
    """Return what the store in the folder *path* says of itself.

    Raises:
        InputError: when it is not what :func:`write_disk` writes.
    """
    try:
        return StoreLabel(**json.loads((path / LABEL).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        mend = f"load the graph again: `kzgraph load --to {name_of(path)} --graph GRAPH`"
        raise InputError([Problem("is no label of a store", mend, name_of(path / LABEL))]) from None


def write_disk(path: Path, fill: Callable[[ox.Store], None]) -> StoreLabel:
    """Put a store into the folder *path*, whole or not at all; one that was there is replaced.

    Args:
        path: the folder; it may hold a store of ours, or nothing.
        fill: puts the graph into the store that it is given.

    Raises:
        UsageError: when the folder holds anything else, or the folder above it is not there.
        EnvironmentProblem: when the machine does not let us, or what was written cannot be read back.
    """
    if path.exists() and not is_store(path) and (not path.is_dir() or any(path.iterdir())):
        raise UsageError(f"{name_of(path)}: holds something else than a store; name a new or an empty folder")
    with only_writer(folder_above(path)), made_whole(path, over=is_store) as made:
        return _filled(made, fill)


def _filled(folder: Path, fill: Callable[[ox.Store], None]) -> StoreLabel:
    store = ox.Store(str(folder / _INSIDE))
    fill(store)
    store.flush()
    store.optimize()
    number = len(store)
    del store
    read = sum(1 for _ in ox.Store.read_only(str(folder / _INSIDE)))
    if read != number:
        raise EnvironmentProblem(f"the store was to hold {number:,} triples and holds {read:,}: nothing was changed")
    label = StoreLabel(f"pyoxigraph {ox.__version__}", number)
    (folder / LABEL).write_text(json.dumps(asdict(label)) + "\n", "utf-8")
    return label
