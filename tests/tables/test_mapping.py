"""A mapping says what is wrong with it: the line, what, and how to mend it; an outline of one is a beginning."""

from pathlib import Path

import pytest

from kzgraph.curation.inputs import Inputs, read_inputs
from kzgraph.documents.table import SourceTable
from kzgraph.errors import InputError
from kzgraph.ontology import Ontology
from kzgraph.tables.mapping import read_mapping
from kzgraph.tables.outline import guesses, outline

ROOT = Path(__file__).parents[2]
HEADER = ("Name", "Country", "MW", "Year", "Status")
SOUND = """\
[things.plant]
column = "Name"
class = "PowerStation"

[things.country]
column = "Country"
class = "Country"

[[statements]]
subject = "plant"
property = "installedCapacity"
column = "MW"
unit = "MW"
time = "{Year}"
format = "year"

[[statements]]
subject = "plant"
property = "lifecycleState"
column = "Status"
codes = { on = "completion" }

[[statements]]
subject = "plant"
property = "locatedIn"
object = "country"
"""


def read(folder: Path, text: str, ontology: Ontology) -> str:
    """Return what is told of the mapping *text*; nothing when it is sound."""
    path = folder / "plants.toml"
    path.write_text(text, "utf-8")
    try:
        read_mapping(path, ontology, HEADER)
    except InputError as error:
        return str(error)
    return ""


def test_a_sound_mapping_is_read(tmp_path: Path, ontology: Ontology) -> None:
    path = tmp_path / "plants.toml"
    path.write_text(SOUND, "utf-8")
    found = read_mapping(path, ontology, HEADER)
    assert found.source == "plants"
    assert [each.property for each in found.statements] == ["installedCapacity", "lifecycleState", "locatedIn"]
    assert (found.decimal, found.group, found.missing) == (".", "", {""})


FAULTS = [
    ('column = "MW"', 'column = "GW"', ":12", "no column 'GW'"),
    ('column = "Name"', 'column = "Nam"', ":2", "no column 'Nam'"),
    ('class = "PowerStation"', 'class = "Plant"', ":3", "no class 'Plant'"),
    ('class = "PowerStation"', 'class = "Statement"', ":3", "no class 'Statement'"),
    ('property = "installedCapacity"', 'property = "capacity"', ":11", "no property 'capacity'"),
    ('property = "installedCapacity"', 'property = "party"', "", "party takes a thing"),
    ('unit = "MW"', 'unit = "t"', ":13", "'t' is no unit of installedCapacity"),
    ('unit = "MW"', "", "", "'' is no unit of installedCapacity"),
    ('unit = "MW"', 'unit = "MW"\nscale = 3', "", "'3' is no scale"),
    ('format = "year"', "", "", "says not how its dates are written"),
    ('format = "year"', 'format = "yyyy/mm"', ":15", "no form of dates 'yyyy/mm'"),
    ('time = "{Year}"', 'time = "{Yr}"', ":14", "no column 'Yr'"),
    ('codes = { on = "completion" }', 'codes = { on = "done" }', ":21", "no code 'done'"),
    ('object = "country"', 'object = "land"', ":26", "no thing 'land'"),
    ('object = "country"', 'object = "plant"', "", "locatedIn takes a Place"),
    ('object = "country"', 'column = "Country"', "", "locatedIn takes a thing"),
    ('object = "country"', 'object = "country"\ncolumn = "MW"', "", "has not one of object, column and value"),
    ('subject = "plant"\nproperty = "lo', 'subject = "plants"\nproperty = "lo', ":24", "no thing 'plants'"),
    ('column = "Status"', 'column = "Status"\nempty = "unknown"', "", "an empty cell cannot mean 'unknown'"),
    ('column = "Status"', 'colum = "Status"', ":20", "unknown key 'colum'"),
    ('column = "Status"', 'column = "Status"\nrole = "king"', ":21", "no role 'king'"),
    ('column = "Status"', 'column = "Status"\nscope = "nowhere"', ":21", "the scope 'nowhere'"),
    ("[things.plant]", 'group = "."\n[things.plant]', "", "decimal and group are one sign"),
    ("[things.plant]", 'group = "x"\n[things.plant]', "", "no sign of numbers"),
    ("[things.plant]", 'missing = "NA"\n[things.plant]', ":1", "missing is no list"),
    ("[things.plant]", "[things.plant", "", "is no TOML"),
    ("[things.plant]", "points = 5\n[things.plant]", ":1", "points is no list of tables"),
    ('codes = { on = "completion" }', "codes = 7", ":21", "codes is no table"),
    ('column = "Status"', 'column = "Status"\nwhere = "x"', ":21", "where is no table"),
    ('column = "Status"', 'column = "Status"\nunless = [1]', ":21", "unless is no table"),
    ('column = "Status"', 'column = "Status"\nunless = { Stat = ["x"] }', "", "no column 'Stat'"),
    ('time = "{Year}"', 'time = "{Year}-{Month}"', "", "no column 'Month'"),
    ('column = "Name"', 'column = "Name"\nid = "x"', ":3", "has a column and an id"),
    (
        "[[statements]]",
        '[[points]]\nthing = "x"\nlatitude = "MW"\nlongitude = "MW"\n[[statements]]',
        "",
        "no thing 'x'",
    ),
    ("[[statements]]", "[[statement]]", "", "states nothing"),
    ('class = "PowerStation"', 'class = "PowerStation"\nlabel = "station"', ":4", "label has not one {}"),
]


