"""Which questions of the library which engines answer wrongly: those are refused there, never answered so."""

import csv
from dataclasses import dataclass

from kzgraph.errors import QueryError
from kzgraph.files.paths import data_dir
from kzgraph.sparql.address import Endpoint
from kzgraph.sparql.library import Query
from kzgraph.sparql.remote import server_at


@dataclass(frozen=True)
class Deviation:
    """A question that an engine answers wrongly, or not at all: the engine as its server names itself, and how."""

    query: str
    engine: str
    how: str


def deviations() -> list[Deviation]:
    """Return what ``queries/engines.csv`` tells; it is measured, see docs/engines.md."""
    with (data_dir("queries") / "engines.csv").open(encoding="utf-8", newline="") as stream:
        return [Deviation(row["query"], row["engine"], row["how"]) for row in csv.DictReader(stream)]


def refuse(at: Endpoint, query: Query) -> None:
    """Refuse *query* where the engine at the endpoint is known to answer it wrongly.

    Raises:
        QueryError: with the reason, when it is.
        KzgraphError: what :func:`kzgraph.sparql.remote.ask_endpoint` raises.
    """
    known = [each for each in deviations() if each.query == query.name] if query.topic else []
    server = server_at(at) if known else ""
    for each in known:
        if server.casefold().startswith(each.engine.casefold()):
            what = f"{each.engine} answers {query.name} wrongly ({each.how}), so it is not asked"
            raise QueryError(f"{at}: {what}; ask another engine, or copy the graph: kzgraph export")
