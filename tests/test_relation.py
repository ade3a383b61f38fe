"""The chronology of a relation: every entry rests on statements, what has no year is there, and nothing of a third."""

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kzgraph.curation.build import build
from kzgraph.curation.inputs import read_inputs
from kzgraph.errors import UsageError
from kzgraph.rdf import to_turtle
from kzgraph.relation import COLUMNS, Chronology, chronology, relations, rows
from kzgraph.sparql.engine import ask
from kzgraph.sparql.library import library
from kzgraph.sparql.opening import open_graph, open_store
from kzgraph.statements.index import Index
from kzgraph.statements.names import Names
from kzgraph.statements.wording import Wording
from kzgraph.vocab import ENTITY

ROOT = Path(__file__).parents[1]
KAZAKHSTAN, CHINA, JAPAN = (ENTITY + name for name in ("kazakhstan", "china", "japan"))


@pytest.fixture(scope="module")
def packaged() -> ox.Store:
    return open_store()


@pytest.fixture(scope="module")
def found(packaged: ox.Store) -> Chronology:
    return chronology(Index(packaged), Wording(Names(packaged)), KAZAKHSTAN, CHINA)


def test_it_has_what_the_question_of_the_library_has(packaged: ox.Store, found: Chronology) -> None:
    answer = ask(packaged, next(text.text for name, text in library().items() if name == "in-relation"))
    things = {row[answer.columns.index("entity")].value for row in answer.rows}
    assert {each.iri for each in found.entries if each.column != "figures"} == things
    assert len(found.entries) > 50


def test_every_entry_rests_on_statements_and_none_on_a_deprecated_one(found: Chronology) -> None:
    assert all(each.statements for each in found.entries)
    assert all("deprecated" not in statement.rank for each in found.entries for statement in each.statements)


def test_years_are_in_order_and_what_has_none_comes_last(found: Chronology) -> None:
    years = list(found.years)
    assert years[-1] is None
    assert years[:-1] == sorted(year for year in years if year)
    assert sum(len(each) for columns in found.years.values() for each in columns.values()) == len(found.entries)
    assert {column for columns in found.years.values() for column in columns} == set(COLUMNS)


def test_the_lead_is_made_of_what_is_stated(found: Chronology) -> None:
    agreements = [each for each in found.entries if each.column == "agreements"]
    dated = sorted(each.date for each in agreements if each.date)
    first, second, third = found.lead
    assert first.startswith(f"{len(agreements)} agreements are stated, signed between {dated[0]} and {dated[-1]}")
    assert f"{sum(each.column == 'undertakings' for each in found.entries)} undertakings" in second
    assert third == "The latest figure: Kazakhstan: trade turnover: 36,860,000,000 USD (2023; scope: China)."


def test_a_dispute_and_a_silence_are_told(found: Chronology) -> None:
    assert {each.property_name for each in found.disputed} >= {"party", "directInvestment"}
    assert all(each.object is None for each in found.unsaid)
    assert found.unsaid


def test_what_is_only_planned_or_may_be_another_thing_says_so(found: Chronology) -> None:
    told = {each.iri.rpartition("/")[2]: each for each in found.entries}
    pledge = told["china-usd-27-billion-investment"]
    assert pledge.details[0] == "only planned"
    assert any("27,000,000,000 USD" in detail for detail in pledge.details)
    assert any("may be the same as" in each for each in told["treaty-undated-investment-protection"].details)
    assert "2 may be one and the same" in found.lead[0]
    assert "1 pledge" in found.lead[1]


def test_the_time_of_a_state_dates_an_undertaking(found: Chronology) -> None:
    dates = {each.iri.rpartition("/")[2]: each.date for each in found.entries}
    assert dates["xian-aiju-contract-farming"] == "2016/.."


def test_every_view_says_whose_it_is(found: Chronology) -> None:
    by_label = {view.label: view.held_by for view, _ in found.views}
    assert all(by_label.values())
    assert by_label["Xi Jinping has a pivotal role in furthering Kazakh-Chinese relations"] == "Kassym-Jomart Tokayev"


def test_an_agreement_with_a_disputed_party_says_so_in_its_entry(found: Chronology) -> None:
    marked = {each.iri for each in found.entries if "a party is disputed" in each.details}
    assert marked == {ENTITY + "treaty-2011-06-13-currency-swap"}


def test_a_disputed_detail_says_so(packaged: ox.Store) -> None:
    index = Index(packaged)
    index.disputes = {each.id: [] for each in index.saying("lifecycleState")}
    entries = chronology(index, Wording(Names(packaged)), KAZAKHSTAN, CHINA).entries
    stated = [each for each in entries if any(of.property_name == "lifecycleState" for of in each.statements)]
    assert stated
    assert all("disputed)" in "; ".join(each.details) for each in stated)


def test_both_orders_of_the_sides_are_one_relation(packaged: ox.Store, found: Chronology) -> None:
    other = chronology(Index(packaged), Wording(Names(packaged)), CHINA, KAZAKHSTAN)
    assert (other.iri, other.entries) == (found.iri, found.entries)


def test_a_pair_of_which_nothing_is_stated_is_told_with_those_that_there_are(packaged: ox.Store) -> None:
    with pytest.raises(UsageError, match="nothing is stated of the relation of Kazakhstan and Japan; there are: "):
        chronology(Index(packaged), Wording(Names(packaged)), KAZAKHSTAN, JAPAN)


def test_each_relation_of_the_graph_has_a_chronology(packaged: ox.Store) -> None:
    index, words = Index(packaged), Wording(Names(packaged))
    known = relations(index)
    assert len(known) >= 5
    for two in known:
        assert chronology(index, words, *sorted(two)).lead is not None


def test_the_command_gives_text_csv_and_json(run: Any, found: Chronology) -> None:
    text = run("relation", "kazakhstan", "china").stdout
    assert text.startswith("Kazakhstan–China relations\n  19 agreements are stated")
    assert "  agreements   1992-09-26  Agreement on Road Transport   kzs:2856f8eb334a6c05" in text
    table = list(csv.DictReader(io.StringIO(run("relation", "kazakhstan", "china", "-f", "csv").stdout)))
    assert table == rows(found)
    assert len(json.loads(run("relation", "kazakhstan", "china", "-f", "json").stdout)["entries"]) == len(table)
    assert run("relation", "kazakhstan", "japan").returncode == 2
    assert "nothing is called" in run("relation", "kazakhstan", "atlantis").stderr


def test_a_part_of_a_year_is_no_figure_of_the_year_beside_its_mirror(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROOT / "tests" / "pair", tmp_path / "pair"))
    path = folder / "statements" / "trade.csv"
    text = path.read_text("utf-8")
    assert ",2021,turkiye," in text
    path.write_text(text.replace(",2021,turkiye,", ",2021-01/2021-06,turkiye,"), "utf-8")
    graph = tmp_path / "pair.ttl"
    graph.write_bytes(to_turtle(build(read_inputs(ROOT / "ontology", folder))))
    store = open_graph(graph)
    sides = (ENTITY + "uzbekistan", ENTITY + "turkiye")
    found = chronology(Index(store), Wording(Names(store)), *sides).mirror
    assert [(each.seller, each.year, len(each.sold), len(each.bought)) for each in found if each.year == 2021] == [
        (sides[0], 2021, 0, 1),
        (sides[1], 2021, 1, 0),
    ]
    assert all(each.gap is None for each in found if each.year == 2021)
    assert all(each.gap is not None for each in found if each.year != 2021)
