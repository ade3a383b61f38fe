"""What a read table leaves behind: its statement table, its new things, the names that a person is to decide."""

from collections.abc import Iterator
from pathlib import Path

from kzgraph.curation.registering import examined, registry_bytes
from kzgraph.curation.rows import statements_bytes
from kzgraph.files.paths import data_dir
from kzgraph.files.writing import new_folder, only_writer, replace, sweep
from kzgraph.links.schemes import Code, codes_bytes
from kzgraph.tables.deriving import Derivation
from kzgraph.tables.mapping import FOLDER, TableMapping
from kzgraph.tables.values import NameDecision, Standing, ValueMatcher, name_decisions_bytes

_OPEN = (Standing.DOUBTFUL, Standing.UNMATCHED)


def write_table(folder: Path, mapping: TableMapping, matcher: ValueMatcher, found: Derivation) -> list[Path]:
    """Write what came of a table into the graph's *folder*; return the files.

    Raises:
        InputError: when a new thing cannot be registered.
        EnvironmentProblem: when another process writes there, or the machine does not let us.
    """
    contents = dict(_contents(folder, mapping, matcher, found))
    with only_writer(folder):
        for path, content in contents.items():
            new_folder(path.parent)
            sweep(path)
            replace(path, content)
    return list(contents)


def _links(folder: Path, matcher: ValueMatcher) -> Iterator[tuple[Path, bytes]]:
    """Yield the table of codes with those of the new things; and the schemes, where the graph has none yet."""
    codes = [
        Code(new.id, scheme, code, "", evidence)
        for new in matcher.new.values()
        for scheme, (code, evidence) in new.codes.items()
    ]
    schemes = folder / "links" / "schemes.csv"
    if codes and not schemes.exists():
        yield schemes, (data_dir("graph") / "links" / schemes.name).read_bytes()
    if codes:
        yield folder / "links" / "codes.csv", codes_bytes([*matcher.material.concordance.codes, *codes])


def _contents(
    folder: Path, mapping: TableMapping, matcher: ValueMatcher, found: Derivation
) -> Iterator[tuple[Path, bytes]]:
    if matcher.new:
        path = folder / "entities" / f"{mapping.source}.ttl"
        content = path.read_bytes() if path.exists() else None
        for new in matcher.new.values():
            content = registry_bytes(content, examined(new, matcher.material.ontology, matcher.material.entities))
        yield path, content or b""
        yield from _links(folder, matcher)
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
    if found.rows:
        yield folder / "statements" / f"{mapping.source}.csv", statements_bytes(found.rows)
