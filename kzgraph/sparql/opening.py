"""Opening a graph: the packaged one from its cache, or files of the reader."""

import gzip
import zlib
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

import pyoxigraph as ox

from kzgraph.errors import one_problem, shown
from kzgraph.files.keeping import kept
from kzgraph.files.paths import BUILT, data_dir, name_of
from kzgraph.files.progress import Progress, silent
from kzgraph.files.reading import LARGEST, opened_file, read_bytes
from kzgraph.rdf import TYPE, read_triples
from kzgraph.sparql.cache import cached_store
from kzgraph.sparql.disk import is_store, open_disk
from kzgraph.vocab import ONTOLOGY

_MEND = "mend it, or build it again with `kzgraph build`"
_FORMATS = {".ttl": ox.RdfFormat.TURTLE, ".nt": ox.RdfFormat.N_TRIPLES, ".nq": ox.RdfFormat.N_QUADS}


def packaged_files() -> tuple[Path, ...]:
    """Return the files that make up the graph: the built graph, the ontology, the code lists."""
    return (
        data_dir("graph") / BUILT,
        data_dir("ontology") / "kz.ttl",
        data_dir("ontology") / "codes.ttl",
    )


def kept_beside(name: str, make: Callable[[], bytes]) -> bytes:
    """Return what *make* makes of the packaged graph, from the cache where it was kept under *name*."""
    return kept(packaged_files(), name, make, ox.__version__)


def vocabulary() -> frozenset[ox.Triple]:
    """Return the triples of the packaged ontology and code lists, which :func:`open_graph` puts beside a graph."""
    return frozenset(triple for path in packaged_files()[1:] for triple in read_triples(path))


def graph_files(path: Path) -> list[Path]:
    """Return the files of the graph that *path* names: itself, or in a folder what was built there.

    That is the built graph, or the parts into which a cluster has written it.
    """
    if (path / BUILT).is_file():
        return [path / BUILT]
    return sorted(path.glob("triples-*.nt.gz")) or [path]


@contextmanager
def graph_stream(path: Path) -> Iterator[tuple[BinaryIO, ox.RdfFormat]]:
    """Open an RDF file, compressed by gzip or not, and say in what form it is.

    Raises:
        InputError: when it cannot be read, or what is read of it in the block is malformed.
    """
    name = path.with_suffix("") if path.suffix == ".gz" else path
    form = _FORMATS.get(name.suffix, ox.RdfFormat.TURTLE)
    with opened_file(path) as stream:
        if path.suffix != ".gz" and not stream.peek().removeprefix(BOM_UTF8).strip():
            read_bytes(path)  # which tells what is empty
        mend = "install the package again" if path in packaged_files() else _MEND
        try:
            yield (cast(BinaryIO, gzip.GzipFile(fileobj=stream)) if path.suffix == ".gz" else stream), form
        except SyntaxError as error:
            what = f"is damaged: {shown(error.msg)[:200]}"
            raise one_problem(what, mend, file=name_of(path), line=error.lineno or 0) from None
        except (EOFError, zlib.error, gzip.BadGzipFile):
            raise one_problem("is cut off, or not compressed by gzip", mend, file=name_of(path)) from None


def stream_into(store: ox.Store, files: Sequence[Path], tick: Progress = silent) -> None:
    """Put *files* into *store* without holding any of them in memory; *tick* is told how many are in, of how many.

    Raises:
        InputError: when a file is missing or malformed.
    """
    for number, path in enumerate(files, 1):
        with graph_stream(path) as (stream, form):
            store.bulk_load(stream, format=form)
        tick(number, len(files))


def _load(store: ox.Store, path: Path) -> None:
    if path.is_file() and path.stat().st_size > LARGEST:
        mend = "put it into a store on disk (kzgraph load --to STORE --graph FILE), and name that store"
        raise one_problem("is larger than 256 MB", mend, file=name_of(path))
    with graph_stream(path) as (stream, form):
        store.bulk_load(stream, format=form)


def open_store(*files: Path, from_cache: bool = False) -> ox.Store:
    """Return a store holding *files* (Turtle, N-Triples or N-Quads) in its default graph.

    Without *files* it is the packaged graph, in memory, where all of it is soonest read; with *from_cache* it is opened
    where it was kept, read-only, which is sooner for those who look little up.

    Raises:
        InputError: when a file is missing, empty or malformed.
    """
    ready = cached_store(packaged_files()) if from_cache and not files else None
    if ready is not None:
        return ready
    store = ox.Store()
    for path in files or packaged_files():
        _load(store, path)
    return store


def open_graph(*files: Path, from_cache: bool = False) -> ox.Store:
    """Return a store for questions: *files*, and with a graph of ours the ontology and code lists that name its terms.

    ``kzgraph build`` writes neither into the graph; without them most questions of the library find nothing.
    A file that is no graph of ours, or that holds the ontology already, stays as it is.
    Of a folder in which a graph was built, that graph is meant; a store on disk is opened as it is, read-only.

    Raises:
        InputError: when a file is missing, empty or malformed.
    """
    if len(files) == 1 and is_store(files[0]):
        return open_disk(files[0])
    store = open_store(*(each for path in files for each in graph_files(path)), from_cache=from_cache)
    return with_vocabulary(store) if files else store


def with_vocabulary(store: ox.Store) -> ox.Store:
    """Return *store* with the ontology and the code lists, where it holds a graph of ours without them."""
    statement = ox.NamedNode(ONTOLOGY + "Statement")
    ours = next(store.quads_for_pattern(None, TYPE, statement), None)
    if ours is not None and next(store.quads_for_pattern(statement, None, None), None) is None:
        for path in packaged_files()[1:]:
            _load(store, path)
    return store
