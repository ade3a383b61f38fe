"""``network``: ties, betweenness, brokerage, communities, projections."""

import sys
from typing import TYPE_CHECKING

import click

from kzgraph.cli.options import GRAPH, Place, opened
from kzgraph.cli.window import YearWindow, cut, facts, years
from kzgraph.errors import UsageError, quoted
from kzgraph.network.measures import CAUTION

if TYPE_CHECKING:
    from kzgraph.network.network import Network
    from kzgraph.sparql.tables import Record

FORMATS = ("table", "csv", "json")

PROJECTIONS = {
    "companies-by-project": ("Company", "Undertaking"),
    "officials-by-event": ("Person", "Event"),
    "countries-by-agreement": ("Country", "Treaty"),
}
"""Names of common projections: which things, joined by sharing which."""


def _short(name: str) -> str:
    return name.removeprefix("kzr:")


def _measured(network: "Network", by: str, most: int) -> "list[Record]":
    from kzgraph.network.measures import measures
    from kzgraph.network.sides import NEITHER

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
            "side": found[name].side if found[name].side != NEITHER else "not stated",
            "side_by": found[name].side_by,
        }
        for name in ranked[:most]
        if found[name].degree
    ]


def _projected(network: "Network", name: str, most: int) -> "list[Record]":
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


@click.command(
    epilog=f"""\b
{CAUTION}

\b
degree       things it is tied to
betweenness  share of the shortest chains that pass through it (Freeman)
brokerage    pairs of one thing of each side tied to it, not to each other
community    things more tied among themselves than outwards (Louvain, seeded)

\b
Examples:
  kzgraph network
  kzgraph network --by brokerage --most 10
  kzgraph network --from 2010 --to 2024 -f csv
  kzgraph network --from 2010 --to 2024 --dated
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
@click.option("-f", "--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="Form.")
def network(
    by: str,
    most: int,
    projection: str | None,
    around: str | None,
    steps: int,
    window: YearWindow,
    every: bool,
    graph: tuple[Place, ...],
    form: str,
) -> None:
    """Measure the network: ties, betweenness, brokerage between the two sides, communities, projections."""
    from kzgraph.network.reading import read_network
    from kzgraph.sparql.tables import render_records

    whole = read_network(opened(graph, whole=True))
    counted = whole if every else facts(whole, [around] if around else [])
    found = cut(counted, around, steps, window)
    rows = _projected(found, projection, most) if projection else _measured(found, by, most)
    sys.stdout.buffer.write(render_records(rows, form).encode())
    if not rows:
        hidden = around and not every and cut(whole, around, 1, window).ties
        click.echo("(no rows; with --all there are)" if hidden else "(no rows)", err=True)
    window.tell(found, found.ties)
    click.echo(f"{found.size}. {CAUTION}" if form == "table" else CAUTION, err=True)
