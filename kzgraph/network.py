"""The network that the graph is: things, and the claims between them with the passages that say so.

A tie is a claim between two things; a claim whose object is a number, a date, a text or "not stated" belongs to
its subject alone.  Both are read from the statements, never from the simple triples, so that nothing loses its evidence.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import pyoxigraph as ox

from kzgraph.dossier import Evidence, Names
from kzgraph.errors import UsageError, shown
from kzgraph.rdf import Described, by_subject, iris_of, text_of
from kzgraph.vocab import (
    ACCEPTED_MODALITIES,
    DCTERMS,
    EDTF,
    ENTITY,
    OA,
    ONTOLOGY,
    RDF,
    RDFS,
    SKOS,
    SOURCE,
    STATEMENT,
    XSD,
    local_name,
    shorten,
)

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
    """One statement: a tie when ``object`` is a thing's id, else a fact of its subject with a ``value`` to read.

    ``scope`` are things or codes, id and name; ``disputes`` the statements that say otherwise, with the reason;
    ``stated`` is false for what the source pointedly leaves out.
    """

    id: str
    subject: str
    property: str
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

    @property
    def accepted(self) -> bool:
        """Whether the graph takes it for a fact: asserted or reported, stated, and not deprecated."""
        return self.stated and self.modality in ACCEPTED_MODALITIES and self.rank != "deprecated"


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

    def thing(self, name: str) -> Thing:
        """Return the thing called *name*, with or without its prefix.

        Raises:
            UsageError: when there is none.
        """
        for known in (name, f"kzr:{name}", f"kzd:{name}", shorten(name)):
            if known in self.things:
                return self.things[known]
        raise UsageError(f"nothing is called {shown(name)!r}; `kzgraph search` finds ids")

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
            stated[claim.subject, claim.property, claim.object].append(claim)
        things: set[str] = set()
        claims = [claim for claim in self.claims.values() if not claim.object]
        for number, triple in enumerate(sorted(set(triples), key=str), 1):
            if not isinstance(triple.subject, ox.NamedNode) or not isinstance(triple.object, ox.NamedNode):
                continue
            key = shorten(triple.subject.value), local_name(triple.predicate.value), shorten(triple.object.value)
            if key[0] in self.things and key[2] in self.things:
                things |= {key[0], key[2]}
                claims += stated.get(key) or [Claim(f"derived-{number}", *key, modality="derived")]
        return self.only(things, claims, note=f"the query {name}")


class _Reader:
    """Reads the whole store once."""

    def __init__(self, store: ox.Store) -> None:
        self.described: Described = by_subject(quad.triple for quad in store)
        self.names = Names(store)
        self.units: dict[str, str] = {}
        self.disputes: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for facts in self.described.values():
            sides = [iri.removeprefix(STATEMENT) for iri in iris_of(facts.get(ONTOLOGY + "disputes", ()))]
            reason = " ".join(text_of(facts.get(ONTOLOGY + "reason", ()))) if sides else ""
            for side in sides:
                self.disputes[side] += [(other, reason) for other in sides if other != side]

    def own(self, iri: str, name: str) -> list[str]:
        """Return the objects of our property *name* as texts and IRIs."""
        return [term.value for term in self.described[iri].get(ONTOLOGY + name, ()) if not isinstance(term, ox.Triple)]

    def one(self, iri: str, name: str) -> str:
        return next(iter(self.own(iri, name)), "")

    def code(self, iri: str, name: str) -> str:
        found = self.one(iri, name)
        return local_name(found) if found else ""

    def years(self, iri: str) -> Years:
        first, last = self.one(iri, "earliest"), self.one(iri, "latest")
        return Years(int(first[:4]) if first else None, int(last[:4]) if last else None)

    def thing(self, iri: str, dates: Iterable[Years]) -> Thing:
        facts = self.described[iri]
        classes = {name for name in iris_of(facts[RDF + "type"]) if name.startswith(ONTOLOGY)}
        wider = {parent for name in classes for parent in iris_of(self.described[name].get(RDFS + "subClassOf", ()))}
        found = [term for term in facts.get(RDFS + "label", ()) if isinstance(term, ox.Literal)]
        names = {label.language or "en": label.value for label in found}
        begins = [each.first for each in dates if each.first is not None]
        ends = [each.last for each in dates if each.last is not None]
        local = frozenset(local_name(name) for name in classes)
        citation = text_of(facts.get(DCTERMS + "bibliographicCitation", ()))
        dois = [f"https://doi.org/{doi}" for doi in self.own(iri, "doi")]
        orcids = [f"https://orcid.org/{orcid}" for orcid in self.own(iri, "orcid")]
        matches = iris_of(facts.get(SKOS + "exactMatch", ())) + iris_of(facts.get(SKOS + "closeMatch", ()))
        return Thing(
            id=shorten(iri),
            iri=iri,
            kind=", ".join(sorted(self.names(name) for name in classes - wider)) or "thing",
            classes=local,
            names={language: names[language] for language in sorted(names)},
            aliases=tuple(sorted(set(text_of(facts.get(SKOS + "altLabel", ()))))),
            hidden=tuple(sorted(set(text_of(facts.get(SKOS + "hiddenLabel", ()))))),
            note=" ".join(text_of(facts.get(RDFS + "comment", ())) or citation),
            links=tuple(sorted({iri, *dois, *orcids, *matches})),
            same=tuple(sorted(shorten(other) for other in self.own(iri, "possiblySame"))),
            years=Years(min(begins, default=None), max(ends, default=None) if local & PASSING else None),
        )

    def evidence(self, iri: str) -> Evidence:
        facts = self.described[iri]
        start, end = self.span(iris_of(facts[OA + "hasSelector"])[0])
        return Evidence(
            id=iri,
            source=iris_of(facts[OA + "hasSource"])[0].removeprefix(SOURCE),
            start=start,
            end=end,
            fingerprint=self.one(iri, "fingerprint"),
            modality=self.code(iri, "modality"),
            printed=self.one(iri, "printed"),
            stated_by=self.named(iri, "statedBy"),
            cites=self.named(iri, "citedSource"),
            reason=self.one(iri, "reason"),
            via=tuple(sorted(self.span(via) for via in self.own(iri, "via"))),
        )

    def named(self, iri: str, name: str) -> str:
        found = self.one(iri, name)
        return self.names(found) if found else ""

    def span(self, iri: str) -> tuple[int, int]:
        start, end = (text_of(self.described[iri][OA + name])[0] for name in ("start", "end"))
        return int(start), int(end)

    def unit(self, iri: str) -> str:
        if iri not in self.units:
            self.units[iri] = self.names.unit(iri)
        return self.units[iri]

    def value(self, iri: str, term: object) -> str:
        """Return an object that is no thing as a reader meets it: grouped, with its bound and unit."""
        if isinstance(term, ox.NamedNode):
            return self.names(term.value)
        assert isinstance(term, ox.Literal)
        if term.datatype.value != XSD + "decimal":
            return term.value
        whole, point, rest = term.value.partition(".")
        figure = f"{int(whole):,}{point}{rest}" if len(whole) > 4 else term.value
        return " ".join(part for part in (self.named(iri, "operator"), figure, self.unit(self.one(iri, "unit"))) if part)

    def claim(self, iri: str, things: Iterable[str]) -> Claim:
        facts = self.described[iri]
        terms = facts.get(RDF + "object", ())
        tied = shorten(terms[0].value) if terms and isinstance(terms[0], ox.NamedNode) else ""
        tied = tied if tied in things else ""
        stated = ONTOLOGY + "NotStated" not in iris_of(facts[RDF + "type"])
        name = iri.removeprefix(STATEMENT)
        found = [self.evidence(each) for each in self.own(iri, "evidence")]
        scopes = ((shorten(each), self.names(each)) for each in self.own(iri, "scope"))
        value = "not stated" if not stated else "" if tied or not terms else self.value(iri, terms[0])
        time = self.one(iri, "time")
        return Claim(
            id=name,
            subject=shorten(iris_of(facts[RDF + "subject"])[0]),
            property=local_name(iris_of(facts[RDF + "predicate"])[0]),
            object=tied,
            value=value,
            modality=self.code(iri, "modality") or "asserted",
            rank=self.code(iri, "rank") or "normal",
            role=self.named(iri, "role"),
            scope=tuple(sorted(scopes)),
            time="" if time == value else time,
            years=self.years(iri),
            reason=self.one(iri, "reason"),
            evidence=tuple(sorted(found, key=lambda each: (each.source, each.start, each.end, each.id))),
            disputes=tuple(sorted(self.disputes.get(name, ()))),
            whole=tuple(sorted(whole.removeprefix(STATEMENT) for whole in self.own(iri, "includedIn"))),
            stated=stated,
        )

    def dates(self, statements: Iterable[str]) -> Mapping[str, list[Years]]:
        """Return the dates of each thing: those of its claims whose object is itself a date."""
        found: dict[str, list[Years]] = defaultdict(list)
        for iri in statements:
            facts = self.described[iri]
            if any(isinstance(term, ox.Literal) and term.datatype.value == EDTF for term in facts.get(RDF + "object", ())):
                found[iris_of(facts[RDF + "subject"])[0]].append(self.years(iri))
        return found


def read_network(store: ox.Store) -> Network:
    """Return the network of everything in *store*."""
    reader = _Reader(store)
    typed = {
        iri: set(iris_of(facts.get(RDF + "type", ()))) for iri, facts in sorted(list(reader.described.items()))
    }
    statements = [iri for iri, kinds in typed.items() if ONTOLOGY + "Statement" in kinds]
    dates = reader.dates(statements)
    things = {
        shorten(iri): reader.thing(iri, dates.get(iri, ()))
        for iri, kinds in typed.items()
        if ONTOLOGY + "Entity" in kinds and iri.startswith((ENTITY, SOURCE))
        if not reader.described[iri].get(DCTERMS + "isReplacedBy")
    }
    claims = [reader.claim(iri, things) for iri in statements]
    return Network(
        things=things,
        claims={claim.id: claim for claim in claims if claim.subject in things},
        properties={
            name: reader.names(ONTOLOGY + name) for name in sorted({claim.property for claim in claims})
        },
        documents={
            name.removeprefix("kzd:"): thing.label for name, thing in things.items() if name.startswith("kzd:")
        },
    )
