"""Options that several commands share."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kzgraph.cli.output import output_option
from kzgraph.cli.runnable import remembered
from kzgraph.errors import UsageError, quoted
from kzgraph.files.paths import BUILT, data_dir, name_of, sources_dir, with_own
from kzgraph.sparql.address import Endpoint, endpoint

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kzgraph.documents.source import Source

_MOST_NOTES = 10
SOURCES = click.option(
    "--sources",
    metavar="DIR",
    callback=remembered,
    help="Folder with your own copies of the documents (or KZGRAPH_SOURCES).",
)
Place = Path | Endpoint
"""Where a graph is: a file, a folder, a store on disk, or an endpoint elsewhere."""


def _places(ctx: click.Context, option: click.Parameter, given: tuple[str, ...]) -> tuple[Place, ...]:
    places = tuple(endpoint(each) if "://" in each else Path(each) for each in given)
    remembered(ctx, option, places)
    return places


GRAPH = click.option(
    "--graph",
    type=click.Path(),
    callback=_places,
    multiple=True,
    metavar="FILE|DIR|URL",
    help=f"Not the packaged graph but an RDF file, a folder with {BUILT}, a store, an endpoint; several are one.",
)
"""For commands that read a built graph: :func:`opened` opens it."""

GRAPH_DIR = click.option(
    "--graph",
    type=click.Path(path_type=Path),
    callback=remembered,
    metavar="DIR",
    help="Folder with sources.ttl, entities/, statements/ (default: the project's own).",
)
"""For commands that read what a graph is built from."""


REPORT_FORMS = ("text", "json", "html")
REPORT_ENDINGS = {".json": "json", ".html": "html", ".txt": "text"}


def report_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add ``--format`` and ``--output`` to a command whose report is text, JSON for a program, or a page."""
    for option in (
        output_option("Write to this file, in the form that its ending says, whole or not at all."),
        click.option(
            "-f",
            "--format",
            "form",
            type=click.Choice(REPORT_FORMS),
            help="Form of the report (default: by -o, else text).",
        ),
    ):
        command = option(command)
    return command


def opened(places: tuple[Place, ...], *, whole: bool = False) -> "ox.Store":
    """Return the graph that ``--graph`` names, the packaged one by default; of several what contradicts is told.

    Whoever reads the *whole* graph has the packaged one in memory, others open it where it is kept.  A graph at an
    endpoint is copied into memory, up to :data:`kzgraph.sparql.copying.MOST_TRIPLES`.

    Raises:
        InputError: when a file is missing, empty or malformed.
        UsageError: when an endpoint is named beside another graph.
        KzgraphError: what :func:`kzgraph.sparql.remote.ask_endpoint` raises.
    """
    from kzgraph.sparql.opening import open_graph

    files = [place for place in places if isinstance(place, Path)]
    for place in places:
        if isinstance(place, Endpoint):
            if len(places) > 1:
                raise UsageError(f"{place}: an endpoint is read by itself; name one graph")
            from kzgraph.sparql.copying import copied

            told: list[str] = []
            with progress("Copying") as tick:
                store = copied(place, told.append, tick)
            for note in told:
                click.echo(f"Note: {note}", err=True)
            return store
    if len(files) < 2:
        return open_graph(*files, from_cache=not whole)
    from kzgraph.sparql.combining import combined

    found = combined(files)
    for note in found.contradictions[:_MOST_NOTES]:
        click.echo(f"Note: the graphs contradict each other: {note}", err=True)
    if len(found.contradictions) > _MOST_NOTES:
        click.echo(f"Note: and in {len(found.contradictions) - _MOST_NOTES} more", err=True)
    return found.store


def graph_dir(given: Path | None) -> Path:
    """Return the folder that ``--graph DIR`` names, by default the project's own.

    Raises:
        UsageError: when there is no such folder.
    """
    folder = given or data_dir("graph")
    if not folder.is_dir():
        what = "is a file" if folder.is_file() else "no such folder"
        mend = "give the folder that holds sources.ttl, entities/ and statements/"
        raise UsageError(f"{name_of(folder)}: {what}; {mend}")
    return folder


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar on a terminal while something lasts; it is told how much is done, of how much."""
    with click.progressbar(length=100, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        yield lambda done, of: bar.update(100 * done // of - bar.pos)


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """Say on a terminal what is being done, and take it back when it is done."""
    if not sys.stderr.isatty():
        yield
        return
    click.echo(f"{what} …", err=True, nl=False)
    try:
        yield
    finally:
        click.echo("\r\033[K", err=True, nl=False)


def copies(given: str | None) -> Path:
    """Return the folder of documents that ``--sources DIR`` or ``KZGRAPH_SOURCES`` names.

    Raises:
        UsageError: when there is none.
    """
    folder = sources_dir(given)
    if folder is None:
        raise UsageError("this needs the documents themselves; say --sources DIR or set KZGRAPH_SOURCES")
    return folder


def copy_folders(given: str | None, *places: Place) -> tuple[Path, ...]:
    """Return where copies of documents are looked for; nowhere when neither ``--sources`` nor the environment says it.

    They are the folder that is named, then the ``documents`` of the graphs at *places*.
    """
    folder = sources_dir(given)
    return with_own(folder, *(each for each in places if isinstance(each, Path))) if folder else ()


def needed_folders(given: str | None, graph: Path | None) -> tuple[Path, ...]:
    """Return what :func:`copy_folders` does.

    Raises:
        UsageError: when there is none.
    """
    return with_own(copies(given), *([graph] if graph else ()))


def one_of(documents: Mapping[str, "Source"], name: str) -> "Source":
    """Return the document called *name*.

    Raises:
        UsageError: when it is none of *documents*.
    """
    if name not in documents:
        raise UsageError(f"no document {quoted(name)}; there are {', '.join(documents)}")
    return documents[name]
