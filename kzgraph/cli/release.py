"""The command ``release``: a graph as it is deposited and cited."""

from pathlib import Path

import click

from kzgraph.cli.listening import needs_web
from kzgraph.cli.options import GRAPH, Place, opened
from kzgraph.errors import DONE, FINDINGS
from kzgraph.files.paths import BUILT, data_dir, name_of
from kzgraph.files.writing import made_whole, put_into


@click.command(
    epilog="""\b
Examples:
  kzgraph release kzgraph-0.1.0

Then:  kzgraph release kzgraph-0.1.0 --verify
"""
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--verify", is_flag=True, help="Instead: hold a release against its checksums.")
@GRAPH
def release(folder: Path, verify: bool, graph: tuple[Place, ...]) -> None:
    """Write a release of the graph into a new FOLDER: an RO-Crate, with checksums, ready for a repository.

    It holds the graph, the ontology, the tables it is built from, panels with codebooks, questions, every statement as
    a nanopublication, how to cite it, and the beginning of a data paper.  The same graph makes the same bytes.
    """
    needs_web("release")
    from kzgraph.publishing.release import release as made
    from kzgraph.publishing.release import tampered
    from kzgraph.web.messages.limits import Limits
    from kzgraph.web.site.site import Site

    if verify:
        problems = tampered(folder)
        for problem in problems:
            click.echo(str(problem))
        click.echo(f"{name_of(folder)}: {f'{len(problems)} findings' if problems else 'as it was released'}")
        click.get_current_context().exit(FINDINGS if problems else DONE)
    files = made(Site(opened(graph, whole=True), Limits()), _folder(graph))
    with made_whole(folder) as empty:
        put_into(empty, files)
    click.echo(f"{len(files):,} files, {sum(len(content) for _, content in files) / 1e6:.1f} MB in {name_of(folder)}")


def _folder(graph: tuple[Place, ...]) -> Path | None:
    """Return the folder that the graph was built from, where it is at hand."""
    if not graph:
        return data_dir("graph")
    place = graph[0]
    return place if len(graph) == 1 and isinstance(place, Path) and (place / BUILT).is_file() else None
