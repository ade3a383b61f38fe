"""The gate before a person sees a candidate: the same checks that a row of the tables must pass, and its modality."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kzgraph.checks.evidence import RowCheck
from kzgraph.checks.naming import Naming
from kzgraph.curation.review import Reviewer
from kzgraph.curation.rows import NOT_STATED
from kzgraph.documents.passage import Document
from kzgraph.errors import Problem
from kzgraph.ontology import ValueKind
from kzgraph.proposals.candidate import ProposedRow
from kzgraph.text.stance import hearsay, plan, speeches
from kzgraph.text.words import fingerprint


class Gate:
    """Holds candidates against the ontology, the registry and their passage."""

    def __init__(self, reviewer: Reviewer, naming: Naming, document: Document) -> None:
        self.reviewer, self.naming, self.document = reviewer, naming, document

    def hold(self, candidate: ProposedRow) -> ProposedRow:
        """Return *candidate* with its fingerprint and the modality that its words ask for, refused or not."""
        start, end = candidate.row.span
        candidate = candidate.changed(fingerprint=fingerprint(self.document.copy.text[start:end]))
        findings = self.findings(candidate)
        if findings and all(each.field == "modality" for each in findings):
            candidate = self._with_modality(candidate)
            findings = self.findings(candidate)
        return replace(candidate, refused="; ".join(_reason(each) for each in findings))

    def _with_modality(self, candidate: ProposedRow) -> ProposedRow:
        """Take a plan for a plan, a figure that is expected for a forecast, another's word for that of who is named."""
        check = RowCheck(candidate.row, self.document, self.naming, self.reviewer.ontology)
        is_heard = hearsay(check.seen) or any(speeches(check.seen))
        if is_heard and not plan(check.seen):
            return (
                candidate.changed(modality="reported", stated_by=candidate.speaker) if candidate.speaker else candidate
            )
        known = self.reviewer.ontology.properties[candidate.row.property]
        forecast = known.kind is ValueKind.NUMBER and known.statistic
        return candidate.changed(modality="forecast" if forecast else "planned")

    def findings(self, candidate: ProposedRow) -> list[Problem]:
        """Return what is wrong with *candidate* as it stands: no modality is set for it."""
        row = candidate.row
        faults = list(self.reviewer.problems(row))
        if not faults and row.subject == row.object:
            faults.append(row.problem("object", "is the subject itself", "two sides are two things"))
        if faults:
            return faults
        findings = list(RowCheck(row, self.document, self.naming, self.reviewer.ontology).findings())
        if not findings and row.modality == "reported" and not row.stated_by:
            findings.append(row.problem("stated_by", "is empty where the text hands on another's word", "name whose"))
        return findings


def _reason(problem: Problem) -> str:
    return f"{problem.field}: {problem.what}" if problem.field else problem.what


def fresh(
    candidates: Iterable[ProposedRow], accepted: Mapping[tuple[str, ...], list[tuple[int, int]]]
) -> Iterator[ProposedRow]:
    """Leave out what the table says already of the same words; elsewhere it is told to be a second evidence.

    Args:
        candidates: what is proposed.
        accepted: subject, property and object of the accepted rows of the document → their passages.
    """
    for each in candidates:
        row = each.row
        spans = accepted.get((row.subject, row.property, row.object))
        if spans is None or row.object == NOT_STATED:
            yield each
        elif not any(start < row.span[1] and row.span[0] < end for start, end in spans):
            yield replace(each, why=f"{each.why}; stated already elsewhere: a second evidence")
