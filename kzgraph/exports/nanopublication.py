"""A statement as a nanopublication: assertion, provenance and publication info in four graphs (TriG)."""

from collections.abc import Iterable
from typing import cast

import pyoxigraph as ox

from kzgraph.profile import Profile
from kzgraph.statements.statement import Statement
from kzgraph.vocab import DATASET, DCTERMS, ONTOLOGY, PREFIXES, PROV, RDF

NP = "http://www.nanopub.org/nschema#"


def nanopublication(statement: Statement, described: Iterable[ox.Triple], profile: Profile) -> bytes:
    """Return *statement*, which must have an object, as TriG; see :func:`nanopublished`."""
    ordered = sorted(set(nanopublished(statement, described, profile)), key=str)
    prefixes = PREFIXES | {"np": NP, "this": statement.iri + "#"}
    return cast(bytes, ox.serialize(ordered, format=ox.RdfFormat.TRIG, prefixes=prefixes))


def nanopublished(statement: Statement, described: Iterable[ox.Triple], profile: Profile) -> list[ox.Quad]:
    """Return the quads of the nanopublication of *statement*, which must have an object.

    Args:
        statement: what is asserted.
        described: the triples that describe it: its provenance.
        profile: whose graph it is, and under which licence it is given away; what it does not state is left out.
    """
    assert statement.object is not None
    base = statement.iri
    node, graphs = ox.NamedNode(base + "#nanopub"), {part: ox.NamedNode(f"{base}#{part}") for part in _PARTS}
    quads = [ox.Quad(node, ox.NamedNode(RDF + "type"), ox.NamedNode(NP + "Nanopublication"), graphs["head"])]
    for part, predicate in _PARTS.items():
        if predicate:
            quads.append(ox.Quad(node, ox.NamedNode(NP + predicate), graphs[part], graphs["head"]))
    quads += [ox.Quad(t.subject, t.predicate, t.object, graphs["assertion"]) for t in _asserted(statement)]
    quads += [ox.Quad(t.subject, t.predicate, t.object, graphs["provenance"]) for t in described]
    derived = ox.NamedNode(PROV + "wasDerivedFrom")
    quads.append(ox.Quad(graphs["assertion"], derived, ox.NamedNode(base), graphs["provenance"]))
    info: dict[str, ox.NamedNode | ox.Literal] = {
        DCTERMS + "creator": ox.Literal(profile.publisher),
        "http://www.w3.org/2002/07/owl#versionInfo": ox.Literal(profile.version),
        DCTERMS + "license": ox.NamedNode(profile.licence or DATASET),
    }
    told = {predicate: value for predicate, value in info.items() if value.value not in ("", DATASET)}
    told |= {DCTERMS + "isPartOf": ox.NamedNode(DATASET)}
    quads += [ox.Quad(node, ox.NamedNode(predicate), value, graphs["info"]) for predicate, value in told.items()]
    return quads


def _asserted(statement: Statement) -> list[ox.Triple]:
    """Return what *statement* asserts: its triple, or itself where that would lose its bound or its unit."""
    assert statement.object is not None
    if not {"bound", "objectUnit"} & statement.facts.keys():
        return [ox.Triple(statement.subject, statement.predicate, statement.object)]
    node, parts = ox.NamedNode(statement.iri), {"subject": statement.subject, "predicate": statement.predicate}
    figure = {"amount", "unit", "bound", "objectUnit"} & statement.facts.keys()
    return [
        *(
            ox.Triple(node, ox.NamedNode(RDF + name), term)
            for name, term in {**parts, "object": statement.object}.items()
        ),
        *(
            ox.Triple(node, ox.NamedNode(ONTOLOGY + name), term)
            for name in sorted(figure)
            for term in statement.facts[name]
        ),
    ]


_PARTS = {"head": "", "assertion": "hasAssertion", "provenance": "hasProvenance", "info": "hasPublicationInfo"}
