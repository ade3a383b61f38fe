"""Where things lie, and how a path is told."""

import os
from pathlib import Path

from kzgraph.errors import UsageError, shown

PACKAGE = Path(__file__).resolve().parents[1]
BUILT = "kzgraph.ttl"
"""What ``kzgraph build`` calls the graph, in the folder that it is built from."""
DOCUMENTS = "documents"
"""The folder of a graph with copies of its own documents, where it has one."""


def name_of(path: Path) -> str:
    """Return *path* for a message: relative where it lies below the working folder, control characters escaped."""
    absolute = path.absolute()
    here = Path.cwd()
    if absolute == here:
        return shown(here)
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


def with_own(folder: Path, *graphs: Path) -> tuple[Path, ...]:
    """Return where copies of documents are looked for: in *folder*, then in what the *graphs* have of their own.

    Args:
        folder: the folder that the reader names.
        graphs: folders of graphs, or files in them.
    """
    beside = [(each if each.is_dir() else each.parent) / DOCUMENTS for each in graphs]
    return (folder, *(each for each in beside if each.is_dir() and not each.samefile(folder)))
