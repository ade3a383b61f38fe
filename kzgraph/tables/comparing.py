"""The rows of a read table set beside all that the graph holds: judgements kept, editions, agreement, disputes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from kzgraph.curation.inputs import Inputs
from kzgraph.curation.judgements import Relation
from kzgraph.curation.rows import Row
from kzgraph.documents.source import editions
from kzgraph.tables.agreement import disputes, shared
from kzgraph.tables.editions import EditionDelta, delta, superseding


@dataclass(frozen=True)
class TableComparison:
    """What a table brings into its graph.

    Args:
        rows: its rows, with the ranks and citations that a person gave them.
        older: the edition that it takes the place of; empty where there is none.
        change: how its claims differ from those of that edition.
        older_rows: the rows of that edition, ranked anew.
        shared: claims that another document makes too, with those documents.
        disputes: new ones between its figures and dates and those of others.
    """

    rows: tuple[Row, ...]
    older: str
    change: EditionDelta
    older_rows: tuple[Row, ...]
    shared: Mapping[tuple[str, ...], set[str]]
    disputes: tuple[Relation, ...]


def compared(material: Inputs, source: str, rows: Iterable[Row]) -> TableComparison:
    """Return what the derived *rows* of the table *source* bring into the graph of *material*."""
    chain = editions(material.sources, source)
    family = {*chain, *(name for name in material.sources if source in editions(material.sources, name))}
    older = chain[1] if len(chain) > 1 else ""
    others = [row for row in material.rows if row.source != source]
    own = tuple(_judged(rows, (row for row in material.rows if row.source == source), others))
    before = [row for row in others if row.source == older]
    change = delta(before, own) if older else EditionDelta()
    foreign = [row for row in others if row.source not in family]
    again = tuple(superseding(before, change, source, shared(before, foreign)))
    standing = [*foreign, *again, *(row for row in others if row.source in chain[2:])]
    known = {frozenset((each.left, each.right)) for each in material.relations if each.relation == "disputes"}
    found = disputes(own, standing, material.ontology)
    new = tuple(each for each in found if frozenset((each.left, each.right)) not in known)
    return TableComparison(own, older, change, again, shared(own, foreign), new)


def _judged(rows: Iterable[Row], before: Iterable[Row], others: Iterable[Row]) -> Iterator[Row]:
    """Yield *rows* as a person has judged them, or ranked the same claim in another document."""
    kept = {(row.claim, row.start): row for row in before}
    ranked = {row.claim: row for row in others if row.rank != "normal"}
    for row in rows:
        old, other = kept.get((row.claim, row.start)), ranked.get(row.claim)
        if old and (old.rank != "normal" or old.cites or old.reason != row.reason):
            yield replace(row, rank=old.rank, reason=old.reason, cites=old.cites)
        elif other:
            yield replace(row, rank=other.rank, reason=other.reason)
        else:
            yield row
