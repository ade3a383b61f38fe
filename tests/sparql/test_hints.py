"""A bad question is answered: where the fault is, what may be meant, why no rows; never on standard output."""

import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as some

from kzgraph.errors import QueryError, UsageError
from kzgraph.sparql.engine import ask
from kzgraph.sparql.faults import fault, near
from kzgraph.sparql.hints import unknown_terms, why_empty
from kzgraph.sparql.library import library, parse_query
from kzgraph.sparql.opening import open_store
from kzgraph.sparql.tokens import tokens

KZGRAPH = Path(sys.executable).with_name("kzgraph")
MISTAKES = [
    ("SELECT ?s WHERE { ?s a kzo:Treaty", 1, 17, "'{' is not closed"),
    ("SELECT * { ?s kzo:party kzr:china }}", 1, 36, "nothing is open"),
    ("SELEC * { ?s ?p ?o }", 1, 1, "did you mean 'SELECT'"),
    ("SELECT ?s {\n  ?s a kzo:Treaty\n  ?s kzo:signed ?d\n}", 3, 3, "'.' or ';' missing"),
    ("SELECT ?s {\n ?s a kzo:Treaty ;\n  kzo:party kzr:china\n  kzo:signed ?d }", 4, 3, "'.' or ';' missing"),
    ("SELECT ?s { ?s rdfs:label 'abc }", 1, 27, "string is not closed"),
    ("SELECT ?s { ?s ?p <https://example.org }", 1, 19, "IRI is not closed"),
    ("SELECT ?s { ?s a kzo:Treaty FILTER(?s > 3 }", 1, 43, "')' is missing"),
    ("SELECT ?s { ?s kzo:party kzr:china FILTER ?x > 3 }", 1, 43, "a value or an expression"),
    ("SELECT ?s COUNT(?o) { ?s ?p ?o }", 1, 11, "(COUNT(?x) AS ?name)"),
    ("SELECT ?s { ?s ?p ?o } ORDER ?s", 1, 30, "BY would be"),
    ("SELECT ?s { ?s ?p ?o } LIMIT 5 ORDER BY ?s", 1, 32, "OFFSET or VALUES"),
    ("SELECT ?s { ?s ?p ?o FILTR(?o > 3) }", 1, 22, "did you mean 'FILTER'"),
    ("SELECT ?s { ?s ?p ?o FILTER(lang(?o) == 'en') }", 1, 38, "equality is written '='"),
    ("PREFIX x <http://a/> SELECT ?s { ?s x:a ?o }", 1, 8, "write 'x:'"),
    ("SELECT ?s { ?s kzx:party kzr:china }", 1, 16, "unknown prefix 'kzx:'"),
    ("SELECT ?s { ?s rdf:type ?o . ?s skoz:prefLabel ?l }", 1, 33, "did you mean 'skos'"),
    ("INSERT DATA { kzr:a a kzo:B }", 1, 1, "INSERT is an update"),
    ("SELECT ?s { OPTIONAL ?s ?p ?o }", 1, 22, '"{" would be'),
]


@pytest.fixture(scope="module")
def store() -> ox.Store:
    return open_store()


@pytest.mark.parametrize(
    ("text", "line", "column", "says"), MISTAKES, ids=[mistake[3] + f" {n}" for n, mistake in enumerate(MISTAKES)]
)
def test_a_mistake_is_shown_with_line_caret_and_advice(text: str, line: int, column: int, says: str) -> None:
    with pytest.raises(QueryError) as caught:
        ask(ox.Store(), text)
    first, shown, caret = str(caught.value).split("\n")
    assert f"line {line}, column {column}: " in first
    assert says in first
    assert shown == text.splitlines()[line - 1]
    assert caret == " " * (column - 1) + "^"


def test_a_fault_of_meaning_is_told_without_a_place() -> None:
    with pytest.raises(QueryError, match="a variable that is unbound"):
        ask(ox.Store(), "SELECT ?s ?n { ?s ?p ?o } GROUP BY ?s")


