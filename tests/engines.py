"""Which engine answers which question of the library as the graph in memory does: measured, and written down.

Run it as `python -m tests.engines NAME=ADDRESS …`, each the name of an engine and the address of an endpoint of it that
holds the packaged graph with the ontology and the code lists; it writes `docs/engines.md` and `queries/engines.csv`,
by which `kzgraph query --graph ADDRESS` knows the engines that answer wrongly. The store on disk is compared as well.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox

from kzgraph.errors import KzgraphError
from kzgraph.files.sheets import sheet_bytes
from kzgraph.sparql.address import endpoint
from kzgraph.sparql.answer import Answer, Term
from kzgraph.sparql.disk import open_disk, write_disk
from kzgraph.sparql.engine import ask
from kzgraph.sparql.library import library
from kzgraph.sparql.opening import open_graph
from kzgraph.sparql.portability import deviations
from kzgraph.sparql.remote import ask_endpoint, server_at

ROOT = Path(__file__).parents[1]
_NUMBERS = ("decimal", "double", "float", "integer", "int", "nonNegativeInteger")
_HEAD = """\
# Which engine answers which question

Written by `python -m tests.engines`, which asks every question of the library with its defaults and compares the rows
(as a bag, numbers to six digits) with those of the graph in memory. Where any is answered otherwise,
`kzgraph query NAME --graph ADDRESS` does not ask that engine, but a copy of its graph, as other commands do: no wrong
answer is shown. What such an engine answers wrongly changes with what it has counted of its data:
two loads of the same files gave different lists. A question that was answered otherwise in any run stays listed.
The N-Triples that Virtuoso 7.2.5 writes of a whole graph cannot be read, so that it cannot be copied: that is
an error, too.

| Engine | Questions | The same | Otherwise |
|---|---:|---:|---:|
"""
_FOOT = """
Oxigraph compiled to WebAssembly, in a browser, and rdflib are compared by `tests/publishing/test_in_browser.py` and
`tests/test_queries.py`. QLever, Fuseki and GraphDB could not be had where this was measured, and are untested.

"""


def _plain(term: Term) -> str:
    if isinstance(term, ox.Literal):
        kind = term.datatype.value.rpartition("#")[2]
        if kind in _NUMBERS:
            return f"{float(term.value):.6g}"
        return {"1": "true", "0": "false"}.get(term.value, term.value) if kind == "boolean" else term.value
    return "" if term is None else str(term if isinstance(term, ox.Triple) else term.value)


def _bag(answer: Answer) -> Counter[tuple[str, ...]]:
    if answer.verdict is not None:
        return Counter([(str(answer.verdict),)])
    rows = answer.rows if answer.triples is None else map(tuple, answer.triples)
    return Counter(tuple(_plain(term) for term in row) for row in rows)


def _compared(home: ox.Store, there: Callable[[str], Answer]) -> dict[str, str]:
    """Return how each question is answered otherwise than at home; empty for one that is not."""
    found = {}
    for name, query in library(ROOT / "queries").items():
        if any(parameter.default == "UNDEF" for parameter in query.parameters):
            continue
        wanted = _bag(ask(home, query.text))
        try:
            given = _bag(there(query.text))
        except KzgraphError:
            found[name] = "an error"
            continue
        if wanted.total() != given.total():
            found[name] = f"{given.total()} rows for {wanted.total()}"
        else:
            wrong = (wanted - given).total()
            found[name] = f"{wrong} of {wanted.total()} rows differ" if wrong else ""
    return found


def main(words: list[str]) -> None:
    """Compare, and write both files."""
    home = open_graph(ROOT / "graph")
    engines: dict[str, tuple[str, dict[str, str]]] = {}
    with tempfile.TemporaryDirectory() as work:
        write_disk(Path(work) / "store", lambda empty: empty.bulk_extend(home))
        disk = open_disk(Path(work) / "store")
        engines["Oxigraph, store on disk"] = (f"pyoxigraph {ox.__version__}", _compared(home, lambda q: ask(disk, q)))
    for word in words:
        name, _, address = word.partition("=")
        at = replace(endpoint(address), patience=120)
        engines[name] = (server_at(at).partition(" ")[0], _compared(home, lambda q, at=at: ask_endpoint(at, q)))
    lines, rows, deviating = [], [], []
    for each in deviations():  # found in an earlier run
        if each.engine in engines and not engines[each.engine][1].get(each.query):
            engines[each.engine][1][each.query] = each.how
    for name, (version, told) in engines.items():
        wrong = {question: how for question, how in told.items() if how}
        lines.append(f"| {name} ({version}) | {len(told)} | {len(told) - len(wrong)} | {len(wrong)} |\n")
        rows += [(question, name, how) for question, how in wrong.items()]
        deviating += [f"| `{question}` | {name} | {how} |\n" for question, how in wrong.items()]
    table = "| Question | Engine | Instead |\n|---|---|---|\n" + "".join(sorted(deviating)) if deviating else ""
    (ROOT / "docs" / "engines.md").write_text(_HEAD + "".join(lines) + _FOOT + table, "utf-8")
    (ROOT / "queries" / "engines.csv").write_bytes(sheet_bytes(("query", "engine", "how"), sorted(rows)))


if __name__ == "__main__":
    main(sys.argv[1:])
