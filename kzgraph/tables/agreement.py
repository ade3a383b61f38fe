"""What a table says beside what other documents say: claims that both make, and figures and dates that differ."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import combinations

from kzgraph.curation.claims import statement_id
from kzgraph.curation.judgements import Relation
from kzgraph.curation.rows import NOT_STATED, Row
from kzgraph.dates import parse
from kzgraph.ontology import Ontology, ValueKind

ONCE = frozenset(
    "signed adopted occurred commissioned constructionStarted founded published manuscriptReceived manuscriptRevised "
    "manuscriptAccepted".split()
)
"""Properties whose dates are of what happens once; the rule ``conflicting-dates-violation`` has the same."""


def shared(rows: Iterable[Row], others: Iterable[Row]) -> dict[tuple[str, ...], set[str]]:
    """Return each claim of *rows* that stands in *others* too, with the documents that make it there."""
    own = {row.claim for row in rows}
    found = defaultdict[tuple[str, ...], set[str]](set)
    for row in others:
        if row.claim in own:
            found[row.claim].add(row.source)
    return found


def disputes(rows: Iterable[Row], others: Iterable[Row], ontology: Ontology) -> Iterator[Relation]:
    """Yield a dispute for every two claims that cannot both be right, of which one at least is made by *rows*.

    Two figures differ when nothing else does: thing, property, time, scope, modality, and a unit that one factor turns
    into the other's; bounds are passed over. Two dates of what happens once differ when no day is in both.
    """
    by_question = defaultdict[tuple[str, ...], dict[tuple[str, ...], Row]](dict)
    for row in (*rows, *others):
        if question := _question(row, ontology):
            by_question[question].setdefault(row.claim, row)
    own = {row.claim for row in rows}
    for found in by_question.values():
        for one, other in combinations(found.values(), 2):
            if not own.isdisjoint((one.claim, other.claim)) and _differ(one, other, ontology):
                left, right = sorted((one, other), key=statement_id)
                reason = f"{_told(left)}, {_told(right)}"
                yield Relation(statement_id(left), "disputes", statement_id(right), reason, "", 0)


def _question(row: Row, ontology: Ontology) -> tuple[str, ...] | None:
    """Return what *row* answers, as far as two answers can be compared."""
    known = ontology.properties[row.property]
    if row.object == NOT_STATED or row.rank == "deprecated":
        return None
    if known.kind is ValueKind.DATE and row.property in ONCE:
        return row.subject, row.property
    if known.kind is ValueKind.NUMBER and not row.operator:
        foreign = "" if not known.unit or ontology.factor(row.unit, known.unit) is not None else row.unit
        return row.subject, row.property, row.time, ";".join(sorted(row.scopes)), row.modality, foreign
    return None


def _differ(one: Row, other: Row, ontology: Ontology) -> bool:
    known = ontology.properties[one.property]
    if known.kind is ValueKind.DATE:
        first, second = parse(one.object), parse(other.object)
        bounds = (first.latest, second.earliest), (second.latest, first.earliest)
        return any(last is not None and start is not None and last < start for last, start in bounds)
    return _canonical(one, ontology) != _canonical(other, ontology)


def _canonical(row: Row, ontology: Ontology) -> object:
    unit = ontology.properties[row.property].unit
    return Decimal(row.object) * ((ontology.factor(row.unit, unit) if unit else None) or 1)


def _told(row: Row) -> str:
    return " ".join(filter(None, (row.source, "says", row.object, row.unit)))
