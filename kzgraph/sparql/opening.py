"""Opening a graph: the packaged one from its cache, or files of the reader."""

from pathlib import Path

import pyoxigraph as ox

from kzgraph.errors import one_problem, shown
from kzgraph.files.paths import BUILT, data_dir, name_of
from kzgraph.files.reading import read_bytes
from kzgraph.rdf import TYPE, read_triples
from kzgraph.sparql.cache import cached_store
from kzgraph.sparql.disk import is_store, open_disk
from kzgraph.vocab import ONTOLOGY

_FORMATS = {".ttl": ox.RdfFormat.TURTLE, ".nt": ox.RdfFormat.N_TRIPLES, ".nq": ox.RdfFormat.N_QUADS}


def packaged_files() -> tuple[Path, ...]:
    """Return the files that make up the graph: the built graph, the ontology, the code lists."""
    return (
        data_dir("graph") / BUILT,
        data_dir("ontology") / "kz.ttl",
        data_dir("ontology") / "codes.ttl",
    )


def vocabulary() -> frozenset[ox.Triple]:
    """Return the triples of the packaged ontology and code lists, which :func:`open_graph` puts beside a graph."""
    return frozenset(triple for path in packaged_files()[1:] for triple in read_triples(path))


def _load(store: ox.Store, path: Path, mend: str) -> None:
    try:
        store.bulk_load(read_bytes(path), format=_FORMATS.get(path.suffix, ox.RdfFormat.TURTLE))
    except SyntaxError as error:
        what = f"is damaged: {shown(error.msg)[:200]}"
        raise one_problem(what, mend, file=name_of(path), line=error.lineno or 0) from None


def open_store(*files: Path) -> ox.Store:
    """Return a store holding *files* (Turtle, N-Triples or N-Quads) in its default graph.

    Without *files* it is the packaged graph, read-only, from the cache where there can be one.

    Raises:
        InputError: when a file is missing, empty or malformed.
    """
    ready = None if files else cached_store(packaged_files())
    if ready is not None:
        return ready
    store = ox.Store()
    mend = "mend it, or build it again with `kzgraph build`" if files else "install the package again"
    for path in files or packaged_files():
        _load(store, path, mend)
    return store


def open_graph(*files: Path) -> ox.Store:
    """Return a store for questions: *files*, and with a graph of ours the ontology and code lists that name its terms.

    ``kzgraph build`` writes neither into the graph; without them most questions of the library find nothing.
    A file that is no graph of ours, or that holds the ontology already, stays as it is.
    Of a folder in which a graph was built, that graph is meant; a store on disk is opened as it is, read-only.

    Raises:
        InputError: when a file is missing, empty or malformed.
    """
    if len(files) == 1 and is_store(files[0]):
        return open_disk(files[0])
    store = open_store(*(path / BUILT if (path / BUILT).is_file() else path for path in files))
    return with_vocabulary(store) if files else store


def with_vocabulary(store: ox.Store) -> ox.Store:
    """Return *store* with the ontology and the code lists, where it holds a graph of ours without them."""
    statement = ox.NamedNode(ONTOLOGY + "Statement")
    ours = next(store.quads_for_pattern(None, TYPE, statement), None)
    if ours is not None and next(store.quads_for_pattern(statement, None, None), None) is None:
        for path in packaged_files()[1:]:
            _load(store, path, "install the package again")
    return store
