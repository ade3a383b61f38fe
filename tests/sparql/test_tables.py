"""Answers as text table, CSV, TSV, JSON and Markdown."""

import csv
import io
import json

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as some

from kzgraph.sparql.answer import Answer
from kzgraph.sparql.tables import FORMATS, WIDEST, render, render_records, width
from kzgraph.vocab import ENTITY, XSD

TEXTS = some.text(some.characters(exclude_categories=["Cs"]))
TERMS = some.one_of(
    some.none(),
    TEXTS.map(ox.Literal),
    TEXTS.map(lambda text: ox.Literal(text, language="kk")),
    some.sampled_from(["arland", "belmark"]).map(lambda name: ox.NamedNode(ENTITY + name)),
    some.integers().map(ox.Literal),
)
ANSWERS = some.lists(some.tuples(TERMS, TERMS), max_size=4).map(lambda rows: Answer(("one", "other"), tuple(rows)))

SMALL = Answer(
    ("thing", "name"),
    (
        (ox.NamedNode(ENTITY + "arland"), ox.Literal("阿兰", language="zh")),
        (ox.NamedNode("https://example.org/x"), None),
    ),
)


def value(term: ox.NamedNode | ox.Literal | None) -> str:
    return "" if term is None else term.value


@given(ANSWERS)
def test_csv_gives_back_every_value(answer: Answer) -> None:
    content = render(answer, "csv")
    header, *rows = csv.reader(io.StringIO(content, newline=""), strict=True)
    assert header == ["one", "other"]
    assert rows == [[value(term) for term in row] for row in answer.rows]


@given(ANSWERS)
def test_json_gives_back_every_term(answer: Answer) -> None:
    found = json.loads(render(answer, "json"))
    assert found["head"] == {"vars": ["one", "other"]}
    for row, binding in zip(answer.rows, found["results"]["bindings"], strict=True):
        for name, term in zip(("one", "other"), row, strict=True):
            assert (name in binding) == (term is not None)
            assert term is None or binding[name]["value"] == term.value
            assert not isinstance(term, ox.Literal) or binding[name].get("xml:lang") == term.language


@given(ANSWERS)
def test_tsv_keeps_one_line_a_row_and_one_tab_a_cell(answer: Answer) -> None:
    lines = render(answer, "tsv").split("\n")
    assert lines[0] == "?one\t?other"
    assert len(lines) == len(answer.rows) + 2
    assert all(line.count("\t") == 1 for line in lines[:-1])


@given(ANSWERS)
def test_our_tsv_is_read_by_the_engine(answer: Answer) -> None:
    solutions = ox.parse_query_results(render(answer, "tsv"), format=ox.QueryResultsFormat.TSV)
    assert [tuple(row) for row in solutions] == list(answer.rows)


@given(ANSWERS)
def test_a_text_table_has_one_line_a_row_and_no_control_characters(answer: Answer) -> None:
    lines = render(answer, "table").split("\n")
    assert len(lines) == len(answer.rows) + 3
    assert all(char.isprintable() for line in lines for char in line)


@given(ANSWERS)
def test_markdown_has_one_line_a_row_and_no_bar_too_many(answer: Answer) -> None:
    lines = render(answer, "md").rstrip("\n").split("\n")
    assert len(lines) == len(answer.rows) + 2
    assert all(line.replace("\\|", "").count("|") == 3 for line in lines)


def test_a_text_table_shows_prefixed_names_in_straight_columns() -> None:
    assert render(SMALL, "table").splitlines() == [
        "thing                  name",
        "─────────────────────  ────",
        "kzr:arland             阿兰",
        "https://example.org/x",
    ]


def test_other_forms_keep_whole_iris() -> None:
    for form in ("csv", "tsv", "json"):
        assert ENTITY + "arland" in render(SMALL, form)


def test_a_wide_letter_takes_two_columns_and_a_mark_none() -> None:
    assert (width("ab"), width("阿兰"), width("e\u0301")) == (2, 4, 1)


def test_a_long_cell_is_shortened_in_the_text_table_only() -> None:
    long = Answer(("text",), ((ox.Literal("阿" * 100_000),),))
    cell = render(long, "table").splitlines()[2]
    assert cell.endswith("…")
    assert width(cell) <= WIDEST
    for form in ("csv", "tsv", "json", "md"):
        assert "阿" * 100_000 in render(long, form)


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "-1", "@x", "\tx", "\rx"])
def test_csv_stays_exact_where_a_spreadsheet_would_see_a_formula(text: str) -> None:
    (_, row) = csv.reader(io.StringIO(render(Answer(("a",), ((ox.Literal(text),),)), "csv"), newline=""))
    assert row == [text]


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1+1", "-x", "@x", "\tx"])
def test_records_hold_no_formula_and_their_numbers_stay(text: str) -> None:
    content = render_records([{"name": text, "share": -0.5, "given": "-12.5"}], "csv")
    (_, row) = csv.reader(io.StringIO(content, newline=""))
    assert row == [f"'{text}", "-0.5", "-12.5"]


def test_markdown_runs_no_html_and_keeps_names_readable() -> None:
    content = render(Answer(("a",), ((ox.Literal("<script>alert(1)</script> *x* a_b"),),)), "md")
    assert content.splitlines()[2] == r"| \<script\>alert(1)\</script\> \*x\* a_b |"


def test_a_table_for_a_file_is_not_shortened() -> None:
    long = Answer(("text",), ((ox.Literal("x" * 500),),))
    assert "x" * 500 in render(long, "table", whole=True)


@pytest.mark.parametrize("form", FORMATS)
def test_an_answer_without_rows_still_has_its_columns(form: str) -> None:
    content = render(Answer(("thing", "name")), form)
    assert "thing" in content
    assert "name" in content


@pytest.mark.parametrize("form", FORMATS)
def test_a_row_without_columns_is_rendered(form: str) -> None:
    assert render(Answer((), ((),)), form)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("verdict", [True, False])
def test_a_yes_or_no_is_true_or_false(form: str, verdict: bool) -> None:
    content = render(Answer(verdict=verdict), form)
    assert json.loads(content)["boolean"] is verdict if form == "json" else json.loads(content) is verdict


@pytest.mark.parametrize("form", FORMATS)
def test_triples_are_turtle_in_every_form(form: str) -> None:
    triple = ox.Triple(ox.NamedNode(ENTITY + "a"), ox.NamedNode(ENTITY + "p"), ox.Literal("x\ny"))
    content = render(Answer(triples=(triple, triple)), form)
    assert [quad.triple for quad in ox.parse(content, format=ox.RdfFormat.TURTLE)] == [triple]


def test_a_datatype_is_told_and_that_of_plain_text_is_not() -> None:
    day = ox.Literal("1992-09-26", datatype=ox.NamedNode(XSD + "date"))
    (row,) = json.loads(render(Answer(("d", "t"), ((day, ox.Literal("x")),)), "json"))["results"]["bindings"]
    assert row["d"]["datatype"] == XSD + "date"
    assert "datatype" not in row["t"]
