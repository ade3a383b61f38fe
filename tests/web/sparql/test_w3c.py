"""The W3C's own tests of the protocol, the service description, the graph store and the result formats, replayed."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pyoxigraph as ox
import pytest

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
HT = "http://www.w3.org/2011/http#"
CNT = "http://www.w3.org/2011/content#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SD = "http://www.w3.org/ns/sparql-service-description#"


class Manifest:
    """A manifest in RDF, read as the tests need it."""

    def __init__(self, path: Path) -> None:
        self.base = path.as_uri()
        self.store = ox.Store()
        self.store.load(path.read_bytes(), format=ox.RdfFormat.TURTLE, base_iri=self.base)

    def all(self, node: Any, predicate: str) -> list[Any]:
        return [quad.object for quad in self.store.quads_for_pattern(node, ox.NamedNode(predicate), None)]

    def one(self, node: Any, predicate: str) -> Any:
        found = self.all(node, predicate)
        return found[0] if found else None

    def members(self, node: Any) -> Iterator[Any]:
        while node is not None and node != ox.NamedNode(RDF + "nil"):
            yield self.one(node, RDF + "first")
            node = self.one(node, RDF + "rest")

    def entries(self) -> Iterator[Any]:
        yield from self.members(self.one(ox.NamedNode(self.base), MF + "entries"))

    def requests(self, test: Any) -> Iterator[Any]:
        yield from self.members(self.one(self.one(test, MF + "action"), HT + "requests"))


def headers_of(manifest: Manifest, node: Any) -> dict[str, str]:
    return {
        manifest.one(each, HT + "fieldName").value: manifest.one(each, HT + "fieldValue").value
        for each in manifest.members(manifest.one(node, HT + "headers"))
    }


def sent(site: Any, manifest: Manifest, request: Any, *, endpoint: str = "/sparql") -> Any:
    body = manifest.one(request, HT + "body")
    content = None
    if body is not None:
        encoding = manifest.one(body, CNT + "characterEncoding").value
        content = manifest.one(body, CNT + "chars").value.encode(encoding)
    path = manifest.one(request, HT + "absolutePath").value.replace("/gsp", endpoint, 1)
    path = path.replace("www.example/gsp", f"127.0.0.1:{site.port}{endpoint}")
    path = path.replace("www.example%2Fgsp", quote(f"127.0.0.1:{site.port}{endpoint}", safe=""))
    method = manifest.one(request, HT + "methodName").value
    return site.ask(path, method=method, body=content, **headers_of(manifest, request))


def expected(manifest: Manifest, request: Any) -> tuple[set[str], Any, Any]:
    response = manifest.one(request, HT + "resp")
    statuses = {each.value.rpartition("#")[2] for each in manifest.all(response, MF + "expectedStatus")}
    return statuses, manifest.one(response, MF + "expectedBoolean"), manifest.one(response, MF + "expectedFormat")


def verdict(response: Any) -> bool:
    return bool(response.json["boolean"])


TABULAR = {"application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"}
RDF_FORMS = {"text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"}


@pytest.fixture(scope="module")
def protocol_site(w3c: Path, serve: Any) -> Iterator[Any]:
    store = ox.Store()
    for number in (1, 2, 3):
        graph = ox.NamedNode(f"http://kasei.us/2009/09/sparql/data/data{number}.rdf")
        text = (w3c / "protocol" / f"data{number}.nt").read_bytes()
        store.load(text, format=ox.RdfFormat.N_TRIPLES, to_graph=graph)
    with serve(store) as site:
        yield site


def test_the_protocol_passes_all_twenty_on_the_query_side(w3c: Path, protocol_site: Any) -> None:
    manifest = Manifest(w3c / "protocol" / "manifest.ttl")
    tests = [test for test in manifest.entries() if "update" not in test.value.rpartition("#")[2]]
    failed = []
    for test in tests:
        for request in manifest.requests(test):
            response = sent(protocol_site, manifest, request)
            statuses, boolean, form = expected(manifest, request)
            wanted = {"2" if "2xx" in each else "3" if "3xx" in each else "4" for each in statuses}
            well = str(response.status)[0] in wanted
            if boolean is not None:
                well = well and verdict(response) == (boolean.value == "true")
            if form is not None:
                forms = {"boolean": TABULAR - {"text/csv"}, "tabular": TABULAR, "RDF": RDF_FORMS}[form.value]
                well = well and response.media in forms
            if not well:
                failed.append((test.value, response.status, response.body[:200]))
    assert not failed
    assert len(tests) == 20


def test_every_update_request_is_refused(w3c: Path, protocol_site: Any) -> None:
    manifest = Manifest(w3c / "protocol" / "manifest.ttl")
    tests = [test for test in manifest.entries() if "update" in test.value.rpartition("#")[2]]
    assert len(tests) == 14
    before = protocol_site.sparql("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }").body
    answered = []
    for test in tests:
        update = next(iter(manifest.requests(test)))
        answered.append(sent(protocol_site, manifest, update).status)
    assert {status // 100 for status in answered} == {4}, answered
    assert protocol_site.sparql("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }").body == before


def test_get_on_the_endpoint_returns_rdf_with_a_matching_endpoint(protocol_site: Any) -> None:
    response = protocol_site.ask("/sparql")
    assert response.status == 200
    assert response.media == "text/turtle"
    triples = [quad.triple for quad in ox.parse(response.body, format=ox.RdfFormat.TURTLE)]
    endpoints = [t.object.value for t in triples if t.predicate.value == SD + "endpoint"]
    assert endpoints == [f"{protocol_site.origin}/sparql"]


def test_the_service_description_conforms_to_its_schema(protocol_site: Any) -> None:
    """The W3C's schema: a service with one endpoint, every object of a sd: property of the right class."""
    body = protocol_site.ask("/sparql", Accept="application/n-triples").body
    store = ox.Store()
    store.load(body, format=ox.RdfFormat.N_TRIPLES)
    described = {
        "service": "ASK { ?s a sd:Service ; sd:endpoint ?e . FILTER(isIRI(?e)) }",
        "language": "ASK { ?s sd:supportedLanguage sd:SPARQL11Query }",
        "results": "ASK { ?s sd:resultFormat ?f FILTER(isIRI(?f)) }",
        "dataset": "ASK { ?s sd:defaultDataset ?d . ?d a sd:Dataset ; sd:defaultGraph ?g . ?g a sd:Graph }",
        "named graphs": "ASK { ?d sd:namedGraph ?n . ?n a sd:NamedGraph ; sd:name ?m ; sd:graph ?g . ?g a sd:Graph }",
    }
    for what, query in described.items():
        assert bool(store.query(f"PREFIX sd: <{SD}> {query}")), what
    allowed = {
        "endpoint",
        "supportedLanguage",
        "resultFormat",
        "feature",
        "defaultDataset",
        "defaultGraph",
        "namedGraph",
        "name",
        "graph",
    }
    used = {q.predicate.value.removeprefix(SD) for q in store if q.predicate.value.startswith(SD)}
    assert used <= allowed
    names = store.query(f"SELECT (COUNT(*) AS ?n) {{ ?x <{SD}name> ?name }}")
    assert [row["n"].value for row in names] == ["3"]


