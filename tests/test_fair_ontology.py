"""FOOPS!'s fifteen checks for an ontology before its publication; those that need a server are in web/test_fair.py.

The rules are those of https://w3id.org/foops: each test is named by the check's id.
What is not met, or cannot be asked here, stands with its reason in waived.toml.
"""

import re
import tomllib
from functools import cache
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import DCTERMS, FOAF, OWL, RDF, RDFS, SKOS, VANN, XSD, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

ROOT = Path(__file__).parents[1]
FILE = ROOT / "ontology" / "kz.ttl"
KZO = Namespace("https://w3id.org/kzgraph/ontology#")
BIBO = Namespace("http://purl.org/ontology/bibo/")
SCHEMA = Namespace("https://schema.org/")
HEADER = URIRef("https://w3id.org/kzgraph/ontology")
WAIVED = tomllib.loads((ROOT / "tests" / "waived.toml").read_text("utf-8"))

PERSISTENT = re.compile(
    r"https?://(w3id\.org|(dx\.)?doi\.org|purl\.(org|oclc\.org|archive\.org)|linked\.data\.gov\.au|dbpedia\.org"
    r"|www\.w3\.org|perma\.cc|data\.europa\.eu)/"
)
METADATA = (
    *("http://purl.org/dc/terms/", "https://schema.org/", "http://purl.org/vocab/vann/", "http://www.w3.org/ns/prov#"),
    *("http://purl.org/ontology/bibo/", "http://purl.org/pav/", "http://xmlns.com/foaf/0.1/"),
)
LICENCES = {"https://creativecommons.org/licenses/by/4.0/": "CC-BY-4.0"}


@cache
def ontology() -> Graph:
    return Graph().parse(FILE)


def said(*predicates: URIRef) -> list[Node]:
    """Return what the header says by any of *predicates*."""
    return [value for predicate in predicates for value in ontology().objects(HEADER, predicate)]


