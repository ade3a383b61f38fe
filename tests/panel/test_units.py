"""Tables to take away: one row a unit, nothing added up that overlaps, every cell traceable, every column told."""

import csv
import io
import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pyoxigraph as ox
import pytest

from kzgraph.cli import panel as panel_command
from kzgraph.curation.build import build
from kzgraph.curation.claims import statement_id
from kzgraph.curation.inputs import Inputs
from kzgraph.curation.judgements import Relation
from kzgraph.panel import UNITS, CellKind, Panel, csv_bytes, panel, parquet_bytes
from kzgraph.panel.codebook import COLUMNS, codebook_csv, codebook_markdown
from kzgraph.panel.columns import Cell
from kzgraph.rdf import read_triples
from kzgraph.sparql.opening import open_store
from kzgraph.vocab import EVIDENCE, OA, ONTOLOGY, STATEMENT

HELD_AS = {CellKind.NUMBER: "Decimal", CellKind.INTEGER: "int", CellKind.DATE: "date"}

ROOT = Path(__file__).parents[2]
STATA_WORDS = (
    "_all _b byte _coef _cons double float if in int long _n _N _pi _pred _rc _skip strL using with str1 str244".split()
)
R_WORDS = "if else repeat while function for next break true false null inf nan na in".split()
KEYS = {
    "dyad-year": ("country_a", "country_b", "year"),
    "project": ("project_id",),
    "treaty": ("treaty_id",),
    "statement": ("statement_id",),
}
Make = Callable[..., Panel]


def dicts(made: Panel) -> list[dict[str, Cell]]:
    names = [column.name for column in made.columns]
    return [dict(zip(names, row, strict=True)) for row in made.rows]


@pytest.fixture(scope="module")
def store() -> ox.Store:
    return open_store()


@pytest.fixture(scope="module", params=UNITS)
def table(request: pytest.FixtureRequest, store: ox.Store) -> Panel:
    return panel(store, request.param)


@pytest.fixture
def make(material: Inputs) -> Make:
    """A panel of the small project's graph with rows of one's own and relations between them."""

    def make(unit: str, *more: dict[str, str], parts: tuple[tuple[int, int], ...] = (), **options: object) -> Panel:
        blank = replace(material.rows[0], object="", printed="", time="", scope="", role="", via="", reason="")
        added = [replace(blank, **cells) for cells in more]
        relations = [
            Relation(statement_id(added[part]), "includedIn", statement_id(added[whole]), "made up", "", 0)
            for part, whole in parts
        ]
        changed = replace(material, rows=(*material.rows, *added), relations=(*material.relations, *relations))
        store = ox.Store()
        store.extend(ox.Quad(*triple) for triple in build(changed))
        for name in ("kz.ttl", "codes.ttl"):
            store.extend(ox.Quad(*triple) for triple in read_triples(ROOT / "ontology" / name))
        return panel(store, unit, **options)  # type: ignore[arg-type]

    return make


TRADE = {
    "subject": "arland",
    "property": "tradeTurnover",
    "unit": "USD",
    "scope": "belmark",
    "time": "2005",
    "object": "1000",
}


def year(found: Panel, wanted: int) -> dict[str, object]:
    (row,) = [row for row in dicts(found) if row["year"] == wanted]
    return row


# --- every panel


def test_a_unit_has_one_row(table: Panel) -> None:
    keys = [tuple(row[name] for name in KEYS[table.unit]) for row in dicts(table)]
    assert keys, "the panel is empty"
    assert len(keys) == len(set(keys))
    assert keys == sorted(keys)


def test_names_fit_r_and_stata(table: Panel) -> None:
    names = [column.name for column in table.columns]
    assert len(names) == len(set(names))
    for name in names:
        assert re.fullmatch(r"[a-z][a-z0-9_]{0,31}", name)
        assert name not in (*STATA_WORDS, *R_WORDS)


def test_a_label_fits_one_line_of_stata(table: Panel) -> None:
    assert [column.name for column in table.columns if not 0 < len(column.label) <= 80] == []


