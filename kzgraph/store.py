"""The engine: a graph in memory, asked in SPARQL 1.1, its errors told with their place."""

import os
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kzgraph.errors import LIMIT, LimitError, QueryError, one_problem, shown
from kzgraph.files import data_dir, name_of, read_bytes
from kzgraph.vocab import PREFIXES

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None
_FORMATS = {".ttl": ox.RdfFormat.TURTLE, ".nt": ox.RdfFormat.N_TRIPLES, ".nq": ox.RdfFormat.N_QUADS}


@dataclass(frozen=True)
class Answer:
    """What a query returned: rows of terms under columns, a yes or no, or triples."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Term, ...], ...] = ()
    verdict: bool | None = None
    triples: tuple[ox.Triple, ...] | None = None


def packaged_files() -> tuple[Path, ...]:
    """Return the files that make up the graph: the built graph, the ontology, the code lists."""
    return (
        data_dir("graph") / "kzgraph.ttl",
        data_dir("ontology") / "kz.ttl",
        data_dir("ontology") / "codes.ttl",
    )


def open_store(*files: Path) -> ox.Store:
    """Return a store holding *files* (Turtle, N-Triples or N-Quads) in its default graph.

    Raises:
        InputError: when a file is missing, empty or malformed.
    """
    store = ox.Store()
    for path in files or packaged_files():
        try:
            store.bulk_load(read_bytes(path), format=_FORMATS.get(path.suffix, ox.RdfFormat.TURTLE))
        except SyntaxError as error:
            raise one_problem(
                f"is damaged: {shown(error.msg)[:200]}",
                "run `kzgraph build`, or install the package again",
                file=name_of(path),
                line=error.lineno or 0,
            ) from None
    return store


def with_prefixes(text: str) -> str:
    """Return *text* with a declaration of each of our prefixes that it uses but does not declare.

    All go on the first line, so that line numbers in messages stay right.
    """
    missing = [
        f"PREFIX {name}: <{namespace}>"
        for name, namespace in PREFIXES.items()
        if re.search(rf"(?<![\w:-]){name}:", text) and not re.search(rf"\bprefix\s+{name}:\s*<", text, re.IGNORECASE)
    ]
    return " ".join([*missing, text]) if missing else text


def _syntax_error(text: str, sent: str, error: SyntaxError) -> QueryError:
    """Return an error that shows the faulty line with a caret under the place."""
    message = shown(error.msg)
    place = re.search(r"(?:at |line )(\d+)(?::| column )(\d+)", message)
    line, column = (int(place[1]), int(place[2])) if place else (error.lineno or 0, error.offset or 0)
    message = re.sub(r"^error at \d+:\d+: ", "", message)[:300]
    if not 0 < line <= len(text.splitlines()):
        return QueryError(f"the query is not SPARQL 1.1: {message}")
    if line == 1:
        column -= len(sent.splitlines()[0]) - len(text.splitlines()[0])
    shown_line = shown(text.splitlines()[line - 1])[:200]
    caret = " " * (max(column, 1) - 1) + "^"
    return QueryError(
        f"the query is not SPARQL 1.1: line {line}, column {max(column, 1)}: {message}\n{shown_line}\n{caret}"
    )


def ask(store: ox.Store, text: str, *, limit: int | None = None) -> Answer:
    """Run *text* over *store* and return the whole answer.

    Args:
        store: what is asked.
        text: a SPARQL 1.1 query; our prefixes need not be declared.
        limit: the largest number of rows; more is an error, never a cut answer.

    Raises:
        QueryError: when the query is malformed or the engine refuses it.
        LimitError: when there are more rows than *limit*.
    """
    if not text.strip():
        raise QueryError("the query is empty; write one, or name one that `kzgraph queries` lists")
    sent = with_prefixes(text)
    try:
        found = store.query(sent)
        if isinstance(found, ox.QueryBoolean):
            return Answer(verdict=bool(found))
        if isinstance(found, ox.QueryTriples):
            return Answer(triples=tuple(_capped(found, limit)))
        columns = tuple(variable.value for variable in found.variables)
        return Answer(columns, tuple(tuple(row) for row in _capped(found, limit)))
    except SyntaxError as error:
        raise _syntax_error(text, sent, error) from None
    except (RuntimeError, ValueError, OSError) as error:
        raise QueryError(f"the query cannot be run: {shown(error)[:300]}") from None


def _capped(rows: Iterator, limit: int | None) -> Iterator:  # type: ignore[type-arg]
    for number, row in enumerate(rows, 1):
        if limit is not None and number > limit:
            raise LimitError(f"more than {limit} rows; raise --limit, or narrow the query")
        yield row


@contextmanager
def deadline(seconds: float | None) -> Iterator[None]:
    """End this process, with a message, when the body takes longer than *seconds*.

    The engine cannot be interrupted, so its process ends; it has written nothing that could be lost.
    """
    if seconds is None:
        yield
        return

    def end() -> None:
        sys.stderr.write(f"Error: no answer within {seconds:g} s; narrow the query or raise --timeout\n")
        sys.stderr.flush()
        os._exit(LIMIT)

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
