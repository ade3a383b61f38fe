"""What a read table leaves behind: its statement table, its new things, the names that a person is to decide."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from kzgraph.curation.inputs import Inputs
from kzgraph.curation.judgements import Relation, identity_bytes, relations_bytes
from kzgraph.curation.registering import codes_of_new, examined, registry_bytes
from kzgraph.curation.rows import statements_bytes
from kzgraph.files.paths import data_dir
from kzgraph.files.writing import new_folder, only_writer, replace, sweep
from kzgraph.links.points import points_bytes
from kzgraph.links.schemes import codes_bytes
from kzgraph.tables.comparing import TableComparison
from kzgraph.tables.deriving import Derivation
from kzgraph.tables.mapping import FOLDER
from kzgraph.tables.overlaps import Overlap
from kzgraph.tables.values import NameDecision, Standing, ValueMatcher, name_decisions_bytes
from kzgraph.vocab import SOURCE

_OPEN = (Standing.DOUBTFUL, Standing.UNMATCHED)


def write_table(folder: Path, matcher: ValueMatcher, found: Derivation, beside: TableComparison) -> list[Path]:
    """Write what came of a table into the graph's *folder*; return the files.

    Args:
        folder: the graph.
        matcher: found its names, and registers what is new.
        found: what its mapping made of it.
        beside: its rows as they stand beside what the graph holds already.

    Raises:
        InputError: when a new thing cannot be registered.
        EnvironmentProblem: when another process writes there, or the machine does not let us.
    """
    contents = dict(_contents(folder, matcher, found)) | dict(_statements(folder, matcher.mapping.source, beside))
    if beside.disputes:
        contents[folder / "relations.csv"] = relations_bytes([*matcher.material.relations, *beside.disputes])
    with only_writer(folder):
        for path, content in contents.items():
            new_folder(path.parent)
            sweep(path)
            replace(path, content)
    return list(contents)


def write_overlaps(folder: Path, material: Inputs, found: Iterable[Overlap]) -> Path:
    """Write the pairs *found* into ``identity.csv`` of the graph's *folder*, as unsure; return the file."""
    new = [Relation(each.left, "unsure", each.right, "; ".join(each.features), "", 0) for each in found]
    path = folder / "identity.csv"
    with only_writer(folder):
        sweep(path)
        replace(path, identity_bytes([*material.identity, *new]))
    return path


def _links(folder: Path, matcher: ValueMatcher, found: Derivation) -> Iterator[tuple[Path, bytes]]:
    """Yield the tables of points and of codes with the new ones; and the schemes, where the graph has none yet.

    A thing that has a point from elsewhere keeps it.
    """
    known = matcher.material.concordance
    placed = {each.entity for each in known.points if each.source != SOURCE + matcher.mapping.source}
    points = [each for each in known.points if each.entity in placed]
    points += [each for each in found.points.values() if each.entity not in placed]
    if found.points:
        yield folder / "links" / "points.csv", points_bytes(points)
    codes = codes_of_new(matcher.new.values())
    schemes = folder / "links" / "schemes.csv"
    if (codes or found.points) and not schemes.exists():
        yield schemes, (data_dir("graph") / "links" / schemes.name).read_bytes()
    if codes or (found.points and not (folder / "links" / "codes.csv").exists()):
        yield folder / "links" / "codes.csv", codes_bytes([*known.codes, *codes])


def _statements(folder: Path, source: str, beside: TableComparison) -> Iterator[tuple[Path, bytes]]:
    """Yield the statement table, and that of the edition before, of which some is superseded."""
    if beside.rows:
        yield folder / "statements" / f"{source}.csv", statements_bytes(beside.rows)
    if beside.older_rows:
        yield folder / "statements" / f"{beside.older}.csv", statements_bytes(beside.older_rows)


def _contents(folder: Path, matcher: ValueMatcher, found: Derivation) -> Iterator[tuple[Path, bytes]]:
    mapping = matcher.mapping
    if matcher.new:
        path = folder / "entities" / f"{mapping.source}.ttl"
        content = path.read_bytes() if path.exists() else None
        for new in matcher.new.values():
            content = registry_bytes(content, examined(new, matcher.material.ontology, matcher.material.entities))
        yield path, content or b""
    yield from _links(folder, matcher, found)
    open_ = [each for each in found.values.values() if each.standing in _OPEN]
    asked = [
        NameDecision(each.thing, each.text, "", f"perhaps {' '.join(each.candidates)}" if each.candidates else "")
        for each in open_
    ]
    if asked or matcher.decisions:
        yield (
            folder / FOLDER / f"{mapping.source}.names.csv",
            name_decisions_bytes([*matcher.decisions.values(), *asked]),
        )
