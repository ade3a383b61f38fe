"""The engine: a graph in memory, asked in SPARQL 1.1, its errors told with their place."""

import os
import re
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kzgraph.errors import LIMIT, LimitError, QueryError, UsageError, one_problem, shown
from kzgraph.files.paths import BUILT, data_dir, name_of
from kzgraph.files.reading import read_bytes
from kzgraph.rdf import TYPE
from kzgraph.sparql.cache import cached_store
from kzgraph.vocab import ONTOLOGY, PREFIXES

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None
_FORMATS = {".ttl": ox.RdfFormat.TURTLE, ".nt": ox.RdfFormat.N_TRIPLES, ".nq": ox.RdfFormat.N_QUADS}


@dataclass(frozen=True)
class Answer:
    """What a query returned: rows of terms under columns, a yes or no, or triples."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Term, ...], ...] = ()
    verdict: bool | None = None
    triples: tuple[ox.Triple, ...] | None = None

    @property
    def empty(self) -> bool:
        """Whether there are neither rows nor triples; a yes or no is never empty."""
        return self.verdict is None and not self.rows and not self.triples


def packaged_files() -> tuple[Path, ...]:
    """Return the files that make up the graph: the built graph, the ontology, the code lists."""
    return (
        data_dir("graph") / BUILT,
        data_dir("ontology") / "kz.ttl",
        data_dir("ontology") / "codes.ttl",
    )


def _load(store: ox.Store, path: Path, mend: str) -> None:
    try:
        store.bulk_load(read_bytes(path), format=_FORMATS.get(path.suffix, ox.RdfFormat.TURTLE))
    except SyntaxError as error:
        what = f"is damaged: {shown(error.msg)[:200]}"
        raise one_problem(what, mend, file=name_of(path), line=error.lineno or 0) from None


def open_store(*files: Path) -> ox.Store:
    """Return a store holding *files* (Turtle, N-Triples or N-Quads) in its default graph.

    Without *files* it is the packaged graph, read-only, from the cache where there can be one.

    Raises:
        InputError: when a file is missing, empty or malformed.
    """
    ready = None if files else cached_store(packaged_files())
    if ready is not None:
        return ready
    store = ox.Store()
    mend = "mend it, or build it again with `kzgraph build`" if files else "install the package again"
    for path in files or packaged_files():
        _load(store, path, mend)
    return store


def open_graph(*files: Path) -> ox.Store:
    """Return a store for questions: *files*, and with a graph of ours the ontology and code lists that name its terms.

    ``kzgraph build`` writes neither into the graph; without them most questions of the library find nothing.
    A file that is no graph of ours, or that holds the ontology already, stays as it is.
    Of a folder in which a graph was built, that graph is meant.

    Raises:
        InputError: when a file is missing, empty or malformed.
    """
    store = open_store(*(path / BUILT if (path / BUILT).is_file() else path for path in files))
    statement = ox.NamedNode(ONTOLOGY + "Statement")
    ours = next(store.quads_for_pattern(None, TYPE, statement), None)
    if files and ours is not None and next(store.quads_for_pattern(statement, None, None), None) is None:
        for path in packaged_files()[1:]:
            _load(store, path, "install the package again")
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


def _syntax_error(text: str) -> QueryError:
    """Return an error that shows the faulty line with a caret under the place."""
    from kzgraph.sparql.faults import PADDING, fault

    ours = with_prefixes(text).removesuffix(text)
    message, place = "", len(text)
    try:
        ox.Store().query(ours + text + PADDING)
    except SyntaxError as error:
        where = re.match(r"error at (\d+):(\d+): (.*)", str(error.msg), re.DOTALL)
        message = where[3] if where else str(error.msg)
        if where:
            lines = (ours + text + PADDING).split("\n")
            place = sum(len(line) + 1 for line in lines[: int(where[1]) - 1]) + int(where[2]) - 1 - len(ours)
    found = fault(text, message, place)
    if found.at is None:
        return QueryError(f"the query cannot be run: {shown(found.what)[:300]}")
    line, column = text.count("\n", 0, found.at) + 1, found.at - (text.rfind("\n", 0, found.at) + 1) + 1
    whole = text.splitlines()[line - 1]
    first = max(0, column - 100)
    caret = " " * len(shown(whole[first : column - 1])) + "^"
    return QueryError(
        f"the query is not SPARQL 1.1: line {line}, column {column}: {shown(found.what)[:300]}\n"
        f"{shown(whole[first : first + 200])}\n{caret}"
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
    except SyntaxError:
        raise _syntax_error(text) from None
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
    For the same reason a signal to stop ends the process at once, not when the engine comes back.
    """
    if seconds is None:
        yield
        return
    if not seconds > 0:
        raise UsageError(f"no answer comes within {seconds:g} s; give more seconds")

    def end() -> None:
        sys.stderr.write(f"Error: no answer within {seconds:g} s; narrow the query or raise --timeout\n")
        sys.stderr.flush()
        os._exit(LIMIT)

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    stops = (signal.SIGINT, signal.SIGTERM) if threading.current_thread() is threading.main_thread() else ()
    handlers = [(stop, signal.signal(stop, signal.SIG_DFL)) for stop in stops]
    try:
        yield
    finally:
        timer.cancel()
        for stop, handler in handlers:
            signal.signal(stop, handler)
