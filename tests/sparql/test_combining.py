"""Several graphs as one: shared by address, one relation for a pair, the first one leads, contradictions told."""

import re
import shutil
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kzgraph.curation.build import build
from kzgraph.curation.inputs import read_inputs
from kzgraph.profile import profile_of
from kzgraph.rdf import to_turtle
from kzgraph.sparql.combining import combined
from kzgraph.statements.things import Things
from kzgraph.vocab import ENTITY

ROOT = Path(__file__).parents[2]


def built(folder: Path) -> Path:
    path = folder / "kzgraph.ttl"
    path.write_bytes(to_turtle(build(read_inputs(ROOT / "ontology", folder))))
    return folder


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pair, built."""
    return built(Path(shutil.copytree(ROOT / "tests" / "pair", tmp_path_factory.mktemp("one") / "pair")))


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Another folder about the same two countries, the other one first, which says other things."""
    folder = Path(shutil.copytree(ROOT / "tests" / "pair", tmp_path / "other"))
    for name, changes in {
        "graph.toml": {'["uzbekistan", "turkiye"]': '["turkiye", "uzbekistan"]', "Uzbekistan and Türkiye": "The other"},
        "entities/chronicle.ttl": {"anadolu-enerji a kzo:Company": "anadolu-enerji a kzo:Bank", "Kokdala": "Kökdala"},
        "statements/chronicle.csv": {
            "installedCapacity,240,MW,,240": "installedCapacity,250,MW,,250",
            "kokdala-power-station,commissioned,2021": "kokdala-power-station,commissioned,2022",
            "party,turkiye,,,,,,,asserted,,,normal,,": "party,turkiye,,,,,,,asserted,,,deprecated,why,",
        },
    }.items():
        text = (folder / name).read_text("utf-8")
        for old, new in changes.items():
            assert old in text, old
            text = text.replace(old, new, 1)
        (folder / name).write_text(text, "utf-8")
    text = (folder / "sources.ttl").read_text("utf-8")
    (folder / "sources.ttl").write_text(re.sub('Sha256 "[0-9a-f]{4}', 'Sha256 "0000', text, count=1), "utf-8")
    return built(folder)


def test_one_graph_with_itself_is_itself(pair: Path) -> None:
    found = combined([pair, pair])
    alone = combined([pair])
    assert not found.contradictions
    assert {str(quad) for quad in found.store} == {str(quad) for quad in alone.store}


def test_what_contradicts_is_told(pair: Path, other: Path) -> None:
    told = "\n".join(combined([pair, other]).contradictions)
    assert "kzr:anadolu-enerji is a Company in" in told
    assert "a Bank in" in told
    assert "called “Kokdala gas power station”" in told
    assert re.search("kzr:kokdala-power-station kzo:installedCapacity: (240 or 250|250 or 240) ", told)
    assert "kzr:kokdala-power-station kzo:commissioned: 2021 or 2022" in told
    assert "is ranked deprecated and normal" in told
    assert "kzd:chronicle is another text in" in told
    assert len(told.splitlines()) == 6


def test_the_first_graph_leads(pair: Path, other: Path) -> None:
    assert profile_of(combined([pair, other]).store).sides == ("uzbekistan", "turkiye")
    profile = profile_of(combined([other, pair]).store)
    assert profile.sides == ("turkiye", "uzbekistan")
    assert profile.title == "The other + Uzbekistan and Türkiye"


def test_a_pair_has_one_relation(pair: Path, other: Path) -> None:
    things = Things(combined([other, pair]).store)
    assert things.of_class("BilateralRelation") == [ENTITY + "turkiye-uzbekistan-relations"]
    belonging = things.belonging(ENTITY + "turkiye-uzbekistan-relations")
    assert ENTITY + "lake-transport-agreement" in belonging


def test_the_packaged_graph_and_another_one_are_asked_as_one(pair: Path, run: Any) -> None:
    both = ("--graph", str(ROOT / "graph"), "--graph", str(pair))
    shown = run("show", "uzbekistan", "--all", *both)
    assert "Agreement on Lake Transport" in shown.stdout
    assert run("relation", "kazakhstan", "china", *both).returncode == 0
    assert run("relation", "uzbekistan", "turkiye", *both).returncode == 0


def test_the_command_line_tells_contradictions_and_goes_on(pair: Path, other: Path, run: Any) -> None:
    done = run("show", "kokdala-power-station", "--graph", pair, "--graph", other)
    assert done.returncode == 0
    assert "Note: the graphs contradict each other: kzr:anadolu-enerji" in done.stderr
    assert "250 MW" in done.stdout


def test_a_file_that_is_no_graph_of_ours_may_join(pair: Path, tmp_path: Path) -> None:
    (tmp_path / "own.ttl").write_text("<http://example.org/a> <http://example.org/b> 5 .\n", "utf-8")
    found = combined([pair, tmp_path / "own.ttl"])
    assert not found.contradictions
    assert next(found.store.quads_for_pattern(ox.NamedNode("http://example.org/a"), None, None), None)
