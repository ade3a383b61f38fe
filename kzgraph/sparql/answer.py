"""What a query returned."""

from dataclasses import dataclass

import pyoxigraph as ox

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None


@dataclass(frozen=True)
class Answer:
    """What a query returned: rows of terms under columns, a yes or no, or triples."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Term, ...], ...] = ()
    verdict: bool | None = None
    triples: tuple[ox.Triple, ...] | None = None

    @property
    def empty(self) -> bool:
        """Whether there are neither rows nor triples; a yes or no is never empty."""
        return self.verdict is None and not self.rows and not self.triples
