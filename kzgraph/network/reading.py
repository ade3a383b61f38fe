"""The network read out of a store: from its statements, never from the simple triples, so that ties have evidence."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

import pyoxigraph as ox

from kzgraph.network.network import PASSING, Claim, Network, Thing, Years
from kzgraph.rdf import Described, by_subject, iris_of, text_of
from kzgraph.statements.dossier import Evidence
from kzgraph.statements.names import Names
from kzgraph.statements.reading import claims_in
from kzgraph.statements.statement import Claim as Statement
from kzgraph.statements.statement import Passage
from kzgraph.statements.wording import figure
from kzgraph.vocab import (
    DCTERMS,
    EDTF,
    ENTITY,
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

    def evidence(self, passage: Passage) -> Evidence:
        return Evidence(
            id=passage.iri,
            source=passage.source.removeprefix(SOURCE),
            start=passage.start,
            end=passage.end,
            fingerprint=passage.fingerprint,
            modality=passage.modality,
            printed=passage.printed,
            stated_by=self.first(passage.stated_by),
            cites=self.first(passage.cites),
            reason=passage.reason,
            via=passage.via,
        )

    def first(self, iris: Sequence[str]) -> str:
        """Return the name of the first of *iris*; nothing where there is none."""
        return self.names(iris[0]) if iris and iris[0] else ""

    def unit(self, iri: str) -> str:
        if iri not in self.units:
            self.units[iri] = self.names.unit(iri)
        return self.units[iri]

    def value(self, claim: Statement) -> str:
        """Return an object that is no thing as a reader meets it; a number as the table gives it, bound and unit."""
        term = claim.object
        if term is None:
            return "not stated"
        if isinstance(term, ox.NamedNode):
            return self.names(term.value)
        if term.datatype.value != XSD + "decimal":
            return term.value
        amount, bound = claim.text("amount") or term.value, self.first([claim.text("bound")])
        return figure(amount, bound, self.unit(claim.text("unit")))

    def claim(self, found: Statement, things: Collection[str]) -> Claim:
        tied = shorten(found.object.value) if isinstance(found.object, ox.NamedNode) else ""
        tied = tied if tied in things else ""
        value = "" if tied else self.value(found)
        time = found.text("time")
        return Claim(
            id=found.id,
            subject=shorten(found.subject.value),
            predicate=found.property_name,
            object=tied,
            value=value,
            modality=local_name(found.text("modality")) or "asserted",
            rank=found.rank or "normal",
            role=self.first([found.text("role")]),
            scope=tuple(sorted((shorten(each), self.names(each)) for each in found.texts("scope"))),
            time="" if time == value else time,
            years=_years(found),
            reason=found.text("reason"),
            evidence=tuple(self.evidence(passage) for passage in found.passages),
            disputes=tuple(sorted(self.disputes.get(found.id, ()))),
            whole=tuple(whole.removeprefix(STATEMENT) for whole in found.texts("includedIn")),
            stated=found.object is not None,
            accepted=found.accepted,
        )


def _years(claim: Statement) -> Years:
    first, last = claim.text("earliest"), claim.text("latest")
    return Years(int(first[:4]) if first else None, int(last[:4]) if last else None)


def _dates(claims: Iterable[Statement]) -> Mapping[str, list[Years]]:
    """Return the dates of each thing: those of its claims whose object is itself a date."""
    found: dict[str, list[Years]] = defaultdict(list)
    for claim in claims:
        if isinstance(claim.object, ox.Literal) and claim.object.datatype.value == EDTF:
            found[claim.subject.value].append(_years(claim))
    return found


def read_network(store: ox.Store) -> Network:
    """Return the network of everything in *store*."""
    reader = _Reader(store)
    typed = {iri: set(iris_of(facts.get(RDF + "type", ()))) for iri, facts in sorted(reader.described.items())}
    statements = claims_in(reader.described)
    dates = _dates(statements)
    things = {
        shorten(iri): reader.thing(iri, dates.get(iri, ()))
        for iri, kinds in typed.items()
        if ONTOLOGY + "Entity" in kinds and iri.startswith((ENTITY, SOURCE))
        if not reader.described[iri].get(DCTERMS + "isReplacedBy")
    }
    claims = [reader.claim(each, things) for each in statements]
    return Network(
        things=things,
        claims={claim.id: claim for claim in claims if claim.subject in things},
        properties={name: reader.names(ONTOLOGY + name) for name in sorted({claim.predicate for claim in claims})},
        documents={name.removeprefix("kzd:"): thing.label for name, thing in things.items() if name.startswith("kzd:")},
    )
