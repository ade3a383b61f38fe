"""Statement tables put in order: sorted, and their missing fingerprints taken from the documents."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from kzgraph.curation.rows import Row, read_statements, statements_bytes
from kzgraph.documents.copy import Copy, read_copy
from kzgraph.documents.source import read_sources
from kzgraph.errors import InputError
from kzgraph.files.paths import with_own
from kzgraph.text.words import fingerprint


def tidied(graph_dir: Path, folder: Path | None) -> Iterator[tuple[Path, bytes, int]]:
    """Yield each statement table of *graph_dir*, its content as it should be, and how many fingerprints were added.

    Args:
        graph_dir: the folder with ``sources.ttl`` and ``statements/``.
        folder: the folder with copies of the documents, looked into before the graph's own; without it fingerprints
            are left as they are.

    Raises:
        InputError: when a table is malformed, or a copy is not the text that offsets refer to.
    """
    sources = read_sources(graph_dir / "sources.ttl")
    copies: dict[str, Copy] = {}
    for path in sorted((graph_dir / "statements").glob("*.csv")):
        rows = read_statements(path)
        lacking = {row.line: row for row in rows if not row.fingerprint and folder and row.source in sources}
        for name in {row.source for row in lacking.values()} - set(copies):
            assert folder
            copies[name] = read_copy(sources[name], *with_own(folder, graph_dir))
        done = [_filled(row, copies) if row.line in lacking else row for row in rows]
        yield path, statements_bytes(done), len(lacking)


def _filled(row: Row, copies: dict[str, Copy]) -> Row:
    copy = copies[row.source]
    start, end = row.span
    if not copy.exact or end > len(copy.text):
        mend = "use the text whose SHA-256 stands in graph/sources.ttl"
        raise InputError([row.problem("start", "offsets do not fit your copy of the document", mend)])
    return replace(row, fingerprint=fingerprint(copy.text[start:end]))
