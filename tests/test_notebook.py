"""For notebooks: `kzgraph.query` and `kzgraph.load`, a rich answer, and a notebook that runs from top to bottom."""

import datetime as dt
import re
import subprocess
import sys
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pandas as pd
import pyoxigraph as ox
import pytest
import rdflib
from nbclient import NotebookClient

import kzgraph
from kzgraph.errors import QueryError, UsageError
from kzgraph.notebook import Result, value
from kzgraph.sparql.engine import ask
from kzgraph.sparql.library import library
from kzgraph.sparql.opening import open_store

ROOT = Path(__file__).parents[1]
NOTEBOOK = ROOT / "docs" / "notebook.ipynb"
XSD = "http://www.w3.org/2001/XMLSchema#"


def typed(text: str, kind: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + kind))


def result(text: str, store: ox.Store | None = None) -> Result:
    return Result(ask(store or ox.Store(), text))


def test_a_query_of_the_library_is_asked_by_its_name() -> None:
    found = kzgraph.query("agreements-in-force", day="1997-01-01")
    assert len(found) > 0
    assert set(found.to_dicts()[0]) == set(found.columns)


def test_a_parameter_may_be_a_date() -> None:
    by_text = kzgraph.query("agreements-in-force", day="1997-01-01").to_dicts()
    assert kzgraph.query("agreements-in-force", day=dt.date(1997, 1, 1)).to_dicts() == by_text


def test_sparql_itself_is_asked_with_our_prefixes() -> None:
    assert kzgraph.query("SELECT ?c { VALUES ?c { kzr:china } ?c a kzo:Country }").to_dicts() == [{"c": "kzr:china"}]
    assert kzgraph.query("ASK { kzr:china a kzo:Country }")
    assert not kzgraph.query("ASK { kzr:china a kzo:Person }")


def test_a_file_is_asked_by_its_path(tmp_path: Path) -> None:
    (tmp_path / "mine.rq").write_text("SELECT (1 AS ?one) {}", encoding="utf-8")
    assert kzgraph.query(tmp_path / "mine.rq").to_dicts() == [{"one": 1}]
    assert kzgraph.query(str(tmp_path / "mine.rq")).to_dicts() == [{"one": 1}]


def test_a_mistake_is_told_as_on_the_command_line() -> None:
    with pytest.raises(QueryError, match="line 1, column 1"):
        kzgraph.query("SELEC * { ?s ?p ?o }")
    with pytest.raises(QueryError, match="did you mean 'agreements'"):
        kzgraph.query("agrements")
    with pytest.raises(UsageError, match="no parameter 'year'"):
        kzgraph.query("agreements-in-force", year=1997)


@pytest.mark.parametrize("name", sorted(library()))
def test_every_question_of_the_library_makes_a_frame(name: str) -> None:
    found = kzgraph.query(name)
    frame = found.to_pandas()
    assert list(frame.columns) == list(found.columns)
    assert len(frame) == len(found)
    assert "object" not in {str(kind) for kind in frame.dtypes} or not len(frame)


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (typed("12", "integer"), 12),
        (typed("61.3", "decimal"), Decimal("61.3")),
        (typed("1e3", "double"), 1000.0),
        (typed("1992-09-26", "date"), dt.date(1992, 9, 26)),
        (typed("true", "boolean"), True),
        (typed("not a number", "integer"), "not a number"),
        (typed("2024-02-30", "date"), "2024-02-30"),
        (ox.Literal("中国", language="zh"), "中国"),
        (ox.NamedNode("https://example.org/x"), "https://example.org/x"),
        (None, None),
    ],
)
def test_a_term_becomes_a_python_value(term: ox.Literal | None, expected: object) -> None:
    assert (value(term), type(value(term))) == (expected, type(expected))


def test_a_frame_has_types_and_keeps_what_is_missing_missing() -> None:
    found = result(
        'SELECT ?n ?x ?d ?t ?b { VALUES (?n ?x ?d ?t ?b) { (1 1.5 "1992-09-26"^^xsd:date "a" true) '
        "(UNDEF UNDEF UNDEF UNDEF UNDEF) } }"
    )
    frame = found.to_pandas()
    assert [str(kind) for kind in frame.dtypes] == ["Int64", "Float64", "datetime64[s]", "string", "boolean"]
    assert frame.iloc[1].isna().all()
    assert frame.d[0] == pd.Timestamp("1992-09-26")


def test_triples_are_rows_of_subject_predicate_and_object() -> None:
    found = kzgraph.query("CONSTRUCT WHERE { kzr:china a ?c }")
    assert found.columns == ("subject", "predicate", "object")
    assert {"subject": "kzr:china", "predicate": "rdf:type", "object": "kzo:Country"} in found.to_dicts()


