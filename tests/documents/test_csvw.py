"""What is said of a table beside it is taken, kept with the copy, and proposed from; what is damaged is told."""

import json
from pathlib import Path
from typing import Any

import pytest

from kzgraph.documents.csvw import metadata_beside, metadata_bytes, read_facts, types_of
from kzgraph.errors import InputError

SAID = {
    "@context": "http://www.w3.org/ns/csvw",
    "url": "plants.csv",
    "dc:title": "Plants of two countries",
    "dc:publisher": {"schema:name": "An office of energy"},
    "dc:license": {"@id": "https://creativecommons.org/licenses/by/4.0/"},
    "schema:version": "3",
    "null": ["-"],
    "tableSchema": {
        "columns": [
            {"titles": "Plant", "datatype": "string"},
            {"titles": ["Capacity"], "datatype": {"base": "decimal", "format": {"decimalChar": ",", "groupChar": "."}}},
            {"titles": {"en": "Commissioned"}, "datatype": {"base": "date", "format": "dd/MM/yyyy"}},
        ]
    },
}
TABLE = 'Plant;Capacity;Commissioned\nTall Dam;"1.200,5";01/06/1990\nOld Mill;-;02/03/1971\n'


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "plants.csv"
    path.write_text(TABLE, "utf-8")
    (tmp_path / "plants.csv-metadata.json").write_text(json.dumps(SAID), "utf-8")
    return path


def test_what_is_said_beside_a_table_is_read(table: Path) -> None:
    path = metadata_beside(table)
    assert path
    facts = read_facts(path)
    assert (facts.title, facts.publisher, facts.version) == ("Plants of two countries", "An office of energy", "3")
    assert facts.licence == "https://creativecommons.org/licenses/by/4.0/"
    capacity, day = facts.columns["Capacity"], facts.columns["Commissioned"]
    assert (capacity.is_number, capacity.decimal, capacity.group, capacity.null) == (True, ",", ".", ("-",))
    assert (day.is_date, day.format) == (True, "dd/MM/yyyy")


def test_a_common_file_counts_where_it_is_about_the_table(table: Path) -> None:
    (table.parent / "plants.csv-metadata.json").unlink()
    assert metadata_beside(table) is None
    common = table.with_name("csv-metadata.json")
    common.write_text(json.dumps({"tables": [{"url": "other.csv"}]}), "utf-8")
    assert metadata_beside(table) is None
    common.write_text(json.dumps({"tables": [{"url": "other.csv"}, SAID]}), "utf-8")
    assert metadata_beside(table) == common
    assert read_facts(common, "plants.csv").title == "Plants of two countries"


def test_a_table_is_registered_and_proposed_from_as_its_publisher_says(table: Path, run_in: Any) -> None:
    home = table.parent
    assert run_in(home, "new", "ours", "--title", "T", "--sides", "uz,tr").returncode == 0
    own = ("--graph", "ours", "--sources", "ours/documents")
    done = run_in(home, "source", "add", "plants.csv", "--id", "plants", *own)
    assert done.returncode in (0, 1), done.stderr
    record = (home / "ours" / "sources.ttl").read_text("utf-8")
    for said in ('"Plants of two countries"@en', '"An office of energy"', "licenses/by/4.0", 'schema:version "3"'):
        assert said in record
    kept = json.loads((home / "ours" / "documents" / "plants.txt-metadata.json").read_text("utf-8"))
    assert kept["dc:extent"] == "2 rows"
    assert [each["titles"] for each in kept["tableSchema"]["columns"]] == ["Plant", "Capacity", "Commissioned"]
    assert run_in(home, "table", "propose", "plants", *own).returncode == 0
    mapping = (home / "ours" / "mappings" / "plants.toml").read_text("utf-8")
    assert 'decimal = ","\ngroup = "."' in mapping
    assert 'missing = ["-"]' in mapping
    assert 'format = "dd/mm/yyyy"' in mapping
    assert "Commissioned: dates (dd/mm/yyyy)" in mapping


def test_types_are_the_narrowest_that_all_cells_have() -> None:
    rows = [["1", "1.5", "1e3", "2020-01-01", "NA", ""], ["2", "2", "7", "2020-02-01", "x", ""]]
    found = types_of("abcdef", rows)
    assert [found[name].datatype for name in "abcdef"] == ["integer", "decimal", "double", "date", "string", "string"]


def test_what_is_written_is_read_back(tmp_path: Path, table: Path) -> None:
    path = metadata_beside(table)
    assert path
    facts = read_facts(path)
    (tmp_path / "again.json").write_bytes(metadata_bytes("again.csv", facts))
    assert read_facts(tmp_path / "again.json") == facts


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "is no JSON"),
        ("[" * 9000, "is no JSON"),
        ("[]", "is no metadata of a table"),
        ('{"tables": 5}', "describes no table"),
        ("", "is empty"),
    ],
)
def test_damaged_metadata_is_told(table: Path, content: str, told: str) -> None:
    path = table.with_name("plants.csv-metadata.json")
    path.write_text(content, "utf-8")
    with pytest.raises(InputError, match=told):
        read_facts(path)


@pytest.mark.parametrize(
    "content", ['{"tableSchema": 5}', '{"tableSchema": {"columns": [5, {"datatype": [1]}]}}', '{"null": 5}']
)
def test_odd_metadata_does_no_harm(table: Path, content: str) -> None:
    path = table.with_name("plants.csv-metadata.json")
    path.write_text(content, "utf-8")
    assert not read_facts(path).columns


def test_a_panel_has_metadata_that_names_its_columns(tmp_path: Path, run_in: Any) -> None:
    assert run_in(tmp_path, "panel", "--unit", "treaty", "-o", "treaties.csv").returncode == 0
    facts = read_facts(tmp_path / "treaties.csv-metadata.json", "treaties.csv")
    header = (tmp_path / "treaties.csv").read_text("utf-8-sig").splitlines()[0].split(",")
    assert list(facts.columns) == header
    assert {each.datatype for each in facts.columns.values()} >= {"string", "integer"}
