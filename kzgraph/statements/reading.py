"""All statements of a graph at once, with their passages: what panels, exports, networks and conditions rest on."""

from collections import defaultdict

import pyoxigraph as ox

from kzgraph.rdf import TYPE, Described, by_subject
from kzgraph.statements.statement import Claim, Passage, Term
from kzgraph.vocab import OA, ONTOLOGY, RDF, local_name

_STATEMENT = ox.NamedNode(ONTOLOGY + "Statement")


Facts = dict[str, list[Term]]


def facts_of(store: ox.Store, iri: str) -> Facts:
    """Return what stands under *iri*: predicate IRI → terms."""
    facts: Facts = defaultdict(list)
    for quad in store.quads_for_pattern(ox.NamedNode(iri), None, None):
        if isinstance(quad.object, ox.NamedNode | ox.Literal):
            facts[quad.predicate.value].append(quad.object)
    return facts


def _terms(described: Described, iri: str, predicate: str) -> list[Term]:
    found = described[iri].get(predicate, ()) if iri in described else ()
    return [term for term in found if isinstance(term, ox.NamedNode | ox.Literal)]


def _values(described: Described, iri: str, name: str) -> tuple[str, ...]:
    return tuple(sorted(term.value for term in _terms(described, iri, ONTOLOGY + name)))


def _span(described: Described, selector: str) -> tuple[int, int]:
    start, end = (_terms(described, selector, OA + name)[0].value for name in ("start", "end"))
    return int(start), int(end)


def _passage(described: Described, iri: str) -> Passage:
    start, end = _span(described, _terms(described, iri, OA + "hasSelector")[0].value)
    return Passage(
        iri=iri,
        source=_terms(described, iri, OA + "hasSource")[0].value,
        start=start,
        end=end,
        modality=local_name(_terms(described, iri, ONTOLOGY + "modality")[0].value),
        cites=_values(described, iri, "citedSource"),
        stated_by=_values(described, iri, "statedBy"),
        printed=" | ".join(_values(described, iri, "printed")),
        fingerprint="".join(_values(described, iri, "fingerprint")[:1]),
        reason=" | ".join(_values(described, iri, "reason")),
        via=tuple(sorted(_span(described, selector) for selector in _values(described, iri, "via"))),
    )


def _claim(described: Described, iri: str) -> Claim | None:
    subjects, predicates = (_terms(described, iri, RDF + name) for name in ("subject", "predicate"))
    if not subjects or not predicates:
        return None
    subject, predicate = subjects[0], predicates[0]
    assert isinstance(subject, ox.NamedNode)
    assert isinstance(predicate, ox.NamedNode)
    passages = [_passage(described, term.value) for term in _terms(described, iri, ONTOLOGY + "evidence")]
    return Claim(
        iri=iri,
        subject=subject,
        predicate=predicate,
        object=next(iter(_terms(described, iri, RDF + "object")), None),
        facts={
            name.removeprefix(ONTOLOGY): tuple(_terms(described, iri, name))
            for name in described[iri]
            if name.startswith(ONTOLOGY) and name != ONTOLOGY + "evidence"
        },
        passages=tuple(sorted(passages, key=lambda passage: (passage.source, passage.start, passage.end, passage.iri))),
    )


def claims_in(described: Described) -> list[Claim]:
    """Return every statement among what is *described*, by id.

    A statement of another shape than ours (no subject, no predicate) is no claim and passed over.
    """
    statements = [iri for iri, facts in described.items() if _STATEMENT in facts.get(TYPE.value, ())]
    found = (_claim(described, iri) for iri in sorted(statements))
    return [claim for claim in found if claim]


def claims(store: ox.Store) -> list[Claim]:
    """Return every statement of *store*, as :func:`claims_in` does."""
    return claims_in(by_subject(quad.triple for quad in store))
