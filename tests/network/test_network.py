"""The network: what is read from a graph, what is cut out of it, what is counted in it."""

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph as ox
import pytest

from kzgraph.curation.build import build
from kzgraph.curation.inputs import Inputs
from kzgraph.errors import UsageError
from kzgraph.network.layout import SPRUNG, free_map
from kzgraph.network.measures import communities, facts_only, measures, projection, shortest_chains, woven
from kzgraph.network.network import Network, Node, Tie, Years
from kzgraph.network.payload import statement_record
from kzgraph.network.reading import read_network
from kzgraph.network.sides import coded, sides
from kzgraph.sparql.opening import open_graph
from kzgraph.statements.names import Names
from kzgraph.statements.reading import statements
from kzgraph.statements.statement import Evidence, Statement
from kzgraph.statements.wording import Wording
from kzgraph.vocab import ONTOLOGY

ROOT = Path(__file__).parents[2]
LEFT_AND_RIGHT = ("kzr:arland", "kzr:belmark")
POLES = ("arland", "belmark")
GROUP = frozenset({"ActorGroup", "Actor"})


def of(*ties: tuple[str, str, str], **classes: str) -> Network:
    """A network of things named by one word and the ties between them; a thing's class by its name."""
    names = sorted({end for start, _, end in ties} | {start for start, _, _ in ties})
    things = {
        name: Node(name, f"urn:{name}", "thing", frozenset({classes.get(name, "Entity")}), {"en": name})
        for name in names
    }
    said = (Evidence("urn:evidence", "urn:document", 0, 1, "asserted"),)
    stated = [
        Tie(
            Statement(f"{number:016x}", node(start), ox.NamedNode(ONTOLOGY + predicate), node(end), evidence=said),
            start,
            end,
        )
        for number, (start, predicate, end) in enumerate(ties)
    ]
    return Network(things, {tie.id: tie for tie in stated}, Wording(Names(ox.Store())))


def node(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"urn:{name}")


@pytest.fixture(scope="module")
def store(material: Inputs) -> ox.Store:
    store = ox.Store()
    store.extend(ox.Quad(triple.subject, triple.predicate, triple.object) for triple in build(material))
    for name in ("kz.ttl", "codes.ttl"):
        store.bulk_load((ROOT / "ontology" / name).read_bytes(), format=ox.RdfFormat.TURTLE)
    return store


@pytest.fixture(scope="module")
def network(store: ox.Store) -> Network:
    return read_network(store)


def tie(network: Network, subject: str, predicate: str, value: str = "") -> Tie:
    (found,) = (
        each
        for each in network.stated.values()
        if each.subject == subject and each.predicate == predicate
        if value in (each.object or network.wording.value(each.statement).replace(",", ""))
    )
    return found


def record(network: Network, tie: Tie) -> dict[str, Any]:
    return statement_record(tie, network, {})


# --- reading


def test_a_tie_keeps_every_passage_that_says_it(network: Network) -> None:
    built = tie(network, "kzr:ferry-line", "builder")
    assert built.object == "kzr:keel-works"
    assert [each.document for each in built.statement.evidence] == ["harbour-letter", "lake-report"]


def test_a_statement_of_another_shape_is_passed_over() -> None:
    store = ox.Store()
    kind = ox.NamedNode("https://w3id.org/kzgraph/ontology#Statement")
    store.add(ox.Quad(ox.NamedNode("urn:half"), ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), kind))
    assert statements(store) == []
    assert read_network(store).stated == {}


def test_the_network_tells_the_same_claims_and_passages_as_the_tables(store: ox.Store, network: Network) -> None:
    told = {
        each.id: [(passage.source.rpartition("/")[2], passage.start, passage.fingerprint) for passage in each.evidence]
        for each in statements(store)
    }
    shown = {
        name: [(each.document, each.start, each.fingerprint) for each in tie.statement.evidence]
        for name, tie in network.stated.items()
    }
    assert shown == told
    assert all(fingerprint for passages in told.values() for *_, fingerprint in passages)


def test_a_number_stands_as_given_with_its_bound_unit_print_and_voice(network: Network) -> None:
    assert record(network, tie(network, "kzr:ulm-station", "installedCapacity"))["value"] == "0.04 GW"
    turnover = record(network, tie(network, "kzr:arland", "tradeTurnover"))
    assert turnover["value"] == "more than 859,000,000 USD"
    assert turnover["scope"] == [["kzr:belmark", "Belmark"]]
    (evidence,) = record(network, tie(network, "kzr:ferry-line", "jobsCreated", "1250"))["evidence"]
    assert (evidence["printed"], evidence["by"]) == ("1,250", "Mira Holt")


