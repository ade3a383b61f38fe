"""The passages behind statements, read from the reader's own copies of the documents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kzgraph.documents.copy import read_copy
from kzgraph.documents.marks import read_marks
from kzgraph.documents.passage import Document
from kzgraph.documents.source import Source
from kzgraph.errors import KzgraphError
from kzgraph.files.paths import data_dir
from kzgraph.ontology import Ontology, read_ontology
from kzgraph.rdf import text_of
from kzgraph.statements.dossier import Evidence
from kzgraph.vocab import ONTOLOGY, SOURCE


@dataclass(frozen=True)
class Quoted:
    """What a piece of evidence shows: the passage, the earlier mentions that name a side, the section's heading."""

    text: str
    via: tuple[str, ...] = ()
    section: str = ""


def _document(store: ox.Store, name: str, folder: Path) -> Document | None:
    """Return the reader's copy of the document *name*; ``None`` when he has none."""
    facts = {
        field: text_of(
            quad.object
            for quad in store.quads_for_pattern(ox.NamedNode(SOURCE + name), ox.NamedNode(ONTOLOGY + field), None)
        )
        for field in ("textSha256", "codePoints", "fileName")
    }
    if not all(facts.values()):
        return None
    source = Source(name, "", "", facts["textSha256"][0], int(facts["codePoints"][0]), facts["fileName"][0])
    try:
        return Document(read_copy(source, folder))
    except KzgraphError:
        return None


def _headings(name: str, document: Document, ontology: Ontology) -> list[tuple[int, str]]:
    """Return where each heading of an exact copy begins, and the heading; nothing where none is marked."""
    path = data_dir("graph") / "coverage" / f"{name}.csv"
    if not document.copy.exact:
        return []
    marks = [mark for mark in read_marks(path, ontology) if mark.note.startswith("heading")]
    return sorted((mark.start, " ".join(document.copy.text[mark.start : mark.end].split())) for mark in marks)


def _quoted(document: Document, headings: Sequence[tuple[int, str]], evidence: Evidence) -> Quoted | None:
    found = document.passage((evidence.start, evidence.end), evidence.fingerprint)
    if found is None:
        return None
    via = [document.copy.text[slice(*span)] for span in evidence.via] if document.copy.exact else []
    above = [heading for start, heading in headings if start <= evidence.start]
    return Quoted(
        " ".join(found.text.split()), tuple(" ".join(each.split()) for each in via), above[-1] if above else ""
    )


def quoted_passages(wanted: Sequence[Evidence], store: ox.Store, folder: Path) -> Mapping[str, Quoted]:
    """Return evidence id → passage, for those *wanted* that the copies in *folder* hold."""
    ontology = read_ontology(data_dir("ontology"))
    documents = {name: _document(store, name, folder) for name in sorted({each.source for each in wanted})}
    headings = {name: _headings(name, copy, ontology) for name, copy in documents.items() if copy}
    found: dict[str, Quoted] = {}
    for each in wanted:
        document = documents[each.source]
        quoted = _quoted(document, headings[each.source], each) if document else None
        if quoted:
            found[each.id] = quoted
    return found