def graph_tests(w3c: Path) -> Iterator[tuple[Manifest, Any]]:
    for name in ("direct", "indirect"):
        manifest = Manifest(w3c / "graph-store-protocol" / f"manifest-{name}.ttl")
        for test in manifest.entries():
            yield manifest, test


def test_the_graph_store_refuses_every_write_with_405(w3c: Path, protocol_site: Any) -> None:
    seen: Counter[str] = Counter()
    for manifest, test in graph_tests(w3c):
        for request in manifest.requests(test):
            method = manifest.one(request, HT + "methodName").value
            if method in ("PUT", "POST", "DELETE", "PATCH"):
                response = sent(protocol_site, manifest, request, endpoint="/graph-store")
                assert response.status == 405, (test.value, method, response.status)
                assert "GET" in response.headers["allow"]
                seen[method] += 1
    assert seen["PUT"] > 3
    assert seen["DELETE"] > 1
    assert seen["POST"] > 1


def test_the_graph_store_reads_what_the_tests_write(w3c: Path, serve: Any) -> None:
    """The writes are done on a store; each GET and HEAD between them is sent over HTTP, for a host of its own."""
    cases: list[tuple[Manifest, Any, Any]] = []
    everything = ox.Store()
    for manifest, test in graph_tests(w3c):
        store = ox.Store()
        requests = list(manifest.requests(test))
        if any(manifest.one(manifest.one(r, HT + "resp"), MF + "expectedLocation") for r in requests):
            continue  # the server is to invent the graph's name: a write through and through
        for request in requests:
            method = manifest.one(request, HT + "methodName").value
            if method not in ("GET", "HEAD"):
                write(manifest, store, request, method)
                continue
            host = f"case-{len(cases)}.example"
            everything.extend(ox.Quad(q.subject, q.predicate, q.object, moved(q.graph_name, host)) for q in store)
            cases.append((manifest, test, request))
    with serve(everything, hosts=()) as site:
        for number, (manifest, test, request) in enumerate(cases):
            check_read(site, manifest, test, request, f"case-{number}.example")
    methods = Counter(manifest.one(request, HT + "methodName").value for manifest, _, request in cases)
    assert methods == {"GET": 14, "HEAD": 3}


def moved(graph: Any, host: str) -> Any:
    return ox.NamedNode(graph.value.replace("www.example", host)) if isinstance(graph, ox.NamedNode) else graph


