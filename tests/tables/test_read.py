"""Public tables read by the mappings that the documentation shows, with real commands; and frauds, each caught."""

import csv
import io
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kzgraph.checks.run import passages
from kzgraph.curation.inputs import read_inputs
from kzgraph.curation.rows import COLUMNS, Row, read_statements, statements_bytes
from kzgraph.errors import InputError

ROOT = Path(__file__).parents[2]
PLANTS, TRADE, CODES = "wri-power-plants-kazakhstan.csv", "cow-trade-state-year-4.csv", "country-codes.csv"


@pytest.fixture(scope="module")
def read(run_in: Any, tables_dir: Path, shown: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which three public tables have been read."""
    home = tmp_path_factory.mktemp("tables")
    done = run_in(home, "new", "ours", "--title", "Stations", "--sides", "kazakhstan,uzbekistan")
    assert done.returncode == 0, done.stderr
    (home / "ours" / "mappings").mkdir()
    own = ("--graph", "ours", "--sources", "ours/documents")
    for name, file, mapping in zip(("plants", "trade", "codes"), (PLANTS, TRADE, CODES), shown[:3], strict=True):
        label = ("--id", name, "--label", f"The table of {name}", "--licence", "CC-BY-4.0", "--retrieved", "2026-11-25")
        done = run_in(home, "source", "add", tables_dir / file, *label, *own)
        assert done.returncode == 0, done.stderr
        (home / "ours" / "mappings" / f"{name}.toml").write_text(mapping, "utf-8")
        done = run_in(home, "table", "read", name, *own, "--write")
        assert done.returncode in (0, 1), done.stderr
    assert run_in(home, "build", "--graph", "ours").returncode == 0
    return home


@pytest.fixture
def ours(read: Path, tmp_path: Path) -> Path:
    """A copy of that folder, to be changed at will."""
    return Path(shutil.copytree(read / "ours", tmp_path / "ours"))


def rows_of(folder: Path, source: str) -> list[Row]:
    return read_statements(folder / "statements" / f"{source}.csv")


def findings(folder: Path) -> list[str]:
    material = read_inputs(ROOT / "ontology", folder)
    return [str(each) for each in passages(material, folder / "documents", folder).findings]


def test_every_figure_of_the_table_is_in_the_graph_as_it_is_printed(read: Path, tables_dir: Path) -> None:
    with (tables_dir / PLANTS).open(encoding="utf-8", newline="") as file:
        records = list(csv.DictReader(file))
    rows = rows_of(read / "ours", "plants")
    printed = Counter((row.printed or row.object) for row in rows if row.property == "installedCapacity")
    assert printed == Counter(each["Capacity (MW)"] for each in records)
    assert Counter(row.property for row in rows) == {
        "installedCapacity": len(records),
        "lifecycleState": len(records),
        "locatedIn": sum(bool(each["Country"]) for each in records),
        "commissioned": sum(bool(each["Commissioning Date"]) for each in records),
    }
    assert {row.object for row in rows if row.property == "lifecycleState"} == {"completion", "not-stated"}


def test_a_scale_and_a_code_are_applied(read: Path, tables_dir: Path) -> None:
    with (tables_dir / TRADE).open(encoding="utf-8", newline="") as file:
        (record,) = (each for each in csv.DictReader(file) if (each["ccode"], each["year"]) == ("705.0", "1993.0"))
    (row,) = (
        each
        for each in rows_of(read / "ours", "trade")
        if (each.subject, each.property, each.time) == ("kazakhstan", "exportValue", "1993")
    )
    assert (row.subject, row.object, row.printed) == ("kazakhstan", "1106657234.85915", record["exports"])


def test_names_that_are_open_are_listed_once_and_a_decision_counts(ours: Path, run: Any) -> None:
    names = ours / "mappings" / "trade.names.csv"
    text = names.read_text("utf-8")
    assert text.splitlines()[1:] == ["state,640.0,,", "state,710.0,,"]
    names.write_text(text.replace("state,640.0,,", "state,640.0,-,not of our graph"), "utf-8")
    done = run("table", "read", "trade", "--graph", ours, "--sources", ours / "documents", "--write")
    assert "1 left out" in done.stdout
    assert "state,640.0,-,not of our graph" in names.read_text("utf-8")
    names.write_text(text.replace("state,640.0,,", "state,640.0,nowhere,"), "utf-8")
    done = run("table", "read", "trade", "--graph", ours, "--sources", ours / "documents")
    assert done.returncode == 3
    assert "unknown entity 'nowhere'" in done.stderr


def test_new_things_are_registered_with_the_cell_as_a_form_that_finds_them(read: Path) -> None:
    entities = read_inputs(ROOT / "ontology", read / "ours").entities
    assert entities["moynak-power-station"].labels == {"en": "Moynak power station"}
    assert entities["moynak-power-station"].hidden == ("Moynak",)
    assert entities["nur-sultan"].kind == "City", "as the edition of the table has it"
    assert "kabul" not in entities, "of countries that the graph does not have nothing is registered"


def test_reading_again_changes_nothing(ours: Path, run: Any) -> None:
    before = {path: path.read_bytes() for path in ours.rglob("*") if path.is_file()}
    for name in ("plants", "trade", "codes"):
        run("table", "read", name, "--graph", ours, "--sources", ours / "documents", "--write")
    assert {path: path.read_bytes() for path in before} == before


def test_all_checks_pass_and_every_face_answers(read: Path, run_in: Any) -> None:
    own = ("--graph", "ours")
    checked = run_in(read, "check", *own, "--sources", "ours/documents")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    shown = run_in(read, "evidence", "moynak-power-station", *own, "--sources", "ours/documents").stdout
    assert "row=3 Power Plant ID: 1023212 · Name: Moynak · Fuel: Hydro" in shown
    assert "“cell=3,7 Capacity (MW): 300”" in shown
    for words in (
        ("panel", "--unit", "project", "-o", "projects.csv"),
        ("panel", "--unit", "dyad-year", "-o", "dyads.csv"),
        ("draw", "-o", "network.html"),
        ("plot", "capacity", "-o", "capacity.svg"),
        ("export", "-o", "all.trig"),
    ):
        done = run_in(read, *words, *own)
        assert done.returncode == 0, (words, done.stderr)
    with (read / "projects.csv").open(encoding="utf-8-sig", newline="") as file:
        assert sum(row["capacity_mw"] != "" for row in csv.DictReader(file)) == 34
    covered = run_in(read, "coverage", "plants", *own, "--sources", "ours/documents")
    assert "34 pieces (record): 34 stated" in covered.stdout


# --- frauds


def change(**cells: str) -> Callable[[Row, list[Row]], dict[str, str]]:
    return lambda _row, _rows: cells


def neighbour(row: Row, rows: list[Row]) -> dict[str, str]:
    """The place of another record."""
    other = next(each for each in rows if each.start != row.start)
    return {name: getattr(other, name) for name in ("start", "end", "fingerprint", "via")}


def neighbours_figure(row: Row, rows: list[Row]) -> dict[str, str]:
    other = next(each for each in rows if each.start != row.start and each.property == row.property)
    return {name: getattr(other, name) for name in ("object", "printed")}


def other_cells(row: Row, rows: list[Row]) -> dict[str, str]:
    other = next(each for each in rows if each.start == row.start and each.via != row.via)
    return {"via": other.via}


PLANTED: dict[str, tuple[str, str, Callable[[Row, list[Row]], dict[str, str]], str]] = {
    "a changed figure": ("plants", "installedCapacity", change(object="1"), "object"),
    "a figure with another digit": ("trade", "exportValue", change(object="1106657234.85916"), "object"),
    "a figure of the next record": ("plants", "installedCapacity", neighbours_figure, "object"),
    "the place of another record": ("plants", "installedCapacity", neighbour, "no record"),
    "the cells of another column": ("plants", "installedCapacity", other_cells, "via"),
    "cells that are left out": ("plants", "installedCapacity", change(via=""), "via"),
    "half of the record": ("plants", "installedCapacity", lambda row, _: {"end": str(int(row.end) - 5)}, "end"),
    "another print": ("trade", "exportValue", change(printed="1,106.66"), "printed"),
    "another unit": ("plants", "installedCapacity", change(unit="GW"), "unit"),
    "another currency": ("trade", "importValue", change(unit="CNY"), "unit"),
    "a bound": ("plants", "installedCapacity", change(operator=">="), "operator"),
    "another year": ("trade", "exportValue", change(time="1994"), "time"),
    "no year": ("trade", "exportValue", change(time=""), "time"),
    "another partner": ("trade", "exportValue", change(scope="uzbekistan"), "scope"),
    "exports as imports": ("trade", "exportValue", change(property="importValue"), "object"),
    "another country": ("trade", "exportValue", change(subject="uzbekistan"), "no record"),
    "another place": ("plants", "locatedIn", change(object="uzbekistan"), "object"),
    "another state": ("plants", "lifecycleState", change(object="cancelled"), "object"),
    "a plan": ("plants", "commissioned", change(modality="planned"), "modality"),
    "another day": ("plants", "commissioned", change(object="2012-01-01"), "object"),
    "a capital of another country": ("codes", "capitalOf", change(object="uzbekistan"), "object"),
}


@pytest.mark.parametrize("fraud", PLANTED)
def test_a_fraud_is_told(ours: Path, fraud: str) -> None:
    source, name, planted, field = PLANTED[fraud]
    assert findings(ours) == []
    rows = rows_of(ours, source)
    number = next(
        at
        for at, row in enumerate(rows)
        if row.property == name and not {row.subject, row.object} & {"uzbekistan", "not-stated", "tashkent"}
    )
    changed = {column: getattr(rows[number], column) for column in COLUMNS} | planted(rows[number], rows)
    rows[number] = Row(**changed, line=0)
    path = ours / "statements" / f"{source}.csv"
    path.write_bytes(statements_bytes({each.claim + each.span: each for each in rows}.values()))
    told = findings(ours)
    assert told, fraud
    assert any(field in each for each in told), told


def test_a_point_that_was_moved_is_told(ours: Path) -> None:
    path = ours / "links" / "points.csv"
    text = path.read_text("utf-8")
    assert text.count("https://w3id.org/kzgraph/source/plants") > 10
    path.write_text(text.replace("49.9161", "59.9161", 1), "utf-8")
    (told,) = findings(ours)
    assert "plants gives 49.9161, 73.2365" in told


def test_another_edition_is_told_where_it_says_something_else(ours: Path) -> None:
    path = ours / "documents" / "plants.txt"
    text = path.read_text("utf-8")
    lines = text.splitlines()
    path.write_text("\n".join([lines[0], *reversed(lines[1:])]) + "\n", "utf-8")
    assert findings(ours) == [], "the same records in another order bear out the same rows"
    path.write_text(text.replace("1023212,Moynak,Hydro,,,,300,", "1023212,Moynak,Hydro,,,,330,"), "utf-8")
    (told,) = findings(ours)
    assert "the edition at hand says '330', the row '300'" in told
    path.write_text(text.replace(lines[2] + "\n", ""), "utf-8")
    assert len(findings(ours)) == 4
    assert all("no record of the edition at hand says this" in each for each in findings(ours))


def test_a_row_of_a_table_without_a_mapping_is_held_against_its_cells(ours: Path) -> None:
    (ours / "mappings" / "plants.toml").unlink()
    assert findings(ours) == []
    rows = rows_of(ours, "plants")
    at = next(number for number, row in enumerate(rows) if row.property == "installedCapacity")
    cells = {column: getattr(rows[at], column) for column in COLUMNS}
    for planted in ({"object": "89"}, {"subject": "moynak-power-station"}, {"operator": ">"}, {"unit": "USD"}):
        table = [*rows[:at], Row(**(cells | planted), line=0), *rows[at + 1 :]]
        (ours / "statements" / "plants.csv").write_bytes(statements_bytes(table))
        try:
            told = findings(ours)
        except InputError as error:  # the unit is none of the property
            told = [str(error)]
        assert told, planted


ODD = {
    "a name without letters": ("???,5", "unmatched: Name"),
    "a name that is too long": ("x" * 300 + ",5", "unmatched: Name"),
    "a figure beyond all": ("A,1e999999999", "is larger or smaller than a table holds"),
    "a figure below all": ("A,1e-999999999", "is larger or smaller than a table holds"),
    "not a number": ("A,NaN", "'NaN' is no number as declared"),
    "digits of another script": ("A,٣", "is no number as declared"),
    "two numbers": ("A,5 or 6", "'5 or 6' is no number as declared"),
    "groups where none are declared": ('A,"1,234"', "'1,234' is no number as declared"),
}


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_cell_is_passed_over_and_told(ours: Path, run: Any, odd: str) -> None:
    record, told = ODD[odd]
    (ours / "odd.csv").write_text(f"Name,MW\nOne,1\n{record}\n", "utf-8")
    own = ("--graph", ours, "--sources", ours / "documents")
    assert run("source", "add", ours / "odd.csv", "--id", "odd", "--label", "O", *own).returncode == 0
    (ours / "mappings" / "odd.toml").write_text(
        """\
[things.station]
column = "Name"
class = "PowerStation"
register = true
[[statements]]
subject = "station"
property = "installedCapacity"
column = "MW"
unit = "MW"
""",
        "utf-8",
    )
    done = run("table", "read", "odd", *own, "--write")
    assert done.returncode == 1, done.stderr
    assert told in done.stdout
    assert "(row=3)" in done.stdout
    assert [row.subject for row in rows_of(ours, "odd")] == ["one"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "there is no mapping; write one, or begin with `kzgraph table propose plants"),
        (b"", "is empty"),
        (b"\xff\xfe\x00", "save it as UTF-8"),
        (b"a=" + b"[" * 5000 + b"]" * 5000, "is no TOML"),
    ],
)
def test_a_mapping_that_is_none_is_told(ours: Path, run: Any, content: bytes | None, told: str) -> None:
    path = ours / "mappings" / "plants.toml"
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    done = run("table", "read", "plants", "--graph", ours, "--sources", ours / "documents")
    assert done.returncode == 3
    assert told in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["propose", "review"])
def test_a_table_is_no_text_to_propose_from(ours: Path, run: Any, command: str) -> None:
    done = run(command, "plants", "--graph", ours, "--sources", ours / "documents")
    assert done.returncode == 2
    assert "plants is a table; read it by a mapping: `kzgraph table propose plants" in done.stderr


def test_a_text_is_no_table(ours: Path, run: Any) -> None:
    done = run("table", "read", "first-document", "--graph", ours, "--sources", ours / "documents")
    assert done.returncode == 2
    assert "first-document is no table" in done.stderr


def test_an_outline_does_not_write_over_a_mapping(ours: Path, run: Any) -> None:
    own = ("--graph", ours, "--sources", ours / "documents")
    before = (ours / "mappings" / "trade.toml").read_bytes()
    assert "[[statements]]" in run("table", "propose", "trade", *own).stdout
    assert (ours / "mappings" / "trade.toml").read_bytes() == before
    (ours / "mappings" / "trade.toml").unlink()
    assert "wrote" in run("table", "propose", "trade", *own).stdout
    assert run("table", "read", "trade", *own).returncode == 1, "it can be read as it is"


def test_a_table_in_russian_signs_is_read(ours: Path, run: Any) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(
        [["Название", "Мощность, МВт", "Пуск"], ["Первая", "1.234,5", "26.09.1992"], ["Вторая", "12", "скоро"]]
    )
    (ours / "stations.csv").write_bytes(text.getvalue().encode("cp1251"))
    own = ("--graph", ours, "--sources", ours / "documents")
    assert run("source", "add", ours / "stations.csv", "--id", "rus", "--label", "R", *own).returncode in (0, 1)
    (ours / "mappings" / "rus.toml").write_text(
        """\
decimal = ","
group = "."
language = "ru"
[things.station]
column = "Название"
class = "PowerStation"
register = true
[[statements]]
subject = "station"
property = "installedCapacity"
column = "Мощность, МВт"
unit = "MW"
[[statements]]
subject = "station"
property = "commissioned"
column = "Пуск"
format = "dd.mm.yyyy"
""",
        "utf-8",
    )
    done = run("table", "read", "rus", *own, "--write")
    assert done.returncode == 1
    assert "'скоро' is no date as declared (dd.mm.yyyy)" in done.stdout
    found = {(row.property, row.object, row.printed) for row in rows_of(ours, "rus")}
    assert found == {
        ("installedCapacity", "1234.5", "1.234,5"),
        ("installedCapacity", "12", ""),
        ("commissioned", "1992-09-26", "26.09.1992"),
    }
    assert read_inputs(ROOT / "ontology", ours).entities["pervaya"].labels == {"en": "Pervaya", "ru": "Первая"}
