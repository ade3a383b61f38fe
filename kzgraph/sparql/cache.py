"""The packaged graph kept ready on disk: parsed once, then opened in a hundredth of a second.

The folder's name is a digest of the files and of the engine's version, so a cache is never stale.
It is made under another name and renamed when it is whole; whatever goes wrong, the graph is read into memory instead.
"""

import hashlib
import os
import re
import shutil
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox

KEPT = 4
"""How many caches stay; other versions of the package may be using theirs."""
_NAME = re.compile(r"[0-9a-f]{32}")


def cache_dir() -> Path | None:
    """Return where caches lie: ``KZGRAPH_CACHE`` (empty: nowhere), else the system's place for them."""
    named = os.environ.get("KZGRAPH_CACHE")
    if named is not None:
        return Path(named) if named else None
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "kzgraph" if base else None


def _digest(files: Sequence[Path]) -> str:
    summed = hashlib.sha256(ox.__version__.encode())
    for path in files:
        summed.update(hashlib.sha256(path.read_bytes()).digest())
    return summed.hexdigest()[:32]


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


def kept(files: Sequence[Path], name: str, make: Callable[[], bytes]) -> bytes:
    """Return what *make* makes of *files*, kept in the cache under *name*; made anew where no cache can be had."""
    place = cache_dir()
    path = place / f"{_digest(files)}.{name}" if place else None
    if path is None:
        return make()
    with suppress(OSError):
        return path.read_bytes()
    content = make()
    with suppress(OSError):
        unfinished = path.with_suffix(f".{os.getpid()}.tmp")
        unfinished.write_bytes(content)
        unfinished.replace(path)
    return content


def cached_store(files: Sequence[Path]) -> ox.Store | None:
    """Return a read-only store of *files* (Turtle) from the cache, making it when there is none.

    Returns ``None`` where no cache can be had or kept; a damaged one is thrown away.
    """
    place = cache_dir()
    if place is None:
        return None
    try:
        folder = place / _digest(files)
        if not folder.is_dir():
            _make(folder, files)
    except (OSError, SyntaxError, RuntimeError):
        return None
    try:
        return ox.Store.read_only(str(folder))
    except (OSError, RuntimeError):
        shutil.rmtree(folder, ignore_errors=True)
        return None
