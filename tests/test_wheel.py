"""The package works wherever it is installed: its graph comes along, and nothing leads back to here."""

import subprocess
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

COUNTRIES = """
PREFIX kzo: <https://w3id.org/kzgraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?name { ?country a kzo:Country ; rdfs:label|skos:prefLabel ?name FILTER (lang(?name) = "en") }
"""


@pytest.mark.parametrize("folder", ["ontology", "graph", "queries"])
def test_the_wheel_carries_every_file_of(folder: str, wheel: Path) -> None:
    here = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and not path.name.startswith(".") and path.parent.name != "proposals"  # made by `propose`
    }
    packed = {name.removeprefix("kzgraph/data/") for name in zipfile.ZipFile(wheel).namelist()}
    assert here
    assert here <= packed


def test_the_wheel_carries_no_candidates(wheel: Path) -> None:
    assert [name for name in zipfile.ZipFile(wheel).namelist() if "/proposals/" in name and name.endswith(".csv")] == []


def test_the_wheel_carries_both_licences(wheel: Path) -> None:
    names = {Path(name).name for name in zipfile.ZipFile(wheel).namelist()}
    assert {"LICENSE", "LICENSE-DATA", "py.typed"} <= names


def test_an_installed_wheel_answers_in_an_empty_folder(elsewhere: Path, tmp_path: Path) -> None:
    answer = subprocess.run(
        [elsewhere / "kzgraph", "query", "-", "--format", "csv"],
        input=COUNTRIES,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    assert "Kazakhstan" in answer.stdout.splitlines()
    assert not list(tmp_path.iterdir()), "a question leaves nothing behind"


def test_an_installed_wheel_knows_nothing_of_the_checkout(elsewhere: Path, tmp_path: Path) -> None:
    place = subprocess.run(
        [elsewhere / "python", "-c", "import kzgraph; print(kzgraph.__file__)"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert Path(place.strip()).is_relative_to(elsewhere.parent)