@given(some.text(some.sampled_from("{}()[]<>\"'?$:;.,#\\ \nabkzoSELECT=|^@1é"), max_size=60))
def test_any_text_gets_an_answer_or_one_message(text: str) -> None:
    with suppress(QueryError):
        ask(ox.Store(), text)
    assert fault(text, "", len(text)).what
    assert all(text.startswith(token.text, token.start) for token in tokens(text))


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("kzr:chian", "kzr:china"),
        ("kzr:kazakstan", "kzr:kazakhstan"),
        ("kzo:treaty", "kzo:Treaty"),
        ("kzo:signd", "kzo:signed"),
        ("kzc:asertd", "kzc:asserted"),
        ("kzd:sarybayev-2024", "kzd:sarybayev-lai-2024"),
        ("<https://w3id.org/kzgraph/id/japn>", "kzr:japan"),
    ],
)
def test_an_unknown_term_suggests_the_nearest(store: ox.Store, wrong: str, meant: str) -> None:
    (note,) = unknown_terms(store, f"SELECT * {{ ?s ?p {wrong} }}")
    assert f"does not occur in the graph; did you mean {meant!r}?" in note


def test_a_known_term_a_template_and_a_declared_namespace_are_no_unknown_terms(store: ox.Store) -> None:
    text = """PREFIX kzo: <https://w3id.org/kzgraph/ontology#> PREFIX mine: <https://w3id.org/kzgraph/ontology#>
    CONSTRUCT { ?t kzo:nearby ?x } WHERE { ?t a kzo:Treaty ; kzo:party ?x # kzr:nobody
      FILTER(?x != "kzr:nobody") }"""
    assert unknown_terms(store, text) == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{ kzr:china-usd-27-billion-investment kzo:investor ?x }", "1 statement (planned) only"),
        ("{ kzr:china kzo:signed ?x }", "kzr:china has no kzo:signed"),
        ("{ ?c kzo:tradeTurnover ?x ; a kzo:Country }", "kzo:tradeTurnover is a statistic and stands on observations"),
        ('{ ?x rdfs:label "China" }', 'write "China"@en'),
        ('{ ?x kzo:signed ?d FILTER(?d > "1995-01-01"^^xsd:date) }', "the record of a date (EDTF)"),
        ("{ ?x kzo:modality kzc:forecast ; kzo:rank kzc:deprecated }", "kzc:forecast"),
        ("{ ?x a kzo:Treaty ; a kzo:Person }", "every term occurs in the graph, but not together"),
    ],
)
def test_no_rows_come_with_the_reason(store: ox.Store, text: str, why: str) -> None:
    assert not ask(store, f"SELECT * {text}").rows
    assert why in " ".join(why_empty(store, f"SELECT * {text}"))


def test_notes_go_to_standard_error_and_the_table_stays_a_table(run) -> None:
    answer = run("query", "-", "-f", "csv", stdin="SELECT ?s { ?s kzo:party kzr:chian }")
    assert (answer.returncode, answer.stdout) == (0, "s\n")
    assert "(no rows)" in answer.stderr
    assert "did you mean 'kzr:china'?" in answer.stderr


def test_a_count_of_nothing_tells_of_the_unknown_term(run) -> None:
    answer = run("query", "-", "-f", "csv", stdin="SELECT (COUNT(*) AS ?n) { ?s a kzo:treaty }")
    assert answer.stdout.split() == ["n", "0"]
    assert "did you mean 'kzo:Treaty'?" in answer.stderr


def test_conditions_that_leave_no_row_are_named_as_the_reason(run) -> None:
    text = "SELECT ?t { ?t a kzo:Treaty }"
    answer = run("query", "-", "--as-known", "1990", stdin=text)
    assert "on the whole graph it has rows: the conditions leave none" in answer.stderr


def test_an_empty_answer_of_the_library_says_that_what_is_said_is_not_accepted_and_where_to_look(run) -> None:
    answer = run("query", "agreements-with", "-p", "actor=japan")
    assert answer.returncode == 0
    assert "Note: kzr:japan stands in no accepted statement (1 deprecated); see `kzgraph evidence " in answer.stderr
    assert f"Note: {library()['agreements-with'].empty}\n" in answer.stderr
    assert "`parties-of`" in answer.stderr