def test_every_row_leads_to_its_statements_and_passages(table: Panel, store: ox.Store) -> None:
    offsets = {
        str(quad.subject.value).partition("#")[0]: quad.object.value
        for quad in store.quads_for_pattern(None, ox.NamedNode(OA + "start"), None)
        if "#position" in quad.subject.value
    }
    assert offsets
    for row in dicts(table):
        ids = str(row.get("statement_ids") or row["statement_id"]).split(";")
        places = str(row["passages"]).split(";")
        for name in ids:
            found = store.quads_for_pattern(ox.NamedNode(STATEMENT + name), ox.NamedNode(ONTOLOGY + "evidence"), None)
            starts = {offsets[quad.object.value] for quad in found}
            assert starts & {place.rpartition(":")[2].partition("-")[0] for place in places}
        assert {place.partition(":")[0] for place in places} == set(str(row["sources"]).split(";"))
    assert EVIDENCE


def test_cells_are_of_their_columns_kind(table: Panel) -> None:
    for row in table.rows:
        for column, cell in zip(table.columns, row, strict=True):
            if cell is None:
                assert column.missing != "never empty", column.name
            elif column.kind is CellKind.FLAG:
                assert cell in (0, 1)
            else:
                kind = {CellKind.NUMBER: "Decimal", CellKind.INTEGER: "int", CellKind.DATE: "date"}.get(
                    column.kind, "str"
                )
                assert type(cell).__name__ == kind, column.name


def test_pandas_opens_the_csv(table: Panel) -> None:
    frame = pd.read_csv(io.BytesIO(csv_bytes(table)), keep_default_na=False, na_values=[""])
    assert frame.shape == (len(table.rows), len(table.columns))
    for column in table.columns:
        filled = frame[column.name].dropna()
        if column.kind in (CellKind.INTEGER, CellKind.NUMBER, CellKind.FLAG) and len(filled):
            assert pd.api.types.is_numeric_dtype(filled), column.name
        if column.kind is CellKind.DATE:
            assert pd.to_datetime(filled, format="%Y-%m-%d").notna().all()


def test_pandas_opens_the_parquet_as_the_same_table(table: Panel) -> None:
    frame = pd.read_parquet(io.BytesIO(parquet_bytes(table)))
    assert list(frame.columns) == [column.name for column in table.columns]
    for column, name in zip(table.columns, frame.columns, strict=True):
        cells = [row[name] for row in dicts(table)]
        assert [pd.isna(cell) for cell in frame[name]] == [cell is None for cell in cells], name
        filled = [cell for cell in frame[name] if not pd.isna(cell)]
        expected = [float(cell) if isinstance(cell, Decimal) else cell for cell in cells if cell is not None]
        assert filled == expected, column.name


def test_stata_takes_it(table: Panel, tmp_path: Path) -> None:
    frame = pd.read_csv(io.BytesIO(csv_bytes(table)), keep_default_na=False, na_values=[""])
    for name in frame.columns[frame.isna().all()]:
        frame[name] = frame[name].astype(float)  # Stata has no column without a type
    labels = {column.name: column.label for column in table.columns}
    texts = [name for name in frame.columns if not pd.api.types.is_numeric_dtype(frame[name])]
    frame[texts] = frame[texts].fillna("").astype(object)
    frame.to_stata(tmp_path / "t.dta", write_index=False, version=118, variable_labels=labels, convert_strl=texts)
    back = pd.read_stata(tmp_path / "t.dta")
    assert list(back.columns) == list(frame.columns)
    assert len(back) == len(frame)


def test_the_codebook_has_a_line_for_every_column(table: Panel) -> None:
    lines = list(csv.DictReader(io.StringIO(codebook_csv(table).decode())))
    assert tuple(lines[0]) == COLUMNS
    assert [line["name"] for line in lines] == [column.name for column in table.columns]
    for line, place in zip(lines, range(len(lines)), strict=True):
        assert all(line[name] for name in ("label", "type", "source_property", "missing"))
        assert int(line["filled"]) == sum(row[place] is not None for row in table.rows)
        assert (line["missing"] != "never empty") or line["coverage"] == "1.000"
    page = codebook_markdown(table).decode()
    assert all(f"| {column.name} |" in page for column in table.columns)
    assert all(note in page for note in table.notes)


