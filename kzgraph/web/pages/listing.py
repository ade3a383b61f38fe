"""The things of a kind as rows of a table: what is shown of each, in the order that is asked for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kzgraph.errors import quoted
from kzgraph.statements.parties import Party
from kzgraph.statements.things import Thing
from kzgraph.vocab import SOURCE
from kzgraph.web.messages.problem import HttpError
from kzgraph.web.site.catalogue import Catalogue

COLUMNS = {
    "name": "Name",
    "date": "Date",
    "party": "Parties",
    "sector": "Sector or subject",
    "state": "State",
    "statements": "Statements",
}
"""Column → its heading; the names are the values of ``sort``, with a minus for the other direction."""


@dataclass(frozen=True)
class ListedThing:
    """A thing with what is shown of it; *number* counts the statements that speak of it, as subject or as object.

    A party that is only planned, or disputed, is marked so.
    """

    thing: Thing
    dates: tuple[str, ...]
    parties: tuple[str, ...]
    sectors: tuple[str, ...]
    states: tuple[str, ...]
    number: int


def listed(catalogue: Catalogue, thing: Thing) -> ListedThing:
    """Return *thing* as a row."""
    facets = catalogue.facets(thing)
    about, to = catalogue.index.about.get(thing.iri, []), catalogue.index.to(thing.iri)
    facts = [each for each in about if each.object is not None and each.rank != "deprecated"]
    dates = sorted({each.text("time") for each in facts if each.year is not None})
    speaking = [*about, *(each for each in to if not each.subject.value.startswith(SOURCE))]
    parties = tuple(sorted(_called(catalogue, each) for each in catalogue.parties_of(thing.iri)))
    sectors, states = (tuple(sorted(facets[name])) for name in ("sector", "state"))
    return ListedThing(thing, tuple(dates), parties, sectors, states, len(speaking))


def _called(catalogue: Catalogue, party: Party) -> str:
    marks = ", ".join(filter(None, (party.doubt, "disputed" if party.disputed else "")))
    return f"{catalogue.label(party.iri)} ({marks})" if marks else catalogue.label(party.iri)


def in_order(rows: Iterable[ListedThing], sort: str) -> list[ListedThing]:
    """Return *rows* by a column, those that have nothing in it last; without one by name, what is spoken of first.

    Raises:
        HttpError: 400 for a column that there is not.
    """
    by_name = sorted(rows, key=lambda row: (row.thing.label.casefold(), row.thing.iri))
    if not sort:
        return sorted(by_name, key=lambda row: row.number == 0)
    name, down = sort.removeprefix("-"), sort.startswith("-")
    if name not in COLUMNS:
        raise HttpError(400, f"no column {quoted(name[:40])}; there are {', '.join(COLUMNS)}")
    value = _VALUES[name]
    empty = [row for row in by_name if not value(row)]
    return [*sorted((row for row in by_name if value(row)), key=value, reverse=down), *empty]


_VALUES: dict[str, Callable[[ListedThing], tuple[str, ...]]] = {
    "name": lambda row: (row.thing.label.casefold(),),
    "date": lambda row: row.dates,
    "party": lambda row: row.parties,
    "sector": lambda row: row.sectors,
    "state": lambda row: row.states,
    "statements": lambda row: (f"{row.number:09}",) if row.number else (),
}
