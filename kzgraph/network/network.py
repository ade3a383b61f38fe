"""The network that the graph is: things, and the claims between them with the passages that say so.

A tie is a claim between two things; a claim whose object is a number, a date, a text or "not stated" belongs to
its subject alone.  Neither ever loses its evidence.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import pyoxigraph as ox

from kzgraph.errors import UsageError, quoted
from kzgraph.statements.dossier import Evidence
from kzgraph.vocab import local_name, shorten

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
class Thing:
    """An entity or a document.

    ``id`` is its prefixed name, ``classes`` the local names of all its classes, ``kind`` the English name of the
    narrowest; ``names`` maps a language to its name in it; ``same`` are things that may be the same.
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
    years: Years = Years()

    @property
    def label(self) -> str:
        """Its English name, else any, else its id."""
        return self.names.get("en") or next(iter(self.names.values()), self.id)


@dataclass(frozen=True)
class Claim:
    """A statement (:class:`kzgraph.statements.statement.Claim`) with names in the place of IRIs, as a network shows it.

    It is a tie when ``object`` is a thing's id, else a fact of its subject with a ``value`` to read;
    ``scope`` are things or codes, id and name; ``disputes`` the statements that say otherwise, with the reason;
    ``stated`` is false for what the source pointedly leaves out; ``accepted`` says whether the graph takes it
    for a fact.
    """

    id: str
    subject: str
    predicate: str
    object: str = ""
    value: str = ""
    modality: str = "asserted"
    rank: str = "normal"
    role: str = ""
    scope: tuple[tuple[str, str], ...] = ()
    time: str = ""
    years: Years = Years()
    reason: str = ""
    evidence: tuple[Evidence, ...] = ()
    disputes: tuple[tuple[str, str], ...] = ()
    whole: tuple[str, ...] = ()
    stated: bool = True
    accepted: bool = True


@dataclass(frozen=True)
class Network:
    """Things and claims by id, names of properties and citations of documents; ``note`` says what was cut out of it."""

    things: Mapping[str, Thing]
    claims: Mapping[str, Claim]
    properties: Mapping[str, str]
    documents: Mapping[str, str]
    note: str = ""

    @cached_property
    def ties(self) -> tuple[Claim, ...]:
        """The claims between two things."""
        return tuple(claim for claim in self.claims.values() if claim.object)

    @cached_property
    def neighbours(self) -> Mapping[str, frozenset[str]]:
        """Thing → the things it is tied to."""
        found: dict[str, set[str]] = defaultdict(set)
        for tie in self.ties:
            found[tie.subject].add(tie.object)
            found[tie.object].add(tie.subject)
        return {name: frozenset(others - {name}) for name, others in found.items()}

    @property
    def size(self) -> str:
        """How much it holds, in words; documents, which are drawn like things, are counted apart."""
        documents = sum(name.startswith("kzd:") for name in self.things)
        counts = {"thing": len(self.things) - documents, "document": documents, "tie": len(self.ties)}
        told = [f"{count} {noun}{'s' * (count != 1)}" for noun, count in counts.items()]
        return f"{told[0]} and {told[1]}, {told[2]}" if documents else f"{told[0]}, {told[2]}"

    def thing(self, name: str) -> Thing:
        """Return the thing called *name*, with or without its prefix.

        Raises:
            UsageError: when there is none.
        """
        for known in (name, f"kzr:{name}", f"kzd:{name}", shorten(name)):
            if known in self.things:
                return self.things[known]
        raise UsageError(f"nothing is called {quoted(name)}; `kzgraph search` finds ids")

    def only(self, things: Iterable[str], claims: Iterable[Claim] | None = None, note: str = "") -> "Network":
        """Return the network of *things* and of those *claims* (by default all) that concern no other thing."""
        kept = set(things)
        return replace(
            self,
            things={name: thing for name, thing in self.things.items() if name in kept},
            claims={
                claim.id: claim
                for claim in (self.claims.values() if claims is None else claims)
                if claim.subject in kept and (not claim.object or claim.object in kept)
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

        A claim, treaty, event or publication dated outside goes; so does a thing that begins after *last*;
        what has no date stays.
        """
        if first > last:
            raise UsageError(f"the years run backwards: from {first} to {last}")
        kept = {thing.id for thing in self.things.values() if thing.years.within(first, last)}
        claims = [claim for claim in self.claims.values() if claim.years.within(first, last)]
        return self.only(kept, claims, note=f"{first} to {last}")

    def told_by(self, triples: Iterable[ox.Triple], name: str) -> "Network":
        """Return the network of the *triples* that the CONSTRUCT query *name* has made.

        A triple that a statement makes brings that statement; one that none makes is marked ``derived``.
        """
        stated = defaultdict(list)
        for claim in self.ties:
            stated[claim.subject, claim.predicate, claim.object].append(claim)
        things: set[str] = set()
        claims = [claim for claim in self.claims.values() if not claim.object]
        for number, triple in enumerate(sorted(set(triples), key=str), 1):
            if not isinstance(triple.subject, ox.NamedNode) or not isinstance(triple.object, ox.NamedNode):
                continue
            key = shorten(triple.subject.value), local_name(triple.predicate.value), shorten(triple.object.value)
            if key[0] in self.things and key[2] in self.things:
                things |= {key[0], key[2]}
                claims += stated.get(key) or [Claim(f"derived-{number}", *key, modality="derived", accepted=False)]
        return self.only(things, claims, note=f"the query {name}")
