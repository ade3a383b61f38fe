"""A reader's own copy of a document."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from kzgraph.documents.source import Source
from kzgraph.errors import UsageError, one_problem, shown
from kzgraph.files.paths import name_of
from kzgraph.files.reading import read_text


@dataclass(frozen=True)
class Copy:
    """A reader's copy of a document; ``exact`` when it is the very text that offsets refer to."""

    source: Source
    text: str
    exact: bool


def read_copy(source: Source, *folders: Path) -> Copy:
    """Return the copy of *source*, under the file name that ``sources.ttl`` gives, from the first folder that has it.

    Raises:
        InputError: when none of *folders* has it, or when it is no UTF-8 text.
    """
    text = read_text(copy_path(source, *folders))
    exact = hashlib.sha256(text.encode()).hexdigest() == source.sha256
    return Copy(source, text, exact)


def copy_path(source: Source, *folders: Path) -> Path:
    """Return where the copy of *source* is, in the first of *folders* that has it.

    Raises:
        InputError: when none has it.
    """
    if Path(source.file_name).name != source.file_name:
        raise UsageError(f"{shown(source.file_name)}: a file name may not hold a path; mend graph/sources.ttl")
    paths = [folder / source.file_name for folder in folders]
    for path in paths:
        if not _lacks(path):
            return path
    others = "".join(f", nor in {name_of(folder)}" for folder in folders[1:])
    mend = f"put your copy of {source.id} there, or name the folder that has it with --sources"
    raise one_problem(f"no such file{others}", mend, file=name_of(paths[0]))


def _lacks(path: Path) -> bool:
    """Say whether there is nothing at *path*; what else is wrong with it, reading it tells."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False
