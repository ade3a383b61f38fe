"""Statements by what they are looked up by."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kzgraph.statements.statement import Claim


@dataclass(frozen=True)
class Dispute:
    """Two statements that contradict each other, and why they are held to."""

    name: str
    sides: frozenset[str]
    reason: str


def grouped(found: Iterable[Claim]) -> dict[str, list[Claim]]:
    """Return *found* by property, each group by date and id."""
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in sorted(found, key=lambda claim: (claim.property_name, claim.text("time"), claim.id)):
        groups[claim.predicate.value].append(claim)
    return dict(groups)