def test_what_is_left_out_is_a_claim_of_its_own(network: Network) -> None:
    silence = tie(network, "kzr:ulm-station", "operator")
    told = record(network, silence)
    assert (told["silent"], told["value"], silence.accepted) == (True, "not stated", False)


def test_a_dispute_names_the_other_side_and_the_reason(network: Network) -> None:
    one = tie(network, "kzr:ferry-line", "jobsCreated", "1250")
    ((other, reason),) = record(network, one)["disputes"]
    assert record(network, network.stated[other])["disputes"] == [[one.id, reason]]
    assert "two counts" in reason


def test_names_come_in_every_language_and_possible_twins_are_kept_apart(network: Network) -> None:
    assert network.things["kzr:arland"].names == {"en": "Arland", "kk": "Арланд", "ru": "Арландия", "zh": "阿兰"}
    assert network.things["kzr:keel-works"].same == ("kzr:keel-yard",)


def test_a_treaty_is_of_its_year_and_a_plant_is_since_its_year(network: Network) -> None:
    assert network.things["kzr:lake-ferry-agreement"].years == Years(1998, 1998)
    assert network.things["kzr:ferry-line"].years == Years(1999, None)
    assert not network.things["kzr:arland"].years.known


# --- cutting


def test_surroundings_grow_by_steps(network: Network) -> None:
    one = network.around("keel-works", 1)
    assert set(one.things) == {"kzr:keel-works", "kzr:arland", "kzr:ferry-line"}
    assert set(one.things) < set(network.around("keel-works", 2).things)
    assert {tie.predicate for tie in one.ties} == {"builder", "homeCountry"}


def test_an_unknown_name_is_told_with_what_to_do(network: Network) -> None:
    with pytest.raises(UsageError, match="kzgraph search"):
        network.around("nowhere", 1)


def test_a_time_window_keeps_what_may_fall_into_it(network: Network) -> None:
    nineties = network.during(1990, 1999)
    assert "kzr:lake-ferry-agreement" in nineties.things
    assert "kzr:ferry-line" in nineties.things
    assert "kzr:fishery-agreement" not in nineties.things
    assert "kzr:arland" in nineties.things
    assert not [each for each in nineties.stated.values() if each.statement.text("time") == "2003"]


def test_what_is_not_dated_passes_every_window_and_can_be_left_out(network: Network) -> None:
    later = network.during(2990, 2991)
    undated = {tie.id for tie in later.ties if not later.is_dated(tie)}
    assert undated
    assert not undated & later.dated().stated.keys()
    nineties = network.during(1990, 1999).dated()
    assert nineties.ties
    assert all(nineties.is_dated(tie) for tie in nineties.stated.values())
    assert nineties.things.keys() == {
        name for tie in nineties.stated.values() for name in (tie.subject, tie.object) if name
    }
    assert nineties.note == "1990 to 1999, only what has a date"


def test_a_tie_is_dated_by_its_own_time_or_by_the_treaty_that_it_is_of() -> None:
    ties = of(("treaty", "party", "a"), ("firm", "homeCountry", "a"), treaty="Treaty", firm="Company")
    years = {"treaty": Years(1992, 1992), "firm": Years(1998)}
    things = {name: replace(thing, years=years.get(name, Years())) for name, thing in ties.things.items()}
    dated = replace(ties, things=things).dated()
    assert sorted(dated.things) == ["a", "treaty"]


def test_years_that_run_backwards_are_refused(network: Network) -> None:
    with pytest.raises(UsageError, match="backwards"):
        network.during(2000, 1990)


def test_a_query_brings_the_statements_behind_its_triples_and_marks_what_it_made_up(network: Network) -> None:
    def node(name: str) -> ox.NamedNode:
        return ox.NamedNode(f"https://w3id.org/kzgraph/{name}")

    stated = ox.Triple(node("id/ferry-line"), node("ontology#builder"), node("id/keel-works"))
    made_up = ox.Triple(node("id/keel-works"), node("ontology#worksIn"), node("id/port-ulm"))
    found = network.told_by([stated, made_up], "works")
    told = [record(found, tie) for tie in found.ties]
    assert {(each["property"], each["modality"], len(each.get("evidence", []))) for each in told} == {
        ("builder", "asserted", 2),
        ("worksIn", "derived", 0),
    }


def test_facts_alone_leave_out_what_is_deprecated_silent_or_expected(network: Network) -> None:
    facts = facts_only(network)
    assert "kzd:lake-report" not in facts.things
    assert all(each.accepted for each in facts.stated.values())
    assert not [tie for tie in facts.ties if tie.object == "kzr:cordia"]


