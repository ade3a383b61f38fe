"""A graph copied from a server that answers with so many rows at the most: in pieces, and whole or not at all."""

from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from kzgraph.errors import EnvironmentProblem, QueryError
from kzgraph.sparql import copying
from kzgraph.sparql.address import Endpoint, endpoint
from kzgraph.sparql.copying import copied
from kzgraph.sparql.opening import open_store
from kzgraph.web.messages.limits import Limits
from tests.web.conftest import running


@pytest.fixture(scope="module")
def graph() -> ox.Store:
    return open_store()


@pytest.fixture(scope="module")
def server(graph: ox.Store) -> Iterator[Endpoint]:
    """Our own server, with the rows that it gives by default."""
    with running(graph) as site:
        yield endpoint(f"http://127.0.0.1:{site.port}/sparql")


def test_our_own_server_hands_out_the_whole_graph(server: Endpoint, graph: ox.Store) -> None:
    told: list[str] = []
    ticks: list[tuple[int, int]] = []
    assert set(copied(server, told.append, lambda done, of: ticks.append((done, of)))) == set(graph)
    assert told == [f"copied {len(graph):,} triples from {server}"]
    assert ticks[-1] == (len(graph), len(graph))
    assert len(ticks) > 1
    assert ticks == sorted(ticks)


def test_a_server_that_gives_less_is_asked_for_less(graph: ox.Store) -> None:
    with running(graph, limits=Limits().changed(["rows=2000"])) as site:
        assert set(copied(endpoint(f"http://127.0.0.1:{site.port}/sparql"), print)) == set(graph)


def test_a_server_that_gives_hardly_anything_is_told(graph: ox.Store) -> None:
    with (
        running(graph, limits=Limits().changed(["rows=50"])) as site,
        pytest.raises(QueryError, match="more than 50 rows"),
    ):
        copied(endpoint(f"http://127.0.0.1:{site.port}/sparql"), print)


def test_terms_that_look_alike_are_not_lost_between_two_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "PIECE", 7)
    one, says = ox.NamedNode("urn:one"), ox.NamedNode("urn:says")
    store = ox.Store()
    for number in range(500):
        texts = [ox.Literal(f"{number}"), ox.Literal(f"{number}", language="en"), ox.Literal(number)]
        store.extend(ox.Quad(one, says, each) for each in (*texts, ox.NamedNode(f"urn:{number}")))
        store.add(ox.Quad(one, ox.NamedNode(f"urn:property-{number % 90}"), texts[0]))
    with running(store) as site:
        assert set(copied(endpoint(f"http://127.0.0.1:{site.port}/sparql"), print)) == set(store)


def test_a_graph_that_loses_triples_on_the_way_is_not_taken(server: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "_PART", copying._PART.replace("}} ?s", "}} FILTER(isIRI(?o)) ?s"))
    with pytest.raises(EnvironmentProblem, match="its answer is cut, or it changed meanwhile; nothing was read"):
        copied(server, print)


COMMANDS = (
    ("show", "china"),
    ("search", "road transport"),
    ("relation", "kazakhstan", "china"),
    ("stats",),
    ("evidence", "china"),
    ("path", "huawei", "astana"),
    ("network", "-f", "csv"),
    ("panel", "--unit", "treaty"),
    ("export", "-f", "void"),
    ("query", "builders", "--min-sources", "2", "-f", "csv"),
)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_commands_read_the_graph_of_our_own_server(server: Endpoint, run, words: tuple[str, ...]) -> None:
    there = run(*words, "--graph", server.address)
    assert there.returncode == 0, there.stderr
    assert there.stdout == run(*words).stdout


def test_what_a_server_refuses_is_told_in_its_words(server: Endpoint, run) -> None:
    everything = "SELECT * { ?s ?p ?o }"
    refused = run("query", "-", "--graph", server.address, stdin=everything)
    assert refused.stderr == (
        f"Error: {server}: refuses the query: the answer has more than 10,000 rows; add LIMIT, or raise it with rows=\n"
    )
    refused = run("query", "-", stdin=f"SELECT * {{ SERVICE <{server.address}> {{ ?s ?p ?o }} }}")
    assert refused.returncode == 3
    assert "the answer has more than 10,000 rows" in refused.stderr
    assert "{" not in refused.stderr
    assert "\\n" not in refused.stderr