def test_a_source_property_is_one_of_the_ontology_or_a_standard(table: Panel, store: ox.Store) -> None:
    for column in table.columns:
        for name in column.source.split():
            if name.startswith("kzo:"):
                term = ox.NamedNode(ONTOLOGY + name.removeprefix("kzo:"))
                assert next(store.quads_for_pattern(term, None, None), None), f"{column.name}: {name}"


# --- what is in the real ones


def test_the_dyad_years_hold_what_the_paper_says(store: ox.Store) -> None:
    found = panel(store, "dyad-year")
    row = year(found, 1992)
    assert (row["iso3_a"], row["cow_a"], row["gw_a"]) == ("CHN", 710, 710)
    assert (row["iso3_b"], row["cow_b"], row["gw_b"]) == ("KAZ", 705, 705)
    assert row["trade_usd"] == 368_000_000
    assert row["n_treaties"] == 2
    assert year(found, 2023)["trade_usd"] == 36_860_000_000, "and not with Xinjiang's part on top"


def test_every_statement_has_a_row(store: ox.Store) -> None:
    quads = store.quads_for_pattern(None, None, ox.NamedNode(ONTOLOGY + "Statement"))
    ids = {quad.subject.value.removeprefix(STATEMENT) for quad in quads if quad.subject.value.startswith(STATEMENT)}
    assert {row["statement_id"] for row in dicts(panel(store, "statement"))} == ids


def test_an_announced_sum_fills_no_number(store: ox.Store) -> None:
    (row,) = [row for row in dicts(panel(store, "project")) if row["project_id"] == "china-usd-27-billion-investment"]
    assert row["invest_usd"] is None
    assert row["invest_usd_said"] == "27000000000 USD planned"


def test_a_portfolio_is_marked_as_a_total(store: ox.Store) -> None:
    totals = {row["project_id"]: row["is_total"] for row in dicts(panel(store, "project"))}
    assert totals["universal-energy-portfolio"] == 1
    assert totals["ibragim-wind-power-project"] == 0


# --- rules, on a small graph


def test_a_figure_of_a_whole_year_fills_its_cell(make: Make) -> None:
    row = year(make("dyad-year", TRADE), 2005)
    assert (row["country_a"], row["country_b"], row["trade_usd"]) == ("arland", "belmark", 1000)


def test_a_part_is_never_added_to_its_whole(make: Make) -> None:
    half = TRADE | {"time": "2005-01/2005-06", "object": "400"}
    narrow = TRADE | {"scope": "belmark;keel-works", "object": "300"}
    found = make("dyad-year", TRADE, half, narrow, parts=((1, 0), (2, 0)))
    assert year(found, 2005)["trade_usd"] == 1000
    assert any("figures of trade or investment" in note for note in found.notes)


def test_two_figures_that_differ_fill_no_cell_but_both_are_told(make: Make) -> None:
    row = year(make("dyad-year", TRADE, TRADE | {"object": "1100"}), 2005)
    assert row["trade_usd"] is None
    assert row["trade_usd_said"] == "1000 USD 2005 asserted belmark;1100 USD 2005 asserted belmark"


def test_a_bound_is_no_figure(make: Make) -> None:
    row = year(make("dyad-year"), 2003)
    assert row["trade_usd"] is None
    assert row["trade_usd_said"] == ">859000000 USD 2003 asserted belmark"
    assert row["trade_share_a_pct"] == Decimal("12.5")


def test_a_forecast_fills_a_cell_only_when_forecasts_are_asked_for(make: Make) -> None:
    forecast = TRADE | {"modality": "forecast"}
    assert year(make("dyad-year", forecast), 2005)["trade_usd"] is None
    assert year(make("dyad-year", forecast, modalities=["forecast"]), 2005)["trade_usd"] == 1000


