"""The words that decide a statement are marked where its passage has them, and the passage stays as it is."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from kzgraph.sparql.opening import open_store
from kzgraph.statements.deciding import deciding
from kzgraph.statements.index import Index
from kzgraph.statements.passages import around, copy_of, quotation
from kzgraph.vocab import SOURCE


@pytest.fixture(scope="module")
def store() -> ox.Store:
    return open_store()


@pytest.fixture(scope="module")
def index(store: ox.Store) -> Index:
    return Index(store)


def test_joined_the_pieces_are_the_passage_and_most_passages_have_some(
    store: ox.Store, index: Index, sources_dir: Path
) -> None:
    marked, shown = 0, 0
    for name in ("usd27bn-article", "sarybayev-lai-2024"):
        document = copy_of(store, SOURCE + name, sources_dir)
        for statement in index.said_in[name][:300]:
            for evidence in statement.evidence:
                if evidence.source != SOURCE + name:
                    continue
                quoted = quotation(document, evidence)
                assert quoted
                pieces = deciding(store, statement, evidence, quoted.text)
                assert "".join(text for text, _ in pieces) == quoted.text
                shown += 1
                marked += any(decides for _, decides in pieces)
    assert marked > 0.6 * shown


def test_names_figures_and_years_are_marked(store: ox.Store, index: Index, sources_dir: Path) -> None:
    turnover = next(
        each
        for each in index.about["https://w3id.org/kzgraph/id/kazakhstan"]
        if each.property_name == "tradeTurnover" and each.year == 1992
    )
    (evidence, *_) = turnover.evidence
    quoted = quotation(copy_of(store, evidence.source, sources_dir), evidence)
    assert quoted
    marked = {text for text, decides in deciding(store, turnover, evidence, quoted.text) if decides}
    assert "$368 million" in marked
    assert "1992" in marked


def test_what_stands_around_a_passage_is_a_sentence_each(store: ox.Store, index: Index, sources_dir: Path) -> None:
    document = copy_of(store, SOURCE + "usd27bn-article", sources_dir)
    spans = [each for statement in index.said_in["usd27bn-article"] for each in statement.evidence]
    first, last = min(spans, key=lambda each: each.start), max(spans, key=lambda each: each.end)
    middle = sorted(spans, key=lambda each: each.start)[len(spans) // 2]
    before, after = around(document, middle)
    text = " ".join(document.copy.text.split())
    assert before in text
    assert after in text
    assert before or after
    assert around(document, first)[0] == "" or first.start > 0
    assert around(document, last)[1] == "" or last.end < len(document.copy.text)
