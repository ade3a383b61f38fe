"""The packaged graph kept ready on disk: parsed once, then opened in a hundredth of a second.

The folder's name is a digest of the files and of the engine's version, so a cache is never stale.
It is made under another name and renamed when it is whole; whatever goes wrong, the graph is read into memory instead.
"""

import os
import re
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox

from kzgraph.files.keeping import cache_dir, digest

KEPT = 4
"""How many caches stay; other versions of the package may be using theirs."""
_NAME = re.compile(r"[0-9a-f]{32}")


def _make(folder: Path, files: Sequence[Path]) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = folder.with_suffix(f".{os.getpid()}.tmp")
    try:
        store = ox.Store(str(unfinished))
        for path in files:
            store.bulk_load(path.read_bytes(), format=ox.RdfFormat.TURTLE)
        store.flush()
        del store
        unfinished.rename(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    old = sorted((path for path in folder.parent.iterdir() if _NAME.fullmatch(path.name)), key=_age, reverse=True)
    for path in old[KEPT:]:
        shutil.rmtree(path, ignore_errors=True)
        for beside in path.parent.glob(f"{path.name}.*"):
            beside.unlink(missing_ok=True)


def _age(path: Path) -> float:
    with suppress(OSError):
        return path.stat().st_mtime
    return 0.0


def cached_store(files: Sequence[Path]) -> ox.Store | None:
    """Return a read-only store of *files* (Turtle) from the cache, making it when there is none.

    Returns ``None`` where no cache can be had or kept; a damaged one is thrown away.
    """
    place = cache_dir()
    if place is None:
        return None
    try:
        folder = place / digest(files, ox.__version__)
        if not folder.is_dir():
            _make(folder, files)
    except (OSError, SyntaxError, RuntimeError):
        return None
    try:
        return ox.Store.read_only(str(folder))
    except (OSError, RuntimeError):
        shutil.rmtree(folder, ignore_errors=True)
        return None
