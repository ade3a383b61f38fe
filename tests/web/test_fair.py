"""What FOOPS! asks of the server of an ontology, and what F-UJI asks of the landing page of a data set.

F-UJI's metrics are those of version 0.8 that need no registry. The addresses of the graph are asked of our own server,
as the redirects below w3id.org will lead to a public one; see tests/waived.toml.
"""

import hashlib
import json
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pyoxigraph as ox
import pytest

from kzgraph.files.paths import data_dir
from kzgraph.rdf import read_triples
from kzgraph.vocab import BASE, DATASET, DCTERMS

HEADER = BASE + "ontology"
TYPE, ONTOLOGY_CLASS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "http://www.w3.org/2002/07/owl#Ontology"
PARSERS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}
WAIVED = tomllib.loads((Path(__file__).parents[1] / "waived.toml").read_text("utf-8"))


def asked(site: Any, iri: str, accept: str, hops: int = 3) -> Any:
    """Ask our server for *iri*, as the redirects below w3id.org would, and follow to where it leads."""
    path = iri.removeprefix(BASE[:-1]).removeprefix(site.origin)
    response = site.ask(path, Accept=accept)
    return asked(site, response.headers["location"], accept, hops - 1) if response.status == 303 and hops else response


def triples(response: Any) -> list[ox.Triple]:
    assert response.status == 200
    return [quad.triple for quad in ox.parse(response.body, format=PARSERS[response.media])]


def objects(found: list[ox.Triple], subject: str, predicate: str) -> list[str]:
    pairs = [(t.object, t.predicate.value) for t in found if str(t.subject) == f"<{subject}>"]
    return [term.value for term, name in pairs if name == predicate and isinstance(term, ox.NamedNode | ox.Literal)]


def header(name: str) -> str:
    (value,) = objects(read_triples(data_dir("ontology") / "kz.ttl"), HEADER, name)
    return value


# --- FOOPS! ---


@pytest.mark.parametrize("media", ["application/rdf+xml", "text/turtle", "application/ld+json"])
def test_cn1_the_ontology_is_had_as_a_page_and_as_rdf(site: Any, media: str) -> None:
    assert asked(site, HEADER, "text/html").media == "text/html"
    assert asked(site, HEADER, media).media == media


def test_doc1_the_ontology_has_a_page_for_people(site: Any) -> None:
    response = asked(site, HEADER, "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8")
    assert (response.status, response.media) == (200, "text/html")
    assert "<h1>The kzgraph ontology" in response.text


def test_http1_every_address_of_the_ontology_is_http(site: Any) -> None:
    found = triples(asked(site, HEADER, "text/turtle"))
    assert {urlsplit(t.subject.value).scheme for t in found if isinstance(t.subject, ox.NamedNode)} == {"http", "https"}
    assert not [t for t in found if isinstance(t.subject, ox.BlankNode)]


def test_uri1_the_ontologys_address_leads_to_rdf(site: Any) -> None:
    assert len(triples(asked(site, HEADER, "text/turtle;q=0.9, application/rdf+xml"))) > 1000


def test_uri2_the_address_in_the_file_is_the_one_that_was_asked(site: Any) -> None:
    found = triples(asked(site, HEADER, "application/rdf+xml"))
    assert [t.subject.value for t in found if t.object == ox.NamedNode(ONTOLOGY_CLASS)] == [HEADER]  # type: ignore[union-attr]


def test_ver2_the_versions_address_leads_to_that_version(site: Any) -> None:
    version = header("http://www.w3.org/2002/07/owl#versionIRI")
    found = triples(asked(site, version, "text/turtle"))
    assert objects(found, HEADER, "http://www.w3.org/2002/07/owl#versionIRI") == [version]
    assert asked(site, version, "text/html").media == "text/html"


def test_the_logo_of_the_ontology_is_a_picture(site: Any) -> None:
    response = asked(site, header("http://xmlns.com/foaf/0.1/logo"), "image/*")
    assert (response.status, response.media) == (200, "image/svg+xml")


# --- F-UJI ---


@pytest.fixture(scope="module")
def told(site: Any) -> dict[str, Any]:
    """The JSON-LD in the landing page."""
    page = site.ask("/", Accept="text/html").text
    found: dict[str, Any] = json.loads(
        page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    )
    return found


@pytest.fixture(scope="module")
def void(site: Any) -> list[ox.Triple]:
    """The RDF to which the data set's address leads."""
    return triples(asked(site, DATASET, "text/turtle"))


@pytest.fixture(scope="module")
def signposts(site: Any) -> list[tuple[str, str, str]]:
    """Relation, target and media type of the typed links of the landing page."""
    found = []
    for each in site.ask("/").headers["link"].split(", <"):
        target, _, rest = each.lstrip("<").partition(">")
        values = dict(part.strip().split("=", 1) for part in rest.strip("; ").split(";"))
        found.append((values["rel"].strip('"'), target, values.get("type", "").strip('"')))
    return found


def test_f1_01md_the_data_set_is_named_by_an_http_address(told: dict[str, Any]) -> None:
    assert told["@id"] == told["identifier"] == DATASET
    assert urlsplit(DATASET).scheme == "https"
    assert "F-UJI-F1-02MD" in WAIVED


@pytest.mark.parametrize(
    "field", ["creator", "name", "identifier", "publisher", "datePublished", "description", "keywords"]
)
def test_f2_01m_the_core_metadata_are_in_the_page(told: dict[str, Any], field: str) -> None:
    assert told[field]


