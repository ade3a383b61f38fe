"""RDF 1.1 and 1.2 as the engine writes it: Turtle, N-Triples, N-Quads and TriG with a graph a document."""

from collections import defaultdict
from collections.abc import Iterator

import pyoxigraph as ox

from kzgraph.exports.data import Data
from kzgraph.rdf import to_turtle
from kzgraph.vocab import OBSERVATION, ONTOLOGY, PREFIXES, RDF, SOURCE

_REIFIES = ox.NamedNode(RDF + "reifies")
_PARTS = (RDF + "subject", RDF + "predicate", RDF + "object")


def turtle(data: Data) -> bytes:
    """Return *data* as Turtle (RDF 1.1)."""
    return to_turtle(data.triples)


def n_triples(data: Data) -> bytes:
    """Return *data* as N-Triples, a line a triple, the lines sorted."""
    return "".join(f"{triple} .\n" for triple in data.triples).encode()


def quads(data: Data) -> list[ox.Quad]:
    """Return *data* with what a single document says in a graph that bears the document's IRI.

    Each triple stands in exactly one graph, so that sums over all graphs are right: what several documents say,
    the registry, the descriptions of documents and the curators' judgements stay in the default graph.
    """
    nodes: dict[str, set[str]] = defaultdict(set)
    said: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for statement in data.statements:
        documents = {SOURCE + name for name in statement.sources}
        nodes[statement.iri] |= documents
        nodes[OBSERVATION + statement.id] |= documents
        for passage in statement.evidence:
            nodes[passage.iri].add(passage.source)
        if statement.accepted:
            said[(statement.subject.value, statement.predicate.value, str(statement.object))] |= documents

    def graph(triple: ox.Triple) -> ox.NamedNode | ox.DefaultGraph:
        assert isinstance(triple.subject, ox.NamedNode | ox.BlankNode)
        subject = triple.subject.value
        owners = said.get((subject, triple.predicate.value, str(triple.object)))
        owners = owners or nodes.get(subject) or nodes.get(subject.partition("#")[0], set())
        if len(owners) != 1 or triple.predicate.value == ONTOLOGY + "includedIn":
            return ox.DefaultGraph()
        return ox.NamedNode(next(iter(owners)))

    found = [ox.Quad(triple.subject, triple.predicate, triple.object, graph(triple)) for triple in data.triples]
    return sorted(found, key=lambda quad: (str(quad.graph_name), str(quad.triple)))


def n_quads(data: Data) -> bytes:
    """Return *data* as N-Quads, see :func:`quads`."""
    return ox.serialize(quads(data), format=ox.RdfFormat.N_QUADS) or b""


def trig(data: Data) -> bytes:
    """Return *data* as TriG, see :func:`quads`."""
    return ox.serialize(quads(data), format=ox.RdfFormat.TRIG, prefixes=PREFIXES) or b""


def reified(data: Data) -> Iterator[ox.Triple]:
    """Yield *data* as RDF 1.2: a statement reifies its triple, and is the reifier's name.

    What is reified is not asserted thereby; a statement without an object keeps ``rdf:subject`` and ``rdf:predicate``.
    """
    stated = {statement.iri: statement for statement in data.statements if statement.object is not None}
    for triple in data.triples:
        assert isinstance(triple.subject, ox.NamedNode | ox.BlankNode)
        statement = stated.get(triple.subject.value)
        if statement is None or triple.predicate.value not in _PARTS:
            yield triple
        elif triple.predicate.value == RDF + "predicate":
            assert statement.object is not None
            yield ox.Triple(
                triple.subject, _REIFIES, ox.Triple(statement.subject, statement.predicate, statement.object)
            )


def turtle_12(data: Data) -> bytes:
    """Return *data* as Turtle 1.2 (W3C, RDF 1.2 Turtle), see :func:`reified`."""
    return to_turtle(reified(data))
