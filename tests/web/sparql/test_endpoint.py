"""Real clients connect, and get the form they ask for."""

import csv
import io
import json
import shutil
import subprocess
import urllib.parse
import xml.etree.ElementTree as ET
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore

SELECT = "SELECT ?t ?label { ?t a kzo:Treaty ; rdfs:label ?label } ORDER BY ?t ?label LIMIT 5"
CONSTRUCT = "CONSTRUCT { ?t rdfs:label ?label } WHERE { ?t a kzo:Treaty ; rdfs:label ?label }"
RESULTS = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
}
GRAPHS = {
    "ttl": ("text/turtle", ox.RdfFormat.TURTLE),
    "nt": ("application/n-triples", ox.RdfFormat.N_TRIPLES),
    "jsonld": ("application/ld+json", ox.RdfFormat.JSON_LD),
    "rdf": ("application/rdf+xml", ox.RdfFormat.RDF_XML),
}


def rows(text: str, form: str) -> list[tuple[str, str]]:
    if form == "json":
        return [(row["t"]["value"], row["label"]["value"]) for row in json.loads(text)["results"]["bindings"]]
    if form == "xml":
        space = "{http://www.w3.org/2005/sparql-results#}"
        found = ET.fromstring(text).iter(f"{space}result")  # noqa: S314 - our own server's answer
        return [tuple("".join(each.itertext()) for each in row.iter(f"{space}binding")) for row in found]  # type: ignore[misc]
    if form == "csv":
        return [tuple(row) for row in list(csv.reader(io.StringIO(text)))[1:]]  # type: ignore[misc]
    cells = [line.split("\t") for line in text.splitlines()[1:]]
    return [(iri.strip("<>"), label.rpartition('"')[0].strip('"')) for iri, label in cells]


@pytest.mark.parametrize("form", RESULTS)
def test_a_table_is_the_same_in_every_form(site: Any, form: str) -> None:
    expected = rows(site.sparql(SELECT).text, "json")
    response = site.sparql(SELECT, RESULTS[form])
    assert response.media == RESULTS[form]
    assert rows(response.text, form) == expected
    assert len(expected) == 5


@pytest.mark.parametrize("form", GRAPHS)
def test_a_graph_is_the_same_in_every_form(site: Any, form: str) -> None:
    media, parser = GRAPHS[form]
    response = site.sparql(CONSTRUCT, media)
    assert response.media == media
    expected = site.sparql(CONSTRUCT, "application/n-triples").body
    assert {quad.triple for quad in ox.parse(response.body, format=parser)} == {
        quad.triple for quad in ox.parse(expected, format=ox.RdfFormat.N_TRIPLES)
    }


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("*/*", "application/sparql-results+json"),
        ("text/csv", "text/csv"),
        ("text/csv;q=0.4, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("text/*;q=0.5, text/csv;q=0, */*;q=0.1", "text/tab-separated-values"),
        ("application/json", "application/sparql-results+json"),
        ("APPLICATION/SPARQL-RESULTS+XML", "application/sparql-results+xml"),
        ("nonsense, text/csv", "text/csv"),
        ("text/csv;q=nonsense, */*", "application/sparql-results+json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
    ],
)
def test_the_form_is_the_one_liked_best(site: Any, accept: str, media: str) -> None:
    response = site.sparql("SELECT ?s { ?s a kzo:Treaty } LIMIT 1", accept)
    assert response.status == 200
    assert response.media == media
    assert response.headers["vary"] == "Accept"


def test_an_answer_that_is_known_is_not_sent_again(site: Any) -> None:
    target = "/sparql?query=ASK%20%7B%7D"
    tag = site.ask(target).headers["etag"]
    again = site.ask(target, If_None_Match=tag)
    assert (again.status, again.body) == (304, b"")
    assert site.ask(target, If_None_Match='"other"').status == 200


def test_curl_asks_all_three_ways(site: Any) -> None:
    curl = shutil.which("curl")
    if curl is None:
        pytest.skip("no curl")
    get = ["-G", "--data-urlencode", "query=ASK {}"]
    form = ["--data-urlencode", "query=ASK {}"]
    direct = ["-H", "Content-Type: application/sparql-query", "--data-binary", "ASK {}"]
    for how in (get, form, direct):
        found = subprocess.run(
            [curl, "-sS", *how, f"{site.origin}/sparql"], capture_output=True, check=True, timeout=20
        )
        assert json.loads(found.stdout)["boolean"] is True


def test_curl_follows_to_turtle_that_parses(site: Any) -> None:
    curl = shutil.which("curl")
    if curl is None:
        pytest.skip("no curl")
    command = [curl, "-sSL", "-H", "Accept: text/turtle", f"{site.origin}/id/kazakhstan"]
    found = subprocess.run(command, capture_output=True, check=True, timeout=20)
    triples = [quad.triple for quad in ox.parse(found.stdout, format=ox.RdfFormat.TURTLE)]
    assert any(triple.subject.value == "https://w3id.org/kzgraph/id/kazakhstan" for triple in triples)


