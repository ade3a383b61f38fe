"""Rows of a table held against the table: what its mapping makes of the reader's copy, and nothing else, may stand."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from kzgraph.curation.inputs import Inputs
from kzgraph.curation.rows import COLUMNS, Row
from kzgraph.documents.copy import Copy
from kzgraph.documents.source import Source, editions
from kzgraph.documents.table import SourceTable
from kzgraph.errors import Problem, quoted
from kzgraph.files.progress import Progress, silent
from kzgraph.links.points import Point
from kzgraph.tables.deriving import Derivation, derived
from kzgraph.tables.mapping import FOLDER, TableMapping, read_mapping
from kzgraph.tables.values import NameDecision, ValueMatcher, read_name_decisions
from kzgraph.vocab import SOURCE

_OWN = ("rank", "reason", "cites")
"""What a person may change in a row of a table: how it is judged, and whom the table cites."""
_PLACES = ("start", "end", "via", "fingerprint")
"""What differs in another edition of a table."""


def mapping_of(graph_dir: Path, sources: Mapping[str, Source], name: str) -> Path:
    """Return the file with the mapping of the table *name*: its own, else that of the edition that it replaces."""
    paths = [graph_dir / FOLDER / f"{each}.toml" for each in editions(sources, name)]
    return next((path for path in paths if path.exists()), paths[0])


def read_table(
    material: Inputs, graph_dir: Path, copy: Copy, tick: Progress = silent
) -> tuple[TableMapping, ValueMatcher, Derivation]:
    """Return the mapping of the table in *copy*, what finds its names, and what comes of it.

    Raises:
        InputError: with every fault of the mapping and of the decisions about names.
    """
    table, name = SourceTable(copy.text), copy.source.id
    path = mapping_of(graph_dir, material.sources, name)
    kinds = {each.id: each.kind for each in material.entities.values()}
    mapping = replace(read_mapping(path, material.ontology, table.header, kinds), source=name)
    decisions = dict[tuple[str, str], NameDecision]()
    for each in reversed(editions(material.sources, name)):
        decisions |= read_name_decisions(graph_dir / FOLDER / f"{each}.names.csv", material.entities)
    matcher = ValueMatcher(mapping, material, decisions)
    return mapping, matcher, derived(mapping, table, matcher, tick)


def misread(rows: Iterable[Row], found: Derivation, *, exact: bool) -> Iterator[Problem]:
    """Yield what in *rows* the table does not say.

    Args:
        rows: the accepted rows of the table.
        found: what its mapping makes of the reader's copy.
        exact: whether that copy is the edition that the rows are of; of another one places are not compared.
    """
    compared = [column for column in COLUMNS if column not in _OWN and (exact or column not in _PLACES)]
    said = {tuple(getattr(row, column) for column in compared) for row in found.rows}
    like = defaultdict[tuple[str, ...], list[Row]](list)
    for row in found.rows:
        like[_thing(row, exact=exact)].append(row)
    for row in rows:
        if tuple(getattr(row, column) for column in compared) in said:
            continue
        others = like.get(_thing(row, exact=exact), [])
        differing = [
            [column for column in compared if getattr(row, column) != getattr(each, column)] for each in others
        ]
        if not differing:
            what = "no record of the table says this" if exact else "no record of the edition at hand says this"
            yield row.problem(
                "", what, f"run `kzgraph table read {row.source} --sources DIR` again, or correct the mapping"
            )
            continue
        number = min(range(len(others)), key=lambda at: len(differing[at]))
        for column in differing[number]:
            there, here = quoted(getattr(others[number], column)), quoted(getattr(row, column))
            where = "the table" if exact else "the edition at hand"
            yield row.problem(column, f"{where} says {there}, the row {here}", "correct it, or read the table again")


def misplaced_points(points: Iterable[Point], found: Derivation, source: str) -> Iterator[Problem]:
    """Yield each of *points* that rests on the table *source* and that it does not give."""
    for point in points:
        made = found.points.get(point.entity)
        if point.source == SOURCE + source and (made is None or made.wkt != point.wkt):
            there = f"{made.latitude}, {made.longitude}" if made else "no point"
            what = f"{source} gives {there} for {point.entity}, not {point.latitude}, {point.longitude}"
            yield Problem(what, "correct it, or read the table again", point.file, point.line)


def _thing(row: Row, *, exact: bool) -> tuple[str, ...]:
    return row.subject, row.property, row.start if exact else ""
