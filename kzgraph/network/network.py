"""The network that the graph is: things, and the statements between them with the passages that say so.

A tie is a statement between two things; one whose object is a number, a date, a text or "not stated" belongs to
its subject alone.  Neither ever loses its evidence.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import pyoxigraph as ox

from kzgraph.errors import UsageError, quoted
from kzgraph.statements.index import Dispute
from kzgraph.statements.statement import Statement
from kzgraph.statements.wording import Wording
from kzgraph.vocab import STATEMENT, shorten

PASSING = frozenset({"Treaty", "Event", "Publication"})
"""Classes whose dates say when a thing was; the dates of all others only say since when it is."""


@dataclass(frozen=True)
class Years:
    """First and last year; ``None`` where nothing bounds it."""

    first: int | None = None
    last: int | None = None

    @property
    def known(self) -> bool:
        """Whether anything is known of it."""
        return self.first is not None or self.last is not None

    def within(self, first: int, last: int) -> bool:
        """Say whether it may fall into the years from *first* to *last*; what has no year always may."""
        return (self.first is None or self.first <= last) and (self.last is None or self.last >= first)


@dataclass(frozen=True)
class Node:
    """An entity or a document.

    ``id`` is its prefixed name, ``classes`` the local names of all its classes, ``kind`` the English name of the
    narrowest; ``names`` maps a language to its name in it; ``same`` are things that may be the same.
    ``point`` are its longitude and latitude in degrees, ``code`` that of ISO 3166-1 alpha-3;
    ``country_by_code`` is the country that its code of ISO 3166-2 begins with, which no source says.
    """

    id: str
    iri: str
    kind: str
    classes: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    note: str = ""
    links: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    country_by_code: str = ""
    point: tuple[float, float] | None = None
    code: str = ""
    years: Years = Years()

    @property
    def label(self) -> str:
        """Its English name, else any, else its id."""
        return self.names.get("en") or next(iter(self.names.values()), self.id)


@dataclass(frozen=True)
class Tie:
    """A statement as the network holds it: with the ids of its things in the place of their IRIs.

    It ties two things together when ``object`` is the id of one; else it is a fact of its subject alone.
    """

    statement: Statement
    subject: str
    object: str = ""

    @property
    def id(self) -> str:
        """The statement's id."""
        return self.statement.id

    @property
    def predicate(self) -> str:
        """The local name of the property."""
        return self.statement.property_name

    @property
    def accepted(self) -> bool:
        """Whether the graph takes it for a fact."""
        return self.statement.accepted

    @property
    def years(self) -> Years:
        """The years in which it may lie."""
        first, last = self.statement.text("earliest"), self.statement.text("latest")
        return Years(int(first[:4]) if first else None, int(last[:4]) if last else None)


