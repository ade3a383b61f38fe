"""The forms that the graph can be had in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kzgraph.exports.cypher import cypher
from kzgraph.exports.data import Data, data_of
from kzgraph.exports.description import description
from kzgraph.exports.jsonld import json_ld
from kzgraph.exports.plain import n_quads, n_triples, trig, turtle, turtle_12
from kzgraph.exports.xml import gexf, graphml

__all__ = ["FORMS", "Data", "Form", "data_of"]


@dataclass(frozen=True)
class Form:
    """A form: its name, its usual file name (a folder's, for several files), media type, what it is, who writes it."""

    name: str
    file: str
    media_type: str
    summary: str
    write: Callable[[Data], bytes | Mapping[str, bytes]]

    @property
    def suffix(self) -> str:
        """The end of the file name by which it is recognised; empty for a folder."""
        return f".{self.file.partition('.')[2]}" if "." in self.file else ""


def void(data: Data) -> bytes:
    """Return the description of the dataset: what it holds, whose it is, in which forms it can be had."""
    return description(data, {form.name: (form.file, form.media_type, form.summary) for form in _GRAPHS})


_GRAPHS = (
    Form("turtle", "kzgraph.ttl", "text/turtle", "RDF 1.1 in Turtle", turtle),
    Form("ntriples", "kzgraph.nt", "application/n-triples", "RDF 1.1, a line a triple", n_triples),
    Form("nquads", "kzgraph.nq", "application/n-quads", "RDF 1.1, a named graph a document", n_quads),
    Form("trig", "kzgraph.trig", "application/trig", "RDF 1.1 in TriG, a named graph a document", trig),
    Form("jsonld", "kzgraph.jsonld", "application/ld+json", "JSON-LD 1.1, compacted, its context inside", json_ld),
    Form("turtle12", "kzgraph.12.ttl", "text/turtle", "RDF 1.2 in Turtle: statements reify their triples", turtle_12),
    Form("graphml", "kzgraph.graphml", "application/graphml+xml", "the network, for yEd, Cytoscape, igraph", graphml),
    Form("gexf", "kzgraph.gexf", "application/gexf+xml", "the network with dates, for Gephi", gexf),
    Form("cypher", "kzgraph-cypher", "text/csv", "tables and a script for a property-graph database", cypher),
)

FORMS: dict[str, Form] = {
    form.name: form
    for form in (*_GRAPHS, Form("void", "void.ttl", "text/turtle", "VoID and DCAT: counts, parts, links", void))
}
"""Name → form."""
