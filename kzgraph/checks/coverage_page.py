"""A reader's own copy of a document as a page: what is stated is marked and leads to its statements.

The page holds the document's text, which is other people's: it is for the reader who has the copy.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kzgraph.checks.coverage import Report
from kzgraph.checks.evidence import PLAIN
from kzgraph.checks.report import rendered, stretches
from kzgraph.curation.claims import statement_id
from kzgraph.curation.entities import Entity
from kzgraph.curation.rows import NOT_STATED
from kzgraph.documents.copy import Copy
from kzgraph.documents.marks import Mark
from kzgraph.ontology import Ontology
from kzgraph.statements import wording
from kzgraph.vocab import local_name


@dataclass(frozen=True)
class Run:
    """A stretch of text that the same statements and marks cover, in a piece of the same state."""

    text: str
    state: str
    statements: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """A statement as the page lists it: the id of its statement, and what the statement says in words."""

    id: str
    subject: str
    property: str
    value: str
    limits: str


def _runs(report: Report, text: str, marks: Sequence[Mark]) -> Iterable[Run]:
    rows = {row for piece in report.pieces for row in piece.rows}
    marked = [(row.span, (statement_id(row), "", "")) for row in rows]
    marked += [((mark.start, mark.end), ("", mark.reason, "")) for mark in marks]
    marked += [((each.segment.start, each.segment.end), ("", "", each.state)) for each in report.pieces]
    for start, end, here in stretches(len(text), marked):
        names, reasons = ({each[column] for each in here} - {""} for column in (0, 1))
        state = next((state for _, _, state in here if state), "")
        yield Run(
            text[start:end],
            state if state in ("partly", "neither") and not names and not reasons else "",
            tuple(sorted(names)),
            tuple(sorted(reasons)),
        )


def _lines(report: Report, entities: Mapping[str, Entity], ontology: Ontology) -> list[Line]:
    def name(slug: str) -> str:
        if slug == NOT_STATED:
            return wording.NOT_STATED
        return entities[slug].labels["en"] if slug in entities else slug

    found: dict[str, Line] = {}
    for row in sorted((row for piece in report.pieces for row in piece.rows), key=lambda row: row.span):
        bound = local_name(ontology.code("operator", row.operator) or "").replace("-", " ")
        unit = "" if row.unit == PLAIN else row.unit
        value = wording.figure(row.object, bound, unit) if row.unit else name(row.object)
        told = wording.limits(
            time="" if row.time == row.object else row.time,
            scopes=map(name, row.scopes),
            role=row.role,
            modality=row.modality,
            rank=row.rank,
        )
        told += [row.reason] if row.reason else []
        line = Line(statement_id(row), name(row.subject), row.property, value, "; ".join(told))
        found.setdefault(line.id, line)
    return list(found.values())


def page(report: Report, copy: Copy, marks: Sequence[Mark], entities: Mapping[str, Entity], ontology: Ontology) -> str:
    """Return the HTML page of *report* over the text of *copy*; self-contained, without script."""
    return rendered(
        "coverage.html",
        source=copy.source,
        counts=report.counts,
        runs=list(_runs(report, copy.text, marks)),
        lines=_lines(report, entities, ontology),
    )
