"""A graph whose every label means harm."""

from typing import Any

import pyoxigraph as ox

from kzgraph.vocab import BASE, ONTOLOGY

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "image": '"><img src=x onerror=alert(1)>',
    "closing": "</script></title></textarea><script>alert(1)</script>",
    "comment": "<!--<script>",
    "template": "{{7*7}}{% raw %}",
    "separator": "a\u2028b\u2029c",
    "override": "abc\u202egnirts",
    "zero": "Kazakh\u200bstan",
    "quote": "'\"`&amp;",
    "long": "x" * 100_000,
}


def hostile_store() -> ox.Store:
    """Return it."""
    store = ox.Store()

    def add(subject: str, predicate: str, value: Any) -> None:
        store.add(ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), value))

    rdf, rdfs = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/2000/01/rdf-schema#"
    skos = "http://www.w3.org/2004/02/skos/core#"
    names = list(HOSTILE)
    for number, (name, text) in enumerate(HOSTILE.items()):
        iri, other = f"{BASE}id/{name}", f"{BASE}id/{names[number - 1]}"
        for kind in ("Entity", "Actor", "Treaty"):
            add(iri, rdf + "type", ox.NamedNode(ONTOLOGY + kind))
        add(iri, rdfs + "label", ox.Literal(text, language="en"))
        add(iri, rdfs + "comment", ox.Literal(text, language="en"))
        add(iri, skos + "altLabel", ox.Literal(text, language="kk"))
        add(iri, skos + "exactMatch", ox.NamedNode("javascript:alert(1)"))
        statement, evidence = f"{BASE}statement/{number:016x}", f"{BASE}evidence/{number:016x}"
        add(statement, rdf + "type", ox.NamedNode(ONTOLOGY + "Statement"))
        add(statement, rdf + "subject", ox.NamedNode(iri))
        add(statement, rdf + "predicate", ox.NamedNode(ONTOLOGY + "party"))
        add(statement, rdf + "object", ox.NamedNode(other) if number % 2 else ox.Literal(text))
        add(statement, ONTOLOGY + "rank", ox.NamedNode(f"{BASE}code/normal"))
        add(statement, ONTOLOGY + "evidence", ox.NamedNode(evidence))
        source, oa = ox.NamedNode(f"{BASE}source/{name}"), "http://www.w3.org/ns/oa#"
        add(evidence, oa + "hasSource", source)
        add(evidence, oa + "hasSelector", ox.NamedNode(evidence + "#position"))
        add(evidence + "#position", oa + "start", ox.Literal(1))
        add(evidence + "#position", oa + "end", ox.Literal(2))
        add(evidence, ONTOLOGY + "modality", ox.NamedNode(f"{BASE}code/asserted"))
        add(evidence, ONTOLOGY + "printed", ox.Literal(text))
        add(source.value, rdf + "type", ox.NamedNode(ONTOLOGY + "Source"))
        add(source.value, rdfs + "label", ox.Literal(text, language="en"))
    return store