def test_the_network_takes_for_a_fact_what_the_graph_does(network: Network, store: ox.Store) -> None:
    graph = open_graph()
    for read, whole in ((network, store), (read_network(graph), graph)):
        accepted = {each.id for each in statements(whole) if each.accepted}
        assert {each.id for each in read.stated.values() if each.accepted} == accepted & read.stated.keys()
    former = [each for each in statements(graph) if each.over]
    assert former
    assert not {each.id for each in former} & facts_only(read_network(graph)).stated.keys()


# --- sides


def test_sides_follow_where_things_belong_and_what_they_touch() -> None:
    ties = of(
        ("mill", "locatedIn", "ulm"),
        ("ulm", "locatedIn", "arland"),
        ("mill", "builder", "guild"),
        ("guild", "homeCountry", "belmark"),
        ("guild", "locatedIn", "ulm"),
        ("pact", "party", "arland"),
        ("lone", "partOf", "elsewhere"),
        mill="Undertaking",
        ulm="Place",
        guild="Actor",
        arland="Place",
        belmark="Place",
        pact="Treaty",
    )
    found = sides(ties, ("arland", "belmark"))
    assert found["guild"] == "right", "the home country counts more than where it works"
    assert (found["ulm"], found["mill"], found["pact"]) == ("left", "both", "left")
    assert found["lone"] == "neither"


def test_to_be_one_of_a_group_gives_no_side() -> None:
    ties = of(
        ("firms", "locatedIn", "arland"),
        ("guild", "partOf", "firms"),
        ("mill", "memberOf", "firms"),
        firms="ActorGroup",
        guild="Actor",
        mill="Actor",
        arland="Place",
    )
    found = sides(replace(ties, things=ties.things | {"firms": replace(ties.things["firms"], classes=GROUP)}), POLES)
    assert (found["firms"], found["guild"], found["mill"]) == ("left", "neither", "neither")


def test_a_code_tells_a_side_where_no_statement_does_and_is_marked_so() -> None:
    ties = of(
        ("port", "locatedIn", "bay"), ("inn", "locatedIn", "arland"), **dict.fromkeys(["port", "bay", "inn"], "Place")
    )
    coded_bay = replace(ties.things["bay"], country_by_code="belmark")
    coded_inn = replace(ties.things["inn"], country_by_code="belmark")
    more = {
        "bay": coded_bay,
        "inn": coded_inn,
        "belmark": Node("belmark", "urn:belmark", "thing", frozenset({"Place"})),
    }
    network = replace(ties, things=ties.things | more)
    found = sides(network, POLES)
    assert (found["bay"], found["port"]) == ("right", "right")
    assert found["inn"] == "left", "what a statement says goes before a code"
    assert coded(network, POLES) == {"bay", "port"}


def test_every_actor_and_place_of_the_project_stands_where_its_statements_put_it() -> None:
    """The table was read line by line; a side that changes is a reading that changed."""
    network = read_network(open_graph())
    side, by_code = sides(network), coded(network)
    names = {"left": "Kazakhstan", "right": "China", "neither": "not stated"}
    rooted = {"Actor", "Place", "Office", "LegalInstrument", "Initiative"}
    found = {
        name.removeprefix("kzr:"): (
            names[side[name]],
            "ISO 3166-2" if name in by_code else "statements" if side[name] != "neither" else "",
        )
        for name, thing in network.things.items()
        if thing.classes & rooted
    }
    with (ROOT / "tests" / "network" / "sides.csv").open(encoding="utf-8", newline="") as stream:
        assert found == {row["id"]: (row["side"], row["by"]) for row in csv.DictReader(stream)}


# --- counting


def test_betweenness_is_what_networkx_computes(network: Network) -> None:
    graph = woven(facts_only(network))
    expected = nx.betweenness_centrality(graph)
    found = measures(facts_only(network), LEFT_AND_RIGHT)
    assert any(expected.values())
    assert {name: figures.betweenness for name, figures in found.items()} == pytest.approx(expected, abs=1e-6)


def test_brokerage_counts_pairs_across_the_sides_that_are_not_tied_themselves() -> None:
    network = of(
        ("hub", "x", "a"),
        ("hub", "x", "b"),
        ("hub", "x", "c"),
        ("a", "locatedIn", "L"),
        ("b", "locatedIn", "R"),
        ("c", "locatedIn", "R"),
        ("a", "x", "c"),
        **dict.fromkeys("abcLR", "Place"),
    )
    assert measures(network, ("L", "R"))["hub"].brokerage == 1