def test_the_figures_of_the_two_sides_stand_apart(make: Make) -> None:
    investment = TRADE | {"property": "directInvestment"}
    other = investment | {"subject": "belmark", "scope": "arland", "object": "7"}
    row = year(make("dyad-year", investment, other), 2005)
    assert (row["fdi_a_usd"], row["fdi_b_usd"]) == (1000, 7)


def test_a_treaty_counts_in_its_year_and_a_deprecated_party_does_not(make: Make) -> None:
    found = make("dyad-year")
    assert year(found, 2004)["treaty_ids"] == "border-roads-agreement"
    assert "cordia" not in {row[side] for row in dicts(found) for side in ("country_a", "country_b")}


def test_a_treaty_without_a_year_stands_in_no_row_and_is_told_of(make: Make) -> None:
    vague = {"subject": "fishery-agreement", "property": "signed", "object": "2001/2003", "time": "2001/2003"}
    found = make("dyad-year", vague)
    assert "fishery-agreement" not in "".join(str(row["treaty_ids"]) for row in dicts(found))
    assert "1 treaties between countries have no certain year" in " ".join(found.notes)


def test_a_project_counts_for_the_country_it_lies_in_and_the_home_of_its_actors(make: Make) -> None:
    place = {"subject": "ferry-line", "property": "locatedIn", "object": "belmark"}
    row = year(make("dyad-year", place), 1999)
    assert (row["n_projects"], row["project_ids"]) == (1, "ferry-line")


def test_treaties_that_may_be_one_point_at_each_other(store: ox.Store) -> None:
    rows = {row["treaty_id"]: row["maybe_same_as"] for row in dicts(panel(store, "treaty"))}
    pairs = {(name, other) for name, other in rows.items() if other}
    assert pairs
    assert {(other, name) for name, other in pairs} == pairs


# --- the commands


def test_one_command_writes_the_table_and_its_codebook(run, tmp_path: Path) -> None:
    answer = run("panel", "--unit", "dyad-year", "-o", "dyads.csv")
    assert (answer.returncode, answer.stdout) == (0, ""), answer.stderr
    assert {path.name for path in tmp_path.iterdir()} == {
        "dyads.csv",
        "dyads.codebook.csv",
        "dyads.csv-metadata.json",
    }
    assert "have no certain year and stand in no row" in answer.stderr


def test_a_panel_without_a_file_is_csv_on_standard_output(run) -> None:
    answer = run("panel", "--unit", "treaty")
    assert answer.stdout.startswith("treaty_id,treaty_label,")


def test_a_panel_on_conditions_rests_on_them(run) -> None:
    answer = run("panel", "--unit", "statement", "--modality", "forecast")
    rows = list(csv.DictReader(io.StringIO(answer.stdout)))
    assert rows
    assert {row["modality"] for row in rows} == {"forecast"}


def test_the_codebook_can_be_read_as_a_page(run) -> None:
    page = run("codebook", "treaty").stdout
    assert page.startswith("# Codebook: one row a treaty")


@pytest.mark.parametrize(
    "words", [["panel", "--unit", "country"], ["panel"], ["panel", "--unit", "treaty", "-o", "t.xlsx"]]
)
def test_a_wrong_call_is_told(run: Callable[..., subprocess.CompletedProcess[str]], words: list[str]) -> None:
    answer = run(*words)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr.startswith("Error: ")


def test_the_command_offers_every_unit() -> None:
    assert set(panel_command.UNITS) == set(UNITS)


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_a_panel_of_nothing_has_its_columns_and_says_so(run, tmp_path: Path, unit: str, suffix: str) -> None:
    answer = run("panel", "--unit", unit, "--as-known", "1990", "-o", f"none.{suffix}")
    assert answer.returncode == 0, answer.stderr
    assert "(no rows: nothing of this kind meets the conditions)" in answer.stderr
    read = pd.read_csv if suffix == "csv" else pd.read_parquet
    assert read(tmp_path / f"none.{suffix}").shape[0] == 0
