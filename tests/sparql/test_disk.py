"""A graph as a store on disk: whole or not at all, the same answers, many readers, clear errors."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kzgraph.errors import EnvironmentProblem, InputError, UsageError
from kzgraph.sparql.disk import LABEL, is_store, open_disk, write_disk
from kzgraph.sparql.engine import ask
from kzgraph.sparql.library import library
from kzgraph.sparql.opening import open_graph

ROOT = Path(__file__).parents[2]
ONE = ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal("c"))


@pytest.fixture(scope="module")
def memory() -> ox.Store:
    return open_graph(ROOT / "graph")


@pytest.fixture(scope="module")
def folder(memory: ox.Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("disk") / "store"
    assert write_disk(path, lambda empty: empty.bulk_extend(memory)).triples == len(memory)
    return path


def test_every_question_has_the_same_answer(folder: Path, memory: ox.Store) -> None:
    disk = open_graph(folder)
    for name, query in library(ROOT / "queries").items():
        if not any(parameter.default == "UNDEF" for parameter in query.parameters):
            here, there = ask(memory, query.text), ask(disk, query.text)
            assert Counter(there.rows) == Counter(here.rows), name
            assert set(there.triples or ()) == set(here.triples or ()), name


def test_many_read_it_at_once(folder: Path, memory: ox.Store) -> None:
    code = (
        "import sys; from pathlib import Path; from kzgraph.sparql.disk import open_disk;"
        "print(len(open_disk(Path(sys.argv[1]))))"
    )
    readers = [subprocess.Popen([sys.executable, "-c", code, folder], stdout=subprocess.PIPE) for _ in range(4)]
    assert {reader.communicate(timeout=60)[0].strip() for reader in readers} == {str(len(memory)).encode()}


def test_commands_take_a_store(folder: Path, run: Any) -> None:
    for words in (("query", "builders", "-f", "csv"), ("show", "china"), ("stats",), ("search", "wind")):
        assert run(*words, "--graph", folder).stdout == run(*words, "--graph", ROOT / "graph").stdout


def test_load_writes_it_and_says_how_much(tmp_path: Path, run: Any) -> None:
    done = run("load", "--to", "store", "--graph", ROOT / "graph")
    assert done.returncode == 0, done.stderr
    assert "triples in store" in done.stdout
    assert is_store(tmp_path / "store")


def test_a_failed_load_leaves_the_old_store(tmp_path: Path) -> None:
    path = tmp_path / "store"
    write_disk(path, lambda empty: empty.add(ONE))

    def failing(store: ox.Store) -> None:
        store.add(ox.Quad(ox.NamedNode("urn:x"), ox.NamedNode("urn:y"), ox.NamedNode("urn:z")))
        raise OSError(28, "No space left on device")

    with pytest.raises(EnvironmentProblem, match="No space left"):
        write_disk(path, failing)
    assert list(open_disk(path)) == [ONE]
    assert [each.name for each in tmp_path.iterdir()] == ["store"], "nothing is left beside it"


def test_a_store_is_replaced_while_somebody_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "store"
    write_disk(path, lambda empty: empty.add(ONE))
    reader = open_disk(path)
    write_disk(path, lambda _empty: None)
    assert list(reader) == [ONE]
    assert len(open_disk(path)) == 0


def test_a_folder_with_files_of_others_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "thesis.docx").write_bytes(b"years of work")
    with pytest.raises(UsageError, match="holds something else than a store"):
        write_disk(tmp_path / "own", lambda _empty: None)
    with pytest.raises(UsageError, match="there is no folder to make it in"):
        write_disk(tmp_path / "no" / "store", lambda _empty: None)


@pytest.mark.parametrize("label", ["", "{}", "[]", '{"engine": "x"}', '{"engine": "x", "triples": 1, "more": 2}'])
def test_a_damaged_label_is_told(tmp_path: Path, label: str) -> None:
    path = tmp_path / "store"
    write_disk(path, lambda empty: empty.add(ONE))
    (path / LABEL).write_text(label, "utf-8")
    with pytest.raises(InputError, match="is no label of a store"):
        open_disk(path)


def test_files_that_the_engine_cannot_read_are_told_with_the_version_that_wrote_them(tmp_path: Path) -> None:
    path = tmp_path / "store"
    write_disk(path, lambda empty: empty.add(ONE))
    (path / LABEL).write_text(json.dumps({"engine": "pyoxigraph 0.1", "triples": 1}), "utf-8")
    for each in (path / "engine").iterdir():
        each.write_bytes(b"spoilt")
    with pytest.raises(InputError, match=r"it was written by pyoxigraph 0\.1"):
        open_disk(path)
