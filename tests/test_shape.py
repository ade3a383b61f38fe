"""The generator of larger graphs: seeded, and of the real graph's shape."""

import importlib.util
from collections import Counter
from pathlib import Path
from types import ModuleType

import pyoxigraph as ox
import pytest

from kzgraph.rdf import TYPE
from kzgraph.statements.reading import statements

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def shape() -> ModuleType:
    spec = importlib.util.spec_from_file_location("shape", ROOT / "tests" / "benchmarks" / "shape.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def graph(shape: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> ox.Store:
    path = tmp_path_factory.mktemp("shape") / "graph.nt"
    assert shape.generate(140_000, path) > 100_000
    store = ox.Store()
    store.bulk_load(path=str(path), format=ox.RdfFormat.N_TRIPLES)
    return store


def test_the_same_seed_makes_the_same_bytes_and_another_others(shape: ModuleType, tmp_path: Path) -> None:
    paths = [tmp_path / name for name in "abc"]
    for path, seed in zip(paths, (1, 1, 2), strict=True):
        shape.generate(100_000, path, seed=seed)
    assert paths[0].read_bytes() == paths[1].read_bytes() != paths[2].read_bytes()


def test_it_has_the_predicates_and_classes_of_the_real_graph_and_more_of_each(graph: ox.Store) -> None:
    real = ox.Store()
    real.bulk_load(path=str(ROOT / "graph" / "kzgraph.ttl"), format=ox.RdfFormat.TURTLE)
    for store_part in (lambda q: q.predicate, lambda q: q.object if q.predicate == TYPE else None):
        few, many = (Counter(map(store_part, store)) for store in (real, graph))
        assert few.keys() <= many.keys()
    assert 2 * len(real) < len(graph)


def test_a_fact_still_stands_as_a_simple_triple(graph: ox.Store) -> None:
    found = statements(graph)
    facts = [claim for claim in found if claim.accepted]
    simple = [c for c in facts if ox.Quad(c.subject, c.predicate, c.object) in graph]
    assert len(simple) > 0.9 * len(facts), "all but the statistics"
    assert all(claim.evidence for claim in found)
