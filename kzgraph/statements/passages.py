"""The passages behind statements, read from the reader's own copies of the documents."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kzgraph.documents.copy import read_copy
from kzgraph.documents.marks import read_marks
from kzgraph.documents.passage import Document, Passage, Span
from kzgraph.documents.source import Source
from kzgraph.documents.table import SourceTable, TableCell
from kzgraph.errors import KzgraphError, UsageError
from kzgraph.files.paths import data_dir
from kzgraph.ontology import Ontology, read_ontology
from kzgraph.statements.statement import Evidence
from kzgraph.vocab import SOURCE, local_name

_AROUND = 400
"""Characters before and after a passage in which its neighbours are looked for."""
_SENTENCE = re.compile(r"[.!?…](?=\s)|[。！？]|\n\s*\n")


@dataclass(frozen=True)
class Quoted:
    """What a piece of evidence shows: the passage, the earlier mentions that name a side, the section's heading."""

    text: str
    via: tuple[str, ...] = ()
    section: str = ""


def copy_of(store: ox.Store, iri: str, *folders: Path) -> Document:
    """Return the reader's copy in *folders* of the document *iri*.

    Raises:
        KzgraphError: when the graph does not describe it, or no folder has such a text.
    """
    facts = {
        local_name(quad.predicate.value): quad.object.value
        for quad in store.quads_for_pattern(ox.NamedNode(iri), None, None)
        if isinstance(quad.object, ox.Literal)
    }
    name = iri.removeprefix(SOURCE)
    if not {"textSha256", "codePoints", "fileName"} <= facts.keys() or not facts["codePoints"].isdecimal():
        raise UsageError(f"the graph does not say what text {name} is; describe it in sources.ttl")
    media = facts.get("format", "")
    source = Source(name, "", "", facts["textSha256"], int(facts["codePoints"]), facts["fileName"], media=media)
    return Document(read_copy(source, *folders))


def quotation(document: Document, evidence: Evidence) -> Quoted | None:
    """Return what *evidence* shows in *document*; ``None`` where the passage is not found in this copy.

    Earlier mentions have no fingerprint of their own, so only an exact copy shows them.
    """
    found = document.passage((evidence.start, evidence.end), evidence.fingerprint)
    if found is None:
        return None
    if document.table:
        return Quoted(*_record(document.table, found, evidence.via if document.copy.exact else ()))
    via = [document.copy.text[slice(*span)] for span in evidence.via] if document.copy.exact else []
    return Quoted(_line(found.text), tuple(map(_line, via)))


def around(document: Document, evidence: Evidence) -> tuple[str, str]:
    """Return the sentence before the passage of *evidence* and the one after it; nothing of a table, or at an end."""
    found = document.passage((evidence.start, evidence.end), evidence.fingerprint)
    if found is None or document.table:
        return "", ""
    text = document.copy.text
    before, after = text[max(0, found.start - _AROUND) : found.start], text[found.end : found.end + _AROUND]
    begins = [each.end() for each in _SENTENCE.finditer(before.rstrip())]
    ends = _SENTENCE.search(after.lstrip())
    return _line(before[begins[-1] :] if begins else before), _line(after.lstrip()[: ends.end()] if ends else after)


def _record(table: SourceTable, found: Passage, via: Iterable[Span]) -> tuple[str, tuple[str, ...]]:
    """Return the record of a table with the names of its columns, and the cells in *via*, named as RFC 7111 does."""
    row = table.row_at(found.start)

    def shown(cell: TableCell) -> str:
        return f"{table.header[cell.column - 1]}: {_line(cell.text)}"

    cells = [shown(cell) for cell in table.cells(row) if cell.text and cell.column <= len(table.header)]
    meant = [f"{table.fragment(cell)} {shown(cell)}" for cell in map(table.cell_at, via) if cell]
    return f"row={row} " + " · ".join(cells), tuple(meant)


def _line(text: str) -> str:
    return " ".join(text.split())


def _headings(name: str, document: Document, ontology: Ontology) -> list[tuple[int, str]]:
    """Return where each heading of an exact copy begins, and the heading; nothing where none is marked."""
    path = data_dir("graph") / "coverage" / f"{name}.csv"
    if not document.copy.exact:
        return []
    marks = [mark for mark in read_marks(path, ontology) if mark.note.startswith("heading")]
    return sorted((mark.start, _line(document.copy.text[mark.start : mark.end])) for mark in marks)


def quoted_passages(wanted: Sequence[Evidence], store: ox.Store, *folders: Path) -> Mapping[str, Quoted]:
    """Return IRI of the evidence → passage, for those *wanted* that the copies in *folders* hold."""
    ontology = read_ontology(data_dir("ontology"))
    documents = _copies({each.source for each in wanted}, store, folders)
    headings = {iri: _headings(iri.removeprefix(SOURCE), copy, ontology) for iri, copy in documents.items()}
    found: dict[str, Quoted] = {}
    for each in wanted:
        document = documents.get(each.source)
        quoted = quotation(document, each) if document else None
        if quoted:
            above = [heading for start, heading in headings[each.source] if start <= each.start]
            found[each.iri] = Quoted(quoted.text, quoted.via, above[-1] if above else "")
    return found


def _copies(iris: Iterable[str], store: ox.Store, folders: Sequence[Path]) -> dict[str, Document]:
    found = {}
    for iri in sorted(iris):
        try:
            found[iri] = copy_of(store, iri, *folders)
        except KzgraphError:
            continue  # the reader has no copy of this one
    return found
