"""What takes long to make of files, kept on disk until they change.

The name of what is kept holds a digest of the files, so that it is never stale; whatever goes wrong, it is made anew.
"""

import hashlib
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path


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


def digest(files: Sequence[Path], version: str = "") -> str:
    """Return 32 hexadecimal digits that stand for the content of *files* and the *version* of what reads them."""
    summed = hashlib.sha256(version.encode())
    for path in files:
        summed.update(hashlib.sha256(path.read_bytes()).digest())
    return summed.hexdigest()[:32]


def kept(files: Sequence[Path], name: str, make: Callable[[], bytes], version: str = "") -> bytes:
    """Return what *make* makes of *files*, kept in the cache under *name*; made anew where no cache can be had."""
    place = cache_dir()
    path = place / f"{digest(files, version)}.{name}" if place else None
    if path is None:
        return make()
    with suppress(OSError):
        return path.read_bytes()
    content = make()
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        unfinished = path.with_suffix(f".{os.getpid()}.tmp")
        unfinished.write_bytes(content)
        unfinished.replace(path)
    return content
