"""A graph at an endpoint, copied into memory: for commands that look at more than one question would tell."""

from collections.abc import Callable

import pyoxigraph as ox

from kzgraph.errors import EnvironmentProblem, LimitError
from kzgraph.sparql.address import Endpoint
from kzgraph.sparql.opening import with_vocabulary
from kzgraph.sparql.remote import ask_endpoint, triples_at

MOST_TRIPLES = 2_000_000
"""Triples up to which a graph is copied: as many as fit a memory of some gigabytes."""
_ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


def copied(at: Endpoint, tell: Callable[[str], None]) -> ox.Store:
    """Return a copy of the default graph at the endpoint *at*; *tell* is told how much was copied.

    Raises:
        LimitError: when the graph is too large to be copied.
        EnvironmentProblem: when the copy has another size than the endpoint counts, and what
            :func:`kzgraph.sparql.remote.ask_endpoint` raises.
    """
    number = triples_at(at)
    if number > MOST_TRIPLES:
        what = f"{at}: holds {number:,} triples; {MOST_TRIPLES:,} can be copied"
        raise LimitError(f"{what}: `kzgraph query NAME --graph URL` asks it without copying")
    triples = ask_endpoint(at, _ALL).triples or ()
    store = ox.Store()
    store.bulk_extend(ox.Quad(*triple) for triple in triples)
    if len(store) != number:
        what = f"{at}: counts {number:,} triples and hands out {len(store):,}"
        raise EnvironmentProblem(f"{what}: its answer is cut, or it changed meanwhile; nothing was read")
    tell(f"copied {number:,} triples from {at}")
    return with_vocabulary(store)