def test_communities_are_the_same_in_any_order() -> None:
    ties = [(a, "x", b) for group in ("abc", "def") for a in group for b in group if a < b] + [("c", "x", "d")]
    assert communities(woven(of(*ties))) == communities(woven(of(*reversed(ties)))) == [list("abc"), list("def")]


def test_a_projection_joins_companies_by_the_projects_they_share() -> None:
    network = of(
        ("mill", "builder", "one"),
        ("mill", "investor", "two"),
        ("road", "builder", "one"),
        ("road", "lender", "two"),
        ("road", "lender", "three"),
        **dict.fromkeys(("one", "two", "three"), "Company"),
        **dict.fromkeys(("mill", "road"), "Undertaking"),
    )
    best, *rest = projection(network, "Company", "Undertaking")
    assert (best.left, best.right, best.through, len(best.statements)) == ("one", "two", ("mill", "road"), 4)
    assert {(each.left, each.right) for each in rest} == {("one", "three"), ("three", "two")}
    with pytest.raises(UsageError, match="Bridge"):
        projection(network, "Company", "Bridge")


def test_chains_come_shortest_first_and_a_hop_holds_every_claim_of_its_pair() -> None:
    network = of(("a", "x", "b"), ("b", "y", "a"), ("b", "x", "c"), ("a", "x", "d"), ("d", "x", "e"), ("e", "x", "c"))
    first, second = shortest_chains(network, "a", "c", most=5)
    assert [sorted(each.predicate for each in hop) for hop in first] == [["x", "y"], ["x"]]
    assert len(second) == 3
    (only,) = shortest_chains(network, "a", "c", most=5, avoid=["b"])
    assert only == second
    assert shortest_chains(network, "a", "c", most=1, avoid=["b", "d"]) == []


# --- the free map


def test_the_free_map_places_everything_and_always_alike(network: Network) -> None:
    places = free_map(network)
    assert places.keys() == network.things.keys()
    assert places == free_map(network)


def test_a_large_map_settles_what_the_springs_leave() -> None:
    network = of(*((f"n{number}", "x", f"n{number // 7}") for number in range(1, SPRUNG + 200)))
    places = free_map(network)
    assert len(set(places)) == len(network.things)
    assert max(abs(value) for place in places.values() for value in place) < 20_000


# --- the commands


def test_network_says_what_its_figures_can_mean(run) -> None:
    told = run("network", "--help").stdout
    assert "measure what the documents tell" in told
    answer = run("network", "--most", "3", "-f", "csv")
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.splitlines()[0].startswith("id,name,degree")
    assert len(answer.stdout.splitlines()) == 4
    assert "measure what the documents tell" in answer.stderr


def test_path_shows_the_evidence_of_each_hop(run) -> None:
    answer = run("path", "yutong-bus", "saran", "--most", "1")
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.startswith("1. 2 hops")
    assert answer.stdout.count("fingerprint") >= 2


def test_a_wrong_projection_lists_the_right_ones(run) -> None:
    answer = run("network", "--projection", "friends")
    assert answer.returncode == 2
    assert "companies-by-project" in answer.stderr


def test_a_deprecated_statement_is_no_tie_unless_asked_for(run) -> None:
    alone = run("network", "--around", "japan")
    assert (alone.returncode, alone.stdout) == (0, "")
    assert "(no rows; with --all there are)" in alone.stderr
    assert "1 thing, 0 ties" in alone.stderr
    assert "treaty-2011-06-13-currency-swap" in run("network", "--around", "japan", "--all").stdout


def test_that_there_is_no_chain_is_an_answer_and_says_what_would_find_one(run) -> None:
    none = run("path", "japan", "china")
    assert (none.returncode, none.stdout) == (0, "")
    assert none.stderr == "no chain of accepted facts leads from japan to china; --all finds one\n"
    assert "(deprecated: not held to be right)" in run("path", "japan", "china", "--all", "--most", "1").stdout
    cut_off = run("path", "japan", "china", "--avoid", "treaty-2011-06-13-currency-swap", "--to", "2011")
    assert cut_off.stderr == "no chain of accepted facts leads from japan to china; nor with --all\n"


def test_what_only_the_whole_network_has_is_told(run) -> None:
    for words in (("path", "china", "usd27bn-article"), ("network", "--around", "usd27bn-article")):
        failed = run(*words)
        assert failed.returncode == 2
        assert "only --all counts" in failed.stderr


def test_years_that_leave_an_end_out_leave_no_chain(run) -> None:
    none = run("path", "china", "treaty-2018-11-22-digital-economy-memorandum", "--to", "1995")
    assert (none.returncode, none.stdout) == (0, "")
    assert "; nor with --all" in none.stderr