def graph_of(manifest: Manifest, request: Any) -> ox.NamedNode | ox.DefaultGraph:
    path = manifest.one(request, HT + "absolutePath").value
    if path.endswith("?default"):
        return ox.DefaultGraph()
    if "?graph=" in path:
        return ox.NamedNode(unquote(path.partition("?graph=")[2]))
    return ox.NamedNode("http://www.example" + path.replace("/gsp", "/graph-store", 1))


def write(manifest: Manifest, store: ox.Store, request: Any, method: str) -> None:
    graph = graph_of(manifest, request)
    if method in ("PUT", "DELETE"):
        store.remove_graph(graph)
    if method != "DELETE":
        for text in turtles(manifest.one(manifest.one(request, HT + "body"), CNT + "chars").value):
            store.load(text.encode(), format=ox.RdfFormat.TURTLE, to_graph=graph, base_iri="http://www.example/")


def turtles(text: str) -> list[str]:
    """The documents of a body: one, or those of its parts."""
    text = text.replace("\r\n", "\n").replace("\\r", "")
    if not text.startswith("--"):
        return [text]
    parts = text.split(text.splitlines()[0].strip())[1:-1]
    return [part.partition("\n\n")[2] for part in parts]


def check_read(site: Any, manifest: Manifest, test: Any, request: Any, host: str) -> None:
    path = manifest.one(request, HT + "absolutePath").value.replace("/gsp", "/graph-store", 1)
    before, _, graph = path.partition("?graph=")
    path = f"{before}?graph={graph.replace('www.example', host)}" if graph else path
    method = manifest.one(request, HT + "methodName").value
    response = site.ask(path, method=method, Host=host, **headers_of(manifest, request))
    statuses, _, _ = expected(manifest, request)
    assert response.status in {{"OK": 200, "NotFound": 404}[each] for each in statuses}, (test.value, path)
    if response.status != 200:
        return
    assert response.headers["content-type"] == "text/turtle; charset=utf-8"
    answer = manifest.one(manifest.one(request, HT + "resp"), HT + "body")
    if method == "GET" and answer is not None:
        assert canonical(response.text) == canonical(manifest.one(answer, CNT + "chars").value), test.value


def canonical(text: str) -> str:
    found = ox.Dataset(ox.parse(text, format=ox.RdfFormat.TURTLE, base_iri="http://www.example/"))
    found.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return "\n".join(sorted(map(str, found)))


def results(w3c: Path, folder: str) -> list[tuple[str, str, Path]]:
    manifest = Manifest(w3c / folder / "manifest.ttl")
    found = []
    for test in manifest.entries():
        action = manifest.one(test, MF + "action")
        data, query = (
            Path(manifest.one(action, QT + name).value.removeprefix("file://")) for name in ("data", "query")
        )
        result = Path(manifest.one(test, MF + "result").value.removeprefix("file://"))
        found.append((data.name, query.read_text("utf-8"), result))
    return found


def test_the_result_formats_are_those_of_the_w3c(w3c: Path, serve: Any) -> None:
    tests = results(w3c, "csv-tsv-res") + results(w3c, "json-res")
    assert len(tests) == 10
    for place in sorted({(result.parent, data) for data, _, result in tests}):
        store = ox.Store()
        folder, name = place
        store.load((folder / name).read_bytes(), format=ox.RdfFormat.TURTLE, base_iri="http://example.org/")
        with serve(store) as site:
            for data, query, result in tests:
                if (result.parent, data) != place:
                    continue
                form = "json" if result.suffix == ".srj" else result.suffix[1:]
                response = site.sparql(query, "*/*", format=form)
                assert response.status == 200, result.name
                assert comparable(response.text, form) == comparable(result.read_text("utf-8"), form), result.name


def comparable(text: str, form: str) -> Any:
    """Columns by name, rows as a bag, blank nodes alike, numbers in their canonical form."""
    if form == "json":
        told = json.loads(text)
        if "boolean" in told:
            return told["boolean"]
        rows = [{k: cell(v) for k, v in row.items()} for row in told["results"]["bindings"]]
        return sorted(told["head"]["vars"]), Counter(json.dumps(row, sort_keys=True) for row in rows)
    rows = list(
        csv.reader(io.StringIO(text), delimiter="," if form == "csv" else "\t", quoting=3 if form == "tsv" else 0)
    )
    names = [name.lstrip("?") for name in rows[0]]
    return sorted(names), Counter(
        tuple(sorted((name, plain(value)) for name, value in zip(names, row, strict=True))) for row in rows[1:] if row
    )


def plain(value: str) -> str:
    if value.startswith("_:"):
        return "_:b"
    typed = re.fullmatch(r'"(.*)"\^\^<http://www.w3.org/2001/XMLSchema#(?:double|negativeInteger)>', value)
    try:
        return repr(float(typed[1] if typed else value))  # the engine keeps numbers by their value
    except ValueError:
        return value


def cell(value: dict[str, str]) -> dict[str, str]:
    return value | {"value": "b"} if value["type"] == "bnode" else value
