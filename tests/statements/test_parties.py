"""Who has a part in a thing: by the properties that the ontology puts below, and not where a thing merely lies."""

from dataclasses import replace

import pyoxigraph as ox
import pytest

from kzgraph.ontology import ValueKind, read_ontology
from kzgraph.sparql.opening import open_store
from kzgraph.statements.index import Index
from kzgraph.statements.parties import TAKES_PART, Parties
from kzgraph.vocab import ENTITY, ONTOLOGY, RDFS
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(open_store())


@pytest.fixture(scope="module")
def parties(index: Index) -> Parties:
    return Parties(index)


def names(parties: Parties, thing: str) -> set[str]:
    return {each.iri.removeprefix(ENTITY) for each in parties.of(ENTITY + thing)}


def test_every_role_of_the_ontology_is_one(parties: Parties, index: Index) -> None:
    below = ox.NamedNode(RDFS + "subPropertyOf"), ox.NamedNode(ONTOLOGY + "participant")
    roles = {quad.subject.value.removeprefix(ONTOLOGY) for quad in index.store.quads_for_pattern(None, *below)}
    assert len(roles) > 5
    assert set(parties.roles) == roles | {"participant", "party", "between"}
    known = read_ontology(ROOT / "ontology").properties
    assert all(known[name].kind is ValueKind.ENTITY for name in (*parties.roles, TAKES_PART))


def test_a_place_and_a_silence_are_no_party(parties: Parties) -> None:
    assert names(parties, "akmola-wind-power-station") == {"chinese-companies"}


def test_a_text_where_a_party_should_be_is_none(parties: Parties, index: Index) -> None:
    (said, *_) = index.saying("party")
    assert parties.among([said])
    assert parties.among([replace(said, object=ox.Literal("<script>"))]) == []


def test_who_takes_part_in_an_event_is_a_party_and_its_destination_is_not(parties: Parties) -> None:
    assert names(parties, "visit-ma-xingrui-kazakhstan") == {"ma-xingrui"}


def test_a_plan_makes_a_party_in_doubt(parties: Parties) -> None:
    found = parties.of(ENTITY + "china-usd-27-billion-investment")
    assert {each.iri.removeprefix(ENTITY): each.doubt for each in found} == {
        "china": "planned",
        "kazakhstan": "planned",
    }
    assert {each.doubt for each in parties.of(ENTITY + "saran-bus-plant")} == {""}


def test_a_party_that_another_passage_contradicts_is_disputed_and_the_deprecated_one_is_none(parties: Parties) -> None:
    swap = ENTITY + "treaty-2011-06-13-currency-swap"
    assert {each.iri.removeprefix(ENTITY): each.disputed for each in parties.of(swap)} == {
        "china": True,
        "kazakhstan": False,
    }
    assert parties.disputed(swap)
    assert not parties.disputed(ENTITY + "treaty-1992-09-26-road-transport")
