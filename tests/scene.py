"""The project's own tables beside the documents that they were read from, for tests that plant frauds in them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from kzgraph.checks.evidence import RowCheck
from kzgraph.checks.naming import Naming
from kzgraph.curation.inputs import Inputs, read_inputs
from kzgraph.curation.review import Reviewer
from kzgraph.curation.rows import NOT_STATED, Row
from kzgraph.documents.copy import read_copy
from kzgraph.documents.passage import Document
from kzgraph.errors import Problem
from kzgraph.ontology import ValueKind
from kzgraph.text.words import fingerprint, has_name, words_of

ROOT = Path(__file__).parents[1]


class Scene:
    """The project's tables beside the documents that they were read from."""

    def __init__(self, folder: Path) -> None:
        self.material: Inputs = read_inputs(ROOT / "ontology", ROOT / "graph")
        self.copies = {name: read_copy(each, folder) for name, each in self.material.sources.items()}
        self.documents = {name: Document(copy) for name, copy in self.copies.items()}
        self.naming = Naming(self.material.entities, self.material.ontology)
        self.reviewer = Reviewer(self.material.ontology, self.material.entities, self.material.sources)

    def problems(self, row: Row, document: Document | None = None) -> list[Problem]:
        """What the build and the check against the documents find wrong with a row."""
        return [*self.reviewer.problems(row), *self.findings(row, document)]

    def findings(self, row: Row, document: Document | None = None) -> list[Problem]:
        """What the check against the documents alone finds wrong with it."""
        check = RowCheck(row, document or self.documents[row.source], self.naming, self.material.ontology)
        return list(check.findings())

    def kind(self, row: Row) -> ValueKind:
        return self.material.ontology.properties[row.property].kind

    def text(self, row: Row) -> str:
        return self.copies[row.source].text

    def seen(self, row: Row) -> list[str]:
        spans = (row.span, *row.via_spans)
        return words_of("\n".join(self.text(row)[start:end] for start, end in spans))

    def is_figure(self, row: Row) -> bool:
        return self.kind(row) is ValueKind.NUMBER and row.object != NOT_STATED

    def others(self, row: Row, name: str) -> Iterator[str]:
        """The entities of the same class as another, which neither passage nor mention names."""
        entities, seen = self.material.entities, self.seen(row)
        for each in entities.values():
            alike = each.kind == entities[name].kind and not each.replaced_by
            if alike and not any(has_name(seen, form) for form in each.names):
                yield each.id

    def at(self, row: Row, start: int, end: int) -> Row:
        mark = fingerprint(self.text(row)[start:end])
        return replace(row, start=str(start), end=str(end), fingerprint=mark)
