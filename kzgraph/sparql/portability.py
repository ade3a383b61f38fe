"""Which questions of the library which engines answer wrongly: such an engine is not asked them."""

from dataclasses import dataclass

from kzgraph.files.paths import data_dir
from kzgraph.files.sheets import read_sheet
from kzgraph.sparql.address import Endpoint
from kzgraph.sparql.remote import server_at


@dataclass(frozen=True)
class Deviation:
    """A question that an engine answers wrongly, or not at all: the engine as its server names itself, and how."""

    query: str
    engine: str
    how: str


def deviations() -> list[Deviation]:
    """Return what ``queries/engines.csv`` tells; it is measured, see docs/engines.md."""
    path = data_dir("queries") / "engines.csv"
    return [Deviation(**cells) for _, cells in read_sheet(path, ("query", "engine", "how"))]


def deviating(at: Endpoint) -> str:
    """Return the engine at the endpoint, where it is known to answer questions of the library wrongly; else nothing.

    Which questions those are changes with what the engine has counted of its data, so that no question is safe there.

    Raises:
        KzgraphError: what :func:`kzgraph.sparql.remote.ask_endpoint` raises.
    """
    server = server_at(at).casefold()
    return next((each.engine for each in deviations() if server.startswith(each.engine.casefold())), "")
