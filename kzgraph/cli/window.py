"""The part of the network that a command is asked for: some years, the surroundings of an entity."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

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
