"""A graph sent to a real server, Oxigraph's: whole or not at all, gone on with where it ended, brought up to date."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kzgraph.errors import InputError, QueryError
from kzgraph.sparql import sending
from kzgraph.sparql.address import Endpoint
from kzgraph.sparql.opening import open_graph, packaged_files
from kzgraph.sparql.remote import ask_endpoint, update_endpoint
from kzgraph.sparql.sending import Server, send, send_changes
from tests.oxigraph_server import oxigraph_server

ROOT = Path(__file__).parents[2]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server that takes updates, empty."""
    with oxigraph_server(tmp_path / "store") as address:
        yield Server(Endpoint(f"{address}/update"), Endpoint(f"{address}/query"))


def held(server: Server) -> set[ox.Triple]:
    return set(ask_endpoint(server.query, "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }").triples or ())


def in_memory(*files: Path) -> set[ox.Triple]:
    return {quad.triple for quad in open_graph(*files)}


def test_a_server_holds_the_graph_and_the_ontology_afterwards(server: Server, small_graph: Path, run: Any) -> None:
    update_endpoint(server.update, "INSERT DATA { <urn:old> <urn:old> <urn:old> }")
    done = run("load", "--to", server.update.address, "--graph", small_graph)
    assert done.returncode == 0, done.stderr
    assert held(server) == in_memory(small_graph)
    assert done.stdout == f"{len(held(server)):,} triples at {server.update}\n"
    asked = run("query", "builders", "-f", "csv", "--graph", server.query.address)
    assert asked.stdout == run("query", "builders", "-f", "csv", "--graph", small_graph).stdout


def test_until_it_is_whole_the_old_graph_answers_and_what_came_is_gone_on_with(
    server: Server, small_graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "BATCH", 500)
    files = [small_graph, *packaged_files()[1:]]
    old = "<urn:old> <urn:old> <urn:old>"
    update_endpoint(server.update, f"INSERT DATA {{ {old} }}")

    class BrokenOff(Exception):
        pass

    told: list[tuple[int, int]] = []

    def stop(done: int, of: int) -> None:
        told.append((done, of))
        if done >= 1500:
            raise BrokenOff

    with pytest.raises(BrokenOff):
        send(server, files, stop)
    assert ask_endpoint(server.query, f"ASK {{ {old} }}").verdict, "the old graph answers still"
    assert server.count() == 1
    again: list[tuple[int, int]] = []
    total = send(server, files, lambda done, of: again.append((done, of)))
    assert again[0] == (2000, total), "what was sent is not sent again"
    assert held(server) == in_memory(small_graph)
    assert not ask_endpoint(server.query, "ASK { GRAPH ?g { ?s ?p ?o } }").verdict, "nothing is left beside it"


def test_a_graph_is_brought_up_to_date_by_what_has_changed(
    server: Server, small_graph: Path, tmp_path: Path, run: Any
) -> None:
    old, new = tmp_path / "old.ttl", tmp_path / "new.ttl"
    old.write_bytes(small_graph.read_bytes())
    new.write_text(re.sub(r'"Arland"@en', '"Arland!"@en', small_graph.read_text("utf-8")), "utf-8")
    assert old.read_bytes() != new.read_bytes()
    run("load", "--to", server.update.address, "--graph", old)
    done = run("load", "--to", server.update.address, "--graph", new, "--since", old)
    assert done.returncode == 0, done.stderr
    changed = len(in_memory(new) - in_memory(old))
    assert done.stdout == f"{changed} triples gone and {changed} added at {server.update}\n"
    assert held(server) == in_memory(new)
    assert send_changes(server, [new, *packaged_files()[1:]], [new, *packaged_files()[1:]]) == (0, 0)


def test_a_server_that_holds_another_graph_is_not_changed(server: Server, small_graph: Path, run: Any) -> None:
    update_endpoint(server.update, "INSERT DATA { <urn:own> <urn:own> <urn:own> }")
    done = run("load", "--to", server.update.address, "--graph", small_graph, "--since", small_graph)
    assert done.returncode == 2, done.stderr
    assert "holds 1 triples" in done.stderr
    assert "load the whole: leave out --since" in done.stderr
    assert server.count() == 1


def test_a_server_that_is_only_read_from_is_told(server: Server, small_graph: Path) -> None:
    reading = Server(server.query, server.query)
    with pytest.raises(QueryError, match="refuses the update"):
        send(reading, [small_graph])
    assert server.count() == 0


def test_blank_nodes_are_refused_before_anything_is_sent(server: Server, tmp_path: Path) -> None:
    path = tmp_path / "blank.ttl"
    path.write_text("<urn:a> <urn:b> [] .", "utf-8")
    with pytest.raises(InputError, match=r"blank\.ttl: has a blank node"):
        send(server, [path])
    assert server.count() == 0


def test_parts_of_a_cluster_are_a_graph_like_any_other(small_graph: Path, tmp_path: Path, run: Any) -> None:
    lines = sorted(f"{quad.triple} .\n".encode() for quad in ox.parse(path=str(small_graph)))
    for number in range(2):
        part = gzip.compress(b"".join(lines[number::2]))
        (tmp_path / f"triples-{number:05}.nt.gz").write_bytes(part)
    assert in_memory(tmp_path) == in_memory(small_graph)
    assert run("load", "--to", tmp_path / "store", "--graph", tmp_path).returncode == 0
    assert in_memory(tmp_path / "store") == in_memory(small_graph)
    (tmp_path / "triples-00001.nt.gz").write_bytes(part[:-40])
    cut = run("stats", "--graph", tmp_path)
    assert cut.returncode == 3
    assert "triples-00001.nt.gz: is cut off, or not compressed by gzip" in cut.stderr
