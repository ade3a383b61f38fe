"""What the editor completes and offers: classes, properties, questions of the library, as JSON."""

import json
from typing import Any

import pyoxigraph as ox

from kzgraph.files.paths import data_dir
from kzgraph.rdf import by_subject, iris_of, read_triples, text_of
from kzgraph.vocab import BASE, ONTOLOGY, OWL, RDF, RDFS, SKOS, shorten
from kzgraph.web.messages.messages import Reply, Request
from kzgraph.web.site.site import Site

_USED = {
    "classes": "SELECT ?term (COUNT(*) AS ?uses) { ?s a ?term } GROUP BY ?term",
    "properties": "SELECT ?term (COUNT(*) AS ?uses) { ?s ?term ?o } GROUP BY ?term",
}


def completions(site: Site, _ask: Request) -> Reply:
    """Return the terms by how often the graph uses them, and the questions."""
    told = {name: _terms(site, name) for name in _USED} | {"questions": _questions(site), "base": BASE}
    return Reply(json.dumps(told | {"ontology": ONTOLOGY}, ensure_ascii=False).encode(), "application/json")


def _terms(site: Site, what: str) -> list[dict[str, Any]]:
    described = by_subject(read_triples(data_dir("ontology") / "kz.ttl"))
    kinds = {OWL + "Class"} if what == "classes" else {OWL + "ObjectProperty", OWL + "DatatypeProperty"}
    ours = {iri for iri, facts in described.items() if kinds & set(iris_of(facts[RDF + "type"]))}
    uses = dict.fromkeys((iri for iri in ours if iri.startswith(ONTOLOGY)), 0) | _uses(site, what)
    made = []
    for iri, number in sorted(uses.items(), key=lambda each: (-each[1], each[0])):
        facts = described.get(iri, {})
        label = "".join(text_of(facts.get(RDFS + "label", []), "en")[:1])
        about = "".join(text_of(facts.get(SKOS + "definition", []), "en")[:1])
        made.append({"iri": iri, "short": shorten(iri), "label": label, "about": about, "uses": number})
    return made


def _uses(site: Site, what: str) -> dict[str, int]:
    found = site.store.query(_USED[what])
    assert isinstance(found, ox.QuerySolutions)
    counted: dict[str, int] = {}
    for term, number in found:
        if isinstance(term, ox.NamedNode) and isinstance(number, ox.Literal):
            counted[term.value] = int(number.value)
    return counted


def _questions(site: Site) -> list[dict[str, str]]:
    return [
        {
            "name": each.name,
            "topic": each.topic or "more",
            "summary": each.summary or each.name,
            "description": each.description,
            "text": each.text,
        }
        for each in site.queries.values()
    ]
