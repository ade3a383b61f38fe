"""A newer edition of a table beside the older one: what was added, what changed, what is gone, what is superseded."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kzgraph.curation.rows import Row

_SUPERSEDED = "superseded by {}"


@dataclass(frozen=True)
class EditionDelta:
    """The claims of two editions that differ; those that stand in both are passed over.

    Args:
        added: rows of the newer edition about what the older one says nothing of.
        changed: a row of the older edition, and the one row of the newer that says something else of the same.
        gone: rows of the older edition about what the newer one says nothing of.
    """

    added: Sequence[Row] = field(default_factory=list)
    changed: Sequence[tuple[Row, Row]] = field(default_factory=list)
    gone: Sequence[Row] = field(default_factory=list)

    @property
    def superseded(self) -> list[Row]:
        """The rows of the older edition that the newer one does not bear out."""
        return [*self.gone, *(older for older, _ in self.changed)]


def delta(older: Iterable[Row], newer: Iterable[Row]) -> EditionDelta:
    """Return how the claims of *newer* differ from those of *older*."""
    before, after = _by_claim(older), _by_claim(newer)
    lost = _by_question(row for claim, row in before.items() if claim not in after)
    found = _by_question(row for claim, row in after.items() if claim not in before)
    changed = {
        question: (rows[0], found[question][0])
        for question, rows in lost.items()
        if len(rows) == len(found.get(question, ())) == 1
    }
    return EditionDelta(
        [row for question, rows in found.items() if question not in changed for row in rows],
        list(changed.values()),
        [row for question, rows in lost.items() if question not in changed for row in rows],
    )


def superseding(
    rows: Iterable[Row], change: EditionDelta, newer: str, said: Mapping[tuple[str, ...], set[str]]
) -> Iterator[Row]:
    """Yield the *rows* of an older edition, ranked by what the edition *newer* makes of them.

    What the newer edition does not bear out is deprecated, with the reason; unless another document says it too: then
    it stands, and the two figures are a dispute. What was superseded and is borne out after all stands again.

    Args:
        rows: the statement table of the older edition.
        change: how the newer edition differs.
        newer: its id.
        said: claim → the documents, besides the editions of this one, that make it.
    """
    mark = _SUPERSEDED.format(newer)
    old = {row.claim for row in change.superseded if not said.get(row.claim)}
    for row in rows:
        marked = row.rank == "deprecated" and row.reason.startswith(mark)
        if row.claim in old and row.rank != "deprecated":
            yield replace(row, rank="deprecated", reason="; ".join(filter(None, (mark, row.reason))))
        elif marked and row.claim not in old:
            yield replace(row, rank="normal", reason=row.reason.removeprefix(mark).removeprefix("; "))
        else:
            yield row


def _by_claim(rows: Iterable[Row]) -> dict[tuple[str, ...], Row]:
    found: dict[tuple[str, ...], Row] = {}
    for row in rows:
        found.setdefault(row.claim, row)
    return found


def _by_question(rows: Iterable[Row]) -> dict[tuple[str, ...], list[Row]]:
    """Return the rows by what they answer: everything of their claim but the value."""
    found = defaultdict[tuple[str, ...], list[Row]](list)
    for row in rows:
        subject, name, _, _, _, time, scope, role = row.claim
        found[subject, name, time, scope, role].append(row)
    return found
