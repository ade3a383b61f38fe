"""Statements read out of a graph, with their evidence: all at once, one, or those about one thing."""

from collections import defaultdict
from collections.abc import Iterable
from re import fullmatch

import pyoxigraph as ox

from kzgraph.rdf import TYPE, Described, by_subject
from kzgraph.statements.statement import Evidence, Statement, Term
from kzgraph.vocab import DCTERMS, OA, ONTOLOGY, RDF, STATEMENT, local_name

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


def _work(described: Described, document: str) -> str:
    """Return the first edition of *document*, which later ones replace."""
    seen = [document]
    while (older := _terms(described, seen[-1], DCTERMS + "replaces")) and older[0].value not in seen:
        seen.append(older[0].value)
    return seen[-1]


def _evidence(described: Described, iri: str) -> Evidence:
    start, end = _span(described, _terms(described, iri, OA + "hasSelector")[0].value)
    document = _terms(described, iri, OA + "hasSource")[0].value
    return Evidence(
        iri=iri,
        source=document,
        work=_work(described, document),
        start=start,
        end=end,
        modality=local_name(_terms(described, iri, ONTOLOGY + "modality")[0].value),
        cites=_values(described, iri, "citedSource"),
        stated_by=_values(described, iri, "statedBy"),
        printed=" | ".join(_values(described, iri, "printed")),
        fingerprint="".join(_values(described, iri, "fingerprint")[:1]),
        reason=" | ".join(_values(described, iri, "reason")),
        page="".join(_values(described, iri, "pageNumber")[:1]),
        via=tuple(sorted(_span(described, selector) for selector in _values(described, iri, "via"))),
    )


def _statement(described: Described, iri: str) -> Statement | None:
    subjects, predicates = (_terms(described, iri, RDF + name) for name in ("subject", "predicate"))
    if not subjects or not predicates:
        return None
    subject, predicate = subjects[0], predicates[0]
    assert isinstance(subject, ox.NamedNode)
    assert isinstance(predicate, ox.NamedNode)
    evidence = [_evidence(described, term.value) for term in _terms(described, iri, ONTOLOGY + "evidence")]
    return Statement(
        iri=iri,
        subject=subject,
        predicate=predicate,
        object=next(iter(_terms(described, iri, RDF + "object")), None),
        facts={
            name.removeprefix(ONTOLOGY): tuple(_terms(described, iri, name))
            for name in described[iri]
            if name.startswith(ONTOLOGY) and name != ONTOLOGY + "evidence"
        },
        evidence=tuple(sorted(evidence, key=lambda each: (each.source, each.start, each.end, each.iri))),
    )


def statements_in(described: Described) -> list[Statement]:
    """Return every statement among what is *described*, by id.

    A statement of another shape than ours (no subject, no predicate) is passed over.
    """
    statements = [iri for iri, facts in described.items() if _STATEMENT in facts.get(TYPE.value, ())]
    found = (_statement(described, iri) for iri in sorted(statements))
    return [statement for statement in found if statement]


def statements(store: ox.Store) -> list[Statement]:
    """Return every statement of *store*, as :func:`statements_in` does."""
    return statements_in(by_subject(quad.triple for quad in store))


_PARTS = (ONTOLOGY + "evidence", ONTOLOGY + "via", OA + "hasSelector", OA + "hasSource", DCTERMS + "replaces")


def statement(store: ox.Store, name: str) -> Statement | None:
    """Return the statement with the id *name*; ``None`` where the graph has none. Nothing else is read."""
    if not fullmatch(r"[\w-]+", name):
        return None
    waiting, triples = [STATEMENT + name], []
    while waiting:
        for quad in store.quads_for_pattern(ox.NamedNode(waiting.pop()), None, None):
            triples.append(quad.triple)
            if quad.predicate.value in _PARTS and isinstance(quad.object, ox.NamedNode):
                waiting.append(quad.object.value)
    return _statement(by_subject(triples), STATEMENT + name)


_OWN, _NAMING = (RDF + "subject",), (RDF + "object", ONTOLOGY + "scope")


def statements_about(store: ox.Store, thing: str, *, naming: bool = True) -> list[Statement]:
    """Return the statements that have the entity or document *thing* (an IRI) as subject, object or scope.

    Those about it come first; within them, by property and date. Without *naming* only those about it are read.
    """
    names = _ids(store, thing, _OWN + _NAMING if naming else _OWN)
    found = [each for each in (statement(store, name) for name in names) if each]
    return sorted(
        found, key=lambda each: (each.subject.value != thing, each.predicate.value, each.text("time"), each.id)
    )


def number_naming(store: ox.Store, thing: str) -> int:
    """Return how many statements name *thing* (an IRI) as object or scope and are not about it."""
    return len(_ids(store, thing, _NAMING) - _ids(store, thing, _OWN))


def _ids(store: ox.Store, thing: str, predicates: Iterable[str]) -> set[str]:
    return {
        quad.subject.value.removeprefix(STATEMENT)
        for predicate in predicates
        for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), ox.NamedNode(thing))
        if isinstance(quad.subject, ox.NamedNode)
    }
