"""The command ``table``: what the columns of a table state, read by its mapping."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kzgraph.cli.options import GRAPH_DIR, SOURCES, graph_dir, needed_folders, one_of, progress
from kzgraph.cli.runnable import runnable
from kzgraph.documents.csvw import SUFFIX, read_facts
from kzgraph.documents.table import MEDIA, SourceTable
from kzgraph.errors import FINDINGS, UsageError, shown
from kzgraph.files.paths import data_dir, name_of
from kzgraph.files.writing import new_folder, only_writer, replace
from kzgraph.vocab import RDFS, local_name

if TYPE_CHECKING:
    from kzgraph.curation.inputs import Inputs
    from kzgraph.documents.copy import Copy
    from kzgraph.tables.comparing import TableComparison
    from kzgraph.tables.deriving import Derivation


_MOST = 10
"""So many changes and disputes are shown."""


@click.group(
    epilog="""\b
Examples:
  kzgraph table read --help
"""
)
def table() -> None:
    """Read other people's tables: every row that comes of one rests on its cells."""


@table.command(
    epilog="""\b
Examples:
  kzgraph table read lake-table --graph my-graph --sources my-graph/documents
  kzgraph table read lake-table --graph my-graph --sources my-graph/documents --write
"""
)
@click.argument("source")
@SOURCES
@GRAPH_DIR
@click.option("--write", is_flag=True, help="Write the statement table, new things and the names to decide.")
@click.pass_context
def read(ctx: click.Context, source: str, sources: str | None, graph: Path | None, write: bool) -> None:
    """Make rows of a table by mappings/SOURCE.toml, and tell what could not be read, and why.

    Names that are not clearly one thing of the registry are listed in mappings/SOURCE.names.csv: fill in the id, "new"
    or "-" (left out), and read again. A record whose names are open makes no row. With --write, the statement table
    of the source is made anew of all rows, and things that the mapping lets register go to entities/SOURCE.ttl.

    A table that was added with --replaces is an edition: what it adds, changes and leaves out is told, and with --write
    the statements of the older one that it does not bear out are ranked as superseded. Figures and dates that differ
    from what another document says become disputes; claims that both make rest on both.
    """
    from kzgraph.tables.checking import read_table
    from kzgraph.tables.comparing import compared
    from kzgraph.tables.writing import write_table

    folder = graph_dir(graph)
    material, copy = _table(folder, source, sources)
    with progress("reading") as tick:
        _, matcher, found = read_table(material, folder, copy, tick)
    beside = compared(material, source, found.rows)
    _tell(found)
    _tell_beside(beside)
    if write:
        if not copy.exact:
            raise UsageError(
                f"your copy is another edition than the one that {source} was registered with; add it anew"
            )
        for path in write_table(folder, matcher, found, beside):
            click.echo(f"wrote {name_of(path)}")
    ctx.exit(FINDINGS if found.passed else 0)


@table.command(
    epilog="""\b
Examples:
  kzgraph table overlaps lake-table --graph my-graph
  kzgraph table overlaps lake-table --graph my-graph --write
"""
)
@click.argument("source")
@GRAPH_DIR
@click.option("--write", is_flag=True, help="Write the pairs to identity.csv as unsure.")
def overlaps(source: str, graph: Path | None, write: bool) -> None:
    """List the undertakings of a table that may be ones from elsewhere, with what speaks for it.

    With --write each pair goes to identity.csv as "unsure": the two stay two, joined by possiblySame, and are counted
    once. Decide there: "same" or "not-same", with your reason; what is decided is not listed again.
    """
    from kzgraph.curation.inputs import read_inputs
    from kzgraph.tables.overlaps import overlaps as found_in
    from kzgraph.tables.writing import write_overlaps

    folder = graph_dir(graph)
    material = read_inputs(data_dir("ontology"), folder)
    one_of(material.sources, source)
    found = found_in(material, source)
    for each in found:
        click.echo(f"{each.left}  {each.right}  {shown('; '.join(each.features))}")
    click.echo(f"{len(found)} pairs that may be one")
    if write and found:
        click.echo(f"wrote {name_of(write_overlaps(folder, material, found))}")


