"""The part of the network that a command is asked for: some years, the surroundings of an entity."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from kzgraph.errors import UsageError, shown

if TYPE_CHECKING:
    from kzgraph.network.network import Network, Tie

_FIRST_YEAR, _LAST_YEAR = 1, 9999
_YEAR = click.IntRange(_FIRST_YEAR, _LAST_YEAR)


@dataclass(frozen=True)
class YearWindow:
    """The years that are asked for; ``dated`` leaves out what has no date, which no year can."""

    first: int | None
    last: int | None
    dated: bool

    @property
    def narrows(self) -> bool:
        """Whether it names a year."""
        return self.first is not None or self.last is not None

    def tell(self, network: "Network", ties: "Iterable[Tie]") -> None:
        """Say on standard error how many of *ties* are there only because nothing says when they hold."""
        shown_ties = list(ties)
        undated = sum(not network.is_dated(tie) for tie in shown_ties)
        if self.narrows and undated:
            what = f"{undated:,} of {len(shown_ties):,} ties have no date, so that no years leave them out"
            click.echo(f"Note: {what}; --dated does", err=True)


def years(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give *command* the options ``--from``, ``--to`` and ``--dated``; it takes them as one argument ``window``."""

    @wraps(command)
    def gathered(*args: Any, first: int | None, last: int | None, dated: bool, **rest: Any) -> Any:
        return command(*args, window=YearWindow(first, last, dated), **rest)

    for option in (
        click.option("--dated", is_flag=True, help="Only what has a date, and the things that it is said of."),
        click.option(
            "--to", "last", type=_YEAR, metavar="YEAR", help="Not what is dated later; what has no date stays."
        ),
        click.option(
            "--from", "first", type=_YEAR, metavar="YEAR", help="Not what is dated earlier; what has no date stays."
        ),
    ):
        gathered = option(gathered)
    return gathered


def cut(network: "Network", around: str | None, steps: int, window: YearWindow) -> "Network":
    """Return the part of *network* that the options ask for: a time window, then an entity's surroundings.

    Raises:
        UsageError: when *around* is no thing of *network*; one that the window leaves out has no surroundings.
    """
    centre = network.thing(around).id if around else ""
    if window.narrows:
        first = _FIRST_YEAR if window.first is None else window.first
        network = network.during(first, _LAST_YEAR if window.last is None else window.last)
    if window.dated:
        network = network.dated()
    if not centre:
        return network
    return network.around(centre, steps) if centre in network.things else network.only(())


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
