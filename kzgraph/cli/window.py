"""The part of the network that a command is asked for: some years, the surroundings of an entity."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from kzgraph.errors import UsageError, shown

if TYPE_CHECKING:
    from kzgraph.network.network import Network

_FIRST_YEAR, _LAST_YEAR = 1, 9999
_YEAR = click.IntRange(_FIRST_YEAR, _LAST_YEAR)


def years(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give *command* the options ``--from`` and ``--to``; it takes them as ``first`` and ``last``."""
    command = click.option("--to", "last", type=_YEAR, metavar="YEAR", help="Only up to this year.")(command)
    return click.option("--from", "first", type=_YEAR, metavar="YEAR", help="Only from this year on.")(command)


def cut(network: "Network", around: str | None, steps: int, first: int | None, last: int | None) -> "Network":
    """Return the part of *network* that the options ask for: a time window, then an entity's surroundings."""
    if first is not None or last is not None:
        network = network.during(_FIRST_YEAR if first is None else first, _LAST_YEAR if last is None else last)
    return network.around(around, steps) if around else network


def facts(whole: "Network", names: Sequence[str]) -> "Network":
    """Return what of *whole* is accepted as fact; *names* must be among it.

    Raises:
        UsageError: when a name is unknown, or is of a thing that only ``--all`` counts.
    """
    from kzgraph.network.measures import facts_only

    found = facts_only(whole)
    for name in names:
        thing = whole.thing(name)
        if thing.id not in found.things:
            raise UsageError(f"{shown(thing.label)} is somebody's word ({thing.kind}), which only --all counts")
    return found
