"""The ontology as the tables need it."""

from decimal import Decimal
from pathlib import Path

import pytest

from kzgraph.ontology import Ontology, ValueKind, read_ontology

KZ = """
@prefix kzo: <https://w3id.org/kzgraph/ontology#> .
@prefix kzc: <https://w3id.org/kzgraph/code/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .

kzo:Entity a owl:Class .
kzo:Boat a owl:Class ; rdfs:subClassOf kzo:Entity .
kzo:Ferry a owl:Class ; rdfs:subClassOf kzo:Boat , <https://schema.org/Vehicle> .
kzo:Raft a owl:Class ; rdfs:subClassOf kzo:Entity .
kzo:docksAt a owl:ObjectProperty ; rdfs:domain kzo:Ferry , kzo:Raft ; rdfs:range kzo:Boat .
kzo:state a owl:ObjectProperty ; rdfs:domain kzo:Boat ; rdfs:range skos:Concept .
kzo:launched a owl:DatatypeProperty ; rdfs:domain kzo:Boat ; rdfs:range edtf:EDTF .
kzo:motto a owl:DatatypeProperty ; rdfs:domain kzo:Boat ; rdfs:range xsd:string .
kzo:length a owl:DatatypeProperty ; rdfs:domain kzo:Boat ; rdfs:range xsd:decimal ; kzo:canonicalUnit kzc:unit-metre .
kzo:passengers a owl:DatatypeProperty , kzo:Measure ; rdfs:domain kzo:Observation ; rdfs:range xsd:decimal .
"""
CODES = """
@prefix kzo: <https://w3id.org/kzgraph/ontology#> .
@prefix kzc: <https://w3id.org/kzgraph/code/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix unit: <http://qudt.org/vocab/unit/> .

kzc:afloat a skos:Concept ; skos:inScheme kzc:state ; skos:notation "afloat" .
kzc:unit-metre a skos:Concept ; skos:inScheme kzc:unit ; skos:notation "m" ; skos:exactMatch unit:M ;
    kzo:dimension "length" ; kzo:conversionFactor 1 ; skos:hiddenLabel "m" , "metres" .
kzc:unit-kilometre a skos:Concept ; skos:inScheme kzc:unit ; skos:notation "km" ; skos:exactMatch unit:KiloM ;
    kzo:dimension "length" ; kzo:conversionFactor 1000 .
"""


@pytest.fixture
def boats(tmp_path: Path) -> Ontology:
    (tmp_path / "kz.ttl").write_text(KZ, encoding="utf-8")
    (tmp_path / "codes.ttl").write_text(CODES, encoding="utf-8")
    return read_ontology(tmp_path)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("docksAt", ValueKind.ENTITY),
        ("state", ValueKind.CODE),
        ("launched", ValueKind.DATE),
        ("motto", ValueKind.TEXT),
        ("length", ValueKind.NUMBER),
    ],
)
def test_a_property_takes_the_kind_of_object_that_its_range_says(boats: Ontology, name: str, kind: ValueKind) -> None:
    assert boats.properties[name].kind is kind


def test_a_subject_may_be_of_any_of_several_domains(boats: Ontology) -> None:
    assert boats.properties["docksAt"].domain == {"Ferry", "Raft"}


def test_a_class_is_also_what_its_parents_are(boats: Ontology) -> None:
    assert boats.ancestors["Ferry"] == {"Ferry", "Boat", "Entity"}
    assert boats.is_a("Ferry", frozenset({"Boat"}))
    assert not boats.is_a("Boat", frozenset({"Ferry"}))


def test_a_class_of_another_vocabulary_is_no_parent_of_ours(boats: Ontology) -> None:
    assert "Vehicle" not in boats.ancestors["Ferry"]


def test_a_property_without_a_domain_takes_any_subject(boats: Ontology) -> None:
    assert boats.is_a("Raft", frozenset())


def test_a_statistic_may_be_said_of_anything(boats: Ontology) -> None:
    assert boats.properties["passengers"].statistic
    assert boats.properties["passengers"].domain == frozenset()
    assert not boats.properties["length"].statistic


def test_a_number_has_the_unit_that_its_property_declares(boats: Ontology) -> None:
    assert boats.properties["length"].unit == "m"


def test_units_of_one_dimension_know_their_factor(boats: Ontology) -> None:
    assert boats.units["km"].factor == Decimal(1000) * boats.units["m"].factor
    assert boats.units["km"].dimension == boats.units["m"].dimension
    assert boats.units["m"].iri == "http://qudt.org/vocab/unit/M"
    assert set(boats.units["m"].printed) == {"m", "metres"}


def test_a_code_is_found_in_its_own_list_only(boats: Ontology) -> None:
    assert boats.code("state", "afloat") == "https://w3id.org/kzgraph/code/afloat"
    assert boats.code("unit", "afloat") is None
    assert boats.code("nothing", "afloat") is None


def test_a_unit_is_no_code_of_an_object(boats: Ontology) -> None:
    assert boats.any_code("afloat")
    assert boats.any_code("km") is None


def test_terms_are_those_that_are_defined(boats: Ontology) -> None:
    assert "https://w3id.org/kzgraph/ontology#Ferry" in boats.terms
    assert "https://w3id.org/kzgraph/ontology#canonicalUnit" not in boats.terms
