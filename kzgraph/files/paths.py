"""Where things lie, and how a path is told."""

import os
from pathlib import Path

from kzgraph.errors import UsageError, shown

PACKAGE = Path(__file__).resolve().parents[1]
BUILT = "kzgraph.ttl"
"""What ``kzgraph build`` calls the graph, in the folder that it is built from."""


def name_of(path: Path) -> str:
    """Return *path* for a message: relative where it lies below the working folder, control characters escaped."""
    absolute = path.absolute()
    here = Path.cwd()
    return shown(absolute.relative_to(here) if absolute.is_relative_to(here) else path)


def data_dir(name: str) -> Path:
    """Return the folder ``ontology``, ``graph`` or ``queries``.

    In an installed wheel it lies inside the package, in a checkout beside it.
    """
    inside = PACKAGE / "data" / name
    return inside if inside.is_dir() else PACKAGE.parent / name


def sources_dir(given: str | None) -> Path | None:
    """Return the folder with the reader's own copies of the documents.

    *given* is what ``--sources`` says; without it ``KZGRAPH_SOURCES`` counts; without both there is none.
    """
    name = given or os.environ.get("KZGRAPH_SOURCES") or None
    if name is None:
        return None
    folder = Path(name)
    if not folder.is_dir():
        raise UsageError(f"{shown(name)}: no such folder of sources; give one with --sources DIR or KZGRAPH_SOURCES")
    return folder
