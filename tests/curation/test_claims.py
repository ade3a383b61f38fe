"""Rows gathered into statements, in memory and in sorted runs: the same statements, the same faults."""

from dataclasses import replace
from pathlib import Path

import pytest

from kzgraph.curation.claims import SortedClaims, gather
from kzgraph.curation.inputs import Inputs, read_claims
from kzgraph.errors import InputError

ONTOLOGY = Path(__file__).parents[2] / "ontology"


@pytest.mark.parametrize("run", [0, 2000, 1 << 20])
def test_statements_are_the_same_whatever_fits_into_memory(tmp_path: Path, material: Inputs, run: int) -> None:
    with SortedClaims(tmp_path / "graph.ttl", run) as claims:
        for row in reversed(material.rows):
            claims.add(row)
        assert list(claims) == gather(material.rows)
        assert (claims.rows, claims.statements) == (len(material.rows), len(gather(material.rows)))


def test_a_folder_is_read_the_same_either_way(small: Path, material: Inputs, tmp_path: Path) -> None:
    with SortedClaims(tmp_path / "graph.ttl", 0) as claims:
        registry = read_claims(ONTOLOGY, small, claims)
        assert [[replace(row, file="") for row in claim.rows] for claim in claims] == [
            [replace(row, file="") for row in claim.rows] for claim in material.statements
        ]
    assert registry.entities == material.entities


def test_faults_of_rows_that_speak_of_the_same_are_told_either_way(small: Path, tmp_path: Path) -> None:
    table = small / "statements" / "lake-report.csv"
    lines = table.read_text("utf-8").splitlines(keepends=True)
    table.write_text("".join([*lines, lines[1]]), "utf-8")
    with SortedClaims(tmp_path / "graph.ttl", 0) as claims, pytest.raises(InputError, match=r"repeats line 2") as told:
        read_claims(ONTOLOGY, small, claims)
    assert len(told.value.problems) == 1
