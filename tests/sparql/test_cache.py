"""What is kept of the packaged graph is made once, and anew when its files change or it was damaged."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from kzgraph.files.keeping import kept
from kzgraph.names.search import folded_names, packaged_names
from kzgraph.sparql.cache import cached_store
from kzgraph.sparql.opening import open_store


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KZGRAPH_CACHE", str(tmp_path / "cache"))
    (tmp_path / "cache").mkdir()
    return tmp_path / "cache"


def test_what_is_kept_is_made_once_for_the_same_files(cache: Path, tmp_path: Path) -> None:
    file = tmp_path / "graph.ttl"
    file.write_text("<urn:a> <urn:b> <urn:c> .", "utf-8")
    made: list[bytes] = []

    def make() -> bytes:
        made.append(b"names")
        return b"names"

    assert [kept([file], "names", make) for _ in range(3)] == [b"names"] * 3
    assert len(made) == 1
    file.write_text("<urn:a> <urn:b> <urn:d> .", "utf-8")
    kept([file], "names", make)
    assert len(made) == 2
    assert len(list(cache.iterdir())) == 2


def test_old_caches_go_with_what_is_kept_beside_them(cache: Path, tmp_path: Path) -> None:
    file = tmp_path / "graph.ttl"
    for number in range(6):
        file.write_text(f"<urn:a> <urn:b> {number} .", "utf-8")
        assert cached_store([file]) is not None
        kept([file], "names", lambda: b"names", ox.__version__)
    folders = {path.name for path in cache.iterdir() if path.is_dir()}
    assert {path.stem for path in cache.glob("*.names")} == folders
    assert len(folders) < 6


def test_names_are_those_of_the_graph_also_where_nothing_can_be_kept(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store()
    names = folded_names(store)
    assert packaged_names(store) == names
    (path,) = cache.glob("*.names")
    path.write_text("[", "utf-8")
    assert packaged_names(store) == names, "damaged"
    monkeypatch.setenv("KZGRAPH_CACHE", "")
    assert packaged_names(store) == names, "no cache"
