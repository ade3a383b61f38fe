"""What the SPARQL page offers to paste elsewhere does there what it did here."""

import shutil
import subprocess
import sys
from typing import Any

import pytest

from kzgraph.web.sparql.snippets import snippets

QUERIES = {
    "plain": 'SELECT ?t {\n  ?t a kzo:Treaty ; rdfs:label "Agreement on Road Transport"@en\n}\n',
    "with every kind of quote": 'SELECT ?x { VALUES ?x { "it\'s" \'a "b"\' """c""" } } # $HOME `ls` \\',
    "with a percent sign and letters": "SELECT ?x { VALUES ?x { '100 % & + = Қазақстан 中国' } }",
}


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES.keys())
def test_curl_gets_the_same_table(site: Any, query: str) -> None:
    if not shutil.which("curl"):
        pytest.skip("no curl")
    text = dict(snippets(query, site.origin))["curl"]
    found = subprocess.run(["bash", "-c", text], capture_output=True, check=True, timeout=20)
    assert found.stdout == site.sparql(query, "text/csv").body
    assert found.stdout.count(b"\n") > 1


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES.keys())
def test_python_asks_the_same(site: Any, query: str) -> None:
    """Run with a stand-in for pandas that gives back the address."""
    text = dict(snippets(query, site.origin))["Python"].replace("import pandas\n", "import types\n")
    stand_in = "import types\npandas = types.SimpleNamespace(read_csv=str)\n"
    program = f"{stand_in}{text}\nprint(table)"
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=20)
    answer = site.ask(found.stdout.strip().removeprefix(site.origin))
    assert answer.body == site.sparql(query, "text/csv").body
