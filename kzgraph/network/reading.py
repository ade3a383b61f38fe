"""The network read out of a store: from its statements, never from the simple triples, so that ties have evidence."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

import pyoxigraph as ox

from kzgraph.links.points import degrees
from kzgraph.network.network import PASSING, Network, Node, Tie, Years
from kzgraph.profile import profile_of
from kzgraph.rdf import Described, Term, by_subject, iris_of, text_of
from kzgraph.statements.index import disputes
from kzgraph.statements.names import Names
from kzgraph.statements.reading import statements_in
from kzgraph.statements.statement import Statement
from kzgraph.statements.wording import Wording
from kzgraph.vocab import (
    DCTERMS,
    EDTF,
    ENTITY,
    ONTOLOGY,
    PREFIXES,
    RDF,
    RDFS,
    SKOS,
    SOURCE,
    local_name,
    shorten,
)

_GEO = PREFIXES["geo"]
_FINDING = (SKOS + "hiddenLabel", ONTOLOGY + "translated")
"""Properties whose texts help to find a thing and are not its names."""


class _Reader:
    """Reads the whole store once."""

    def __init__(self, store: ox.Store) -> None:
        self.described: Described = by_subject(quad.triple for quad in store)
        self.names = Names(store)
        codes = store.quads_for_pattern(None, ox.NamedNode(ONTOLOGY + "iso3166alpha2"), None)
        self.countries = {quad.object.value: shorten(quad.subject.value) for quad in codes}  # type: ignore[union-attr]

    def own(self, iri: str, name: str) -> list[str]:
        """Return the objects of our property *name* as texts and IRIs."""
        return [term.value for term in self.described[iri].get(ONTOLOGY + name, ()) if not isinstance(term, ox.Triple)]

    def point(self, facts: Mapping[str, list[Term]]) -> tuple[float, float] | None:
        """Return where something lies, its longitude first (``geo:asWKT``)."""
        for geometry in iris_of(facts.get(_GEO + "hasGeometry", ())):
            for text in text_of(self.described[geometry].get(_GEO + "asWKT", ())):
                if point := degrees(text):
                    return point
        return None

    def thing(self, iri: str, dates: Iterable[Years]) -> Node:
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
        return Node(
            id=shorten(iri),
            iri=iri,
            kind=", ".join(sorted(self.names(name) for name in classes - wider)) or "thing",
            classes=local,
            names={language: names[language] for language in sorted(names)},
            aliases=tuple(sorted(set(text_of(facts.get(SKOS + "altLabel", ()))))),
            hidden=tuple(sorted({text for name in _FINDING for text in text_of(facts.get(name, ()))})),
            note=" ".join(text_of(facts.get(RDFS + "comment", ())) or citation),
            links=tuple(sorted({iri, *dois, *orcids, *matches})),
            same=tuple(sorted(shorten(other) for other in self.own(iri, "possiblySame"))),
            country_by_code="".join(self.countries.get(code[:2], "") for code in self.own(iri, "iso3166part2")[:1]),
            point=self.point(facts),
            code="".join(self.own(iri, "iso3166alpha3")[:1]),
            years=Years(min(begins, default=None), max(ends, default=None) if local & PASSING else None),
        )


def _dates(ties: Iterable[Tie]) -> Mapping[str, list[Years]]:
    """Return the dates of each thing: those of its statements whose object is itself a date."""
    found: dict[str, list[Years]] = defaultdict(list)
    for tie in ties:
        value = tie.statement.object
        if isinstance(value, ox.Literal) and value.datatype.value == EDTF:
            found[tie.statement.subject.value].append(tie.years)
    return found


def read_network(store: ox.Store) -> Network:
    """Return the network of everything in *store*."""
    reader = _Reader(store)
    typed = {iri: set(iris_of(facts.get(RDF + "type", ()))) for iri, facts in sorted(reader.described.items())}
    iris = {
        iri
        for iri, kinds in typed.items()
        if ONTOLOGY + "Entity" in kinds and iri.startswith((ENTITY, SOURCE))
        if not reader.described[iri].get(DCTERMS + "isReplacedBy")
    }
    stated = [_tie(each, iris) for each in statements_in(reader.described) if each.subject.value in iris]
    dates = _dates(stated)
    first, second = profile_of(store).poles
    return Network(
        things={shorten(iri): reader.thing(iri, dates.get(iri, ())) for iri in sorted(iris)},
        stated={tie.id: tie for tie in stated},
        wording=Wording(reader.names),
        disputes=disputes(store),
        poles=(shorten(first) if first else "", shorten(second) if second else ""),
    )


def _tie(statement: Statement, things: Collection[str]) -> Tie:
    target = statement.object.value if isinstance(statement.object, ox.NamedNode) else ""
    return Tie(statement, shorten(statement.subject.value), shorten(target) if target in things else "")