def test_no_rows_make_an_empty_frame_with_columns() -> None:
    found = result("SELECT ?a ?b { ?a ?b 1 }")
    assert (list(found.to_pandas().columns), len(found), bool(found)) == (["a", "b"], 0, False)


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def tags(html: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = Tags()
    parser.feed(html)
    return parser.seen


def test_the_page_of_an_answer_links_what_it_names() -> None:
    html = kzgraph.query("SELECT ?c { VALUES ?c { kzr:china } ?c a kzo:Country }")._repr_html_()
    assert ("a", {"href": "https://w3id.org/kzgraph/id/china"}) in tags(html)
    assert ">kzr:china</a>" in html
    assert "1 row<" in html


@pytest.mark.parametrize("evil", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "<!--", "</table>"])
def test_the_page_of_an_answer_runs_nothing_that_it_shows(evil: str) -> None:
    store = ox.Store()
    subject, predicate = (
        ox.NamedNode("javascript:alert(1)"),
        ox.NamedNode("https://example.org/p?a=1&b='<'".replace("<", "")),
    )
    store.add(ox.Quad(subject, predicate, ox.Literal(evil)))
    html = result("SELECT * { ?s ?p ?o }", store)._repr_html_()
    assert {tag for tag, _ in tags(html)} == {"table", "thead", "tbody", "tr", "th", "td", "a", "p"}
    assert all((attributes.get("href") or "https:").startswith("https:") for _, attributes in tags(html))


def test_a_long_answer_is_cut_on_the_page_and_says_so() -> None:
    html = kzgraph.query("SELECT ?s { ?s a kzo:Statement }")._repr_html_()
    assert html.count("<tr>") == 51
    assert "the first 50 shown" in html


RDFLIB = pytest.mark.filterwarnings("ignore:Dataset.* is deprecated")  # rdflib's own use of its old names


@RDFLIB
def test_load_gives_rdflib_the_same_graph_uncopied() -> None:
    dataset = kzgraph.load()
    assert isinstance(dataset, rdflib.Dataset)
    assert len(dataset) == len(open_store())
    (row,) = dataset.query("SELECT (COUNT(*) AS ?n) { ?t a <https://w3id.org/kzgraph/ontology#Treaty> }")
    assert row.n.toPython() == kzgraph.query("SELECT (COUNT(*) AS ?n) { ?t a kzo:Treaty }").to_dicts()[0]["n"]


@RDFLIB
def test_load_reads_no_file_that_a_query_names(tmp_path: Path) -> None:
    secret = tmp_path / "secret.ttl"
    secret.write_text("<urn:a> <urn:b> 'canary' .", encoding="utf-8")
    answer = kzgraph.load().query("SELECT * FROM <%s> { ?s ?p ?o }" % secret.as_uri())  # noqa: S608, UP031
    assert "canary" not in str(list(answer))


@RDFLIB
def test_load_takes_files_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "mine.ttl").write_text("<urn:a> <urn:b> 1 , 2 .", encoding="utf-8")
    assert len(kzgraph.load(tmp_path / "mine.ttl")) == 2


@RDFLIB
def test_a_built_graph_answers_as_on_the_command_line(run, small: Path) -> None:
    assert run("build", "--graph", small).returncode == 0
    wanted = run("query", "companies", "--graph", small, "-f", "csv").stdout.splitlines()
    for place in (small, small / "kzgraph.ttl", str(small)):
        rows = kzgraph.load(place).query(library()["companies"].text)
        assert len(rows) == len(wanted) - 1 > 0


def test_importing_the_package_imports_nothing_heavy() -> None:
    code = "import sys, kzgraph; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "kzgraph" in loaded
    assert not {"rdflib", "pandas", "pyarrow", "pyoxigraph", "click"} & set(loaded)


def test_the_package_offers_what_it_lists() -> None:
    assert {"query", "load", "Result"} <= set(dir(kzgraph))
    with pytest.raises(AttributeError, match="no attribute 'querry'"):
        kzgraph.querry  # noqa: B018


@pytest.fixture
def notebook() -> nbformat.NotebookNode:
    return nbformat.read(NOTEBOOK, as_version=4)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the kernel's client, not ours
def test_the_notebook_runs_from_top_to_bottom(notebook: nbformat.NotebookNode, tmp_path: Path) -> None:
    ran = NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": tmp_path}})
    ran.execute()
    shown = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.outputs]
    assert len(shown) > 3
    assert {path.name for path in tmp_path.iterdir()} == {"dyads.csv", "dyads.codebook.csv", "dyads.csv-metadata.json"}


def test_the_notebook_is_kept_without_outputs_or_traces_of_a_machine(notebook: nbformat.NotebookNode) -> None:
    nbformat.validate(notebook)
    assert all(not cell.outputs and cell.execution_count is None for cell in notebook.cells if cell.cell_type == "code")
    assert not re.search(r"/(home|root|work|Users)/", NOTEBOOK.read_text("utf-8"))
