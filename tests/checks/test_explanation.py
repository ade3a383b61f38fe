"""Why a row passes or not: the words behind each part, marked in the terminal, in JSON and on a page."""

import html
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kzgraph.checks.evidence import RowCheck
from kzgraph.checks.explanation import Explanation, as_text, explain, page
from kzgraph.checks.naming import Naming
from kzgraph.curation.entities import Entity
from kzgraph.curation.inputs import Inputs, read_inputs
from kzgraph.curation.rows import Row
from kzgraph.documents.copy import Copy, read_copy
from kzgraph.documents.passage import Document
from kzgraph.text.cleaning import clean, origins
from kzgraph.text.words import fingerprint

ROOT = Path(__file__).parents[2]
TRADE = Row(
    **dict.fromkeys("role stated_by cites reason via".split(), ""),
    subject="kazakhstan",
    property="tradeTurnover",
    object="27000000000",
    unit="USD",
    operator=">",
    printed="27 млрд",
    time="2023",
    scope="china",
    modality="asserted",
    rank="normal",
    source="made-up",
    start="0",
    end="0",
    fingerprint="",
)
SAID = "В 2023 году товарооборот Казахстана\nс Китаем превысил 27 млрд долларов."


@pytest.fixture(scope="module")
def inputs() -> Inputs:
    return read_inputs(ROOT / "ontology", ROOT / "graph")


def explained(inputs: Inputs, text: str, row: Row = TRADE, **entities: Entity) -> Explanation:
    own = replace(row, end=str(len(text)), fingerprint=fingerprint(text))
    document = Document(Copy(next(iter(inputs.sources.values())), text, exact=True))
    return explain(RowCheck(own, document, {**inputs.entities, **entities}, inputs.ontology))


def test_each_part_is_found_where_a_reader_finds_it(inputs: Inputs) -> None:
    found = explained(inputs, SAID)
    assert found.findings == ()
    assert found.words == {
        "subject": ["Казахстана"],
        "object": ["27 млрд"],
        "scope": ["Китаем"],
        "time": ["2023"],
    }


def test_a_figure_is_shown_with_its_bound_and_its_unit_also_in_the_heading(inputs: Inputs) -> None:
    found = explained(inputs, SAID)
    assert as_text(found).splitlines()[0].endswith("kazakhstan tradeTurnover > 27000000000 USD (asserted)")
    assert "<h2>kazakhstan · tradeTurnover · &gt; 27000000000 USD</h2>" in page([found])


def test_the_numbers_stand_under_the_words_also_under_wide_ones(inputs: Inputs) -> None:
    row = replace(TRADE, object="2700000000", printed="27亿", operator="")
    told = as_text(explained(inputs, "2023年哈萨克斯坦与中国贸易额27亿美元", row)).splitlines()
    at = next(number for number, line in enumerate(told) if "哈萨克斯坦" in line)
    assert told[at + 1] == "  4444441111111111  3333      2222"
    assert told[-1] == "  accepted: the passage carries the row"


def test_what_is_not_there_is_said_with_what_the_check_finds(inputs: Inputs) -> None:
    told = as_text(explained(inputs, SAID.replace("Китаем", "Россией")))
    assert "- scope     china: not there" in told
    assert "refused: " in told
    assert "the passage does not name china" in told


def test_parts_that_cover_each_other_are_numbered_in_lanes_of_their_own(inputs: Inputs) -> None:
    own = Entity("trade-note", "Treaty", hidden=("Note of Kazakhstan with China",))
    row = replace(TRADE, subject="trade-note", property="party", object="china", unit="", operator="", printed="")
    told = explained(
        inputs, "The Note of Kazakhstan with China was signed.", replace(row, time="", scope=""), **{"trade-note": own}
    )
    lines = as_text(told).splitlines()
    assert "1" * len("Note of Kazakhstan with China") in lines[3]
    assert lines[4].strip() == "2" * len("China")


def test_the_page_marks_the_same_words_and_runs_nothing(inputs: Inputs) -> None:
    found = explained(inputs, SAID.replace("товарооборот", "<script>alert(1)</script> & \u202eтоварооборот"))
    text = page([found])
    assert "<script" not in text
    assert "\u202e" not in text
    marks = [html.unescape(each) for each in re.findall(r"<mark>(.*?)<sup>", text)]
    assert marks == ["2023", "Казахстана", "Китаем", "27 млрд"]
    quoted = re.sub(r"<sup>.*?</sup>", "", re.findall(r"<blockquote>(.*?)</blockquote>", text, re.DOTALL)[0])
    assert html.unescape(re.sub(r"</?mark>", "", quoted)) == found.text


def test_the_words_of_every_row_of_the_project_are_its_own(inputs: Inputs, sources_dir: Path) -> None:
    copies = {name: Document(read_copy(each, sources_dir)) for name, each in inputs.sources.items()}
    naming = Naming(inputs.entities, inputs.ontology)
    for row in inputs.rows:
        found = explain(RowCheck(row, copies[row.source], naming, inputs.ontology))
        assert found.findings == ()
        for part in found.parts:
            if part.field in ("subject", "scope", "stated_by") and part.value in inputs.entities:
                assert part.spans, (row.file, row.line, part)
            for first, last in part.spans:
                assert 0 <= first < last <= len(found.text)
                assert found.text[first:last].strip(), (row.file, row.line, part)
        if row.printed and "…" not in row.printed:
            words = {clean(word) for part in found.parts for word in found.words[part.field]}
            assert any(clean(row.printed) in word or word in clean(row.printed) for word in words), row


@given(some.text(alphabet="aб中 é\u00ad\ufb01５-\n\tİß\u0301", max_size=60))
def test_every_character_of_a_cleaned_text_comes_from_somewhere(text: str) -> None:
    places = origins(text)
    assert len(places) == len(clean(text)) + 1
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)


def test_the_command_names_rows_as_the_check_does(run, sources_dir: Path) -> None:
    told = run("explain", "usd27bn-article.csv:9", "--sources", sources_dir, "-f", "json")
    assert told.returncode == 0, told.stderr
    (row,) = json.loads(told.stdout)
    assert row["row"].endswith("statements/usd27bn-article.csv:9")
    assert row["findings"] == []
    missing = run("explain", "usd27bn-article.csv:99999", "--sources", sources_dir)
    assert missing.returncode == 2
    assert "there is no row" in missing.stderr