@table.command(
    epilog="""\b
Examples:
  kzgraph table propose lake-table --graph my-graph --sources my-graph/documents
"""
)
@click.argument("source")
@SOURCES
@GRAPH_DIR
def propose(source: str, sources: str | None, graph: Path | None) -> None:
    """Write a mapping to begin with: what the columns seem to hold, by their names and values.

    It goes to mappings/SOURCE.toml; where there is one already, it is printed instead.
    """
    from kzgraph.documents.copy import copy_path
    from kzgraph.tables.mapping import FOLDER
    from kzgraph.tables.outline import outline

    folder = graph_dir(graph)
    material, copy = _table(folder, source, sources)
    beside = copy_path(copy.source, *needed_folders(sources, folder)).with_name(f"{copy.source.file_name}{SUFFIX}")
    known = read_facts(beside).columns if beside.is_file() else {}
    text = outline(SourceTable(copy.text), material, _labels(), known)
    path = folder / FOLDER / f"{source}.toml"
    if path.exists():
        click.echo(text, nl=False)
        return
    with only_writer(folder):
        new_folder(path.parent)
        replace(path, text.encode())
    click.echo(runnable(f"wrote {name_of(path)}; look at every line, then `kzgraph table read {source} --sources DIR`"))


def _labels() -> dict[str, str]:
    from kzgraph.rdf import by_subject, read_triples, text_of

    described = by_subject(read_triples(data_dir("ontology") / "kz.ttl"))
    return {local_name(iri): "".join(text_of(facts[RDFS + "label"], "en")[:1]) for iri, facts in described.items()}


def _table(folder: Path, source: str, sources: str | None) -> "tuple[Inputs, Copy]":
    """Return what the graph is built from, and the reader's copy of the table *source*."""
    from kzgraph.curation.inputs import read_inputs
    from kzgraph.documents.copy import read_copy

    material = read_inputs(data_dir("ontology"), folder)
    known = one_of(material.sources, source)
    if known.media != MEDIA:
        raise UsageError(f"{source} is no table; register one with `kzgraph source add FILE.csv`")
    return material, read_copy(known, *needed_folders(sources, folder))


def _tell(found: "Derivation") -> None:
    by_property = Counter(row.property for row in found.rows)
    listed = ", ".join(f"{number} {name}" for name, number in by_property.most_common())
    click.echo(f"{len(found.rows)} rows" + (f": {listed}" if listed else ""))
    standing = Counter(each.standing.value for each in found.values.values())
    if standing:
        click.echo("names: " + ", ".join(f"{number} {name}" for name, number in standing.most_common()))
    if found.empty:
        click.echo(f"{found.empty} times a cell was empty, or the record not meant")
    for reason, places in sorted(found.passed.items()):
        click.echo(f"passed over, {reason} ({', '.join(places[:5])}{', …' if len(places) > 5 else ''})")


def _tell_beside(beside: "TableComparison") -> None:
    change = beside.change
    if beside.older:
        counts = f"{len(change.added)} added, {len(change.changed)} changed, {len(change.gone)} gone"
        click.echo(f"beside the edition {beside.older}: {counts}")
        for older, newer in change.changed[:_MOST]:
            click.echo(f"  {shown(older.subject)} {older.property}: {shown(older.object)} → {shown(newer.object)}")
        for row in change.gone[:_MOST]:
            click.echo(f"  {shown(row.subject)} {row.property}: {shown(row.object)} is gone")
    if beside.shared:
        documents = sorted(set[str]().union(*beside.shared.values()))
        click.echo(f"{len(beside.shared)} claims stand in {', '.join(documents)} too")
    for each in beside.disputes[:_MOST]:
        click.echo(f"disputed: {shown(each.reason)}")
    if len(beside.disputes) > _MOST:
        click.echo(f"disputed: {len(beside.disputes) - _MOST} more")
