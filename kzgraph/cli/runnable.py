"""Commands in messages, made to run as they stand: with the graph and the documents that the reader has named."""

import os
import re
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from kzgraph.files.paths import BUILT

_COMMAND = re.compile(r"`(kzgraph [a-z][^`]*)`")
_SOURCES = " --sources DIR"
"""How messages print an option whose value only the reader knows."""


def remembered(ctx: click.Context, option: click.Parameter, given: Any) -> Any:
    """Keep what is *given* for an option, for the commands that messages print; a click callback."""
    if given:
        ctx.meta[f"{__name__}.{option.name}"] = given
    return given


def runnable(text: str) -> str:
    """Return *text* in which each command in backquotes names the graph and documents that this call was given.

    An option is added where the command takes it and does not name it already; what the environment says need not be
    repeated.
    """
    ctx = click.get_current_context(silent=True)
    if ctx is None:
        return text
    return _COMMAND.sub(lambda found: f"`{command_line(found[1])}`", text)


def command_line(words: str) -> str:
    """Return the command *words* (``kzgraph evidence ID``) with the options as :func:`runnable` adds them."""
    ctx = click.get_current_context()
    options = _options(ctx.find_root().command, words.split()[1:])
    graph, sources = (ctx.meta.get(f"{__name__}.{name}") for name in ("graph", "sources"))
    if sources or os.environ.get("KZGRAPH_SOURCES"):
        words = words.replace(_SOURCES, "")
    if graph and "--graph" in options and "--graph" not in words:
        places = graph if isinstance(graph, Sequence) else (graph,)
        named = places if options["--graph"].multiple else (_folder(places),)
        words += "".join(f" --graph {shlex.quote(str(place))}" for place in named)
    if sources and "--sources" in options and "--sources" not in words:
        words += f" --sources {shlex.quote(sources)}"
    return words


def _options(command: click.Command, words: Sequence[str]) -> dict[str, click.Option]:
    """Return the options of the command that *words* name, by what is typed; none of an unknown one."""
    for word in words:
        if not isinstance(command, click.Group):
            break
        found = command.get_command(click.Context(command), word)
        if found is None:
            return {}
        command = found
    return dict(_typed(command))


def _typed(command: click.Command) -> Iterator[tuple[str, click.Option]]:
    for each in command.params:
        if isinstance(each, click.Option):
            yield from ((name, each) for name in each.opts)


def _folder(places: Sequence[object]) -> str:
    """Return the folder from which what is read at *places* was built; ``DIR`` where only the reader knows it."""
    place = places[0]
    if len(places) > 1 or not isinstance(place, Path):
        return "DIR"
    if place.name == BUILT:
        return str(place.parent)
    return str(place) if place.is_dir() else "DIR"
