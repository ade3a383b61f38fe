"""Search: names in four languages, accents and scripts forgiven."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as some

from kzgraph.curation.build import build
from kzgraph.curation.inputs import Inputs
from kzgraph.names.search import Hit, search
from kzgraph.sparql.opening import open_store
from kzgraph.text.folding import fold
from kzgraph.vocab import ENTITY, SOURCE


def ids(hits: list[Hit]) -> list[str]:
    return [hit.iri.removeprefix(ENTITY) for hit in hits]


@pytest.mark.parametrize(
    "text",
    [
        "Arland",
        "arland",
        "ARLAND",
        "Árland",
        "Arlánd",
        "Арланд",
        "арланд",
        "Арландия",
        "阿兰",
        "Arlandiia",
        "Republic of Arland",
    ],
)
def test_a_thing_is_found_by_any_of_its_names(store: ox.Store, text: str) -> None:
    assert ids(search(store, text))[0] == "arland"


def test_the_whole_name_comes_before_a_part_of_one(store: ox.Store) -> None:
    found = ids(search(store, "port ulm"))
    assert found[:2] == ["port-ulm", "ulm-station"]


def test_a_misspelt_name_is_found(store: ox.Store) -> None:
    assert ids(search(store, "Belmarc"))[0] == "belmark"


def test_each_thing_is_found_once(store: ox.Store) -> None:
    found = ids(search(store, "arland"))
    assert len(found) == len(set(found))


def test_documents_are_found_too(store: ox.Store) -> None:
    assert SOURCE + "lake-report" in [hit.iri for hit in search(store, "report on a lake")]


def test_statements_and_terms_are_not_found(store: ox.Store) -> None:
    assert all(hit.iri.startswith((ENTITY, SOURCE)) for hit in search(store, "a", least=0.0, most=1000))


def test_no_more_are_found_than_asked_for(store: ox.Store) -> None:
    assert len(search(store, "agreement", most=2)) == 2


@pytest.mark.parametrize("text", ["", "  ", "—", "…"])
def test_nothing_is_found_for_a_text_without_letters(store: ox.Store, text: str) -> None:
    assert search(store, text) == []


def test_nothing_is_found_for_a_name_unlike_any(store: ox.Store) -> None:
    assert search(store, "qqqqqqqqqqqq") == []


def test_the_order_does_not_depend_on_the_order_of_the_graph(store: ox.Store, material: Inputs) -> None:
    other = ox.Store()
    other.extend(ox.Quad(*triple) for triple in reversed(build(material)))
    assert search(other, "agreement", least=0.0, most=50) == search(store, "agreement", least=0.0, most=50)


@given(some.text(max_size=20))
def test_any_text_can_be_searched_for(store: ox.Store, text: str) -> None:
    scores = [hit.score for hit in search(store, text)]
    assert all(0 < score <= 1 for score in scores)


@pytest.mark.parametrize(("one", "other"), [("Қазақстан", "Qazaqstan"), ("Ürümqi", "urumqi"), ("Алматы", "Almaty")])
def test_scripts_and_accents_are_folded(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize("text", ["Kazakhstan", "Казахстан", "哈萨克斯坦", "Қазақстан"])
def test_the_project_s_own_graph_is_searched_in_four_languages(run, text: str) -> None:
    assert run("search", text).stdout.split()[0] == "kazakhstan"


@pytest.fixture(scope="module")
def packaged() -> ox.Store:
    return open_store()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("货币互换", "treaty-2011-06-13-currency-swap"),
        ("新能源", "new-energy"),
        ("двойное налогообложение", "treaty-2001-09-12-double-taxation"),
        ("двойного налогообложения", "double-taxation"),
        ("қосарланған салық", "double-taxation"),
        ("NDRC", "national-development-and-reform-commission"),
        ("CRCC", "china-railway-construction-corporation"),
    ],
)
def test_translated_and_abbreviated_names_find_their_thing(packaged: ox.Store, text: str, found: str) -> None:
    assert found in ids(search(packaged, text))[:3]


def test_an_abbreviation_finds_first_what_it_abbreviates_whole(packaged: ox.Store) -> None:
    assert ids(search(packaged, "AIFC"))[0] == "astana-international-financial-centre"