def terms() -> set[Node]:
    """Return the classes, properties and datatypes of our namespace."""
    kinds = (OWL.Class, RDFS.Datatype, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    return {term for kind in kinds for term in ontology().subjects(RDF.type, kind) if str(term).startswith(KZO)}


@pytest.mark.parametrize("waiver", WAIVED)
def test_a_waiver_names_what_is_missing_and_why(waiver: str) -> None:
    assert WAIVED[waiver].keys() == {"what", "reason", "found"}
    assert len(WAIVED[waiver]["reason"]) > 40


def test_purl1_the_address_is_of_a_kind_meant_to_last() -> None:
    assert list(ontology().subjects(RDF.type, OWL.Ontology)) == [HEADER]
    assert PERSISTENT.match(HEADER)
    assert "FOOPS-PURL1" in WAIVED


def test_find1_a_prefix_is_declared_for_the_namespace() -> None:
    assert said(VANN.preferredNamespacePrefix) == [Literal("kzo")]
    assert [str(space) for space in said(VANN.preferredNamespaceUri)] == [str(KZO)]
    assert dict(ontology().namespaces())["kzo"] == URIRef(KZO)


@pytest.mark.parametrize(
    "predicate",
    [DCTERMS.title, DCTERMS.description, DCTERMS.license, OWL.versionIRI, DCTERMS.creator, VANN.preferredNamespaceUri],
)
def test_om1_the_least_metadata_are_there(predicate: URIRef) -> None:
    assert said(predicate)


@pytest.mark.parametrize(
    "predicate",
    [VANN.preferredNamespacePrefix, OWL.versionInfo, DCTERMS.created, DCTERMS.bibliographicCitation],
)
def test_om2_the_recommended_metadata_are_there(predicate: URIRef) -> None:
    assert said(predicate)


@pytest.mark.parametrize(
    "predicates",
    [
        (SCHEMA.identifier, BIBO.doi),
        (DCTERMS.publisher,),
        (FOAF.logo, SCHEMA.logo),
        (BIBO.status,),
        (DCTERMS.source,),
        (DCTERMS.issued,),
    ],
    ids=["identifier", "publisher", "logo", "status", "source", "issued"],
)
def test_om3_the_detailed_metadata_are_there(predicates: tuple[URIRef, ...]) -> None:
    assert said(*predicates)


def test_om3_no_doi_is_claimed_before_one_is_registered() -> None:
    assert "FOOPS-OM3" in WAIVED
    assert not said(BIBO.doi)
    assert not [value for value in said(SCHEMA.identifier, DCTERMS.identifier) if "doi" in str(value).lower()]


def test_om3_the_logo_is_a_file_that_the_server_has() -> None:
    (logo,) = said(FOAF.logo)
    path = str(logo).removeprefix("https://w3id.org/kzgraph/")
    assert (ROOT / "kzgraph" / "web" / path).read_text("utf-8").startswith("<svg")


def test_om4_1_a_licence_is_declared() -> None:
    assert len(said(DCTERMS.license)) == 1


def test_om4_2_the_licence_is_an_address_that_spdx_lists() -> None:
    (licence,) = said(DCTERMS.license)
    assert isinstance(licence, URIRef)
    assert str(licence) in LICENCES
    assert "FOOPS-OM4.2" in WAIVED


@pytest.mark.parametrize("predicate", [DCTERMS.creator, DCTERMS.created])
def test_om5_1_who_made_it_and_when_is_told(predicate: URIRef) -> None:
    assert said(predicate)


@pytest.mark.parametrize("predicate", [DCTERMS.issued, DCTERMS.publisher])
def test_om5_2_who_published_it_and_when_is_told(predicate: URIRef) -> None:
    assert said(predicate)


def test_rdf1_two_engines_read_the_same_triples() -> None:
    store = pyoxigraph.Store()
    store.load(path=str(FILE))
    assert len(store) == len(ontology()) > 1000


def test_rdf1_every_term_is_declared_as_owl_tools_ask() -> None:
    assert "FOOPS-RDF1" in WAIVED
    built_in = (str(RDF), str(RDFS), str(OWL), str(XSD))
    needing = {p for p in ontology().predicates() if not str(p).startswith(built_in)}
    for predicate in (RDFS.domain, RDFS.range, RDFS.subClassOf, RDFS.subPropertyOf, OWL.disjointWith, RDF.type):
        needing |= {o for o in ontology().objects(None, predicate) if not str(o).startswith(built_in)}
    assert needing
    assert [term for term in needing if not list(ontology().objects(term, RDF.type))] == []


def test_ver1_the_version_has_an_address_of_its_own() -> None:
    (version,) = said(OWL.versionIRI)
    assert isinstance(version, URIRef)
    assert version != HEADER
    assert said(OWL.versionInfo) == [Literal(str(version).removeprefix(f"{HEADER}/"))]


def test_voc1_the_metadata_use_known_vocabularies() -> None:
    spaces = {
        space for space in METADATA for predicate in ontology().predicates(HEADER) if str(predicate).startswith(space)
    }
    assert len(spaces) >= 4
    foreign = {
        p for p in ontology().predicates(HEADER) if not str(p).startswith((*METADATA, str(OWL), str(RDF), str(RDFS)))
    }
    assert foreign == set()


def test_voc2_terms_of_other_vocabularies_are_used_besides_the_metadata() -> None:
    spaces = (str(RDF), str(RDFS), str(OWL), str(XSD), str(KZO))
    used = {
        reached
        for predicate in (RDFS.range, RDFS.domain, RDFS.subClassOf)
        for reached in ontology().objects(None, predicate)
        if not str(reached).startswith(spaces)
    }
    assert SKOS.Concept in used
    assert len(used) >= 3


def test_voc3_every_term_has_a_label() -> None:
    assert len(terms()) > 200
    assert [term for term in terms() if not list(ontology().objects(term, RDFS.label))] == []


def test_voc4_every_term_has_a_definition() -> None:
    """FOOPS! takes rdfs:comment or skos:definition as a description."""
    assert [term for term in terms() if not list(ontology().objects(term, SKOS.definition))] == []
