"""What can be counted in a network: ties, betweenness, brokerage, communities, projections, shortest chains.

All of it measures what the documents tell, not the world: a thing is central because it is written about.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import combinations, islice, pairwise
from typing import TYPE_CHECKING

from kzgraph.errors import UsageError, quoted
from kzgraph.network.network import Network, Tie
from kzgraph.network.sides import LEFT, NEITHER, RIGHT, coded, sides

if TYPE_CHECKING:
    import networkx as nx

CAUTION = """What these figures mean: they measure what the documents tell, not the world.
A thing is central here because a document writes about it.
Over two documents they show who and what the texts tie together, and where to read on;
they cannot show influence, power or importance, and a missing tie means
"not mentioned", not "no relation"."""
"""What a metric over a few documents can and cannot mean; shown wherever one is."""

SEED = 20240607
"""Makes every run find the same communities."""

_VOICES = frozenset({"Opinion", "Publication"})
"""Classes that stand for somebody's word, not for a thing in the relations that are measured."""


@dataclass(frozen=True)
class Measures:
    """The figures of one thing.

    ``degree`` counts the things it is tied to; ``betweenness`` is the share of shortest chains that pass it
    (Freeman 1977, normalised); ``brokerage`` counts pairs of one thing of each side that are tied to it and not to
    each other (Gould and Fernandez 1989, all roles together); ``community`` numbers from 1, the largest first.
    ``side_by`` tells whether statements give the side, or only a code of ISO 3166-2.
    """

    degree: int = 0
    betweenness: float = 0.0
    brokerage: int = 0
    community: int = 0
    side: str = ""
    side_by: str = ""


@dataclass(frozen=True)
class Shared:
    """Two things and what they share, with the statements that tie them to it."""

    left: str
    right: str
    through: tuple[str, ...]
    statements: tuple[str, ...]


def facts_only(network: Network) -> Network:
    """Return *network* without opinions, publications and whatever is not accepted as fact."""
    kept = [name for name, thing in network.things.items() if not thing.classes & _VOICES]
    return network.only(kept, [tie for tie in network.stated.values() if tie.accepted])


def woven(network: Network) -> "nx.Graph[str]":
    """Return *network* as an undirected graph, one edge a pair, its statements' ids under ``statements``."""
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(network.things))
    for tie in sorted(network.ties, key=lambda tie: tie.id):
        if tie.subject == tie.object:
            continue
        if not graph.has_edge(tie.subject, tie.object):
            graph.add_edge(tie.subject, tie.object, statements=[])
        graph.edges[tie.subject, tie.object]["statements"].append(tie.id)
    return graph


def measures(network: Network, poles: tuple[str, str] | None = None) -> Mapping[str, Measures]:
    """Return thing → its figures, of the network as it is given (see :func:`facts_only`)."""
    graph = woven(network)
    between = _betweenness(graph)
    side, by_code = sides(network, poles), coded(network, poles)
    community = {name: number for number, members in enumerate(communities(graph), 1) for name in members}
    return {
        name: Measures(
            degree=graph.degree[name],
            betweenness=between[name],
            brokerage=_brokerage(graph, name, side),
            community=community.get(name, 0),
            side=side[name],
            side_by="" if side[name] == NEITHER else "ISO 3166-2" if name in by_code else "statements",
        )
        for name in network.things
    }


def _betweenness(graph: "nx.Graph[str]") -> Mapping[str, float]:
    """Return Freeman's betweenness, computed by rustworkx: networkx takes minutes for 10,000 things."""
    import rustworkx as rx

    at = {name: number for number, name in enumerate(graph)}
    quick = rx.PyGraph(multigraph=False)
    quick.add_nodes_from(list(at))
    quick.add_edges_from_no_data([(at[one], at[other]) for one, other in graph.edges])
    found = rx.graph_betweenness_centrality(quick, normalized=True, parallel_threshold=2**31)
    return {name: round(value, 6) for name, value in zip(at, found.values(), strict=True)}


def _brokerage(graph: "nx.Graph[str]", name: str, side: Mapping[str, str]) -> int:
    around = [other for other in graph[name] if side[other] in (LEFT, RIGHT)]
    left = {other for other in around if side[other] == LEFT}
    right = {other for other in around if side[other] == RIGHT}
    return sum(len(right - graph.adj[one].keys()) for one in left)


def communities(graph: "nx.Graph[str]") -> list[list[str]]:
    """Return the communities of more than one thing (Blondel et al. 2008, seeded), the largest first."""
    import networkx as nx

    tied = graph.subgraph(name for name in graph if graph.degree[name])
    if not tied:
        return []
    numbered = nx.convert_node_labels_to_integers(tied, label_attribute="name")  # texts hash anew in every run
    name = nx.get_node_attributes(numbered, "name")
    found = [sorted(name[each] for each in part) for part in nx.community.louvain_communities(numbered, seed=SEED)]
    return sorted(found, key=lambda members: (-len(members), members))


def projection(network: Network, of: str, through: str) -> list[Shared]:
    """Return the pairs of things of class *of* that are tied to the same things of class *through*.

    Pairs that share most come first.

    Raises:
        UsageError: when no thing has one of the classes.
    """
    for name in (of, through):
        if not any(name in thing.classes for thing in network.things.values()):
            raise UsageError(f"no thing here is of class {quoted(name)}; `kzgraph stats` lists the classes")
    graph = woven(network)
    shared: dict[tuple[str, str], list[str]] = defaultdict(list)
    for middle in sorted(name for name, thing in network.things.items() if through in thing.classes):
        ends = sorted(other for other in graph[middle] if of in network.things[other].classes)
        for pair in combinations(ends, 2):
            shared[pair].append(middle)
    found = [
        Shared(left, right, tuple(middles), _statements(graph, (left, right), middles))
        for (left, right), middles in shared.items()
    ]
    return sorted(found, key=lambda each: (-len(each.through), each.left, each.right))


def _statements(graph: "nx.Graph[str]", ends: Iterable[str], middles: Iterable[str]) -> tuple[str, ...]:
    return tuple(
        sorted({name for end in ends for middle in middles for name in graph.edges[end, middle]["statements"]})
    )


def chains(network: Network, start: str, end: str, *, avoid: Iterable[str] = ()) -> Iterator[list[list[Tie]]]:
    """Yield the chains of ties from *start* to *end*, the shortest first (Yen 1971); a hop is the ties of one pair.

    There is none when nothing ties the two together.

    Raises:
        UsageError: when *start* or *end* is unknown.
    """
    import networkx as nx

    ends = network.thing(start).id, network.thing(end).id
    graph = woven(network)
    graph.remove_nodes_from(set(avoid) - set(ends))
    with suppress(nx.NetworkXNoPath):
        for way in nx.shortest_simple_paths(graph, *ends):
            yield [[network.stated[name] for name in graph.edges[pair]["statements"]] for pair in pairwise(way)]


def shortest_chains(
    network: Network, start: str, end: str, *, most: int, avoid: Iterable[str] = ()
) -> list[list[list[Tie]]]:
    """Return the *most* shortest of :func:`chains`."""
    return list(islice(chains(network, start, end, avoid=avoid), most))
