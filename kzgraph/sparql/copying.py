"""A graph at an endpoint, copied into memory: for commands that look at more than one question would tell.

Servers answer with so many rows at the most (ours with 10,000), so a graph is asked for in pieces, by its properties;
how much has come is held against what the server counts.
"""

from collections.abc import Callable, Iterator, Sequence

import pyoxigraph as ox

from kzgraph.errors import EnvironmentProblem, LimitError, QueryError
from kzgraph.files.progress import Progress, silent
from kzgraph.sparql.address import Endpoint
from kzgraph.sparql.opening import with_vocabulary
from kzgraph.sparql.remote import ask_endpoint, triples_at

MOST_TRIPLES = 2_000_000
"""Triples up to which a graph is copied: as many as fit a memory of some gigabytes."""
PIECE, LEAST = 5_000, 100
"""Triples that are asked for at once; where a server refuses so many, fewer, and no fewer than the second."""
_IN_ONE = 1_000
"""Triples up to which a graph is asked for in one."""
_NAMES, _SIGNS = 40, 4_000
"""Properties, and characters of their names, in one question: servers limit both."""
_ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_COUNTS = "SELECT ?p (COUNT(*) AS ?triples) WHERE { ?s ?p ?o } GROUP BY ?p"
_BLANK = "ASK { ?s ?p ?o FILTER(isBlank(?s) || isBlank(?o)) }"
_PART = "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ VALUES ?p {{ {} }} ?s ?p ?o }}"
_PAGE = " ORDER BY ?p ?s STR(?o) LANG(?o) STR(DATATYPE(?o)) LIMIT {} OFFSET {}"
"""The order has no ties, so that no page has what another one has: terms differ in text, language or datatype."""


def copied(at: Endpoint, tell: Callable[[str], None], tick: Progress = silent) -> ox.Store:
    """Return a copy of the default graph at the endpoint *at*.

    Args:
        at: the endpoint.
        tell: is told how much was copied.
        tick: is told how many triples have come, of how many.

    Raises:
        LimitError: when the graph is too large to be copied.
        EnvironmentProblem: when the copy has another size than the endpoint counts, and what
            :func:`kzgraph.sparql.remote.ask_endpoint` raises.
    """
    number = triples_at(at)
    if number > MOST_TRIPLES:
        what = f"{at}: holds {number:,} triples; {MOST_TRIPLES:,} can be copied"
        raise LimitError(f"{what}: `kzgraph query NAME --graph {at}` asks it without copying")
    store = ox.Store()
    in_one = number <= _IN_ONE or bool(ask_endpoint(at, _BLANK).verdict)  # a blank node is another one in each answer
    for triples in (ask_endpoint(at, _ALL).triples or (),) if in_one else _pieces(at):
        store.bulk_extend(ox.Quad(*triple) for triple in triples)
        tick(min(len(store), number), number)
    if len(store) != number:
        what = f"{at}: counts {number:,} triples and hands out {len(store):,}"
        raise EnvironmentProblem(f"{what}: its answer is cut, or it changed meanwhile; nothing was read")
    tell(f"copied {number:,} triples from {at}")
    return with_vocabulary(store)


def _pieces(at: Endpoint) -> Iterator[Sequence[ox.Triple]]:
    """Yield the triples at the endpoint *at*, as many at once as it hands out."""
    size = PIECE
    for names, number in _packed(_counted(at)):
        done = 0
        while done < number:
            page = _PAGE.format(size, done) if done or number > size else ""
            try:
                triples = ask_endpoint(at, _PART.format(" ".join(names)) + page).triples or ()
            except (QueryError, LimitError):
                if size <= LEAST:
                    raise
                size = max(size // 4, LEAST)
                continue
            if not triples:  # the size of the whole copy will tell
                break
            yield triples
            done += len(triples)


def _counted(at: Endpoint) -> Iterator[tuple[str, int]]:
    """Yield each property at the endpoint, as SPARQL writes it, and how many triples have it."""
    for name, number in ask_endpoint(at, _COUNTS).rows:
        if name is not None and isinstance(number, ox.Literal):
            yield str(name), int(number.value)


def _packed(counts: Iterator[tuple[str, int]]) -> Iterator[tuple[list[str], int]]:
    """Yield properties that together have at most a piece of triples, and how many; one that has more is alone."""
    names, total = list[str](), 0
    for name, number in sorted(counts, key=lambda each: (each[1], each[0])):
        signs = sum(map(len, names)) + len(name)
        if names and (total + number > PIECE or len(names) == _NAMES or signs > _SIGNS):
            yield names, total
            names, total = [], 0
        names.append(name)
        total += number
    if names:
        yield names, total
