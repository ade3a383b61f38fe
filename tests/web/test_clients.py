"""Clients that are not ours: Comunica, from npm, and schemathesis."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

COMUNICA = "@comunica/query-sparql@4.5.0"  # version 5 needs Node 22
SELECT = """PREFIX kzo: <https://w3id.org/kzgraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?t ?label WHERE { ?t a kzo:Treaty ; rdfs:label ?label } ORDER BY ?t ?label LIMIT 5"""


@pytest.fixture(scope="module")
def comunica(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The client's command, installed into a folder that goes with the tests; nothing of it is in the product."""
    npm = shutil.which("npm")
    if not npm or not shutil.which("node"):
        pytest.skip("no npm: Comunica cannot be installed")
    folder = tmp_path_factory.mktemp("comunica")
    quiet = ("--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline", "--silent", "--fetch-retries=0")
    try:
        done = subprocess.run(
            [npm, "install", *quiet, "--prefix", str(folder), COMUNICA], capture_output=True, timeout=120, check=False
        )
    except subprocess.TimeoutExpired:
        pytest.skip("npm does not fetch Comunica in two minutes")
    program = folder / "node_modules" / ".bin" / "comunica-sparql"
    if done.returncode or not program.exists():
        pytest.skip(f"npm cannot fetch Comunica: it ends with {done.returncode}")
    return program


@pytest.mark.slow
def test_comunica_finds_what_we_answer(site: Any, comunica: Path) -> None:
    done = subprocess.run(
        [comunica, f"sparql@{site.origin}/sparql", SELECT, "-t", "application/sparql-results+json"],
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    theirs = json.loads(done.stdout)["results"]["bindings"]
    ours = site.sparql(SELECT).json["results"]["bindings"]
    assert len(ours) == 5
    assert [{name: term["value"] for name, term in row.items()} for row in theirs] == [
        {name: term["value"] for name, term in row.items()} for row in ours
    ]


@pytest.mark.slow
def test_schemathesis_finds_no_fault_in_the_questions(site: Any, tmp_path: Path) -> None:
    """Ten seconds of requests, right and wrong ones, made up from the API's own description."""
    program = str(Path(sys.executable).with_name("schemathesis"))
    checks = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
    bounded = ("--max-time", "10", "--request-timeout", "10", "--seed", "7", "--phases", "coverage,fuzzing")
    done = subprocess.run(
        [program, "run", f"{site.origin}/api/openapi.json", *bounded, "--checks", checks, "--no-color"],
        capture_output=True,
        timeout=90,
        check=False,
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stdout.decode()[-4000:]
    assert "No issues found" in done.stdout.decode()