@pytest.mark.parametrize(("old", "new", "where", "told"), FAULTS)
def test_a_fault_is_told_with_its_line_and_its_mend(
    tmp_path: Path, ontology: Ontology, old: str, new: str, where: str, told: str
) -> None:
    assert old in SOUND
    found = read(tmp_path, SOUND.replace(old, new, -1 if old == "[[statements]]" else 1), ontology)
    assert told in found
    assert f"plants.toml{where}" in found


def test_every_fault_is_told_at_once(tmp_path: Path, ontology: Ontology) -> None:
    text = SOUND.replace('"MW"\nunit', '"GW"\nunit').replace('"Name"', '"Nam"').replace('"completion"', '"done"')
    assert len(read(tmp_path, text, ontology).splitlines()) == 3


# --- an outline


@pytest.fixture(scope="module")
def packaged() -> Inputs:
    """What the packaged graph is built from."""
    return read_inputs(ROOT / "ontology", ROOT / "graph")


TEXT = """\
Country,Owner,ISO3,Started,Amount (USD),Share,NA code,Note
Kazakhstan,Sinopec,KAZ,1997,"1,200,300",12.5,NA,one
China,Huawei,CHN,2001,"2,000",NA,AB,two
Kazakhstan,Somebody Ltd,KAZ,2005,300,7,CD,three
"""


def test_columns_are_told_by_their_values(packaged: Inputs) -> None:
    found = {each.name: (each.kind, each.detail) for each in guesses(SourceTable(TEXT), packaged)}
    assert found == {
        "Country": ("things", "Country"),
        "Owner": ("things", "Company"),
        "ISO3": ("codes", "iso3166alpha3"),
        "Started": ("dates", "year"),
        "Amount (USD)": ("numbers", ","),
        "Share": ("numbers", ""),
        "NA code": ("texts", ""),
        "Note": ("texts", ""),
    }


def test_a_mark_of_what_is_missing_is_one_among_numbers_and_none_among_names(packaged: Inputs) -> None:
    found = {each.name: each.missing for each in guesses(SourceTable(TEXT), packaged)}
    assert found["Share"] == ("NA",)
    assert found["NA code"] == ()


def test_an_outline_is_a_mapping_that_can_be_read(tmp_path: Path, packaged: Inputs) -> None:
    table = SourceTable(TEXT)
    text = outline(table, packaged, {"investmentAmount": "investment amount"})
    assert 'missing = ["NA"]' in text
    (tmp_path / "x.toml").write_text(text, "utf-8")
    found = read_mapping(tmp_path / "x.toml", packaged.ontology, table.header)
    assert {each.kind for each in found.things.values()} == {"Country", "Company"}
    assert found.group == ","


def test_public_tables_have_an_outline_that_can_be_read(tables_dir: Path, tmp_path: Path, packaged: Inputs) -> None:
    from kzgraph.documents.extract import extract

    for path in sorted(tables_dir.glob("*.csv")):
        if path.stat().st_size > 100_000:
            continue
        table = SourceTable(extract(path).text)
        text = outline(table, packaged, {})
        (tmp_path / "x.toml").write_text(text, "utf-8")
        if "[[statements]]" in text:
            read_mapping(tmp_path / "x.toml", packaged.ontology, table.header)
