"""Where each thing of a network is drawn: computed ahead and seeded, so that the same graph gives the same picture.

Three maps: a free one (ties pull, things push), one of two sides, one of years.
Coordinates are whole pixels at zoom 1, x to the right and y downwards.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import cos, isqrt, pi, sin, sqrt

from kzgraph.network import Network
from kzgraph.sides import LEFT, POLES, RIGHT, SIDES

Point = tuple[int, int]
Places = Mapping[str, Point]

SEED = 20240607
SPRUNG = 2_000
"""So many things, the best tied first, are laid out by springs; the rest settles around them."""

CELL = (172, 62)
"""The room of one thing with its label in a grid."""


@dataclass(frozen=True)
class Mark:
    """A word of the picture that is no thing: the name of a side, of a row, a year."""

    text: str
    x: int
    y: int
    role: str


@dataclass(frozen=True)
class Layout:
    """Places by thing, and the marks that explain them."""

    places: Places
    marks: tuple[Mark, ...] = ()


def free(network: Network) -> Layout:
    """Return the map in which ties pull and things push (Fruchterman and Reingold 1991)."""
    import rustworkx as rx

    ranked = sorted(network.things, key=lambda name: (-len(network.neighbours.get(name, ())), name))
    sprung, rest = ranked[:SPRUNG], ranked[SPRUNG:]
    tied = sorted(name for name in sprung if network.neighbours.get(name))
    index = {name: number for number, name in enumerate(tied)}
    graph = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(tied)
    pairs = {(index[a], index[b]) for a in tied for b in network.neighbours[a] if b in index and index[a] < index[b]}
    graph.add_edges_from_no_data(sorted(pairs))
    found = rx.spring_layout(graph, seed=SEED, num_iter=120 if len(tied) <= 1000 else 50)
    size = 95 * sqrt(max(len(tied), 1)) / 2
    places = {name: (round(found[number][0] * size * 1.25), round(found[number][1] * size)) for name, number in index.items()}
    places |= _beneath([name for name in sprung if name not in index], places)
    return Layout(_settled(rest, places, network))


def _beneath(lone: Sequence[str], places: Places) -> dict[str, Point]:
    """Return a grid, below the map, of the things without any tie."""
    left = min((x for x, _ in places.values()), default=0)
    floor = max((y for _, y in places.values()), default=0) + 2 * CELL[1]
    columns = max(6, isqrt(3 * len(lone)))
    return {
        name: (left + number % columns * CELL[0], floor + number // columns * CELL[1])
        for number, name in enumerate(sorted(lone))
    }


def _settled(rest: Iterable[str], places: dict[str, Point], network: Network) -> Places:
    """Put each thing of *rest* on a spiral around the neighbour that is already placed and best tied."""
    turns: dict[str, int] = defaultdict(int)
    waiting = list(rest)
    while waiting:
        left = []
        for name in waiting:
            placed = [other for other in network.neighbours.get(name, ()) if other in places]
            if not placed:
                left.append(name)
                continue
            host = min(placed, key=lambda other: (-len(network.neighbours[other]), other))
            turns[host] += 1
            angle, radius = turns[host] * pi * (3 - sqrt(5)), 22 * sqrt(turns[host]) + 26
            x, y = places[host]
            places[name] = (round(x + radius * cos(angle)), round(y + radius * sin(angle)))
        if len(left) == len(waiting):
            return places | _beneath(left, places)
        waiting = left
    return places


def two_sides(
    network: Network,
    rows: Sequence[tuple[str, Sequence[str]]],
    side: Mapping[str, str],
    titles: Mapping[str, str],
    poles: tuple[str, str] = POLES,
) -> Layout:
    """Return the map of two sides: the left pole's things left, the right pole's right, shared ones between.

    Args:
        network: what is drawn.
        rows: from top to bottom, the name of a kind and its things.
        side: thing → left, both, right or neither.
        titles: side → what is written above it.
        poles: the things at the outer ends.
    """
    inner = [(name, [thing for thing in things if thing not in poles]) for name, things in rows]
    width = {
        where: min(4, max(2, max((sum(side[thing] == where for thing in things) for _, things in inner), default=1) // 3))
        for where in SIDES
    }
    gap = CELL[0] * 3 // 4
    starts = dict(zip(SIDES, accumulate((width[where] * CELL[0] + gap for where in SIDES), initial=gap), strict=False))
    places: dict[str, Point] = {}
    marks = [Mark(titles[where], starts[where] + (width[where] - 1) * CELL[0] // 2, -90, "side") for where in SIDES]
    y = 0
    for name, things in inner:
        height = 0
        for where in SIDES:
            here = [thing for thing in things if side[thing] == where]
            for number, thing in enumerate(here):
                places[thing] = (starts[where] + number % width[where] * CELL[0], y + number // width[where] * CELL[1])
            height = max(height, -(-len(here) // width[where]))
        if height:
            marks.append(Mark(name, starts[LEFT] - gap, y - CELL[1] // 2, "row"))
            y += height * CELL[1] + CELL[1] // 2
    middle = min(y, 14 * CELL[1]) // 2
    for pole, x in zip(poles, (-CELL[0], starts[RIGHT] + width[RIGHT] * CELL[0]), strict=True):
        if pole in network.things:
            places[pole] = (x, middle)
    shift = CELL[0] * 3 // 2
    if poles[1] in places:  # what belongs to neither side stands beyond the right pole
        places |= {name: (x + shift, py) for name, (x, py) in places.items() if side[name] not in (LEFT, RIGHT, "both")}
        marks = [Mark(m.text, m.x + shift * (m.text == titles[SIDES[3]]), m.y, m.role) for m in marks]
    return Layout(places, tuple(marks))


def by_year(network: Network, rows: Sequence[tuple[str, Sequence[str]]]) -> Layout:
    """Return the map of years: the first year of each thing across, its kind down; what has no year stands left.

    Years in which nothing falls are narrowed, never left out.
    """
    begins = {name: thing.years.first or thing.years.last for name, thing in network.things.items()}
    stacks: dict[tuple[str, int], list[str]] = defaultdict(list)
    for name, things in rows:
        for thing in things:
            year = begins[thing]
            if year is not None:
                stacks[name, year].append(thing)
    years = sorted({year for _, year in stacks})
    x_of = _axis(years)
    places: dict[str, Point] = {}
    marks: list[Mark] = []
    y = 0
    for name, things in rows:
        undated = [thing for thing in things if begins[thing] is None]
        columns = 4 if len(undated) > 8 else 2
        for number, thing in enumerate(undated):
            places[thing] = (-(columns - number % columns) * CELL[0], y + number // columns * CELL[1])
        deepest = -(-len(undated) // columns)
        for year in years:
            here = sorted(stacks[name, year], key=lambda thing: (network.things[thing].years.last or 0, thing))
            places |= {thing: (x_of[year], y + number * CELL[1]) for number, thing in enumerate(here)}
            deepest = max(deepest, len(here))
        if deepest:
            marks.append(Mark(name, -5 * CELL[0], y - CELL[1] // 2, "row"))
            y += deepest * CELL[1] + CELL[1] // 2
    marks += [Mark(str(year), x, -70, "year") for year, x in x_of.items()]
    marks.append(Mark("no year stated", -3 * CELL[0] + CELL[0] // 2, -70, "year"))
    return Layout(places, tuple(marks))


def _axis(years: Sequence[int]) -> Mapping[int, int]:
    """Return year → x for every year from the first to the last; those without things take a sixth of the room."""
    if not years:
        return {}
    x, found = 0, {}
    for year in range(years[0], years[-1] + 1):
        here = year in years
        x += CELL[0] // 2 if here else CELL[0] // 12
        found[year] = x
        x += CELL[0] // 2 if here else CELL[0] // 12
    return {year: place for year, place in found.items() if year in years or year % 10 == 0}
