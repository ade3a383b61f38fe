"""Every address of the graph answers, with a page or with data, and says where else to look."""

import json
import random
import re
from typing import Any

import pyoxigraph as ox
import pytest

from kzgraph.sparql.opening import vocabulary
from kzgraph.vocab import BASE

FORMS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
}
MEDIA = {
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
}


def addresses(graph: ox.Store) -> list[str]:
    """The paths of all IRIs of ours that are the subject of something, without their fragments."""
    subjects = {quad.subject.value for quad in graph if isinstance(quad.subject, ox.NamedNode)}
    ours = {iri.partition("#")[0].removeprefix(BASE) for iri in subjects if iri.startswith(BASE)}
    return sorted(f"/{each}" for each in ours)


def test_every_address_of_the_graph_answers(site: Any, graph: ox.Store) -> None:
    found = addresses(graph)
    assert len(found) > 1000
    kinds = {path.split("/")[1] for path in found}
    assert {"id", "statement", "source", "code", "evidence"} <= kinds
    chosen = random.Random(7).sample(found, 200) + [next(p for p in found if p.split("/")[1] == k) for k in kinds]  # noqa: S311
    for path in chosen:
        page = site.ask(path, Accept="text/html")
        while page.status == 303:
            page = site.ask(page.headers["location"].partition("#")[0], Accept="text/html")
        assert page.status == 200, path
        data = site.ask(path, Accept="application/n-triples")
        if data.status == 303:
            data = site.ask(data.headers["location"])
        assert data.status == 200, path
        subjects = {str(quad.subject.value) for quad in ox.parse(data.body, format=ox.RdfFormat.N_TRIPLES)}
        assert any(subject.startswith(BASE + path[1:]) for subject in subjects) or path == "/dataset", path


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("path", ["/id/kazakhstan", "/source/usd27bn-article", "/code/in-force"])
def test_accept_leads_to_the_form(site: Any, path: str, form: str) -> None:
    there = site.ask(path, Accept=MEDIA[form])
    assert there.status == 303
    assert there.headers["location"].endswith(f".{form}")
    assert "Accept" in there.headers["vary"]
    data = site.ask(there.headers["location"])
    assert data.media == MEDIA[form]
    assert data.headers["content-location"] == there.headers["location"]
    assert data.headers["etag"]
    assert any(quad.subject.value == BASE + path[1:] for quad in ox.parse(data.body, format=FORMS[form]))


def test_the_addresses_in_the_data_never_change(site: Any) -> None:
    data = site.ask("/data/kazakhstan.nt").text
    assert site.origin not in data
    assert f"<{BASE}id/kazakhstan>" in data


def test_a_statement_comes_with_its_evidence(site: Any, graph: ox.Store) -> None:
    name = next(iter(graph.quads_for_pattern(None, ox.NamedNode(BASE + "ontology#evidence"), None))).subject.value
    data = site.ask(f"/data/statement/{name.rpartition('/')[2]}.nt").text
    for term in ("subject", "ontology#evidence", "oa#hasSelector", "oa#start", "fingerprint"):
        assert term in data


def links(response: Any) -> list[tuple[str, dict[str, str]]]:
    found = []
    for each in response.headers["link"].split(", <"):
        target, _, rest = each.lstrip("<").partition(">")
        found.append(
            (target, {k.strip(): v.strip('" ') for k, _, v in (p.partition("=") for p in rest.split(";") if p)})
        )
    return found


def test_signposts_lead_on(site: Any) -> None:
    """https://signposting.org/FAIR/, level 1 on the page, level 2 in the link set."""
    response = site.ask("/page/kazakhstan")
    found = links(response)
    relations = {attributes["rel"] for _, attributes in found}
    assert {"cite-as", "describedby", "type", "license", "collection", "linkset"} <= relations
    assert (f"{BASE}id/kazakhstan", {"rel": "cite-as"}) in found
    for target, attributes in found:
        if attributes["rel"] in ("describedby", "linkset"):
            there = site.ask(target)
            assert there.status == 200
            assert there.media == attributes["type"]
    (linkset,) = [target for target, attributes in found if attributes["rel"] == "linkset"]
    context = site.ask(linkset).json["linkset"][0]
    assert context["cite-as"] == [{"href": f"{BASE}id/kazakhstan"}]
    assert len(context["describedby"]) == 4


def test_the_landing_page_describes_the_data_set(site: Any) -> None:
    page = site.ask("/", Accept="text/html").text
    told = json.loads(page.partition('<script type="application/ld+json">')[2].partition("</script>")[0])
    assert told["@type"] == "Dataset"
    wanted = (
        "name description identifier license creator publisher keywords temporalCoverage spatialCoverage distribution"
    )
    assert not [field for field in wanted.split() if not told.get(field)]
    assert len(told["description"]) >= 50
    for download in told["distribution"]:
        there = site.ask(download["contentUrl"].removeprefix(site.origin), method="HEAD")
        assert (there.status, there.media) == (200, download["encodingFormat"])


def test_void_is_what_the_command_line_exports_byte_for_byte(site: Any, run: Any) -> None:
    told = site.ask("/.well-known/void", Accept="text/turtle")
    assert told.body == run("export", "-f", "void").stdout.encode()
    assert 'rel="describedby"' in told.headers["link"]
    graph = {str(quad) for quad in ox.parse(told.body, format=ox.RdfFormat.TURTLE)}
    other = site.ask("/.well-known/void?format=nt")
    assert {str(quad) for quad in ox.parse(other.body, format=ox.RdfFormat.N_TRIPLES)} == graph


