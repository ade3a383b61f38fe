"""``path``: the shortest chains of statements between two things."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from kzgraph.cli.completing import things
from kzgraph.cli.options import GRAPH, SOURCES, Place, copy_folders, opened
from kzgraph.cli.window import YearWindow, cut, facts, years
from kzgraph.errors import shown

if TYPE_CHECKING:
    from pathlib import Path

    import pyoxigraph as ox

    from kzgraph.network.network import Network, Tie


def _hop(store: "ox.Store", ties: "Sequence[Tie]", folders: "Sequence[Path]") -> None:
    from kzgraph.cli.entry import line
    from kzgraph.cli.quoting import passages
    from kzgraph.statements.names import Names
    from kzgraph.statements.wording import Wording

    names = Names(store)
    for tie in ties:
        click.echo("  " + line(tie.statement, Wording(names)))
        for text in passages(store, tie.statement, folders, names):
            click.echo("  " + text)


@click.command(
    epilog="""\b
Examples:
  kzgraph path universal-energy kazakhstan
  kzgraph path yutong-bus satbayev-university --avoid kazakhstan --avoid china
  kzgraph path huawei astana --most 1 --sources ~/sources

A chain shows that documents tie two things together step by step; it does not show
that the one acted upon the other.
"""
)
@click.argument("start", metavar="A", shell_complete=things)
@click.argument("end", metavar="B", shell_complete=things)
@click.option(
    "--most", type=click.IntRange(1, 50), default=3, show_default=True, help="How many chains, shortest first."
)
@click.option("--avoid", multiple=True, metavar="ENTITY", help="Not through this one; may be repeated.")
@years
@click.option(
    "--all", "every", is_flag=True, help="Also over plans, forecasts, opinions, publications and what is deprecated."
)
@SOURCES
@GRAPH
def path(
    start: str,
    end: str,
    most: int,
    avoid: tuple[str, ...],
    window: YearWindow,
    every: bool,
    sources: str | None,
    graph: tuple[Place, ...],
) -> None:
    """Find the shortest chains of statements from A to B, each hop with the passages behind it.

    That there is none is an answer, too: told on standard error, with exit code 0 as for any empty answer.
    """
    from kzgraph.network.measures import shortest_chains
    from kzgraph.network.reading import read_network

    folders = copy_folders(sources, *graph)
    store = opened(graph, whole=True)
    whole = read_network(store)
    counted = whole if every else facts(whole, [start, end])
    ends = {whole.thing(name).id for name in (start, end)}
    avoided = [whole.thing(name).id for name in avoid]

    def chains(network: "Network", number: int) -> "list[list[list[Tie]]]":
        part = cut(network, None, 1, window)
        if not ends <= part.things.keys():  # the years leave one of them out
            return []
        return shortest_chains(part, start, end, most=number, avoid=avoided)

    found = chains(counted, most)
    if not found:
        more = "" if every else "; --all finds one" if chains(whole, 1) else "; nor with --all"
        kind = "statements" if every else "accepted facts"
        click.echo(f"no chain of {kind} leads from {shown(start)} to {shown(end)}{more}", err=True)
    for number, chain in enumerate(found, 1):
        click.echo(f"{number}. {len(chain)} {'hop' if len(chain) == 1 else 'hops'}")
        for hop in chain:
            _hop(store, hop, folders)
        click.echo()
    window.tell(whole, {tie.id: tie for chain in found for hop in chain for tie in hop}.values())
