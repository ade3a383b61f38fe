"""What the guard lets through and what it refuses, by token and not by substring."""

import time
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzgraph.sparql.guard import Bounds, QueryForm, Refusal, examine

SERVICES = {
    "plain": "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "lower case": "select * { service <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "no space": "ASK{SERVICE<http://127.0.0.1:1/>{?s ?p ?o}}",
    "silent": "ASK { SERVICE SILENT <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "silent, glued": "ASK{SERVICESILENT<http://127.0.0.1:1/>{?s ?p ?o}}",
    "prefixed name": "PREFIX a: <http://127.0.0.1:1/> ASK { SERVICE a:b { ?s ?p ?o } }",
    "read off an empty prefix": "PREFIX : <http://127.0.0.1:1/> ASK { SERVICE:a { ?s ?p ?o } }",
    "read off an empty prefix, past a comment": "PREFIX : <http://127.0.0.1:1/> ASK { SERVICE:a #\n{ ?s ?p ?o } }",
    "variable": "ASK { SERVICE ?x { ?s ?p ?o } }",
    "inside exists": "ASK { FILTER EXISTS { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } } }",
    "inside a sub-select": "ASK { { SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } } } }",
    "glued to a literal": "ASK { ?s ?p trueSERVICE<http://127.0.0.1:1/>{ ?a ?b ?c } }",
    "glued to a number": "ASK { ?s ?p 1SERVICE<http://127.0.0.1:1/>{ ?a ?b ?c } }",
    "after an odd comment": "ASK { # '\n SERVICE <http://127.0.0.1:1/> {} }",
    "after an IRI with a hash": "ASK { ?s ?p <http://a/\\u0041#b> SERVICE <http://127.0.0.1:1/> {} }",
    "behind a long string that is not closed": 'ASK { VALUES ?x { """a" } SERVICE <http://127.0.0.1:1/> {} }',
    "behind a long string with a wrong escape": (
        'ASK { VALUES ?x { """a" } SERVICE <http://127.0.0.1:1/> {} #\\q """\n }'
    ),
    "behind a long string with half a character": (
        "ASK { VALUES ?x { '''a' } SERVICE <http://127.0.0.1:1/> {} #\\uD800 '''\n }"
    ),
    "glued to a name that ends before the point": "PREFIX k: <urn:k> ASK { ?s ?p k:.SERVICE<http://127.0.0.1:1/>{} }",
    "glued to a name that ends before the hyphen": "PREFIX k: <urn:k> ASK { FILTER(k:-SERVICE) }",
    "after a comparison": "ASK { FILTER(1<2)SERVICE<http://127.0.0.1:1/>{} }",
}
HARMLESS = {
    "string": "ASK { ?s ?p 'SERVICE <http://127.0.0.1:1/> {' }",
    "long string": 'ASK { ?s ?p """ "SERVICE <x> {""\\"  """ }',
    "long string with escapes": "ASK { ?s ?p ''' 'SERVICE {\\u0041\\U0010FFFF\\t''\\' ''' }",
    "IRI": "ASK { <urn:SERVICE> <http://a/LOAD#INSERT> ?o }",
    "variable": "SELECT ?SERVICE $LOAD { ?SERVICE ?p $LOAD }",
    "comment": "# SERVICE <http://127.0.0.1:1/> { }\nASK { } # LOAD",
    "prefix": "PREFIX service: <http://a/> ASK { service:x service:load service:y }",
    "language": "ASK { ?s ?p 'x'@load }",
}


@pytest.mark.parametrize("query", SERVICES.values(), ids=SERVICES.keys())
def test_service_is_refused_however_it_is_spelled(query: str) -> None:
    with pytest.raises(Refusal, match="SERVICE") as caught:
        examine(query)
    assert caught.value.forbidden


@pytest.mark.parametrize("query", HARMLESS.values(), ids=HARMLESS.keys())
def test_the_word_may_stand_where_it_is_no_keyword(query: str) -> None:
    assert examine(query) in (QueryForm.ASK, QueryForm.SELECT)
    ox.Store().query(query)  # and the engine agrees that it is a query


COMPARISONS = {
    "a comment": 'ASK { FILTER(?a<?b#>"""\n) SERVICE <http://127.0.0.1:1/> {} #"""\n }',
    "a comment, in a call": (
        'ASK { { SELECT ?a {} GROUP BY ?a <urn:f>(?a<1#>"""\n) } SERVICE <http://127.0.0.1:1/> {} #"""\n }'
    ),
    "brackets": "ASK { FILTER(?a<" + "(" * 5_000 + "1" + ")" * 5_000 + "&&2>1) }",
    "a condition": "ASK { FILTER(?a<?b&&?c>?d) }",
}


@pytest.mark.parametrize("query", COMPARISONS.values(), ids=COMPARISONS.keys())
def test_what_the_standard_reads_as_an_iri_and_the_engine_as_a_comparison_is_refused(query: str) -> None:
    with pytest.raises(Refusal, match="write a space behind the '<'"):
        examine(query)


@pytest.mark.parametrize(
    "query",
    [
        "ASK { FILTER(?a < ?b) FILTER(1<2 && 3>2) FILTER(?a IN (<urn:a#b>, <urn:c>)) }",
        "ASK { ?s a (<http://a/b#c> <http://a/d#e>) ; <urn:p#q> <urn:r#s> . ?s (<urn:a#b>/<urn:c#d>) ?o }",
        "ASK { VALUES (?a ?b) { (<urn:a#b> <urn:c#d>) } BIND(<<( ?a <urn:p> ?b )>> AS ?t) }",
        "SELECT (COUNT(DISTINCT <http://www.w3.org/2001/XMLSchema#string>(?a)) AS ?n) { ?a <urn:p> ?b }",
    ],
)
def test_an_iri_may_stand_wherever_the_standard_has_one(query: str) -> None:
    examine(query)
    ox.Store().query(query)


@pytest.mark.parametrize("word", "INSERT DELETE LOAD CLEAR DROP CREATE ADD MOVE COPY WITH".split())
def test_an_update_is_refused(word: str) -> None:
    with pytest.raises(Refusal, match="read-only") as caught:
        examine(f"PREFIX a: <http://a/> # SELECT\n{word.lower()} a:b")
    assert caught.value.forbidden


TOO_MUCH = {
    "groups": ("ASK" + "{" * 9_000 + "}" * 9_000, "depth"),
    "groups, unclosed": ("ASK" + "{" * 9_000, "depth"),
    "brackets": ("ASK { FILTER(" + "(" * 20_000, "depth"),
    "collections": ("ASK { ?s ?p " + "(" * 212 + "1" + ")" * 212 + " }", "depth"),
    "blank nodes": ("ASK { ?s ?p " + "[?c " * 175 + "1" + "]" * 175 + " }", "depth"),
    "calls": ("ASK { FILTER(" + "STR(" * 956 + "1" + ")" * 957 + "}", "depth"),
    "exists": ("ASK {" + "FILTER EXISTS {" * 868 + "}" * 869, "depth"),
    "negations": ("ASK { FILTER(" + "!" * 20_000 + "1) }", "run"),
    "minus signs": ("ASK { FILTER(" + "-" * 20_000 + "1) }", "run"),
    "inverses": ("ASK { ?s " + "^" * 9_000 + "<p> ?o }", "run"),
    "additions": ("ASK { FILTER(1" + "+1" * 20_000 + ") }", "operators"),
    "conditions": ("ASK { FILTER(?x" + "||?x" * 3_000 + ") }", "operators"),
    "triples": ("SELECT * {" + "?s ?p ?o ." * 200 + "}", "patterns"),
    "triples of one subject": ("SELECT * { ?s ?p ?o " + "; ?p ?o" * 200 + "}", "patterns"),
    "a path": ("SELECT * { ?s " + "/".join(["<p>"] * 431) + " ?o }", "patterns"),
    "alternatives": ("SELECT * { ?s " + "|".join(["<p>"] * 250) + " ?o }", "patterns"),
    "members of a collection": ("ASK { ?s ?p (" + "1 " * 80 + ") }", "patterns"),
    "triples after a table": ("SELECT * { VALUES (?x) { (1) } {" + "?s ?p ?o ." * 200 + "} }", "patterns"),
    "length": ("ASK { } #" + " " * 70_000, "length"),
}


@pytest.mark.parametrize(("query", "limit"), TOO_MUCH.values(), ids=TOO_MUCH.keys())
def test_what_would_break_the_engine_is_refused_with_the_limit_named(query: str, limit: str) -> None:
    with pytest.raises(Refusal) as caught:
        examine(query)
    assert caught.value.limit == limit


ROOMY = {
    "many values": "SELECT * { VALUES ?x {" + "<http://a/x> " * 900 + "} }",
    "many rows": "SELECT * { VALUES (?x ?y) {" + "(1 2) " * 900 + "} }",
    "many alternatives to a value": "SELECT * { ?s ?p ?o FILTER(?o IN (" + "1, " * 900 + "2)) }",
    "many arguments": "SELECT (CONCAT(" + "'a', " * 300 + "'b') AS ?x) { }",
    "sixty patterns": "SELECT * {" + "?s ?p ?o ." * 60 + "}",
}


@pytest.mark.parametrize("query", ROOMY.values(), ids=ROOMY.keys())
def test_a_large_but_flat_query_passes(query: str) -> None:
    assert examine(query) is QueryForm.SELECT


@pytest.mark.parametrize(
    "piece",
    ['"\\', "a.", "'", '"""a', "<a", "a:.", "\\", "_", "#", "?", "@a-", ":%", "<a\\u0041", "1.", "a-"],
)
def test_reading_takes_no_more_than_linear_time(piece: str) -> None:
    text = "ASK { " + piece * (60_000 // len(piece))
    start = time.process_time()
    with suppress(Refusal):
        examine(text, Bounds(depth=10**6, run=10**6, operators=10**6, patterns=10**6))
    assert time.process_time() - start < 2


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from(list("SERVICEservice<>{}()\"'#\\.:;,?a1 \n@^/|!-+_%[]")), max_size=60))
def test_whatever_is_let_through_calls_nobody(text: str) -> None:
    """The engine may find it wrong, but a query with SERVICE in force would raise an OSError here."""
    try:
        examine("ASK { " + text)
    except Refusal:
        return
    with suppress(SyntaxError):
        ox.Store().query("ASK { " + text, prefixes={"": "http://127.0.0.1:9/"})


FRAGMENTS = r"""
SERVICE service SILENT <http://127.0.0.1:9/> { } ( ) [ ] : . , ; k: k:a k:a.b .SERVICE k:.SERVICE SERVICE: SERVICE:a
?s ?p 1 1. 1.5 .5 1e5 1e -1 + - * / | ^ ! = < > << >> ' " ''' 'x' "y" \ \. \u0041 %41 % _:b _: @en ^^ true a #
FILTER FILTER( BIND( VALUES UNION OPTIONAL GRAPH MINUS NOT EXISTS AS""".split()
FRAGMENTS += ['"""', " ", "\n", "\r", "\t", "\ufeff", "\u200c", "\u00b2", "\u0301", "\u00e9", "\u0660"]


@settings(max_examples=1500, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=14))
def test_no_order_of_fragments_calls_anybody(parts: list[str]) -> None:
    """The same with what the two ways of splitting a text may disagree on, over a graph that has something to join."""
    text = "ASK { ?s ?p ?o " + "".join(parts)
    with suppress(Refusal):
        examine(text)
        with suppress(SyntaxError):
            ONE_TRIPLE.query(text, prefixes={"": "http://127.0.0.1:9/", "k": "http://127.0.0.1:9/"})


