"""Where each thing of a network is drawn on the free map: computed ahead and seeded, so that a picture can be cited.

Ties pull and things push.  Coordinates are whole pixels at zoom 1, x to the right and y downwards.
The maps of two sides and of years need no springs: the page packs them from what is told of each thing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import cos, isqrt, pi, sin, sqrt

from kzgraph.network.network import Network

Places = Mapping[str, tuple[int, int]]

SEED = 20240607
SPRUNG = 2_000
"""So many things, the best tied first, are laid out by springs; the rest settles around them."""

CELL = (150, 62)
"""The room of one thing with its label in a grid."""


def free_map(network: Network) -> Places:
    """Return thing → place."""
    ranked = sorted(network.things, key=lambda name: (-len(network.neighbours.get(name, ())), name))
    tied = sorted(name for name in ranked[:SPRUNG] if network.neighbours.get(name))
    places = _sprung(tied, network)
    return _settled([name for name in ranked if name not in places], places, network)


def springs(
    things: Sequence[str], neighbours: Mapping[str, Iterable[str]], *, rounds: int
) -> dict[str, tuple[float, float]]:
    """Return where springs along the ties pull each of *things* (Fruchterman and Reingold 1991), seeded."""
    import rustworkx as rx

    index = {name: number for number, name in enumerate(things)}
    pairs = {
        (index[name], index[other])
        for name in things
        for other in neighbours[name]
        if index[name] < index.get(other, -1)
    }
    graph = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(list(things))
    graph.add_edges_from_no_data(sorted(pairs))
    found = rx.spring_layout(graph, seed=SEED, num_iter=rounds)
    return {name: (found[at][0], found[at][1]) for name, at in index.items()}


def _sprung(tied: Sequence[str], network: Network) -> dict[str, tuple[int, int]]:
    size = 48 * sqrt(max(len(tied), 1))
    found = springs(tied, network.neighbours, rounds=120 if len(tied) <= 1000 else 50)
    return {name: (round(x * size * 1.25), round(y * size)) for name, (x, y) in found.items()}


def _settled(rest: Iterable[str], sprung: Places, network: Network) -> Places:
    """Put each thing of *rest* on a spiral around its best tied neighbour that has a place; the lone ones below."""
    places, turns, waiting = dict(sprung), defaultdict[str, int](int), list(rest)
    while waiting:
        left = []
        for name in waiting:
            hosts = [other for other in network.neighbours.get(name, ()) if other in places]
            if not hosts:
                left.append(name)
                continue
            host = min(hosts, key=lambda other: (-len(network.neighbours[other]), other))
            turns[host] += 1
            angle, radius = turns[host] * pi * (3 - sqrt(5)), 22 * sqrt(turns[host]) + 26
            x, y = places[host]
            places[name] = (round(x + radius * cos(angle)), round(y + radius * sin(angle)))
        if len(left) == len(waiting):
            return places | _grid_below(left, places)
        waiting = left
    return places


def _grid_below(lone: Sequence[str], places: Places) -> dict[str, tuple[int, int]]:
    left = min((x for x, _ in places.values()), default=0)
    floor = max((y for _, y in places.values()), default=0) + 2 * CELL[1]
    columns = max(6, isqrt(3 * len(lone)))
    return {
        name: (left + at % columns * CELL[0], floor + at // columns * CELL[1]) for at, name in enumerate(sorted(lone))
    }