@dataclass(frozen=True)
class Network:
    """Things, and what is stated of them, by id; ``note`` says what was cut out of it.

    ``wording`` puts the statements into words; ``disputes`` maps a statement's id to what contradicts it;
    ``poles`` are the two sides that the graph names of itself.
    """

    things: Mapping[str, Node]
    stated: Mapping[str, Tie]
    wording: Wording
    disputes: Mapping[str, Sequence[Dispute]] = field(default_factory=dict)
    note: str = ""
    poles: tuple[str, str] = ("", "")

    @cached_property
    def ties(self) -> tuple[Tie, ...]:
        """What ties two things together."""
        return tuple(tie for tie in self.stated.values() if tie.object)

    @cached_property
    def facts(self) -> tuple[Tie, ...]:
        """What is stated of one thing alone: numbers, dates, texts, silences."""
        return tuple(tie for tie in self.stated.values() if not tie.object)

    @cached_property
    def neighbours(self) -> Mapping[str, frozenset[str]]:
        """Thing → the things it is tied to."""
        found: dict[str, set[str]] = defaultdict(set)
        for tie in self.ties:
            found[tie.subject].add(tie.object)
            found[tie.object].add(tie.subject)
        return {name: frozenset(others - {name}) for name, others in found.items()}

    @property
    def properties(self) -> dict[str, str]:
        """Property → its English name, for those that something here is stated under."""
        found = {tie.predicate: tie.statement.predicate.value for tie in self.stated.values()}
        return {name: self.wording.names(found[name]) for name in sorted(found)}

    @property
    def inverses(self) -> dict[str, str]:
        """Property → what it is called in English when it is read from its object, for those that have such a name."""
        found = {tie.predicate: tie.statement.predicate.value for tie in self.ties}
        return {name: said for name in sorted(found) if (said := self.wording.names.inverse(found[name]))}

    @property
    def documents(self) -> dict[str, str]:
        """Id of a document → its name."""
        documents = (thing for name, thing in self.things.items() if name.startswith("kzd:"))
        return {thing.id.removeprefix("kzd:"): thing.label for thing in documents}

    @property
    def size(self) -> str:
        """How much it holds, in words; documents, which are drawn like things, are counted apart."""
        documents = sum(name.startswith("kzd:") for name in self.things)
        counts = {"thing": len(self.things) - documents, "document": documents, "tie": len(self.ties)}
        told = [f"{count} {noun}{'s' * (count != 1)}" for noun, count in counts.items()]
        return f"{told[0]} and {told[1]}, {told[2]}" if documents else f"{told[0]}, {told[2]}"

    def thing(self, name: str) -> Node:
        """Return the thing called *name*, with or without its prefix.

        Raises:
            UsageError: when there is none.
        """
        for known in (name, f"kzr:{name}", f"kzd:{name}", shorten(name)):
            if known in self.things:
                return self.things[known]
        raise UsageError(f"nothing is called {quoted(name)}; `kzgraph search TEXT` finds ids")

    def only(self, things: Iterable[str], stated: Iterable[Tie] | None = None, note: str = "") -> "Network":
        """Return the network of *things* and of what is *stated* (by default all) that concerns no other thing."""
        kept = set(things)
        return replace(
            self,
            things={name: thing for name, thing in self.things.items() if name in kept},
            stated={
                tie.id: tie
                for tie in (self.stated.values() if stated is None else stated)
                if tie.subject in kept and (not tie.object or tie.object in kept)
            },
            note=note or self.note,
        )

    def around(self, name: str, steps: int) -> "Network":
        """Return what lies at most *steps* ties away from the thing called *name*."""
        centre = self.thing(name)
        reached, edge = {centre.id}, {centre.id}
        for _ in range(steps):
            edge = {other for here in edge for other in self.neighbours.get(here, ())} - reached
            reached |= edge
        ways = "1 step" if steps == 1 else f"{steps} steps"
        return self.only(reached, note=f"the surroundings of {centre.label}, {ways}")

    def during(self, first: int, last: int) -> "Network":
        """Return what may fall into the years from *first* to *last*.

        A statement, treaty, event or publication dated outside goes; so does a thing that begins after *last*;
        what has no date stays.
        """
        if first > last:
            raise UsageError(f"the years run backwards: from {first} to {last}")
        kept = {thing.id for thing in self.things.values() if thing.years.within(first, last)}
        stated = [tie for tie in self.stated.values() if tie.years.within(first, last)]
        return self.only(kept, stated, note=f"{first} to {last}")

    def is_dated(self, tie: Tie) -> bool:
        """Say whether anything says when *tie* holds: its time, or that of a treaty, event or publication in it."""
        ends = [self.things[name] for name in (tie.subject, tie.object) if name in self.things]
        return tie.years.known or any(each.classes & PASSING and each.years.known for each in ends)

    def dated(self) -> "Network":
        """Return what has a date, and the things that it is stated of."""
        stated = [tie for tie in self.stated.values() if self.is_dated(tie)]
        kept = {name for tie in stated for name in (tie.subject, tie.object) if name}
        return self.only(kept, stated, note=", ".join(filter(None, (self.note, "only what has a date"))))

    def told_by(self, triples: Iterable[ox.Triple], name: str) -> "Network":
        """Return the network of the *triples* that the CONSTRUCT query *name* has made.

        A triple that a statement makes brings that statement; one that none makes is marked ``derived``.
        """
        known = defaultdict(list)
        for tie in self.ties:
            known[tie.subject, tie.predicate, tie.object].append(tie)
        things: set[str] = set()
        stated = list(self.facts)
        for number, triple in enumerate(sorted(set(triples), key=str), 1):
            if not isinstance(triple.subject, ox.NamedNode) or not isinstance(triple.object, ox.NamedNode):
                continue
            subject, target = shorten(triple.subject.value), shorten(triple.object.value)
            if subject in self.things and target in self.things:
                things |= {subject, target}
                made = Statement(f"{STATEMENT}derived-{number}", triple.subject, triple.predicate, triple.object)
                stated += known.get((subject, made.property_name, target)) or [Tie(made, subject, target)]
        return self.only(things, stated, note=f"the query {name}")