def test_void_counts_what_is_there(site: Any, graph: ox.Store) -> None:
    store = ox.Store()
    store.load(site.ask("/.well-known/void").body, format=ox.RdfFormat.TURTLE)
    prefix = "PREFIX void: <http://rdfs.org/ns/void#> "
    (row,) = store.query(prefix + "SELECT ?n { <https://w3id.org/kzgraph/dataset> void:triples ?n }")
    assert int(row["n"].value) == len({quad.triple for quad in graph} - vocabulary()) > 9999
    treaties = prefix + "SELECT ?n { ?p void:class <https://w3id.org/kzgraph/ontology#Treaty> ; void:entities ?n }"
    (row,) = store.query(treaties)
    asked = site.sparql("SELECT (COUNT(*) AS ?n) { ?t a kzo:Treaty }").json
    assert row["n"].value == asked["results"]["bindings"][0]["n"]["value"]


def test_the_catalogue_says_where_this_server_hands_the_dataset_out(site: Any) -> None:
    store = ox.Store()
    store.load(site.ask("/catalog", Accept="text/turtle").body, format=ox.RdfFormat.TURTLE)
    prefix = "PREFIX void: <http://rdfs.org/ns/void#> "
    (row,) = store.query(prefix + "SELECT ?e { <https://w3id.org/kzgraph/dataset> void:sparqlEndpoint ?e }")
    assert row["e"].value == f"{site.origin}/sparql"
    for row in store.query(prefix + "SELECT ?dump { ?d void:dataDump ?dump }"):
        assert site.ask(row["dump"].value.removeprefix(site.origin), method="HEAD").status == 200


def test_the_catalogue_names_data_set_and_services(site: Any) -> None:
    store = ox.Store()
    store.load(site.ask("/catalog").body, format=ox.RdfFormat.TURTLE)
    dcat = "PREFIX dcat: <http://www.w3.org/ns/dcat#> "
    assert bool(
        store.query(dcat + "ASK { ?c a dcat:Catalog ; dcat:dataset ?d . ?d a dcat:Dataset ; dcat:distribution ?x }")
    )
    services = {
        row["e"].value for row in store.query(dcat + "SELECT ?e { ?s a dcat:DataService ; dcat:endpointURL ?e }")
    }
    assert {f"{site.origin}/{name}" for name in ("sparql", "graph-store", "reconcile")} == services


@pytest.mark.parametrize("form", FORMS)
def test_the_ontology_is_a_page_and_rdf_at_one_address(site: Any, form: str) -> None:
    response = site.ask("/ontology", Accept=MEDIA[form])
    assert (response.status, response.media) == (200, MEDIA[form])
    assert response.headers["content-location"] == f"/ontology.{form}"
    triples = {quad.triple for quad in ox.parse(response.body, format=FORMS[form])}
    assert any(t.object == ox.NamedNode("http://www.w3.org/2002/07/owl#Ontology") for t in triples)
    assert site.ask("/ontology", Accept="text/html").media == "text/html"


def test_every_term_of_the_ontology_has_its_place_on_the_page(site: Any, graph: ox.Store) -> None:
    page = site.ask("/ontology", Accept="text/html").text
    kinds = [
        ox.NamedNode(f"http://www.w3.org/2002/07/owl#{name}")
        for name in ("Class", "ObjectProperty", "DatatypeProperty")
    ]
    terms = {
        quad.subject.value.rpartition("#")[2]
        for kind in kinds
        for quad in graph.quads_for_pattern(None, None, kind)
        if quad.subject.value.startswith(BASE)
    }
    assert len(terms) > 100
    assert not [term for term in terms if f'id="{term}"' not in page]


def test_the_version_of_the_ontology_answers(site: Any) -> None:
    version = re.findall(r"kzgraph/ontology/([0-9.]+)", site.ask("/ontology", Accept="text/turtle").text)[0]
    assert site.ask(f"/ontology/{version}").status == 200
    assert site.ask("/ontology/9.9.9").status == 404


def test_a_nanopublication_has_its_four_graphs(site: Any, graph: ox.Store) -> None:
    stated = next(
        iter(graph.quads_for_pattern(None, ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#object"), None))
    )
    name = stated.subject.value.rpartition("/")[2]
    quads = list(ox.parse(site.ask(f"/data/statement/{name}.trig").body, format=ox.RdfFormat.TRIG))
    assert {quad.graph_name.value.rpartition("#")[2] for quad in quads} == {"head", "assertion", "provenance", "info"}
    assert sum(quad.graph_name.value.endswith("#assertion") for quad in quads) == 1


def test_an_entity_that_was_replaced_leads_to_the_new_one(serve: Any) -> None:
    old, new = (ox.NamedNode(f"{BASE}id/{name}") for name in ("old", "new"))
    store = ox.Store()
    store.add(ox.Quad(old, ox.NamedNode("http://purl.org/dc/terms/isReplacedBy"), new))
    store.add(
        ox.Quad(new, ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label"), ox.Literal("New", language="en"))
    )
    with serve(store) as site:
        assert site.ask("/page/old").headers["location"] == "/page/new"
        assert site.ask("/page/new").status == 200


def test_a_name_that_is_nearly_right_leads_to_what_may_be_meant(site: Any) -> None:
    page = site.ask("/page/kazakstan", Accept="text/html")
    assert page.status == 404
    assert 'href="/page/kazakhstan"' in page.text
    told = site.ask("/id/kazakstan", Accept="application/json")
    assert told.status == 404
    assert "did you mean kazakhstan" in told.json["detail"]


def test_a_page_that_tells_of_an_error_leads_on(site: Any) -> None:
    for path in ("/page/xyzzy-plugh", "/browse/Nothing", "/search?q=" + "a" * 200):
        page = site.ask(path, Accept="text/html")
        assert page.status in (400, 404)
        assert 'href="/browse"' in page.text
        assert 'role="search"' in page.text