def test_a_name_that_does_not_occur_is_reason_enough(run) -> None:
    answer = run("query", "agreements-with", "-p", "actor=chian")
    assert "did you mean 'kzr:china'?" in answer.stderr
    assert "parties-of" not in answer.stderr


def test_a_question_of_ones_own_may_say_where_else_to_look(run) -> None:
    text = "#+ empty: look elsewhere.\nSELECT ?x { ?x a kzo:Treaty , kzo:Person }"
    assert run("query", "-", stdin=text).stderr.endswith("Note: look elsewhere.\n")
    assert "elsewhere" not in run("query", "-", stdin=text.replace(" , kzo:Person", "")).stderr


def test_a_bare_name_is_of_the_namespace_of_the_default(run) -> None:
    text = "SELECT DISTINCT ?kind {\n VALUES ?kind { kzo:Treaty } # parameter: a class\n ?x a ?kind }"
    assert "kzo:Country" in run("query", "-", "-p", "kind=Country", stdin=text).stdout
    assert "kzo:Zzyzx does not occur in the graph; `kzgraph stats` lists the classes" in (
        run("query", "-", "-p", "kind=Zzyzx", stdin=text).stderr
    )


def test_a_kind_of_document_that_there_is_not_is_told_with_those_that_there_are(run) -> None:
    failed = run("query", "builders", "--source-type", "Foo")
    assert (failed.returncode, failed.stdout) == (2, "")
    assert "no document is of class 'Foo'; there are NewsArticle, Publication, ScholarlyArticle" in failed.stderr


UNBOUND = "SELECT * {\n VALUES ?country { UNDEF } # parameter: whose treaties\n ?t kzo:party ?country }"


def test_an_unbound_parameter_says_what_it_wants(run) -> None:
    answer = run("query", "-", stdin=UNBOUND)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "parameter country wants an id, day, number or text: whose treaties; give -p country=…" in answer.stderr


@pytest.mark.parametrize(
    ("value", "term"),
    [
        ("kzr:china", "<https://w3id.org/kzgraph/id/china>"),
        ("1992-09-26", '"1992-09-26"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("61.3", '"61.3"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("wind power", '"wind power"'),
    ],
)
def test_a_parameter_without_default_takes_what_it_is_given(value: str, term: str) -> None:
    assert f"{{ {term} }}" in parse_query("mine", UNBOUND).bind({"country": value})


def test_bound_parameters_are_not_asked_for() -> None:
    query = parse_query("mine", UNBOUND)
    assert query.bind({"country": "kzr:china"})
    with pytest.raises(UsageError, match="country wants"):
        query.bind({})


def test_a_parameter_without_value_says_what_it_wants(run) -> None:
    answer = run("query", "agreements-in-force", "-p", "day")
    assert answer.returncode == 2
    assert "parameter day wants a day (YYYY-MM-DD), such as" in answer.stderr


def test_the_nearest_is_near() -> None:
    assert near("zzz", ["china", "japan"]) == ""


def running(mark: str) -> list[str]:
    """The command lines of processes whose environment holds *mark*."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark.encode() in (folder / "environ").read_bytes():
                found.append((folder / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    return found


ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def test_a_deadline_ends_the_question_and_leaves_no_process(tmp_path: Path) -> None:
    mark = f"KZGRAPH_TEST_MARK={os.getpid()}-{tmp_path.name}"
    name, _, value = mark.partition("=")
    start = time.monotonic()
    answer = subprocess.run(
        [KZGRAPH, "query", "-", "--timeout", "2"],
        input=ENDLESS,
        env=os.environ | {name: value},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (answer.returncode, answer.stdout) == (5, "")
    assert "no answer within 2 s" in answer.stderr
    assert time.monotonic() - start < 30
    assert running(mark) == []


def test_more_rows_than_the_limit_are_an_error_and_no_cut_answer(run) -> None:
    text = "SELECT ?s { ?s a kzo:Treaty }"
    cut = run("query", "-", "--limit", "3", stdin=text)
    assert (cut.returncode, cut.stdout) == (5, "")
    assert "more than 3 rows" in cut.stderr
    assert run("query", "-", "--limit", "1000", stdin=text).returncode == 0
