"""A reader's own copy of a document."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from kzgraph.documents.source import Source
from kzgraph.errors import UsageError, shown
from kzgraph.files.reading import read_text


@dataclass(frozen=True)
class Copy:
    """A reader's copy of a document; ``exact`` when it is the very text that offsets refer to."""

    source: Source
    text: str
    exact: bool


def read_copy(source: Source, folder: Path) -> Copy:
    """Return the copy of *source* in *folder*, under the file name that ``sources.ttl`` gives.

    Raises:
        InputError: when there is none, or when it is no UTF-8 text.
    """
    path = folder / source.file_name
    if Path(source.file_name).name != source.file_name:
        raise UsageError(f"{shown(source.file_name)}: a file name may not hold a path; mend graph/sources.ttl")
    text = read_text(path)
    exact = hashlib.sha256(text.encode()).hexdigest() == source.sha256
    return Copy(source, text, exact)