@pytest.mark.filterwarnings("ignore")  # the client's own, on imports and on unclosed connections
def test_sparqlwrapper_connects(site: Any) -> None:
    wrapper = pytest.importorskip("SPARQLWrapper")
    client = wrapper.SPARQLWrapper(f"{site.origin}/sparql")
    client.setQuery("SELECT ?t { ?t a <https://w3id.org/kzgraph/ontology#Treaty> }")
    for method in (wrapper.GET, wrapper.POST):
        client.setMethod(method)
        client.setReturnFormat(wrapper.JSON)
        assert len(client.queryAndConvert()["results"]["bindings"]) > 10
    client.setReturnFormat(wrapper.XML)
    assert client.queryAndConvert().getElementsByTagName("result")
    client.setQuery("CONSTRUCT { ?t a ?c } WHERE { ?t a ?c } LIMIT 7")
    client.setReturnFormat(wrapper.TURTLE)
    assert b"kzr:" in client.queryAndConvert() or b"w3id.org" in client.queryAndConvert()


def test_rdflib_connects(site: Any) -> None:
    graph = rdflib.Graph(SPARQLStore(f"{site.origin}/sparql"))
    found = list(graph.query("SELECT ?t { ?t a <https://w3id.org/kzgraph/ontology#Treaty> }"))
    assert len(found) > 10
    kazakhstan = rdflib.URIRef("https://w3id.org/kzgraph/id/kazakhstan")
    assert rdflib.Literal("Қазақстан", lang="kk") in set(graph.objects(kazakhstan, rdflib.RDFS.label))


def test_the_graph_store_gives_the_whole_graph(site: Any, graph: ox.Store) -> None:
    response = site.ask("/graph-store?default", Accept="application/n-triples")
    assert response.body.count(b"\n") == len(graph)
    assert site.ask("/graph-store?default&format=rdf").media == "application/rdf+xml"
    assert site.ask("/graph-store?graph=http%3A%2F%2Fexample.org%2Fnone").status == 404
    assert site.ask("/graph-store?graph=no%20iri").status == 400
    assert site.ask("/graph-store?default&graph=http%3A%2F%2Fexample.org%2F").status == 400


def test_every_question_of_the_library_runs_over_http(site: Any) -> None:
    paths = site.ask("/api/openapi.json").json["paths"]
    assert len(paths) > 20
    for path in paths:
        response = site.ask(path)
        assert response.status == 200, (path, response.body[:300])


def test_parameters_are_bound_and_checked(site: Any) -> None:
    described = site.ask("/api/openapi.json").json["paths"]
    with_day = next(
        (path, each["name"])
        for path, found in described.items()
        for each in found["get"]["parameters"]
        if path.endswith(".csv") and each["schema"]["pattern"].startswith("^([0-9]{4}-")
    )
    path, name = with_day
    assert site.ask(f"{path}?{name}=1999-01-01").status == 200
    assert site.ask(f"{path}?{name}=nonsense").status == 400
    hostile = urllib.parse.quote('1999-01-01"^^xsd:date } SERVICE <http://127.0.0.1:9/> {} #')
    assert site.ask(f"{path}?{name}={hostile}").status == 400
    assert site.ask(f"{path}?nonsense=1").status == 400
    assert site.ask(f"{path}?{name}=1999-01-01&{name}=2000-01-01").status == 400
    assert site.ask("/api/no-such-question.csv").status == 404
    assert site.ask(path.replace(".csv", ".exe")).status == 404


def test_a_spreadsheet_gets_no_formulas(serve: Any) -> None:
    store = ox.Store()
    label, entity = "http://www.w3.org/2000/01/rdf-schema#label", "https://w3id.org/kzgraph/id/"
    kind = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    for number, text in enumerate(["=1+1", " +1+1", "@x", "-2+A1", "plain\n=1", "\u00a0=2", "-2.5"]):
        node = ox.NamedNode(f"{entity}x{number}")
        store.add(ox.Quad(node, ox.NamedNode(label), ox.Literal(text, language="en")))
        store.add(ox.Quad(node, ox.NamedNode(kind), ox.NamedNode("https://w3id.org/kzgraph/ontology#Entity")))
    with serve(store) as site:
        exact = site.sparql("SELECT ?l { ?s rdfs:label ?l }", "text/csv").text
        assert "=1+1" in exact
        assert "'=1+1" not in exact
        safe = list(csv.reader(io.StringIO(site.ask("/browse/Entity.csv").body.decode("utf-8-sig"), newline="")))
        cells = [row[1] for row in safe[1:]]
        assert len(cells) == 7
        assert [cell for cell in cells if not cell.startswith("'")] == ["-2.5"], "a number is no formula"
