"""The pages on trust and dates are true: their queries find something and their commands work."""

import re
import shlex
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kzgraph.sparql.engine import ask
from kzgraph.sparql.opening import open_store, packaged_files
from kzgraph.vocab import PREFIXES

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "docs" / name for name in ("trust.md", "dates.md")]


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)


QUERIES = [(page.name, text) for page in (*PAGES, ROOT / "docs" / "graph.md") for text in blocks(page, "sparql")]
COMMANDS = sorted({line for page in PAGES for block in blocks(page, "console") for line in block.splitlines()})


@pytest.fixture(scope="module")
def store() -> ox.Store:
    return open_store()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_shows_queries_and_commands(page: Path) -> None:
    assert blocks(page, "sparql")
    assert blocks(page, "console")


@pytest.mark.parametrize(
    "query", [text for _, text in QUERIES], ids=[f"{name} {n}" for n, (name, _) in enumerate(QUERIES)]
)
def test_a_query_of_a_page_finds_something(store: ox.Store, query: str) -> None:
    assert ask(store, query).rows


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_a_page_works(run, command: str) -> None:
    program, *words = shlex.split(command)
    assert program == "kzgraph"
    answer = run(*words)
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout


def test_the_classic_mistake_finds_nothing_and_is_told(store: ox.Store, run) -> None:
    (line,) = blocks(PAGES[1], "text")
    query = "SELECT ?t { ?t kzo:signed ?signed " + line.partition("#")[0] + "}"
    assert not ask(store, query).rows
    assert "compare kzo:earliest and kzo:latest" in run("query", "-", stdin=query).stderr


@pytest.fixture(scope="module")
def on_rdflib() -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in packaged_files():
        graph.parse(path, format="turtle")
    return graph


@pytest.mark.slow
@pytest.mark.parametrize("query", [text for name, text in QUERIES if name == "dates.md"])
def test_a_query_about_dates_has_the_same_answer_on_rdflib(
    store: ox.Store, on_rdflib: rdflib.Graph, query: str
) -> None:
    ours = [tuple("" if term is None else term.value for term in row) for row in ask(store, query).rows]
    found = on_rdflib.query(query, initNs=PREFIXES)
    theirs = [tuple("" if term is None else str(term) for term in row) for row in found]
    assert sorted(ours) == sorted(theirs)


@pytest.mark.slow
def test_the_classic_mistake_finds_nothing_on_rdflib_either(on_rdflib: rdflib.Graph) -> None:
    (line,) = blocks(PAGES[1], "text")
    query = "SELECT ?t { ?t kzo:signed ?signed " + line.partition("#")[0] + "}"
    assert not list(on_rdflib.query(query, initNs=PREFIXES))
