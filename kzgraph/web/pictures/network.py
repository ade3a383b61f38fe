"""The network of an answer: things and the ties between them, laid out the same every time."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

import pyoxigraph as ox

from kzgraph.network.kinds import NodeKind, kind_with
from kzgraph.vocab import ONTOLOGY, RDF, shorten
from kzgraph.web.messages import addresses
from kzgraph.web.pictures.layout import laid_out
from kzgraph.web.pictures.names import Written, written
from kzgraph.web.pictures.placement import Point
from kzgraph.web.pictures.table import Table, Unfit, is_node, meant, silent, words
from kzgraph.web.site.catalogue import Catalogue

MOST = 120
"""Things of a picture; of more, the best tied are drawn."""
_COLUMNS = 12
"""Columns of things of which two are chosen, the leftmost: each pair is looked at."""
_TYPE = ox.NamedNode(RDF + "type")
_RELATIONS = ("property", "relation", "predicate", "tie", "role", "direction", "says", "what")


@dataclass(frozen=True)
class DrawnTie:
    """One thing tied to another by a property (its name)."""

    start: str
    name: str
    end: str


@dataclass(frozen=True)
class DrawnNode:
    """A thing where it is drawn; without words where there is no room for them."""

    label: str
    full: str
    kind: NodeKind
    href: str | None
    x: float
    y: float
    radius: float
    words: Point | None
    anchor: str


@dataclass(frozen=True)
class DrawnEdge:
    """The ties from one thing to another as one arrow."""

    names: str
    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class DrawnNetwork:
    """Nodes and arrows, the kinds with their numbers, the size, what is told beside it."""

    nodes: tuple[DrawnNode, ...]
    edges: tuple[DrawnEdge, ...]
    kinds: tuple[tuple[NodeKind, int], ...]
    height: float
    notes: tuple[str, ...]
    name = "network"


def network(table: Table, catalogue: Catalogue) -> Callable[[], DrawnNetwork]:
    """Return what draws the network of *table*.

    Raises:
        Unfit: when no two of its columns hold things that are tied to each other.
    """
    found, note = _of_graph(table, catalogue) if table.graph else _of_columns(table, catalogue)
    if not found:
        raise Unfit("needs two columns of things")
    notes = [note]
    if len(found) < len(table.rows):
        what = "Triples" if table.graph else "Rows"
        left = len(table.rows) - len(found)
        notes.append(f"{what} that tie no two things: {left:,} of {len(table.rows):,}; the table has them.")
    return partial(drawn, found, catalogue, tuple(notes))


def _of_graph(table: Table, catalogue: Catalogue) -> tuple[list[DrawnTie], str]:
    ties = []
    for start, name, end in table.rows:
        nodes = is_node(start, catalogue) and is_node(end, catalogue) and name != _TYPE
        if nodes and isinstance(start, ox.NamedNode) and isinstance(end, ox.NamedNode):
            ties.append(DrawnTie(start.value, words(name, catalogue), end.value))
    return ties, "An arrow leads from a subject to an object."


def _of_columns(table: Table, catalogue: Catalogue) -> tuple[list[DrawnTie], str]:
    """Return the ties between the leftmost two columns of things that are tied in most rows."""
    nodes = [_nodes(table, at, catalogue) for at in range(len(table.columns))]
    able = [at for at, found in enumerate(nodes) if found][:_COLUMNS]
    pairs = [(one, other) for place, one in enumerate(able) for other in able[place + 1 :]]
    rows = {(i, j): sum(bool(a and b and a != b) for a, b in zip(nodes[i], nodes[j], strict=True)) for i, j in pairs}
    enough = max(rows.values(), default=0) / 2
    chosen = next((pair for pair in pairs if rows[pair] >= enough and rows[pair]), None)
    if chosen is None:
        return [], ""
    start, end = chosen
    by = _relation(table, chosen)
    name = f"{table.columns[start]} – {table.columns[end]}"
    ties = []
    for row, one, other in zip(table.rows, nodes[start], nodes[end], strict=True):
        if one and other and one != other:
            ties.append(DrawnTie(one, name if by is None else words(row[by], catalogue), other))
    return ties, f'An arrow leads from the column "{table.columns[start]}" to the column "{table.columns[end]}".'


def _nodes(table: Table, column: int, catalogue: Catalogue) -> list[str | None]:
    """Return the things of a column; nothing when less than half of what it says are things."""
    cells = table.column(column)
    found = [meant(cell, catalogue) if is_node(cell, catalogue) else None for cell in cells]
    said = sum(not silent(cell) for cell in cells)
    return found if 2 * sum(each is not None for each in found) >= max(said, 1) else []


def _relation(table: Table, pair: tuple[int, int]) -> int | None:
    """Return the column that says how the two things are tied."""
    rest = [at for at in range(len(table.columns)) if at not in pair]
    for at in rest:
        said = [cell for cell in table.column(at) if not silent(cell)]
        if said and all(isinstance(cell, ox.NamedNode) and cell.value.startswith(ONTOLOGY) for cell in said):
            return at
    return next((at for at in rest if table.columns[at].lower() in _RELATIONS), None)


def drawn(ties: Sequence[DrawnTie], catalogue: Catalogue, notes: tuple[str, ...] = ()) -> DrawnNetwork:
    """Return the picture of *ties*; of more than :data:`MOST` things, the best tied."""
    neighbours = _neighbours(ties)
    ranked = sorted(neighbours, key=lambda iri: (-len(neighbours[iri]), iri))
    best = set(ranked[:MOST])
    kept = {iri for iri in best if neighbours[iri] & best}
    inside = [tie for tie in ties if tie.start in kept and tie.end in kept]
    if len(kept) < len(ranked):
        parts = f"{len(kept)} best tied of {len(ranked):,} things, and {len(inside):,} of {len(ties):,} ties"
        notes = (*notes, f"Drawn are the {parts}. The table has all.")
    arrows: dict[tuple[str, str], Counter[str]] = {}
    for tie in inside:
        arrows.setdefault((tie.start, tie.end), Counter())[tie.name] += 1
    around = {iri: sorted(neighbours[iri] & kept) for iri in ranked if iri in kept}
    places, height = laid_out(around)
    sizes = {iri: min(4 + 1.5 * math.sqrt(len(found)), 15) for iri, found in around.items()}
    names = {iri: _label(iri, catalogue) for iri in around}
    words_at = written(names, around, places, sizes, height)
    nodes = [_node(iri, names[iri], places[iri], sizes[iri], words_at[iri], catalogue) for iri in around]
    mute = sum(node.words is None for node in nodes)
    if mute:
        notes = (*notes, f"Names without room: {mute:,} of {len(nodes):,}; point at a thing to read its name.")
    edges = [_edge(start, end, names, places, sizes, catalogue) for (start, end), names in arrows.items()]
    kinds = Counter(node.kind for node in nodes)
    return DrawnNetwork(tuple(nodes), tuple(edges), tuple(kinds.most_common()), height, notes)


def _neighbours(ties: Iterable[DrawnTie]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for tie in ties:
        found.setdefault(tie.start, set()).add(tie.end)
        found.setdefault(tie.end, set()).add(tie.start)
    return found


def _label(iri: str, catalogue: Catalogue) -> str:
    return catalogue.label(iri) if iri in catalogue.things else shorten(iri)


def _node(iri: str, full: str, place: Point, radius: float, found: Written, catalogue: Catalogue) -> DrawnNode:
    thing = catalogue.things.get(iri)
    kind = kind_with(thing.kinds if thing else frozenset())
    return DrawnNode(found.label, full, kind, addresses.page(iri), *place, radius, found.at, found.anchor)


def _edge(
    start: str, end: str, names: Counter[str], places: dict[str, Point], sizes: dict[str, float], catalogue: Catalogue
) -> DrawnEdge:
    (x1, y1), (x2, y2) = places[start], places[end]
    far = math.hypot(x2 - x1, y2 - y1) or 1.0
    away, before = (sizes[start] + 1) / far, (sizes[end] + 2) / far
    said = ", ".join(f"{name} ({number} times)" if number > 1 else name for name, number in sorted(names.items()))
    return DrawnEdge(
        f"{_label(start, catalogue)} → {_label(end, catalogue)}: {said}",
        x1 + (x2 - x1) * away,
        y1 + (y2 - y1) * away,
        x2 - (x2 - x1) * before,
        y2 - (y2 - y1) * before,
    )
