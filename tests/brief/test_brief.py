"""A brief: every line has a note, every note a place; hostile names do no harm; words only from the reader's copies."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from kzgraph.brief.brief import Brief, BriefLine, BriefNote, BriefSection, no_words
from kzgraph.brief.forms import as_markdown, as_page, as_pdf
from kzgraph.brief.relation import relation_brief
from kzgraph.brief.thing import thing_brief
from kzgraph.brief.year import year_brief
from kzgraph.errors import QueryError
from kzgraph.plots.facts import Graph
from kzgraph.relation import Chronology, chronology
from kzgraph.sparql.engine import ask
from kzgraph.sparql.library import library
from kzgraph.sparql.opening import open_store
from kzgraph.statements.passages import quoted_passages
from kzgraph.vocab import ENTITY

HARM = '</title><script>alert(1)</script> [x](javascript:1) *a* `b` "c"'


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph(open_store())


@pytest.fixture(scope="module")
def made(graph: Graph) -> Brief:
    return relation_brief(found_of(graph), graph, no_words)


def found_of(graph: Graph) -> Chronology:
    return chronology(graph.index, graph.words, ENTITY + "kazakhstan", ENTITY + "china")


def test_every_line_has_a_note_and_every_note_is_used_in_order(graph: Graph, made: Brief) -> None:
    for brief in (
        made,
        relation_brief(found_of(graph), graph, no_words, 3),
        thing_brief(ENTITY + "kazakhstan", graph, no_words, 5),
        thing_brief(ENTITY + "universal-energy", graph, no_words),
        year_brief(2023, graph, no_words),
    ):
        numbers = [number for section in brief.sections for line in section.lines for number in line.notes]
        assert all(line.notes for section in brief.sections for line in section.lines)
        assert (
            list(dict.fromkeys(numbers))
            == [each.number for each in brief.notes]
            == list(range(1, len(brief.notes) + 1))
        )
        assert all(note.places for note in brief.notes)


def test_what_a_section_leaves_out_is_counted(graph: Graph, made: Brief) -> None:
    short = relation_brief(found_of(graph), graph, no_words, 3)
    assert [(len(each.lines) + each.more) for each in short.sections] == [len(each.lines) for each in made.sections]
    assert "- … and 16 more: the same with --whole" in as_markdown(short, "")
    assert all(not each.more for each in made.sections)


def test_a_thing_is_told_in_groups_and_every_statement_once(graph: Graph) -> None:
    iri = ENTITY + "universal-energy"
    brief = thing_brief(iri, graph, no_words)
    assert [each.heading for each in brief.sections][:2] == ["Key facts", "Projects"]
    wanted = {each.id for each in [*graph.index.about[iri], *graph.index.naming[iri]] if each.rank != "deprecated"}
    assert {note.statement for note in brief.notes} == wanted
    (views,) = (each for each in brief.sections if each.heading == "Views")
    assert all("(view of " in line.what for line in views.lines)


def test_a_year_has_what_the_question_of_the_library_has(graph: Graph) -> None:
    text = library()["in-year"].bind({"year": "2023"})
    answer = ask(graph.index.store, text)
    wanted = {row[answer.columns.index("statement")].value for row in answer.rows}
    brief = year_brief(2023, graph, no_words)
    longer = {
        number
        for each in brief.sections
        if each.heading == "Over a longer time"
        for line in each.lines
        for number in line.notes
    }
    assert {note.address for note in brief.notes if note.number not in longer} == wanted
    with pytest.raises(QueryError, match="no statement has a date within 1066"):
        year_brief(1066, graph, no_words)


def test_pictures_go_with_the_page_and_a_pdf_is_the_same_each_time(graph: Graph, made: Brief) -> None:
    assert [each.title for each in made.pictures] == [
        "Agreements between Kazakhstan and China by date of signing",
        "Trade of Kazakhstan and China: turnover by year; shares and growth",
    ]
    page = as_page(made, "Cite me.")
    assert page.count('<img src="data:image/svg+xml;base64,') == 2
    short = relation_brief(found_of(graph), graph, no_words, 2)
    pdf = as_pdf(short, "Cite me.")
    assert pdf == as_pdf(short, "Cite me.")
    text = " ".join(each.extract_text() for each in PdfReader(io.BytesIO(pdf)).pages)
    assert "Agreement on Economic and Trade Cooperation" in text
    assert "Cite me." in text


def test_it_says_what_is_disputed_and_what_is_not_stated(made: Brief) -> None:
    headings = [section.heading for section in made.sections]
    assert headings[:4] == ["Agreements", "Visits and talks", "Undertakings", "Figures"]
    assert {"Disputed", "Not stated"} <= set(headings)


def test_a_plan_is_not_told_as_a_fact(made: Brief) -> None:
    (section,) = (each for each in made.sections if each.heading == "Undertakings")
    (line,) = (each for each in section.lines if each.what.startswith("Kazakh petrochemical complex"))
    assert "planned" in line.what


def test_markdown_and_page_hold_every_line_and_note(made: Brief) -> None:
    text, page = as_markdown(made, "Cite me."), as_page(made, "Cite me.")
    assert len(re.findall(r"^\[\^[0-9]+\]: ", text, re.MULTILINE)) == len(made.notes) == page.count("<li id=")
    for section in made.sections:
        assert f"## {section.heading}\n" in text
        assert f">{section.heading} <" in page
    assert "Cite me." in text
    assert "Cite me." in page
    assert "<script" not in page
    assert "default-src 'none'" in page


def test_hostile_names_are_text_in_both() -> None:
    note = BriefNote(1, "0" * 16, "https://w3id.org/kzgraph/statement/0", (HARM,), (HARM,))
    brief = Brief(HARM, (HARM,), (BriefSection("Agreements", "All.", (BriefLine(HARM, HARM, (1,)),)),), (note,))
    page, text = as_page(brief, HARM), as_markdown(brief, HARM)
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert re.search(r"(?<!\\)<script", text) is None, "a backslash takes the sign for itself (CommonMark, 2.4)"
    assert re.search(r"(?<!\\)\]\(javascript", text) is None


def test_the_command_writes_both_forms_with_the_words_of_the_readers_copies(
    run: Any, sources_dir: Path, tmp_path: Path
) -> None:
    done = run("brief", "kazakhstan", "china", "-o", "brief.html", "--sources", sources_dir)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "brief.html").read_text("utf-8")
    assert "Agreement on Road Transport (September 1992)" in page
    plain = run("brief", "kazakhstan", "china").stdout
    assert plain.startswith("# Kazakhstan–China relations\n")
    assert "Agreement on Road Transport (September 1992)" not in plain, (
        "without the documents there are no words of theirs"
    )
    wrong = run("brief", "kazakhstan", "china", "-o", "brief.odt")
    assert wrong.returncode == 2
    assert "end the name in .html, .md, .docx or .pdf" in wrong.stderr


def test_the_words_are_those_of_the_passages(graph: Graph, made: Brief, sources_dir: Path) -> None:
    brief = relation_brief(
        found_of(graph), graph, lambda evidence: quoted_passages(evidence, graph.index.store, sources_dir)
    )
    assert [note.statement for note in brief.notes] == [note.statement for note in made.notes]
    assert sum(bool(note.passages) for note in brief.notes) >= len(found_of(graph).entries)
