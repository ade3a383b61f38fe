"""A query that was written for Wikidata is answered with what to write here, and what is proposed runs."""

import re
from typing import Any

import pyoxigraph as ox
import pytest

from kzgraph.errors import QueryError
from kzgraph.sparql.engine import ask
from kzgraph.sparql.guard import Refusal, examine
from kzgraph.sparql.hints import why_empty
from kzgraph.sparql.opening import open_store
from kzgraph.sparql.wikidata import advice

DECLARED = "PREFIX wdt: <http://www.wikidata.org/prop/direct/> PREFIX wd: <http://www.wikidata.org/entity/> "
PASTED = """
SELECT ?item ?itemLabel WHERE {
  ?item wdt:P31 wd:Q6256 .
  SERVICE wikibase:label { bd:serviceParam wikibase:language "[AUTO_LANGUAGE],en". }
}
"""


@pytest.fixture(scope="module")
def packaged() -> ox.Store:
    return open_store()


def test_a_pasted_query_is_told_what_to_write_instead(packaged: ox.Store) -> None:
    with pytest.raises(QueryError, match="unknown prefix 'wdt:'") as told:
        ask(packaged, PASTED)
    assert "this is a query for Wikidata" in str(told.value)
    for part in ("`a`", "skos:exactMatch", "rdfs:label"):
        assert part in str(told.value)


def test_the_endpoint_tells_it_where_it_refuses_the_label_service() -> None:
    with pytest.raises(Refusal, match=r"SERVICE is not allowed.*this is a query for Wikidata.*rdfs:label"):
        examine(PASTED)


def test_a_query_that_runs_and_finds_nothing_is_told_too(packaged: ox.Store) -> None:
    text = DECLARED + "SELECT ?x { ?x wdt:P31 wd:Q6256 }"
    assert ask(packaged, text).empty
    (told,) = why_empty(packaged, text)
    assert "this is a query for Wikidata" in told


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?x { ?x a kzo:Country }",
        "SELECT ?x { ?x skos:exactMatch <http://www.wikidata.org/entity/Q232> }",
        "PREFIX p: <http://example.org/> SELECT ?x { ?x p:a ?y }",
        "SELECT ?x { ?x rdfs:label 'wdt:P31' } # wdt:P31",
        DECLARED + "SELECT ?x { ?x a kzo:Country }",
        "",
    ],
)
def test_what_is_ours_gets_no_advice(text: str) -> None:
    assert advice(text) == ""


PROPOSED = {
    example
    for text in ("wdt:P31", "wd:Q1", "SERVICE wikibase:label {}", "p:P31 ps:P31 pq:P580")
    for example in re.findall(r"`(\?[^`]+)`", advice(f"SELECT * {{ ?x {text} }}"))
}


def test_there_is_something_proposed_for_each_part() -> None:
    assert len(PROPOSED) == 4


@pytest.mark.parametrize("pattern", sorted(PROPOSED))
def test_what_is_proposed_runs_here_and_finds_something(packaged: ox.Store, pattern: str) -> None:
    found: Any = ask(packaged, f"SELECT * {{ {pattern} }} LIMIT 5")
    assert found.rows
