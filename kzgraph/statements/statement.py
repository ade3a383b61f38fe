"""A statement with its passages."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

import pyoxigraph as ox

from kzgraph.acceptance import FORMER, doubt, strongest
from kzgraph.vocab import SOURCE, STATEMENT, XSD, local_name

Term = ox.NamedNode | ox.Literal


@dataclass(frozen=True)
class Evidence:
    """One passage behind a statement: the document's IRI, the code points, what it cites and who says so in it.

    ``via`` are the earlier mentions that name a side which it only points to; ``reason`` says why it is read so;
    ``page`` is the page of the file, where it has pages; ``work`` the first edition of the document.
    """

    iri: str
    source: str
    start: int
    end: int
    modality: str
    cites: tuple[str, ...] = ()
    stated_by: tuple[str, ...] = ()
    printed: str = ""
    fingerprint: str = ""
    reason: str = ""
    via: tuple[tuple[int, int], ...] = ()
    page: str = ""
    work: str = ""

    @property
    def document(self) -> str:
        """The id of the document."""
        return self.source.removeprefix(SOURCE)

    def __str__(self) -> str:
        """The place as ``document:start-end``."""
        return f"{self.document}:{self.start}-{self.end}"


@dataclass(frozen=True)
class Statement:
    """A statement; IRIs are whole, ``object`` is ``None`` where the source pointedly leaves it out."""

    iri: str
    subject: ox.NamedNode
    predicate: ox.NamedNode
    object: Term | None
    facts: dict[str, tuple[Term, ...]] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()

    @property
    def id(self) -> str:
        """The 16 hexadecimal digits that end the IRI."""
        return self.iri.removeprefix(STATEMENT)

    @property
    def property_name(self) -> str:
        """The local name of the predicate."""
        return local_name(self.predicate.value)

    def text(self, name: str) -> str:
        """Return the value of the own property *name* (``time``, ``unit``, …); empty where there is none."""
        return self.facts[name][0].value if name in self.facts else ""

    def texts(self, name: str) -> list[str]:
        """Return the sorted values of the own property *name*."""
        return sorted(term.value for term in self.facts.get(name, ()))

    @property
    def number(self) -> Decimal | None:
        """The figure in the canonical unit of its property; ``None`` where there is none, or no factor leads there."""
        is_number = isinstance(self.object, ox.Literal) and self.object.datatype.value == XSD + "decimal"
        return Decimal(self.object.value) if is_number and self.object and "objectUnit" not in self.facts else None

    @property
    def wholes(self) -> list[str]:
        """The ids of the statements whose figure counts this one already."""
        return [iri.removeprefix(STATEMENT) for iri in self.texts("includedIn")]

    def day(self, name: str) -> date | None:
        """Return a bound (``earliest``, ``latest``, …)."""
        text = self.text(name)
        return date.fromisoformat(text) if text else None

    @property
    def year(self) -> int | None:
        """The one year in which it certainly lies, if there is one."""
        first, last = self.day("earliest"), self.day("latest")
        return first.year if first and last and first.year == last.year else None

    @property
    def whole_year(self) -> int | None:
        """The calendar year that it is of, all of it; ``None`` for a part of a year, several years, or no date."""
        first, last = self.day("earliest"), self.day("latest")
        if first is None or last is None or (first.month, first.day, last.month, last.day) != (1, 1, 12, 31):
            return None
        return self.year if "/" not in self.text("time") else None

    @property
    def rank(self) -> str:
        """``normal``, ``preferred`` or ``deprecated``."""
        return local_name(self.text("rank"))

    @property
    def modality(self) -> str:
        """The strongest modality among the passages."""
        return strongest(passage.modality for passage in self.evidence)

    @property
    def sources(self) -> list[str]:
        """The ids of the documents, sorted."""
        return sorted({passage.source.removeprefix(SOURCE) for passage in self.evidence})

    @cached_property
    def origins(self) -> frozenset[str]:
        """The independent origins: the works cited for it, or the document itself where it cites none.

        A document that cites a work for a claim is no origin of its own, wherever else it repeats the claim;
        and the editions of one document are one origin.
        """
        cited: dict[str, set[str]] = defaultdict(set)
        for passage in self.evidence:
            cited[passage.work or passage.source].update(passage.cites)
        return frozenset(work for document, works in cited.items() for work in (works or {document}))

    @property
    def doubt(self) -> str:
        """Why it does not count as a fact, in a word (:func:`kzgraph.acceptance.doubt`); empty when it does."""
        return doubt(
            stated=self.object is not None,
            modality=self.modality,
            rank=self.rank,
            bound=self.text("bound"),
            role=local_name(self.text("role")),
        )

    @property
    def reasons(self) -> list[str]:
        """Why it was read as it was, passage by passage, each reason once."""
        return list(dict.fromkeys(each.reason for each in self.evidence if each.reason))

    @property
    def accepted(self) -> bool:
        """Whether it counts as a fact."""
        return not self.doubt

    @property
    def over(self) -> bool:
        """Whether its role says that it held once."""
        return local_name(self.text("role")) == FORMER

    @property
    def mentions(self) -> set[str]:
        """The IRIs (and literals) that it speaks of: subject, object, scope."""
        return {self.subject.value, *self.texts("scope")} | ({self.object.value} if self.object else set())

    def resting_on(self, passages: Iterable[Evidence]) -> "Statement":
        """Return this claim with only *passages* behind it."""
        return Statement(self.iri, self.subject, self.predicate, self.object, self.facts, tuple(passages))
