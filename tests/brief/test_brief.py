"""A brief: every line has a note, every note a place; hostile names do no harm; words only from the reader's copies."""

import re
from pathlib import Path
from typing import Any

import pytest

from kzgraph.brief.brief import Brief, BriefLine, BriefMaker, BriefNote, BriefSection, as_markdown, as_page
from kzgraph.relation import chronology
from kzgraph.sparql.opening import open_store
from kzgraph.statements.index import Index
from kzgraph.statements.names import Names
from kzgraph.statements.passages import quoted_passages
from kzgraph.statements.wording import Wording
from kzgraph.vocab import ENTITY

HARM = '</title><script>alert(1)</script> [x](javascript:1) *a* `b` "c"'


@pytest.fixture(scope="module")
def made() -> Brief:
    store = open_store()
    words = Wording(Names(store))
    found = chronology(Index(store), words, ENTITY + "kazakhstan", ENTITY + "china")
    return BriefMaker(found, words, {}).make()


def test_every_line_has_a_note_and_every_note_is_used_in_order(made: Brief) -> None:
    numbers = [number for section in made.sections for line in section.lines for number in line.notes]
    assert all(line.notes for section in made.sections for line in section.lines)
    assert list(dict.fromkeys(numbers)) == [note.number for note in made.notes] == list(range(1, len(made.notes) + 1))
    assert all(note.places for note in made.notes)


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
    assert "end the name in .html, .md or .docx" in wrong.stderr


def test_the_words_are_those_of_the_passages(made: Brief, sources_dir: Path) -> None:
    store = open_store()
    index, words = Index(store), Wording(Names(store))
    found = chronology(index, words, ENTITY + "kazakhstan", ENTITY + "china")
    evidence = [each for entry in found.entries for statement in entry.statements for each in statement.evidence]
    brief = BriefMaker(found, words, quoted_passages(evidence, store, sources_dir)).make()
    assert [note.statement for note in brief.notes] == [note.statement for note in made.notes]
    assert sum(bool(note.passages) for note in brief.notes) >= len(found.entries)
