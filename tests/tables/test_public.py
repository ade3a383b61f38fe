"""Every public table, from its file to panel, network and map; what comes of it is held against the file itself."""

import csv
import shutil
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kzgraph.curation.inputs import read_inputs
from kzgraph.curation.rows import Row, read_statements

ROOT = Path(__file__).parents[2]
FILES = {
    "plants": "wri-power-plants-uzbekistan.csv",
    "finance": "gcdf-country-commitments.csv",
    "cow-states": "cow-states.csv",
    "gw-states": "gw-states.csv",
    "alliances": "atop-alliance-kazakhstan.csv",
}


@pytest.fixture(scope="module")
def read(run_in: Any, tables_dir: Path, shown: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the public tables have been read that the documentation does not show."""
    home = tmp_path_factory.mktemp("public")
    done = run_in(home, "new", "ours", "--title", "Central Asia", "--sides", "uzbekistan,kazakhstan,china")
    assert done.returncode == 0, done.stderr
    shutil.copytree(Path(__file__).parent / "mappings", home / "ours" / "mappings")
    (home / "ours" / "mappings" / "plants.toml").write_text(shown[0], "utf-8")
    own = ("--graph", "ours", "--sources", "ours/documents")
    for name, file in FILES.items():
        done = run_in(home, "source", "add", tables_dir / file, "--id", name, "--label", f"The table of {name}", *own)
        assert done.returncode == 0, done.stderr
        done = run_in(home, "table", "read", name, *own, "--write")
        assert done.returncode in (0, 1), done.stderr
    assert run_in(home, "build", "--graph", "ours").returncode == 0
    return home


def records(tables_dir: Path, name: str) -> list[dict[str, str]]:
    with (tables_dir / FILES[name]).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rows_of(home: Path, name: str) -> list[Row]:
    return read_statements(home / "ours" / "statements" / f"{name}.csv")


def codes_of(home: Path, scheme: str) -> dict[str, str]:
    """The countries of the graph by their code in *scheme*."""
    codes = read_inputs(ROOT / "ontology", home / "ours").concordance.codes
    return {each.code: each.entity for each in codes if each.scheme == scheme}


def test_all_checks_pass(read: Path, run_in: Any) -> None:
    checked = run_in(read, "check", "--graph", "ours", "--sources", "ours/documents")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_what_each_recipient_was_promised_is_there_to_the_dollar(read: Path, tables_dir: Path) -> None:
    by_code = codes_of(read, "iso3166alpha3")
    wanted = {
        by_code[each["iso3c"]]: Decimal(each["total_commitments_bn"]) * 10**9 for each in records(tables_dir, "finance")
    }
    rows = [row for row in rows_of(read, "finance") if row.property == "officialFinance"]
    assert {row.subject: Decimal(row.object) for row in rows} == wanted
    assert {row.scope for row in rows} == {"china;committed;constant-prices"}


def test_every_country_has_its_names_in_four_languages_and_its_codes(read: Path) -> None:
    entities = read_inputs(ROOT / "ontology", read / "ours").entities
    assert set(entities["turkiye"].labels) == {"en", "kk", "ru", "zh"}
    assert entities["turkiye"].labels["ru"] == "Турция"
    assert "turkey" not in entities, "a name of the country in the table makes no second country"
    assert codes_of(read, "cowCode")["640"] == "turkiye"


def test_a_state_entered_on_the_day_of_the_list_and_only_those_left_that_it_lets_end(
    read: Path, tables_dir: Path
) -> None:
    by_code = codes_of(read, "cowCode")
    known = [each for each in records(tables_dir, "cow-states") if each["ccode"].removesuffix(".0") in by_code]
    days = {
        (by_code[each["ccode"].removesuffix(".0")], property_): "-".join(
            each[name].removesuffix(".0").zfill(2) for name in names
        )
        for each in known
        for property_, names in (
            ("enteredStateSystem", ("styear", "stmonth", "stday")),
            ("leftStateSystem", ("endyear", "endmonth", "endday")),
        )
        if property_ == "enteredStateSystem" or each["endyear"] != "2016.0"
    }
    rows = rows_of(read, "cow-states")
    assert {(row.subject, row.property, row.object) for row in rows} >= {(*key, day) for key, day in days.items()}
    assert len(rows) == len(known) + sum(each["endyear"] != "2016.0" for each in known)
    assert ("kazakhstan", "leftStateSystem") not in {(row.subject, row.property) for row in rows}


def test_every_obligation_of_every_year_is_there_once(read: Path, tables_dir: Path) -> None:
    by_code = codes_of(read, "cowCode")
    columns = {
        "atop_defense": "defense",
        "atop_offense": "offense",
        "atop_neutral": "neutrality",
        "atop_nonagg": "non-aggression",
        "atop_consul": "consultation",
    }
    wanted = Counter(
        (by_code[one], by_code[other], each["year"].removesuffix(".0"), role)
        for each in records(tables_dir, "alliances")
        for one, other in [(each["ccode1"].removesuffix(".0"), each["ccode2"].removesuffix(".0"))]
        for column, role in columns.items()
        if each[column] == "1.0" and one in by_code and other in by_code
    )
    found = Counter((row.subject, row.object, row.time, row.role) for row in rows_of(read, "alliances"))
    assert found == wanted
    assert len(found) > 4000


def test_every_station_lies_where_the_table_puts_it(read: Path, tables_dir: Path) -> None:
    with (tables_dir / FILES["plants"]).open(encoding="utf-8", newline="") as file:
        wanted = sorted((each["Latitude"], each["Longitude"]) for each in csv.DictReader(file) if each["Latitude"])
    points = read_inputs(ROOT / "ontology", read / "ours").concordance.points
    assert sorted((each.latitude, each.longitude) for each in points) == wanted


def test_the_panel_of_dyads_tells_what_binds_whom(read: Path, run_in: Any, tables_dir: Path) -> None:
    assert run_in(read, "panel", "--unit", "dyad-year", "--graph", "ours", "-o", "bound.csv").returncode == 0
    with (read / "bound.csv").open(encoding="utf-8-sig", newline="") as file:
        found = {
            (each["country_a"], each["country_b"], each["year"]): (each["obligations_a"], each["obligations_b"])
            for each in csv.DictReader(file)
        }
    (record,) = (
        each
        for each in records(tables_dir, "alliances")
        if (each["ccode1"], each["ccode2"], each["year"]) == ("710.0", "705.0", "2005.0")
    )
    wanted = {"atop_nonagg": "non-aggression", "atop_consul": "consultation", "atop_defense": "defense"}
    assert found["china", "kazakhstan", "2005"][0] == ";".join(
        sorted(role for column, role in wanted.items() if record[column] == "1.0")
    )


@pytest.mark.parametrize(
    "words",
    [
        ("panel", "--unit", "statement", "-o", "statements.csv"),
        ("panel", "--unit", "dyad-year", "-o", "dyads.csv"),
        ("network", "-f", "csv"),
        ("draw", "-o", "network.html"),
        ("plot", "map", "-o", "map.svg"),
        ("plot", "capacity", "-o", "capacity.svg"),
        ("query", "counts"),
        ("relation", "kazakhstan", "uzbekistan"),
        ("query", "bilateral-relations"),
    ],
    ids=" ".join,
)
def test_every_face_answers(read: Path, run_in: Any, words: tuple[str, ...]) -> None:
    done = run_in(read, *words, "--graph", "ours")
    assert done.returncode == 0, done.stderr