ONE_TRIPLE = ox.Store()
ONE_TRIPLE.add(ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.NamedNode("http://127.0.0.1:9/")))


HANDS = Path(__file__).parents[1] / "hands" / "queries"


@pytest.mark.parametrize("path", sorted(HANDS.glob("refused.*")), ids=lambda path: path.name)
def test_what_other_hands_have_glued_is_refused(path: Path) -> None:
    with pytest.raises(Refusal):
        examine(path.read_bytes().decode("utf-8"))


@pytest.mark.parametrize("path", sorted(HANDS.glob("unread.*")), ids=lambda path: path.name)
def test_what_the_guard_lets_through_without_seeing_a_call_the_engine_does_not_read(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    examine(text)
    with pytest.raises(SyntaxError):
        ONE_TRIPLE.query(text)


@pytest.mark.parametrize("text", ["", "  \n", "# nothing", "\ufeff"])
def test_an_empty_query_is_told(text: str) -> None:
    with pytest.raises(Refusal, match="empty"):
        examine(text)


@pytest.mark.parametrize("text", ["hello", "PREFIX", "PREFIX a: <b>", "1", '"', "{"])
def test_what_begins_no_query_is_told(text: str) -> None:
    with pytest.raises(Refusal, match="begins no query"):
        examine(text)
