"""SHACL in pieces: what breaks a shape is found in a piece as in the whole, by rudof as by pySHACL."""

import builtins
import sys
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kzgraph.checks.shapes import failing, pieces, violations
from kzgraph.rdf import read_triples

ROOT = Path(__file__).parents[2]
ONTOLOGY = ROOT / "ontology"
CASES = sorted((ROOT / "tests" / "shapes").glob("*/*.ttl"))
TOGETHER = (
    "inclusion",
    "dispute",
    "party",
    "opinion",
    "possibly-same",
    "figure-of-statement",
    "evidence",
    "observation",
)
"""Shapes that look from one thing at another."""


@pytest.fixture(scope="module")
def vocabulary() -> list[ox.Triple]:
    return [triple for name in ("kz.ttl", "codes.ttl") for triple in read_triples(ONTOLOGY / name)]


def ids(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


@pytest.mark.parametrize("path", CASES, ids=ids)
def test_rudof_finds_what_must_fail_and_nothing_else(path: Path, vocabulary: list[ox.Triple]) -> None:
    found = list(failing(list(read_triples(path)), vocabulary, ONTOLOGY / "shapes.ttl", 50_000))
    assert bool(found) is path.name.startswith("invalid")


@pytest.mark.parametrize("path", [path for path in CASES if path.parent.name in TOGETHER], ids=ids)
def test_a_piece_has_all_that_its_shapes_look_at(path: Path, vocabulary: list[ox.Triple]) -> None:
    found = list(failing(list(read_triples(path)), vocabulary, ONTOLOGY / "shapes.ttl", 1))
    assert bool(found) is path.name.startswith("invalid")


def test_every_thing_is_in_one_piece_with_what_is_said_of_it() -> None:
    triples = list(read_triples(ROOT / "graph" / "kzgraph.ttl"))
    found = list(pieces(triples, 2000))
    assert len(found) > 15
    things = [thing for piece in found for thing in piece.things]
    assert len(things) == len(set(things)) == len({triple.subject for triple in triples})
    for piece in found:
        own = {triple for triple in triples if triple.subject.value in piece.things}
        assert own <= set(piece.triples)


@pytest.mark.parametrize("size", [1, 300, 50_000])
def test_the_findings_are_those_of_the_whole(small_graph: Path, tmp_path: Path, size: int) -> None:
    path = tmp_path / "broken.ttl"
    text = small_graph.read_text("utf-8").replace('rdfs:label "Keel Yard"@en', 'rdfs:comment "Keel Yard"@en')
    path.write_text(text.replace("edtf:EDTF", "xsd:string"), "utf-8")
    whole = violations(path, ONTOLOGY)
    assert len(whole[1]) > 3
    assert violations(path, ONTOLOGY, size=size) == whole


def test_without_rudof_the_findings_are_the_same(
    small_graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "broken.ttl"
    path.write_text(
        small_graph.read_text("utf-8").replace(
            "kzr:lake-ferry-agreement a kzo:Treaty", "kzr:lake-ferry-agreement a kzo:Lake"
        ),
        "utf-8",
    )
    with_it = violations(path, ONTOLOGY)
    real = builtins.__import__

    def refusing(name: str, *rest: Any) -> Any:
        if name == "pyrudof":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.delitem(sys.modules, "pyrudof", raising=False)
    monkeypatch.setattr(builtins, "__import__", refusing)
    assert violations(path, ONTOLOGY) == with_it
