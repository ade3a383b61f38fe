"""A reader's own copy of a document as a page: what is stated is marked and leads to its statements.

The page holds the document's text, which is other people's: it is for the reader who has the copy.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kzgraph.checks.coverage import Report
from kzgraph.curation.entities import Entity
from kzgraph.curation.inputs import statement_id
from kzgraph.documents.copy import Copy
from kzgraph.documents.marks import Mark


@dataclass(frozen=True)
class Run:
    """A stretch of text that the same statements and marks cover, in a piece of the same state."""

    text: str
    state: str
    statements: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Claim:
    """A statement as the page lists it."""

    id: str
    subject: str
    property: str
    object: str
    qualifiers: str


def _runs(report: Report, text: str, marks: Sequence[Mark]) -> Iterable[Run]:
    rows = {row for piece in report.pieces for row in piece.rows}
    spans = [(row.span, statement_id(row), "") for row in rows]
    spans += [((mark.start, mark.end), "", mark.reason) for mark in marks]
    states = [(piece.segment.start, piece.segment.end, piece.state) for piece in report.pieces]
    cuts = {0, len(text)} | {at for (start, end), _, _ in spans for at in (start, end)}
    cuts |= {at for start, end, _ in states for at in (start, end)}
    ordered = sorted(cuts)
    for start, end in pairwise(ordered):
        here = [(name, reason) for (first, last), name, reason in spans if first <= start and end <= last]
        state = next((state for first, last, state in states if first <= start and end <= last), "")
        yield Run(
            text[start:end],
            state if state in ("partly", "neither") and not here else "",
            tuple(sorted({name for name, _ in here if name})),
            tuple(sorted({reason for _, reason in here if reason})),
        )


def _claims(report: Report, entities: Mapping[str, Entity]) -> list[Claim]:
    def name(slug: str) -> str:
        return entities[slug].labels["en"] if slug in entities else slug

    found: dict[str, Claim] = {}
    for row in sorted((row for piece in report.pieces for row in piece.rows), key=lambda row: row.span):
        value = " ".join(part for part in (row.operator, name(row.object), row.unit) if part)
        details = [row.time, *map(name, row.scopes), "" if row.modality == "asserted" else row.modality]
        details += [row.rank if row.rank != "normal" else "", row.reason]
        claim = Claim(statement_id(row), name(row.subject), row.property, value, "; ".join(filter(None, details)))
        found.setdefault(claim.id, claim)
    return list(found.values())


def page(report: Report, copy: Copy, marks: Sequence[Mark], entities: Mapping[str, Entity]) -> str:
    """Return the HTML page of *report* over the text of *copy*; self-contained, without script."""
    from jinja2 import Environment, PackageLoader

    environment = Environment(
        loader=PackageLoader("kzgraph.checks", "."), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("coverage.html").render(
        source=copy.source,
        counts=report.counts,
        runs=list(_runs(report, copy.text, marks)),
        claims=_claims(report, entities),
    )
