"""A graph on conditions: an answer rests only on statements that meet them, as if nothing else had ever been read."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

from kzgraph.acceptance import MODALITIES
from kzgraph.cli import conditions
from kzgraph.curation.build import build
from kzgraph.curation.inputs import Inputs
from kzgraph.curation.rows import Row
from kzgraph.rdf import TYPE, read_triples
from kzgraph.sparql.engine import ask
from kzgraph.statements.conditions import Conditions, Trusted, trusted
from kzgraph.statements.reading import statements
from kzgraph.vocab import ENTITY, ONTOLOGY, SOURCE

ROOT = Path(__file__).parents[2]
Graph = Callable[..., ox.Store]


@pytest.fixture
def graph(material: Inputs) -> Graph:
    """The small project's graph with rows of one's own: `graph({"subject": "arland", …})`; `keep` chooses documents."""

    def graph(*more: dict[str, str], keep: Callable[[Row], bool] = lambda _: True) -> ox.Store:
        blank = replace(material.rows[0], object="", printed="", time="", scope="", role="", via="", reason="")
        rows = [*material.rows, *(replace(blank, **cells) for cells in more)]
        store = ox.Store()
        changed = replace(material, rows=tuple(row for row in rows if keep(row)))
        store.extend(ox.Quad(*triple) for triple in build(changed))
        for name in ("kz.ttl", "codes.ttl"):
            store.extend(ox.Quad(*triple) for triple in read_triples(ROOT / "ontology" / name))
        return store

    return graph


PUBLISHED = {"subject": "lake-report", "property": "published", "object": "2004", "source": "lake-report"}
PLAN = {
    "subject": "ferry-line",
    "property": "builder",
    "object": "port-ulm",
    "source": "lake-report",
    "modality": "planned",
}


def on(store: ox.Store, **conditions: object) -> Trusted:
    return trusted(store, Conditions(**conditions))  # type: ignore[arg-type]


def asked(store: ox.Store, text: str) -> set[str]:
    return {row[0].value.rsplit("/", 1)[-1] for row in ask(store, text).rows}


def test_no_condition_changes_nothing(graph: Graph) -> None:
    store = graph()
    assert not Conditions()
    assert set(on(store).store) == set(store)


def test_what_is_accepted_is_what_the_build_makes_a_simple_triple(graph: Graph) -> None:
    store = graph(PLAN)
    measures = {quad.subject for quad in store.quads_for_pattern(None, TYPE, ox.NamedNode(ONTOLOGY + "Measure"))}
    stated = [claim for claim in statements(store) if claim.object is not None and claim.predicate not in measures]
    accepted = {(claim.subject, claim.predicate, claim.object) for claim in stated if claim.accepted}
    simple = {
        triple for claim in stated if ox.Quad(*(triple := (claim.subject, claim.predicate, claim.object))) in store
    }
    assert accepted == simple
    assert accepted


def test_a_silence_stays_under_accepted_and_counts_as_no_claim(graph: Graph) -> None:
    store = graph()
    silent = "SELECT ?s { ?s a kzo:NotStated }"
    left = on(store, accepted=True)
    assert asked(left.store, silent) == asked(store, silent) != set()
    assert left.kept == len(asked(left.store, "SELECT ?s { ?s a kzo:Statement ; rdf:object ?o }"))
    assert asked(on(store, modalities=frozenset({"forecast"})).store, silent) == set()


def test_a_plan_is_gone_with_its_evidence_under_accepted(graph: Graph) -> None:
    store = graph(PLAN)
    left = on(store, accepted=True)
    assert left.kept < left.total
    assert not asked(left.store, "SELECT ?s { ?s kzo:modality kzc:planned }")
    assert not asked(left.store, "SELECT ?e { ?e a kzo:Evidence FILTER NOT EXISTS { ?s kzo:evidence ?e } }"), (
        "evidence of nothing"
    )


def test_only_the_wanted_modality_remains_and_no_simple_triple_without_it(graph: Graph) -> None:
    left = on(graph(PLAN), modalities=frozenset({"planned"})).store
    assert asked(left, "SELECT ?m { ?s a kzo:Statement ; kzo:modality ?m }") == {"planned"}
    assert not asked(left, "SELECT ?x { kzr:ferry-line kzo:builder ?x }"), "a plan is no fact"


def test_opinions_and_forecasts_can_be_left_out(graph: Graph) -> None:
    left = on(graph(), modalities=frozenset({"asserted", "reported"})).store
    assert not asked(left, "SELECT ?s { ?s kzo:modality kzc:forecast }")
    assert asked(left, "SELECT ?s { ?s kzo:modality kzc:reported }")


def test_a_claim_of_two_documents_has_two_origins(graph: Graph) -> None:
    left = on(graph(), min_sources=2)
    builders = asked(left.store, "SELECT ?o { ?s rdf:predicate kzo:builder ; rdf:object ?o }")
    assert (left.kept, builders) == (1, {"keel-works"})
    assert asked(left.store, "SELECT ?o { kzr:ferry-line kzo:builder ?o }") == {"keel-works"}


def test_two_passages_of_one_document_are_one_origin(graph: Graph) -> None:
    left = on(graph(), min_sources=2).store
    assert not asked(left, "SELECT ?s { ?s rdf:subject kzr:lake-ferry-agreement ; rdf:predicate kzo:signed }")


def test_documents_that_cite_the_same_work_are_one_origin(graph: Graph) -> None:
    claim = {"subject": "keel-works", "property": "locatedIn", "object": "port-ulm", "cites": "lake-report"}
    store = graph(
        claim | {"source": "harbour-letter"},
        {"subject": "keel-works", "property": "locatedIn", "object": "port-ulm", "source": "lake-report"},
    )
    (found,) = [
        c for c in statements(store) if c.subject.value.endswith("keel-works") and c.property_name == "locatedIn"
    ]
    assert len(found.sources) == 2
    assert len(found.origins) == 1


def test_as_known_is_the_graph_of_the_documents_published_by_then(graph: Graph) -> None:
    left = on(graph(PUBLISHED), as_known=date(2004, 12, 31))
    alone = graph(PUBLISHED, keep=lambda row: row.source == "lake-report")
    assert asked(left.store, "SELECT ?s { ?s a kzo:Statement }") == asked(alone, "SELECT ?s { ?s a kzo:Statement }")
    spoken_of = {name for claim in statements(alone) for name in claim.mentions}
    more = set(alone) - set(left.store)
    assert set(left.store) <= set(alone)
    silent = {quad.subject.value for quad in more} - spoken_of
    assert all(name.startswith((ENTITY, SOURCE)) for name in silent), "registered, but nothing is said of them"
    assert all({quad.subject.value, quad.object.value} & silent for quad in more)


def test_a_document_dated_by_year_is_not_known_before_the_year_has_ended(graph: Graph) -> None:
    left = on(graph(PUBLISHED), as_known=date(2004, 6, 30))
    assert left.kept == 0
    assert "lake-report may have been published as late as 2004-12-31" in " ".join(left.left_out)


def test_an_undated_document_is_left_out_and_named(graph: Graph) -> None:
    left = on(graph(PUBLISHED), as_known=date(2030, 1, 1))
    (why,) = left.left_out
    assert why.startswith("harbour-letter has no date of publication")
    assert not asked(left.store, "SELECT ?s { ?s prov:wasDerivedFrom kzd:harbour-letter }")


def test_only_documents_of_a_kind_count(graph: Graph) -> None:
    left = on(graph(), source_types=frozenset({"Report"}))
    assert asked(left.store, "SELECT ?d { ?s prov:wasDerivedFrom ?d }") == {"lake-report"}
    assert left.left_out == ("harbour-letter is no Report",)


def test_a_statement_is_as_strong_as_the_passages_that_are_left_to_it(graph: Graph) -> None:
    claim = {"subject": "keel-yard", "property": "homeCountry", "object": "arland"}
    store = graph(
        claim | {"source": "harbour-letter", "modality": "asserted"},
        claim | {"source": "lake-report", "modality": "planned"},
    )
    modality = "SELECT ?m { ?s rdf:subject kzr:keel-yard ; rdf:predicate kzo:homeCountry ; kzo:modality ?m }"
    home = "SELECT ?c { kzr:keel-yard kzo:homeCountry ?c }"
    assert (asked(store, modality), asked(store, home)) == ({"asserted"}, {"arland"})
    left = on(store, source_types=frozenset({"Report"})).store
    assert (asked(left, modality), asked(left, home)) == ({"planned"}, set())


def test_a_dispute_goes_with_one_of_its_sides(graph: Graph) -> None:
    store = graph()
    assert asked(store, "SELECT ?d { ?d a kzo:Dispute }")
    left = on(store, modalities=frozenset({"forecast"})).store
    assert not asked(left, "SELECT ?d { ?d a kzo:Dispute }")


def test_things_that_only_lost_statements_speak_of_are_gone(graph: Graph) -> None:
    left = on(graph(), modalities=frozenset({"forecast"})).store
    assert asked(left, "SELECT ?t { ?t a kzo:Treaty }") == set()
    assert asked(left, "SELECT ?t { ?t a kzo:Undertaking }") == {"ferry-line"}


def test_the_options_tell_what_they_leave_out(run) -> None:
    treaties = "SELECT (COUNT(?t) AS ?n) { ?t a kzo:Treaty }"
    whole = run("query", "-", "-f", "csv", stdin=treaties)
    known = run("query", "-", "-f", "csv", "--as-known", "2024", stdin=treaties)
    assert known.returncode == 0, known.stderr
    assert int(known.stdout.split()[1]) < int(whole.stdout.split()[1])
    assert "left out: usd27bn-article has no date of publication" in known.stderr


@pytest.mark.parametrize("bad", ["yesterday", "2024-02-30", "2020/..", ""])
def test_a_bad_date_for_as_known_is_wrong_use(run, bad: str) -> None:
    answer = run("query", "-", "--as-known", bad or "x", stdin="ASK {}")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "--as-known" in answer.stderr


def test_the_options_offer_every_modality() -> None:
    assert set(conditions._MODALITIES) == set(MODALITIES)
