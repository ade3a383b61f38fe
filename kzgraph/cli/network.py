"""Commands that count and follow ties: ``network`` and ``path``."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kzgraph.cli.options import GRAPH, SOURCES
from kzgraph.cli.rows import FORMS, Row
from kzgraph.cli.window import cut, years
from kzgraph.errors import UsageError, quoted, shown
from kzgraph.network.measures import CAUTION

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kzgraph.network.network import Network, Tie

PROJECTIONS = {
    "companies-by-project": ("Company", "Undertaking"),
    "officials-by-event": ("Person", "Event"),
    "countries-by-agreement": ("Country", "Treaty"),
}
"""Names of common projections: which things, joined by sharing which."""


def _short(name: str) -> str:
    return name.removeprefix("kzr:")


def _measured(network: "Network", by: str, most: int) -> list[Row]:
    from kzgraph.network.measures import measures

    found = measures(network)
    ranked = sorted(found, key=lambda name: (-getattr(found[name], by), name))
    if by == "community":
        ranked = sorted(found, key=lambda name: (found[name].community or 10**6, -found[name].degree, name))
    return [
        {
            "id": _short(name),
            "name": network.things[name].label,
            "degree": found[name].degree,
            "betweenness": found[name].betweenness,
            "brokerage": found[name].brokerage,
            "community": found[name].community,
            "side": found[name].side,
        }
        for name in ranked[:most]
        if found[name].degree
    ]


def _projected(network: "Network", name: str, most: int) -> list[Row]:
    from kzgraph.network.measures import projection

    of, mark, through = name.partition(":")
    if name in PROJECTIONS:
        of, through = PROJECTIONS[name]
    elif not mark:
        raise UsageError(f"no projection {quoted(name)}; give {', '.join(PROJECTIONS)} or CLASS:CLASS")
    return [
        {
            "left": _short(each.left),
            "right": _short(each.right),
            "shared": len(each.through),
            "through": "; ".join(_short(middle) for middle in each.through),
            "statements": "; ".join(each.statements),
        }
        for each in projection(network, of, through)[:most]
    ]


def _facts(whole: "Network", names: Sequence[str]) -> "Network":
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


@click.command(
    epilog=f"""\b
{CAUTION}

\b
degree       things it is tied to
betweenness  share of the shortest chains that pass through it (Freeman)
brokerage    pairs of one Kazakh and one Chinese thing tied to it, not to each other
community    things more tied among themselves than outwards (Louvain, seeded)

\b
Examples:
  kzgraph network
  kzgraph network --by brokerage --most 10
  kzgraph network --from 2010 --to 2024 -f csv
  kzgraph network --projection companies-by-project
  kzgraph network --projection Organization:Treaty -f json
  kzgraph network --graph my-graph
"""
)
@click.option(
    "--by",
    type=click.Choice(["degree", "betweenness", "brokerage", "community"]),
    default="degree",
    show_default=True,
    help="The order of the rows.",
)
@click.option(
    "--most", type=click.IntRange(1, 100_000), default=20, show_default=True, help="How many rows at the most."
)
@click.option(
    "--projection",
    metavar="NAME|CLASS:CLASS",
    help=f"Instead: pairs of things that share others: {', '.join(PROJECTIONS)}, or any two classes.",
)
@click.option("--around", metavar="ENTITY", help="Only what lies around this entity.")
@click.option("--steps", type=click.IntRange(1, 9), default=2, show_default=True, help="How many ties around it.")
@years
@click.option(
    "--all", "every", is_flag=True, help="Also plans, forecasts, opinions, publications and what is deprecated."
)
@GRAPH
@click.option(
    "-f", "--format", "form", type=click.Choice(list(FORMS)), default="table", show_default=True, help="Form."
)
def network(
    by: str,
    most: int,
    projection: str | None,
    around: str | None,
    steps: int,
    first: int | None,
    last: int | None,
    every: bool,
    graph: tuple[Path, ...],
    form: str,
) -> None:
    """Measure the network: ties, betweenness, brokerage between the two sides, communities, projections."""
    from kzgraph.network.reading import read_network
    from kzgraph.sparql.opening import open_graph

    whole = read_network(open_graph(*graph))
    counted = whole if every else _facts(whole, [around] if around else [])
    found = cut(counted, around, steps, first, last)
    rows = _projected(found, projection, most) if projection else _measured(found, by, most)
    sys.stdout.buffer.write(FORMS[form](rows).encode() if rows else b"")
    if not rows:
        hidden = around and not every and cut(whole, around, 1, first, last).ties
        click.echo("(no rows; with --all there are)" if hidden else "(no rows)", err=True)
    click.echo(f"{found.size}. {CAUTION}" if form == "table" else CAUTION, err=True)


def _hop(store: "ox.Store", ties: "Sequence[Tie]", sources: str | None) -> None:
    from kzgraph.cli.entry import line, passages
    from kzgraph.files.paths import sources_dir
    from kzgraph.statements.names import Names
    from kzgraph.statements.wording import Wording

    names = Names(store)
    for tie in ties:
        click.echo("  " + line(tie.statement, Wording(names)))
        for text in passages(store, tie.statement, sources_dir(sources), names):
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
@click.argument("start", metavar="A")
@click.argument("end", metavar="B")
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
    first: int | None,
    last: int | None,
    every: bool,
    sources: str | None,
    graph: tuple[Path, ...],
) -> None:
    """Find the shortest chains of statements from A to B, each hop with the passages behind it.

    That there is none is an answer, too: told on standard error, with exit code 0 as for any empty answer.
    """
    from kzgraph.network.measures import shortest_chains
    from kzgraph.network.reading import read_network
    from kzgraph.sparql.opening import open_graph

    store = open_graph(*graph)
    whole = read_network(store)
    counted = whole if every else _facts(whole, [start, end])
    ends = {whole.thing(name).id for name in (start, end)}
    avoided = [whole.thing(name).id for name in avoid]

    def chains(network: "Network", number: int) -> "list[list[list[Tie]]]":
        part = cut(network, None, 1, first, last)
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
            _hop(store, hop, sources)
        click.echo()
