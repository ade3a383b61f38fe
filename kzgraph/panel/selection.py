"""The statements that panels are made from, and what all panels do with them."""

from collections.abc import Collection, Iterable
from decimal import Decimal
from functools import cached_property

import pyoxigraph as ox

from kzgraph.panel.columns import Cell
from kzgraph.statements.index import Index
from kzgraph.statements.names import Names
from kzgraph.statements.statement import Statement
from kzgraph.statements.things import Things
from kzgraph.vocab import ACCEPTED_MODALITIES, ENTITY, ONTOLOGY, SOURCE, local_name, shorten

_WHERE_FROM = ("homeCountry", "holdsOffice", "officeOf", "affiliatedWith", "locatedIn", "capitalOf")
_STEPS = 4


def short(iri: str) -> str:
    """Return the id of an entity, document or code; another IRI shortened.

    >>> short("https://w3id.org/kzgraph/id/china")
    'china'
    """
    return local_name(iri) if iri.startswith((ENTITY, SOURCE, ONTOLOGY)) or "/code/" in iri else shorten(iri)


def joined(values: Iterable[str]) -> str | None:
    """Return *values* sorted, each once, joined by ``;``; ``None`` for none."""
    return ";".join(sorted(set(values))) or None


class Selection:
    """The statements of a store that count for panels.

    Args:
        store: the graph with its ontology.
        modalities: those whose statements fill the cells; the others are still told in the ``…_said`` columns.
    """

    def __init__(self, store: ox.Store, modalities: Iterable[str] = ()) -> None:
        self.store, self.things, self.names = store, Things(store), Names(store)
        self.modalities = frozenset(modalities or ACCEPTED_MODALITIES)
        self.index = Index(store)
        self.all = _standing(self.index.all)

    def said(self, subject: str, *properties: str) -> list[Statement]:
        """Return all statements about *subject* under *properties*, of every modality, in the order of their ids."""
        return _standing(self.index.of(subject, *properties))

    def of(self, subject: str, *properties: str) -> list[Statement]:
        """Return the statements that count, have an object, and are about *subject* under *properties*."""
        return [statement for statement in self.said(subject, *properties) if self.counts(statement)]

    def to(self, target: str, *properties: str) -> list[Statement]:
        """Return the statements that count and have *target* as their object under *properties*."""
        return [statement for statement in _standing(self.index.to(target, *properties)) if self.counts(statement)]

    def counts(self, statement: Statement) -> bool:
        """Say whether *statement* fills a cell: it has an object and a modality that counts, and is not over."""
        return statement.object is not None and statement.modality in self.modalities and not statement.over

    @cached_property
    def countries(self) -> frozenset[str]:
        """The IRIs of all countries."""
        return frozenset(self.things.of_class("Country"))

    def countries_of(self, iri: str) -> dict[str, tuple[Statement, ...]]:
        """Return the countries that *iri* is, belongs to, acts for or lies in, each with the statements that say so."""
        reached: dict[str, tuple[Statement, ...]] = {iri: ()}
        waiting = [iri]
        for _ in range(_STEPS):
            waiting = [self._step(at, statement, reached) for at in waiting for statement in self._outward(at)]
            waiting = [name for name in waiting if name]
        return {name: way for name, way in reached.items() if name in self.countries}

    def _outward(self, at: str) -> list[Statement]:
        return [] if at in self.countries else self.of(at, *_WHERE_FROM)

    @staticmethod
    def _step(at: str, statement: Statement, reached: dict[str, tuple[Statement, ...]]) -> str:
        if not isinstance(statement.object, ox.NamedNode) or statement.object.value in reached:
            return ""
        reached[statement.object.value] = (*reached[at], statement)
        return statement.object.value

    def maybe_same(self, iri: str) -> str | None:
        """Return the ids of the entities that may be the same as *iri*, joined."""
        return joined(map(short, self.things.maybe_same(iri)))

    def number(self, iris: Collection[str]) -> int:
        """Return how many things *iris* are, where those that may be the same count as one."""
        waiting, groups = set(iris), 0
        while waiting:
            groups += 1
            near = [waiting.pop()]
            while near:
                found = waiting.intersection(self.things.maybe_same(near.pop()))
                waiting -= found
                near += found
        return groups

    def iso3(self, countries: Iterable[str]) -> str | None:
        """Return the ISO 3166-1 alpha-3 codes of *countries*, joined."""
        return joined(code for iri in countries if (code := self.things.code(iri, "iso3166alpha3")))

    def value(self, found: Iterable[Statement]) -> Decimal | None:
        """Return the one exact value of *found*, which share a unit: none for a bound, none where they differ.

        Statements of other times or scopes differ as well; nothing is ever added up.
        """
        exact = [statement for statement in found if self.counts(statement) and "bound" not in statement.facts]
        values = {Decimal(statement.object.value) for statement in exact if statement.object is not None}
        return values.pop() if len(values) == 1 else None

    def unit_of(self, statement: Statement) -> str:
        """Return the notation of the unit in which the object of *statement* stands."""
        canonical = self.store.quads_for_pattern(statement.predicate, ox.NamedNode(ONTOLOGY + "canonicalUnit"), None)
        units = [statement.text("objectUnit"), *(quad.object.value for quad in canonical)]  # type: ignore[union-attr]
        return self.names.notation(next(filter(None, units), ""))

    def foreign_units(self, name: str) -> list[str]:
        """Return the units that figures under *name* have besides the canonical one, which nothing turns into it."""
        found = {statement.text("objectUnit") for statement in self.all if statement.property_name == name}
        return sorted(self.names.notation(unit) for unit in found if unit)

    def in_unit(self, found: Iterable[Statement], unit: str) -> list[Statement]:
        """Return those of *found* whose object stands in the foreign *unit*, or in the canonical one for an empty one.

        Silences, which have no unit, are told beside the canonical figures.
        """
        return [statement for statement in found if self.names.notation(statement.text("objectUnit")) == unit]

    def told(self, found: Iterable[Statement]) -> str | None:
        """Return what *found* say, units, bounds, times, modalities and scopes and all.

        For instance ``>6000 asserted;27000000000 USD planned``; what another statement disputes says so.
        """
        return joined(self._said(statement) for statement in found)

    def _said(self, statement: Statement) -> str:
        value = short(statement.object.value) if statement.object is not None else "not-stated"
        bound = self.names.notation(statement.text("bound"))
        parts = [f"{bound}{statement.text('amount') or value}", self.names.unit(statement.text("unit"))]
        parts += [statement.text("time"), statement.modality, *(short(name) for name in statement.texts("scope"))]
        return " ".join(part for part in (*parts, "disputed" * (statement.id in self.index.disputes)) if part)


def _standing(found: Iterable[Statement]) -> list[Statement]:
    return [statement for statement in found if statement.rank != "deprecated"]


def ids(found: Iterable[Statement]) -> str | None:
    """Return the objects of *found* as ids, joined."""
    return joined(short(statement.object.value) for statement in found if statement.object is not None)


def trace(found: Iterable[Statement]) -> tuple[Cell, ...]:
    """Return the cells of :func:`kzgraph.panel.columns.trace_columns`."""
    rest = list(found)
    return (
        joined(name for statement in rest for name in statement.sources),
        joined(statement.id for statement in rest),
        joined(str(passage) for statement in rest for passage in statement.evidence),
    )
