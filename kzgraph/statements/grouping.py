"""What is said of a thing, in the order in which a reader asks: facts first, then by the kind of what it is tied to."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

import pyoxigraph as ox

from kzgraph.rdf import Term
from kzgraph.statements.index import by_property
from kzgraph.statements.names import Names
from kzgraph.statements.statement import Statement
from kzgraph.statements.things import Things
from kzgraph.vocab import ENTITY, ONTOLOGY, RDF, SOURCE

FACTS, TRADE, OTHER = "Key facts", "Trade and investment", "Other"
_BY_KIND = (
    ("Views", frozenset({"Opinion"})),
    ("Publications", frozenset({"Publication"})),
    ("Agreements", frozenset({"Treaty"})),
    (TRADE, frozenset({"InvestmentCommitment", "Announcement"})),
    ("Projects", frozenset({"Undertaking"})),
    ("People, visits and offices", frozenset({"Person", "Event", "Office"})),
    ("Laws, policies and initiatives", frozenset({"LegalInstrument", "Initiative"})),
    ("Companies and other bodies", frozenset({"Organization", "ActorGroup"})),
    ("Places", frozenset({"Place"})),
)
"""The groups by the class of what a thing is tied to."""
_ORDER = (
    FACTS,
    "Agreements",
    TRADE,
    "Projects",
    "People, visits and offices",
    "Companies and other bodies",
    "Laws, policies and initiatives",
    "Places",
    OTHER,
    "Views",
    "Publications",
)
_PLAIN = frozenset({"Place", "Sector"})
"""Where a thing lies, whose it is and what it does are facts of its own."""
_FOLDED = frozenset({"Views", "Publications"})
"""Groups that a page opens when asked: there are many of them, and they are no facts."""

_DATES = ("signed", "adopted", "occurred", "commissioned", "founded", "published", "constructionStarted")
_NO_YEAR = 9999
_TYPE, _MEASURE = ox.NamedNode(RDF + "type"), ox.NamedNode(ONTOLOGY + "Measure")

OWN, INVERSE, SCOPE = "own", "inverse", "scope"
"""How a statement speaks of a thing: as its subject, as its object, as what it is limited to."""


class Saying(Protocol):
    """Returns the statements about a thing under some properties, as :meth:`kzgraph.statements.index.Index.of`."""

    def __call__(self, subject: str, *properties: str) -> Iterable[Statement]:
        """Return the statements about *subject* (its IRI) under *properties* (local names)."""


@dataclass(frozen=True)
class Claims:
    """The statements of one property that speak of a thing in one way, under a heading that says which.

    Each has the year of what it names, where the statement itself has none: a treaty's, a visit's.
    """

    side: str
    property: str
    heading: str
    statements: list[tuple[int | None, Statement]]


@dataclass(frozen=True)
class Group:
    """What belongs under one heading of a page; a folded one is opened by the reader."""

    heading: str
    claims: list[Claims]
    folded: bool

    @property
    def name(self) -> str:
        """A word for its address on the page."""
        return self.heading.casefold().replace(",", "").replace(" ", "-")

    @property
    def number(self) -> int:
        """How many statements stand in it."""
        return sum(len(each.statements) for each in self.claims)


class Grouping:
    """Puts the statements that speak of a thing into groups."""

    def __init__(self, store: ox.Store, names: Names, saying: Saying) -> None:
        """Take what is asked.

        Args:
            store: the graph.
            names: its names.
            saying: returns the statements about a thing (its IRI) under properties: they date what has no time itself.
        """
        self.names, self._saying, self._things = names, saying, Things(store)
        self._kinds: dict[str, frozenset[str]] = {}
        quads = store.quads_for_pattern(None, _TYPE, _MEASURE)
        self._measures = {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}

    def grouped(self, iri: str, own: Iterable[Statement], naming: Iterable[Statement]) -> list[Group]:
        """Return the groups of some statements.

        Args:
            iri: the thing that they speak of.
            own: statements of which it is the subject; silences are told apart.
            naming: statements that have it as object or as scope.
        """
        found: dict[str, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
        for statement in own:
            if statement.object is not None:
                is_figure = statement.predicate.value in self._measures
                found[TRADE if is_figure else self._group(statement.object, own=True)][OWN].append(statement)
        for statement in naming:
            is_object = statement.object is not None and statement.object.value == iri
            is_figure = statement.predicate.value in self._measures and not is_object
            group = TRADE if is_figure else self._group(statement.subject, own=False)
            found[group][INVERSE if is_object else SCOPE].append(statement)
        return [
            Group(heading, list(self._claims(found[heading])), heading in _FOLDED)
            for heading in _ORDER
            if heading in found
        ]

    def _group(self, other: Term, *, own: bool) -> str:
        """Return the group of a statement on the page of one of its sides, of which *other* is the other."""
        kinds = self._kinds_of(other.value) if isinstance(other, ox.NamedNode) else frozenset()
        if not kinds or (own and _PLAIN & kinds):
            return FACTS
        return next((heading for heading, some in _BY_KIND if some & kinds), OTHER)

    def _kinds_of(self, iri: str) -> frozenset[str]:
        """Return the classes of an entity or document; none of a code or of what has another address."""
        if iri not in self._kinds:
            ours = iri.startswith((ENTITY, SOURCE))
            self._kinds[iri] = frozenset(self._things.classes(iri)) if ours else frozenset()
        return self._kinds[iri]

    def _claims(self, sides: dict[str, list[Statement]]) -> Iterator[Claims]:
        for side in (OWN, INVERSE, SCOPE):
            for iri, statements in by_property(sides.get(side, [])).items():
                name = self.names(iri)
                inverse = self.names.inverse(iri) or f"… {name} this"
                heading = inverse if side == INVERSE else name
                dated = [(self._year(each) if side == INVERSE else None, each) for each in statements]
                dated.sort(key=lambda each: (each[0] or each[1].year or _NO_YEAR, each[1].text("time")))
                yield Claims(side, iri, heading, dated)

    def _year(self, statement: Statement) -> int | None:
        """Return the year of what *statement* speaks of: the first stated of it, where it has no time itself."""
        if statement.text("time"):
            return None
        dates = (each for each in self._saying(statement.subject.value, *_DATES) if each.accepted)
        return min((each.year for each in dates if each.year is not None), default=None)
