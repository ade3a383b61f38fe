"""An engine elsewhere: Oxigraph's server gives every answer; a server that does wrong is told, never believed."""

import json
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest

from kzgraph.cli import main
from kzgraph.errors import EnvironmentProblem, KzgraphError, LimitError, QueryError, UsageError
from kzgraph.sparql import copying, portability
from kzgraph.sparql.address import AUTHORIZATION, Endpoint, endpoint
from kzgraph.sparql.copying import copied
from kzgraph.sparql.engine import ask
from kzgraph.sparql.library import library
from kzgraph.sparql.opening import open_graph, packaged_files
from kzgraph.sparql.remote import ask_endpoint, declared, server_at, sides_at
from tests.oxigraph_server import oxigraph_server

ROOT = Path(__file__).parents[2]
QUESTIONS = {
    name: query
    for name, query in library(ROOT / "queries").items()
    if not any(parameter.default == "UNDEF" for parameter in query.parameters)
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    """The server of Oxigraph with the packaged graph."""
    folder = tmp_path_factory.mktemp("server") / "store"
    with oxigraph_server(folder, packaged_files(), read_only=True) as address:
        yield endpoint(f"{address}/query")


@pytest.fixture(scope="module")
def graph() -> ox.Store:
    return open_graph(ROOT / "graph")


def _rows(answer: Any) -> Counter[Any]:
    if answer.triples is not None:
        return Counter(answer.triples)
    return Counter(answer.rows) if answer.verdict is None else Counter([answer.verdict])


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_has_the_answer_that_it_has_at_home(server: Endpoint, graph: ox.Store, name: str) -> None:
    query = QUESTIONS[name]
    assert _rows(ask_endpoint(server, query.text)) == _rows(ask(graph, query.text))


def test_a_graph_elsewhere_is_copied_whole(server: Endpoint, graph: ox.Store) -> None:
    told: list[str] = []
    assert set(copied(server, told.append)) == set(graph)
    assert told == [f"copied {len(graph):,} triples from {server}"]


def test_a_graph_that_is_too_large_is_not_copied(server: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "MOST_TRIPLES", 1000)
    with pytest.raises(LimitError, match="asks it without copying"):
        copied(server, print)


def test_the_sides_are_asked_for(server: Endpoint) -> None:
    assert sides_at(server) == ("kazakhstan", "china")
    assert "xigraph" in server_at(server)


def test_a_wrong_query_is_told_as_the_server_tells_it(server: Endpoint) -> None:
    with pytest.raises(QueryError, match="refuses the query"):
        ask_endpoint(server, "SELECT * { ?s ?p }")


def test_commands_read_a_graph_elsewhere(server: Endpoint, run: Any) -> None:
    here = run("query", "builders", "-f", "csv")
    there = run("query", "builders", "-f", "csv", "--graph", server.address)
    assert sorted(there.stdout.splitlines()) == sorted(here.stdout.splitlines())
    assert run("show", "china", "--graph", server.address).stdout == run("show", "china").stdout
    accepted = ("query", "builders", "-f", "csv", "--accepted")
    assert run(*accepted, "--graph", server.address).stdout == run(*accepted).stdout
    both = run("show", "china", "--graph", server.address, "--graph", ROOT / "graph")
    assert both.returncode == 2
    assert "an endpoint is read by itself" in both.stderr


def test_an_engine_that_answers_the_library_wrongly_is_known_by_what_it_calls_itself(server: Endpoint) -> None:
    def virtuoso(to: BaseHTTPRequestHandler, _query: str, _before: int) -> None:
        to.version_string = lambda: "Virtuoso/07.20.3229 (Linux)"  # type: ignore[method-assign]
        send(to, json.dumps({"head": {}, "boolean": True}).encode())

    with serving(virtuoso) as at:
        assert portability.deviating(at) == "Virtuoso"
    assert portability.deviating(server) == ""


def test_where_an_engine_answers_wrongly_a_copy_of_its_graph_is_asked(
    server: Endpoint, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        portability, "deviations", lambda: [portability.Deviation("builders", "oxigraph", "a row less")]
    )
    assert main.run(["query", "builders", "-f", "csv", "--graph", server.address]) == 0
    copied_answer, notes = capsys.readouterr()
    assert "so a copy is asked" in notes
    assert main.run(["query", "builders", "-f", "csv"]) == 0
    assert capsys.readouterr().out == copied_answer


# --- servers that do wrong


@contextmanager
def serving(answer: Callable[[BaseHTTPRequestHandler, str, int], None]) -> Iterator[Endpoint]:
    """A server that answers each request by *answer*, which gets the query and how many came before it."""
    seen: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            seen.append(body)
            answer(self, parse_qs(body)["query"][0], len(seen) - 1)

        def log_message(self, *_told: object) -> None:
            """Write no log."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = False  # closing waits for what is still being answered
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        address = f"http://reader:secret@127.0.0.1:{server.server_port}/sparql"
        found = endpoint(address)
        yield Endpoint(found.address, found.credentials, patience=1.5)
    finally:
        server.shutdown()
        server.server_close()


def send(to: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    to.send_response(status)
    headers.setdefault("Content_Type", "application/sparql-results+json")
    headers.setdefault("Content_Length", str(len(body)))
    for name, value in headers.items():
        to.send_header(name.replace("_", "-"), value)
    to.end_headers()
    to.wfile.write(body)


def table(number: int) -> bytes:
    rows = [{"x": {"type": "literal", "value": str(each)}} for each in range(number)]
    return json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": rows}}).encode()


def web_page(to: BaseHTTPRequestHandler, _query: str, _before: int) -> None:
    send(to, b"<html><h1>Welcome</h1></html>", Content_Type="text/html")


def cut_short(to: BaseHTTPRequestHandler, _query: str, _before: int) -> None:
    send(to, table(10)[:80], Content_Length="900")
    to.close_connection = True


def half_a_table(to: BaseHTTPRequestHandler, _query: str, _before: int) -> None:
    send(to, table(10)[:80])


def slow(to: BaseHTTPRequestHandler, _query: str, _before: int) -> None:
    time.sleep(2.5)
    send(to, table(1))


def locked(to: BaseHTTPRequestHandler, _query: str, _before: int) -> None:
    send(to, b"no", 401)


def elsewhere(to: BaseHTTPRequestHandler, _query: str, _before: int) -> None:
    send(to, b"", 302, Location="http://127.0.0.1:9/other")


def busy(to: BaseHTTPRequestHandler, _query: str, _before: int) -> None:
    send(to, b"later", 503, Retry_After="0")


def broken(to: BaseHTTPRequestHandler, _query: str, _before: int) -> None:
    send(to, b"a stack trace", 500, Content_Type="text/plain")


def capped(to: BaseHTTPRequestHandler, _query: str, _before: int) -> None:
    send(to, table(20), X_SPARQL_MaxRows="20")


def silently_capped(to: BaseHTTPRequestHandler, query: str, _before: int) -> None:
    counted = {"head": {"vars": ["rows"]}, "results": {"bindings": [{"rows": {"type": "literal", "value": "1234"}}]}}
    send(to, json.dumps(counted).encode() if "COUNT(*)" in query else table(1000))


@pytest.mark.parametrize(
    ("answer", "kind", "what"),
    [
        (web_page, EnvironmentProblem, "answers a web page"),
        (cut_short, EnvironmentProblem, "broke off its answer|breaks off"),
        (half_a_table, EnvironmentProblem, "breaks off or is no SPARQL result"),
        (slow, EnvironmentProblem, r"no answer within 1\.5 s"),
        (locked, EnvironmentProblem, f"demands a password .*{AUTHORIZATION}"),
        (elsewhere, EnvironmentProblem, "leads on to http://127.0.0.1:9/other; name that address"),
        (busy, EnvironmentProblem, "is too busy"),
        (broken, EnvironmentProblem, "answers 500: a stack trace"),
        (capped, LimitError, "cut its answer after 20 rows"),
        (silently_capped, LimitError, "cut its answer after 1,000 rows"),
    ],
)
def test_what_a_server_does_wrong_is_told_and_no_secret_with_it(
    answer: Callable[[BaseHTTPRequestHandler, str, int], None], kind: type[KzgraphError], what: str
) -> None:
    with serving(answer) as at, pytest.raises(kind, match=what) as told:
        ask_endpoint(at, "SELECT ?x { ?x ?p ?o }")
    assert "secret" not in str(told.value)
    assert "secret" not in repr(at)


def test_a_server_that_has_no_time_is_asked_again() -> None:
    def at_last(to: BaseHTTPRequestHandler, _query: str, before: int) -> None:
        if before < 2:
            busy(to, "", before)
        else:
            send(to, table(3))

    with serving(at_last) as at:
        assert len(ask_endpoint(at, "SELECT ?x { ?x ?p ?o }").rows) == 3


def test_as_many_rows_as_were_asked_for_are_no_cut() -> None:
    with serving(silently_capped) as at:
        assert len(ask_endpoint(at, "SELECT ?x { ?x ?p ?o } LIMIT 1000").rows) == 1000
        with pytest.raises(LimitError, match="more than 10 rows"):
            ask_endpoint(at, "SELECT ?x { ?x ?p ?o } LIMIT 1000", limit=10)


def test_user_and_password_are_sent_and_told_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str | None] = []

    def noted(to: BaseHTTPRequestHandler, _query: str, _before: int) -> None:
        sent.append(to.headers["Authorization"])
        send(to, table(0))

    with serving(noted) as at:
        ask_endpoint(at, "SELECT ?x { ?x ?p ?o }")
        monkeypatch.setenv(AUTHORIZATION, "other:word")
        ask_endpoint(endpoint(at.address), "SELECT ?x { ?x ?p ?o }")
    assert sent == ["Basic cmVhZGVyOnNlY3JldA==", "Basic b3RoZXI6d29yZA=="]


@pytest.mark.parametrize(
    "address", ["ftp://x/", "http://", "http://a b/", "http://x:99999/", "http://u:secret@", "x://"]
)
def test_what_is_no_address_is_told(address: str) -> None:
    with pytest.raises(UsageError, match="is no address of a SPARQL endpoint") as told:
        endpoint(address)
    assert "secret" not in str(told.value)


def test_nobody_there_is_told() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(EnvironmentProblem, match="cannot be reached"):
        ask_endpoint(endpoint(f"http://127.0.0.1:{port}/"), "ASK {}")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("SELECT * { ?s kzo:party ?o }", "PREFIX kzo: <https://w3id.org/kzgraph/ontology#>"),
        ("PREFIX kzo: <urn:x:> SELECT * { ?s kzo:party ?o }", "PREFIX kzo: <urn:x:> SELECT * { ?s kzo:party ?o }"),
        ("ASK { ?s ?p 'kzo:x' } # kzo:y", "ASK { ?s ?p 'kzo:x' } # kzo:y"),
    ],
)
def test_only_what_is_used_is_declared(text: str, first: str) -> None:
    assert declared(text).splitlines()[0] == first


def test_every_deviation_is_of_a_question_of_the_library() -> None:
    names = {query.name for query in library(ROOT / "queries").values()}
    for each in portability.deviations():
        assert each.query in names
        assert f"| `{each.query}` | {each.engine} | {each.how} |" in (ROOT / "docs" / "engines.md").read_text("utf-8")
