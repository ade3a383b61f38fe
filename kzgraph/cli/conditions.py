"""The options that say which statements to trust, for every command that reads the graph."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Any

import click
import pyoxigraph as ox

from kzgraph.errors import UsageError, quoted

if TYPE_CHECKING:
    from kzgraph.statements.conditions import Conditions

_MODALITIES = ("asserted", "reported", "planned", "forecast", "opinion")

_OPTIONS = (
    click.option(
        "--modality",
        "modalities",
        type=click.Choice(_MODALITIES),
        multiple=True,
        help="Only statements of this modality; may be repeated.",
    ),
    click.option(
        "--accepted", is_flag=True, help="Only facts: asserted or reported, not deprecated, no mere bound, not over."
    ),
    click.option(
        "--min-sources",
        type=click.IntRange(1, 1000),
        default=1,
        help="Only statements with so many independent origins: works cited for it, else the document itself.",
    ),
    click.option(
        "--source-type",
        "source_types",
        multiple=True,
        metavar="CLASS",
        help="Only what documents of this class say (ScholarlyArticle, NewsArticle).",
    ),
    click.option(
        "--as-known", metavar="DATE", help="Only what documents published by then say; those without date do not."
    ),
)


def _day(text: str) -> date:
    """Return the last day of the EDTF date *text*."""
    from kzgraph.dates import BadDate, parse

    try:
        day = parse(text).latest
    except BadDate as error:
        raise UsageError(f"--as-known: {error}; write YYYY-MM-DD, YYYY-MM or YYYY") from None
    if day is None:
        raise UsageError(f"--as-known: {quoted(text)} has no end; write YYYY-MM-DD, YYYY-MM or YYYY")
    return day


def conditions(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give *command* the options, and hand it one argument ``conditions``, ``None`` where none was used."""

    @wraps(command)
    def gathered(
        *args: Any,
        modalities: tuple[str, ...],
        accepted: bool,
        min_sources: int,
        source_types: tuple[str, ...],
        as_known: str | None,
        **rest: Any,
    ) -> Any:
        chosen = None
        if modalities or accepted or min_sources > 1 or source_types or as_known:
            from kzgraph.statements.conditions import Conditions

            chosen = Conditions(
                frozenset(modalities),
                accepted,
                min_sources,
                frozenset(name.rpartition(":")[2] for name in source_types),
                _day(as_known) if as_known else None,
            )
        return command(*args, conditions=chosen, **rest)

    for option in reversed(_OPTIONS):
        gathered = option(gathered)
    return gathered


def on_conditions(store: ox.Store, chosen: "Conditions | None") -> ox.Store:
    """Return the part of *store* that meets the conditions, and tell on standard error what was left out."""
    if chosen is None:
        return store
    from kzgraph.statements.conditions import trusted

    found = trusted(store, chosen)
    click.echo(f"on these conditions {found.kept} of {found.total} statements count", err=True)
    for why in found.left_out:
        click.echo(f"left out: {why}", err=True)
    return found.store
