"""The network read out of a store: from its statements, never from the simple triples, so that ties have evidence."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from kzgraph.dossier import Evidence, Names
from kzgraph.network import PASSING, Claim, Network, Thing, Years
from kzgraph.rdf import Described, by_subject, iris_of, text_of
from kzgraph.vocab import (
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
        """Return an object that is no thing as a reader meets it; a number as the table gives it, bound and unit."""
        if isinstance(term, ox.NamedNode):
            return self.names(term.value)
        assert isinstance(term, ox.Literal)
        if term.datatype.value != XSD + "decimal":
            return term.value
        number = self.one(iri, "amount") or term.value
        whole, point, rest = number.partition(".")
        figure = f"{int(whole):,}{point}{rest}" if len(whole) > 4 else number
        return " ".join(part for part in (self.named(iri, "bound"), figure, self.unit(self.one(iri, "unit"))) if part)

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
            predicate=local_name(iris_of(facts[RDF + "predicate"])[0]),
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
            if any(
                isinstance(term, ox.Literal) and term.datatype.value == EDTF for term in facts.get(RDF + "object", ())
            ):
                found[iris_of(facts[RDF + "subject"])[0]].append(self.years(iri))
        return found


def read_network(store: ox.Store) -> Network:
    """Return the network of everything in *store*."""
    reader = _Reader(store)
    typed = {iri: set(iris_of(facts.get(RDF + "type", ()))) for iri, facts in sorted(reader.described.items())}
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
        properties={name: reader.names(ONTOLOGY + name) for name in sorted({claim.predicate for claim in claims})},
        documents={name.removeprefix("kzd:"): thing.label for name, thing in things.items() if name.startswith("kzd:")},
    )
