"""A brief as a Word document: read back by another library, its footnotes are footnotes and hold what the notes say."""

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import mammoth
import pytest
from defusedxml import ElementTree

from kzgraph.brief.brief import Brief, BriefLine, BriefNote, BriefSection
from kzgraph.brief.word import as_word

HARM = "</w:t><script>alert(1)</script> & \x07 \ufffe"


def brief(*lines: BriefLine, notes: int = 2, text: str = "A paper, p. 3") -> Brief:
    made = tuple(
        BriefNote(number, f"{number:016}", f"https://w3id.org/kzgraph/statement/{number:016}", (text,), (text,))
        for number in range(1, notes + 1)
    )
    return Brief("A and B", ("Two agreements.",), (BriefSection("Agreements", "By day.", lines),), made)


def read(content: bytes) -> str:
    return str(mammoth.convert_to_html(io.BytesIO(content)).value)


def test_lines_have_footnotes_in_their_order() -> None:
    page = read(as_word(brief(BriefLine("1992", "One", (1,)), BriefLine("1993", "Two", (2,))), "Cite it so."))
    assert page.index("One<sup>") < page.index("Two<sup>")
    notes = re.findall(r'<li id="footnote-[0-9]+">(.*?)</li>', page)
    assert len(notes) == 2
    assert "A paper, p. 3" in notes[0]
    assert "statement/0000000000000001" in notes[0]
    assert "Cite it so." in page


def test_what_was_noted_before_is_told_by_its_number() -> None:
    page = read(as_word(brief(BriefLine("", "One", (1, 2)), BriefLine("", "Again", (2,))), ""))
    assert "See note 2." in page


def test_hostile_words_are_text_and_the_parts_are_well_formed() -> None:
    content = as_word(brief(BriefLine(HARM, HARM, (1,)), notes=1, text=HARM), HARM)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert parts.testzip() is None
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(parts.read(name))
    assert "<script" not in read(content)
    assert "&lt;script&gt;" in read(content)


def test_the_same_brief_is_the_same_bytes() -> None:
    one = brief(BriefLine("1992", "One", (1,)))
    assert as_word(one, "c") == as_word(one, "c")


@pytest.mark.parametrize("name", ["brief.docx", "brief.DOCX"])
def test_the_command_writes_it(run: Any, tmp_path: Path, name: str) -> None:
    done = run("brief", "kazakhstan", "china", "-o", name)
    assert done.returncode == 0, done.stderr
    page = read((tmp_path / name).read_bytes())
    assert "Agreement on Economic and Trade Cooperation<sup>" in page
    assert page.count('<li id="footnote-') > 50
