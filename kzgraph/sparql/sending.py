"""A graph sent to a SPARQL server elsewhere, whole or not at all: by SPARQL 1.1 Update, in parts, then switched.

The parts gather in a graph named after the digest of what is sent; the default graph answers as it was until that one
is whole and takes its place, in one update. What a broken connection has left there is gone on with, not sent again.
"""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from kzgraph.errors import EnvironmentProblem, LimitError, UsageError, one_problem
from kzgraph.files.paths import name_of
from kzgraph.files.progress import Progress, silent
from kzgraph.files.sorting import SortedLines, differing
from kzgraph.rdf import triple_line
from kzgraph.sparql.address import Endpoint
from kzgraph.sparql.opening import graph_stream
from kzgraph.sparql.remote import triples_at, update_endpoint

BATCH = 10_000
"""Triples in one update."""
MOST_CHANGES = 50_000
"""Triples that may go or come in one update, which is done whole or not at all."""


@dataclass(frozen=True)
class Server:
    """Where a server takes updates, and where it answers queries."""

    update: Endpoint
    query: Endpoint

    def count(self, graph: str = "") -> int:
        """Return how many triples there are in its default graph, or in the one that is named."""
        return triples_at(self.query, graph)


def send(server: Server, files: Sequence[Path], tick: Progress = silent) -> int:
    """Put *files* in place of what the default graph of *server* holds; return how many triples it then has.

    Args:
        server: where to.
        files: RDF files without blank nodes, as ours are.
        tick: is told how many triples were sent, of how many.

    Raises:
        InputError: when a file is missing or malformed, or has a blank node.
        EnvironmentProblem: when the server counts other than was sent; then its default graph is as it was.
    """
    with _sorted(files) as lines:
        total, digest = _counted(lines)
        graph = f"urn:kzgraph:load:{digest}"
        done = server.count(graph)
        remaining = islice(lines, done, None)
        while batch := list(islice(remaining, BATCH)):
            update_endpoint(server.update, f"INSERT DATA {{ GRAPH <{graph}> {{\n{_text(batch)}}} }}")
            done += len(batch)
            tick(done, total)
    number = server.count(graph)
    if number != total:
        what = f"{server.update}: was sent {total:,} triples and counts {number:,}; its graph is as it was"
        raise EnvironmentProblem(f"{what}. Drop the graph {graph} there, and load again")
    with suppress(EnvironmentProblem):  # what took too long may be done all the same, which the count tells
        update_endpoint(server.update, f"MOVE GRAPH <{graph}> TO DEFAULT")
    if server.count() != total or server.count(graph):
        what = f"{server.update}: has not put the new graph in place"
        raise EnvironmentProblem(f"{what}; load again, which goes on with it")
    return total


def send_changes(server: Server, old: Sequence[Path], new: Sequence[Path]) -> tuple[int, int]:
    """Turn the graph of *server*, which must be the one in *old*, into that in *new*; return how many went and came.

    Args:
        server: where to.
        old: the RDF files that it was loaded from.
        new: those that it is to hold.

    Raises:
        InputError: when a file is missing or malformed, or has a blank node.
        UsageError: when its graph has another number of triples than *old*.
        LimitError: when there are more changes than one update takes.
        EnvironmentProblem: when it counts other than it should afterwards.
    """
    with _sorted(old) as before, _sorted(new) as after:
        number, there = _counted(before)[0], server.count()
        if there != number:
            told = f"{server.query}: holds {there:,} triples, and the graph that it is to be brought up from {number:,}"
            raise UsageError(f"{told}; load the whole: leave out --since")
        gone, come = list[bytes](), list[bytes]()
        for line, is_old in differing(before, after):
            (gone if is_old else come).append(line)
            if len(gone) + len(come) > MOST_CHANGES:
                raise LimitError(f"more than {MOST_CHANGES:,} triples differ; load the whole: leave out --since")
    if gone or come:
        update_endpoint(server.update, f"DELETE DATA {{\n{_text(gone)}}} ;\nINSERT DATA {{\n{_text(come)}}}")
    if (there := server.count()) != number - len(gone) + len(come):
        raise EnvironmentProblem(f"{server.query}: counts {there:,} triples after the changes; load the whole again")
    return len(gone), len(come)


@contextmanager
def _sorted(files: Iterable[Path]) -> Iterator[SortedLines]:
    """Give the triples of *files* as lines of N-Triples without their stops, in order, each once."""
    with SortedLines(Path(tempfile.gettempdir()) / "kzgraph-load") as lines:
        for path in files:
            with graph_stream(path) as (stream, form):
                for quad in ox.parse(stream, format=form):
                    if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode):
                        what = "has a blank node, which changes its name with every update"
                        raise one_problem(what, "give it an IRI", file=name_of(path))
                    lines.add(triple_line(quad.triple))
        yield lines


def _counted(lines: Iterable[bytes]) -> tuple[int, str]:
    """Return how many *lines* there are, and a digest of them."""
    number, digest = 0, hashlib.sha256()
    for number, line in enumerate(lines, 1):  # noqa: B007  # the last one is what counts
        digest.update(line + b"\n")
    return number, digest.hexdigest()


def _text(lines: Iterable[bytes]) -> str:
    return "".join(f"{line.decode()} .\n" for line in lines)
