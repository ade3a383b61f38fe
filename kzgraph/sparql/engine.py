"""The engine: a graph in memory, asked in SPARQL 1.1, its errors told with their place."""

import re
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kzgraph.errors import LimitError, QueryError, shown
from kzgraph.sparql.answer import Answer
from kzgraph.sparql.reason import reason
from kzgraph.sparql.wikidata import advice
from kzgraph.vocab import BASE, PREFIXES

Found = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


def run(
    store: ox.Store, text: str, *, default: Iterable[str] | None = None, named: Iterable[str] | None = None
) -> Found:
    """Run *text* over *store* and return what the engine finds, row by row as it finds it.

    Args:
        store: what is asked.
        text: a SPARQL 1.1 query; our prefixes need not be declared.
        default: the graphs to ask instead of the default graph (SPARQL 1.1 Protocol, ``default-graph-uri``).
        named: the graphs that ``GRAPH`` reaches (``named-graph-uri``).

    Raises:
        QueryError: when the query is malformed or the engine refuses it.
    """
    given = bool(default or named)
    try:
        return store.query(
            text,
            base_iri=BASE,
            prefixes=PREFIXES,
            default_graph=[ox.NamedNode(iri) for iri in default or ()] if given else None,
            named_graphs=[ox.NamedNode(iri) for iri in named or ()] if given else None,
        )
    except SyntaxError:
        raise _syntax_error(text) from None
    except (RuntimeError, ValueError, OSError) as error:
        raise refused(error) from None


def refused(error: Exception) -> QueryError:
    """Return the error of a query that the engine gives up, also on the way through its rows."""
    return QueryError(f"the query cannot be run: {shown(reason(str(error)))[:300]}")


def _syntax_error(text: str) -> QueryError:
    """Return an error that shows the faulty line with a caret under the place."""
    from kzgraph.sparql.faults import PADDING, fault

    message, place = "", len(text)
    try:
        ox.Store().query(text + PADDING, base_iri=BASE, prefixes=PREFIXES)
    except SyntaxError as error:
        where = re.match(r"error at (\d+):(\d+): (.*)", str(error.msg), re.DOTALL)
        message = where[3] if where else str(error.msg)
        if where:
            lines = (text + PADDING).split("\n")
            place = sum(len(line) + 1 for line in lines[: int(where[1]) - 1]) + int(where[2]) - 1
    found, instead = fault(text, message, place), advice(text)
    more = f"\n{instead}" if instead else ""
    if found.at is None:
        return QueryError(f"the query cannot be run: {shown(found.what)[:300]}{more}")
    line, column = text.count("\n", 0, found.at) + 1, found.at - (text.rfind("\n", 0, found.at) + 1) + 1
    whole = text.splitlines()[line - 1]
    first = max(0, column - 100)
    caret = " " * len(shown(whole[first : column - 1])) + "^"
    return QueryError(
        f"the query is not SPARQL 1.1: line {line}, column {column}: {shown(found.what)[:300]}\n"
        f"{shown(whole[first : first + 200])}\n{caret}{more}"
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
    found = run(store, text)
    try:
        if isinstance(found, ox.QueryBoolean):
            return Answer(verdict=bool(found))
        if isinstance(found, ox.QueryTriples):
            return Answer(triples=tuple(_capped(found, limit)))
        columns = tuple(variable.value for variable in found.variables)
        return Answer(columns, tuple(tuple(row) for row in _capped(found, limit)))
    except (RuntimeError, ValueError, OSError) as error:
        raise refused(error) from None


def _capped(rows: Iterator, limit: int | None) -> Iterator:  # type: ignore[type-arg]
    for number, row in enumerate(rows, 1):
        if limit is not None and number > limit:
            raise LimitError(f"more than {limit} rows; raise --limit, or narrow the query")
        yield row