@pytest.mark.parametrize(
    "name", ["creator", "title", "identifier", "publisher", "issued", "description", "license", "accessRights"]
)
def test_f2_01m_the_core_metadata_are_in_the_rdf(void: list[ox.Triple], name: str) -> None:
    assert objects(void, DATASET, DCTERMS + name)


def test_the_date_in_the_page_is_the_one_in_the_rdf_and_in_the_ontology(
    told: dict[str, Any], void: list[ox.Triple]
) -> None:
    assert [told["datePublished"]] == objects(void, DATASET, DCTERMS + "issued") == [header(DCTERMS + "issued")]
    assert [told["dateModified"]] == objects(void, DATASET, DCTERMS + "modified")


def test_f3_01m_each_download_answers_with_what_the_page_says_of_it(site: Any, told: dict[str, Any]) -> None:
    """R1-01M too: size and media type are the true ones."""
    assert len(told["distribution"]) == 4
    for download in told["distribution"]:
        response = site.ask(download["contentUrl"].removeprefix(site.origin))
        assert (response.status, response.media) == (200, download["encodingFormat"])
        assert download["contentSize"] == str(len(response.body)) == response.headers["content-length"]
        assert download["sha256"] == hashlib.sha256(response.body).hexdigest()


def test_f4_01m_the_metadata_are_embedded_as_schema_org_and_linked_as_dcat(site: Any, told: dict[str, Any]) -> None:
    assert (told["@context"], told["@type"]) == ("https://schema.org/", "Dataset")
    catalogue = triples(asked(site, told["includedInDataCatalog"]["url"], "text/turtle"))
    assert "http://www.w3.org/ns/dcat#Dataset" in objects(catalogue, DATASET, TYPE)


def test_a1_01m_who_may_read_it_is_told_in_terms_of_a_vocabulary(told: dict[str, Any], void: list[ox.Triple]) -> None:
    assert told["isAccessibleForFree"] is True
    assert told["conditionsOfAccess"].startswith("http://purl.org/coar/access_right/")
    (public,) = objects(void, DATASET, DCTERMS + "accessRights")
    assert public.endswith("/access-right/PUBLIC")


def test_a1_02md_the_data_sets_address_leads_to_page_and_data(site: Any) -> None:
    assert asked(site, DATASET, "text/html").media == "text/html"
    assert [asked(site, DATASET, media).media for media in PARSERS] == list(PARSERS)


def test_i1_01m_the_metadata_are_had_as_rdf_and_by_sparql(site: Any, void: list[ox.Triple]) -> None:
    (endpoint,) = objects(void, DATASET, "http://rdfs.org/ns/void#sparqlEndpoint")
    assert endpoint == f"{site.origin}/sparql"
    assert site.sparql("ASK { ?s ?p ?o }").json["boolean"] is True


def test_i2_01m_registered_vocabularies_are_named(void: list[ox.Triple]) -> None:
    named = objects(void, DATASET, "http://rdfs.org/ns/void#vocabulary")
    assert {"http://www.w3.org/ns/prov#", "http://purl.org/linked-data/cube#"} < set(named)


def test_i3_01m_what_the_data_set_is_based_on_is_linked(site: Any, told: dict[str, Any]) -> None:
    assert told["isBasedOn"]
    for source in told["isBasedOn"]:
        assert source["name"]
        assert asked(site, source["@id"], "text/html").status == 200


def test_r1_01m_type_and_variables_are_told(told: dict[str, Any]) -> None:
    assert told["@type"] == "Dataset"
    assert told["variableMeasured"]


def test_r1_1_the_licence_is_the_same_one_everywhere(
    told: dict[str, Any], void: list[ox.Triple], signposts: list[tuple[str, str, str]]
) -> None:
    licence = "https://creativecommons.org/licenses/by/4.0/"
    assert told["license"] == licence
    assert {each["license"] for each in told["distribution"]} == {licence}
    assert objects(void, DATASET, DCTERMS + "license") == [licence]
    assert [target for relation, target, _ in signposts if relation == "license"] == [licence]


def test_r1_2_where_the_data_come_from_is_told_in_prov(told: dict[str, Any], void: list[ox.Triple]) -> None:
    derived = objects(void, DATASET, "http://www.w3.org/ns/prov#wasDerivedFrom")
    assert set(derived) == {source["@id"] for source in told["isBasedOn"]}


def test_r1_3_02d_every_download_is_in_an_open_format(told: dict[str, Any]) -> None:
    assert {each["encodingFormat"] for each in told["distribution"]} == set(PARSERS)


def test_the_typed_links_lead_to_what_they_promise(site: Any, signposts: list[tuple[str, str, str]]) -> None:
    assert ("cite-as", DATASET, "") in signposts
    assert {"cite-as", "license", "type", "describedby", "item", "linkset"} <= {relation for relation, *_ in signposts}
    for _, target, media in signposts:
        if target.startswith("/"):
            response = site.ask(target)
            assert (response.status, response.media) == (200, media)


def test_the_link_set_says_what_the_header_says(site: Any, signposts: list[tuple[str, str, str]]) -> None:
    (context,) = site.ask("/linkset.json").json["linkset"]
    assert context.pop("anchor") == f"{site.origin}/"
    in_set = {(r, link["href"].removeprefix(site.origin), link.get("type", "")) for r in context for link in context[r]}
    assert in_set == {each for each in signposts if each[0] != "linkset"}
