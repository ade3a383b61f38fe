"""Editions of a table: what changed is told, what is superseded keeps its evidence. Other documents beside a table."""

from pathlib import Path
from typing import Any

import pytest

from kzgraph.checks.run import passages
from kzgraph.curation.inputs import read_inputs
from kzgraph.curation.rows import COLUMNS, Row, read_statements, statements_bytes
from kzgraph.documents.source import editions
from kzgraph.text.words import fingerprint

ROOT = Path(__file__).parents[2]
MAPPING = """\
[things.plant]
column = "Plant"
class = "PowerStation"
register = true

[things.country]
column = "Country"
class = "Country"

[[statements]]
subject = "plant"
property = "installedCapacity"
column = "MW"
unit = "MW"

[[statements]]
subject = "plant"
property = "commissioned"
column = "Year"
format = "year"

[[statements]]
subject = "plant"
property = "lifecycleState"
column = "State"
codes = { on = "completion" }

[[statements]]
subject = "plant"
property = "locatedIn"
object = "country"
"""
HEAD = "Plant,MW,Year,Country,State\n"
FIRST = f"{HEAD}Tall Dam,100,1990,UZ,on\nOld Mill,20,1970,Uzbekistan,on\nWest Works,50,2001,Uzbekistan,on\n"
SECOND = f"{HEAD}West Works,55,2001,Uzbekistan,on\nTall Dam,100,1990,UZ,on\nNew Sun,30,2020,Türkiye,on\n"
NEWS = "Tall Dam has a capacity of 110 MW. West Works has a capacity of 50 MW and was commissioned in 2001."


@pytest.fixture
def ours(run_in: Any, tmp_path: Path) -> Path:
    """A graph with the first edition of a table."""
    assert run_in(tmp_path, "new", "ours", "--title", "Plants", "--sides", "uz,tr").returncode == 0
    (tmp_path / "ours" / "mappings").mkdir()
    (tmp_path / "ours" / "mappings" / "plants.toml").write_text(MAPPING, "utf-8")
    add(run_in, tmp_path, "plants", FIRST)
    done = run_in(tmp_path, "table", "read", "plants", *OWN, "--write")
    assert done.returncode == 0, done.stdout
    return tmp_path


OWN = ("--graph", "ours", "--sources", "ours/documents")


def add(run_in: Any, home: Path, name: str, text: str, *more: str) -> None:
    (home / f"{name}.csv").write_text(text, "utf-8")
    done = run_in(home, "source", "add", f"{name}.csv", "--id", name, "--label", name, *more, *OWN)
    assert done.returncode == 0, done.stderr


def rows_of(home: Path, name: str) -> dict[tuple[str, str, str], Row]:
    rows = read_statements(home / "ours" / "statements" / f"{name}.csv")
    return {(row.subject, row.property, row.object): row for row in rows}


def say(home: Path, run_in: Any) -> None:
    """Add a text that agrees with the first edition of the table in one figure, and differs in another."""
    (home / "news.txt").write_text(NEWS + "\n", "utf-8")
    done = run_in(home, "source", "add", "news.txt", "--id", "news", "--label", "News", *OWN)
    assert done.returncode == 0, done.stderr
    rows = []
    for subject, name, value, unit, words in (
        ("tall-dam", "installedCapacity", "110", "MW", NEWS.partition(". ")[0] + "."),
        ("west-works", "installedCapacity", "50", "MW", NEWS.partition(". ")[2]),
        ("west-works", "commissioned", "2001", "", NEWS.partition(". ")[2]),
    ):
        start = NEWS.index(words)
        cells = dict.fromkeys(COLUMNS, "") | {
            "subject": subject,
            "property": name,
            "object": value,
            "unit": unit,
            "modality": "asserted",
            "rank": "normal",
            "source": "news",
            "start": str(start),
            "end": str(start + len(words)),
            "fingerprint": fingerprint(words),
        }
        rows.append(Row(**cells, line=0))
    (home / "ours" / "statements" / "news.csv").write_bytes(statements_bytes(rows))


def test_what_an_edition_adds_changes_and_leaves_out_is_told_and_superseded(ours: Path, run_in: Any) -> None:
    before = rows_of(ours, "plants")
    add(run_in, ours, "plants-2", SECOND, "--replaces", "plants")
    done = run_in(ours, "table", "read", "plants-2", *OWN, "--write")
    assert "beside the edition plants: 4 added, 1 changed, 4 gone" in done.stdout
    assert "west-works installedCapacity: 50 → 55" in done.stdout
    assert "old-mill commissioned: 1970 is gone" in done.stdout
    after = rows_of(ours, "plants")
    assert after.keys() == before.keys(), "nothing is lost"
    superseded = {key for key, row in after.items() if row.rank == "deprecated"}
    assert superseded == {
        ("west-works", "installedCapacity", "50"),
        ("old-mill", "installedCapacity", "20"),
        ("old-mill", "commissioned", "1970"),
        ("old-mill", "locatedIn", "uzbekistan"),
        ("old-mill", "lifecycleState", "completion"),
    }
    assert {after[key].reason for key in superseded} == {"superseded by plants-2"}
    assert all(after[key].start == before[key].start for key in before), "the evidence stays in the older edition"
    assert run_in(ours, "build", "--graph", "ours").returncode == 0
    checked = run_in(ours, "check", *OWN)
    assert checked.returncode == 0, checked.stdout


def test_reading_the_editions_again_changes_nothing(ours: Path, run_in: Any) -> None:
    add(run_in, ours, "plants-2", SECOND, "--replaces", "plants")
    run_in(ours, "table", "read", "plants-2", *OWN, "--write")
    before = {path: path.read_bytes() for path in (ours / "ours").rglob("*") if path.is_file()}
    for name in ("plants", "plants-2", "plants"):
        assert run_in(ours, "table", "read", name, *OWN, "--write").returncode == 0
    assert {path: path.read_bytes() for path in before} == before


def test_what_a_later_reading_bears_out_stands_again(ours: Path, run_in: Any) -> None:
    add(run_in, ours, "plants-2", SECOND, "--replaces", "plants")
    run_in(ours, "table", "read", "plants-2", *OWN, "--write")
    mapping = MAPPING.replace('column = "MW"', 'value = "50"\nwhere = { MW = ["55"] }')
    (ours / "ours" / "mappings" / "plants-2.toml").write_text(mapping, "utf-8")
    run_in(ours, "table", "read", "plants-2", *OWN, "--write")
    assert rows_of(ours, "plants")["west-works", "installedCapacity", "50"].rank == "normal"


def test_editions_of_one_table_are_one_origin(ours: Path, run_in: Any) -> None:
    say(ours, run_in)
    add(run_in, ours, "plants-2", SECOND, "--replaces", "plants")
    assert run_in(ours, "table", "read", "plants-2", *OWN, "--write").returncode == 0
    assert run_in(ours, "build", "--graph", "ours").returncode == 0
    panel = ("panel", "--unit", "statement", "--graph", "ours", "-o", "statements.csv")
    assert run_in(ours, *panel, "--min-sources", "2").returncode == 0
    found = (ours / "statements.csv").read_text("utf-8")
    assert "west-works" in found, "the table and the news"
    assert "tall-dam" not in found, "two editions"
    assert run_in(ours, *panel).returncode == 0
    assert "tall-dam" in (ours / "statements.csv").read_text("utf-8")


def test_what_another_document_says_too_is_not_superseded_but_disputed(ours: Path, run_in: Any) -> None:
    say(ours, run_in)
    add(run_in, ours, "plants-2", SECOND, "--replaces", "plants")
    done = run_in(ours, "table", "read", "plants-2", *OWN, "--write")
    assert rows_of(ours, "plants")["west-works", "installedCapacity", "50"].rank == "normal"
    assert "plants-2 says 55 MW" in done.stdout
    assert run_in(ours, "build", "--graph", "ours").returncode == 0
    checked = run_in(ours, "check", *OWN)
    assert checked.returncode == 0, checked.stdout


def test_agreement_with_a_text_is_a_second_origin_and_a_difference_a_dispute(ours: Path, run_in: Any) -> None:
    say(ours, run_in)
    done = run_in(ours, "table", "read", "plants", *OWN, "--write")
    assert "2 claims stand in news too" in done.stdout
    assert "disputed: " in done.stdout
    relations = (ours / "ours" / "relations.csv").read_text("utf-8").splitlines()
    assert len(relations) == 2
    assert "news says 110 MW" in relations[1]
    assert "plants says 100 MW" in relations[1]
    again = run_in(ours, "table", "read", "plants", *OWN, "--write")
    assert "disputed" not in again.stdout, "a dispute is recorded once"
    assert run_in(ours, "build", "--graph", "ours").returncode == 0
    assert run_in(ours, "check", *OWN).returncode == 0


def test_what_a_person_judged_is_kept_when_the_table_is_read_again(ours: Path, run_in: Any) -> None:
    path = ours / "ours" / "statements" / "plants.csv"
    text = path.read_text("utf-8").replace(
        "tall-dam,installedCapacity,100,MW,,,,,,asserted,,,normal,,",
        "tall-dam,installedCapacity,100,MW,,,,,,asserted,,,deprecated,a misprint: the plate says 110,",
    )
    path.write_text(text, "utf-8")
    assert run_in(ours, "table", "read", "plants", *OWN, "--write").returncode == 0
    assert rows_of(ours, "plants")["tall-dam", "installedCapacity", "100"].reason == "a misprint: the plate says 110"


def test_an_edition_replaces_one_that_is_there_and_that_no_other_replaces(ours: Path, run_in: Any) -> None:
    (ours / "x.csv").write_text(SECOND, "utf-8")
    words = ("source", "add", "x.csv", "--id", "x", "--label", "X", *OWN, "--replaces")
    assert "no document 'plant' to replace" in run_in(ours, *words, "plant").stderr
    assert run_in(ours, *words, "plants").returncode == 0
    (ours / "y.csv").write_text(SECOND.replace("30", "31"), "utf-8")
    done = run_in(ours, "source", "add", "y.csv", "--id", "y", "--label", "Y", *OWN, "--replaces", "plants")
    assert "plants is replaced by x already; replace that one" in done.stderr


def test_editions_in_a_circle_are_told(ours: Path, run_in: Any) -> None:
    add(run_in, ours, "plants-2", SECOND, "--replaces", "plants")
    path = ours / "ours" / "sources.ttl"
    path.write_text(path.read_text("utf-8") + "kzd:plants dcterms:replaces kzd:plants-2 .\n", "utf-8")
    done = run_in(ours, "build", "--graph", "ours")
    assert done.returncode == 3
    assert "plants replaces itself" in done.stderr


def test_an_edition_is_read_by_the_mapping_of_the_one_before(ours: Path, run_in: Any) -> None:
    add(run_in, ours, "plants-2", SECOND, "--replaces", "plants")
    run_in(ours, "table", "read", "plants-2", *OWN, "--write")
    material = read_inputs(ROOT / "ontology", ours / "ours")
    assert editions(material.sources, "plants-2") == ["plants-2", "plants"]
    assert not passages(material, ours / "ours" / "documents", ours / "ours").findings
    (ours / "ours" / "statements" / "plants-2.csv").write_text(
        (ours / "ours" / "statements" / "plants-2.csv")
        .read_text("utf-8")
        .replace("new-sun,installedCapacity,30", "new-sun,installedCapacity,31"),
        "utf-8",
    )
    material = read_inputs(ROOT / "ontology", ours / "ours")
    assert passages(material, ours / "ours" / "documents", ours / "ours").findings


# --- overlaps

OTHER = f"{HEAD}Tall Dam HPP,101,1990,Uzbekistan,on\nWest Work,500,2001,Uzbekistan,on\nBread Oven,1,2000,Türkiye,on\n"


def test_undertakings_that_may_be_one_are_listed_with_what_speaks_for_it(ours: Path, run_in: Any) -> None:
    (ours / "ours" / "mappings" / "other.toml").write_text(MAPPING, "utf-8")
    add(run_in, ours, "other", OTHER)
    (ours / "ours" / "mappings" / "other.names.csv").write_text(
        "thing,value,entity,reason\nplant,Tall Dam HPP,new,\nplant,West Work,new,\n", "utf-8"
    )
    assert run_in(ours, "table", "read", "other", *OWN, "--write").returncode == 0
    done = run_in(ours, "table", "overlaps", "other", "--graph", "ours", "--write")
    assert "1 pairs that may be one" in done.stdout, done.stdout
    (line,) = (each for each in done.stdout.splitlines() if each.startswith("tall-dam-hpp  tall-dam"))
    assert "capacity 101 and 100" in line
    assert "the same year: 1990" in line
    assert "west-work " not in done.stdout, "a capacity that differs speaks against it"
    again = run_in(ours, "table", "overlaps", "other", "--graph", "ours", "--write")
    assert "0 pairs" in again.stdout, "what is in identity.csv is not asked again"
    assert run_in(ours, "build", "--graph", "ours").returncode == 0
    assert run_in(ours, "check", *OWN).returncode == 0
    shown = run_in(ours, "query", "possibly-same", "--graph", "ours")
    assert "Tall Dam HPP" in shown.stdout


def test_a_cell_that_names_several_makes_a_row_of_each_and_only_countries_become_countries(
    ours: Path, run_in: Any
) -> None:
    (ours / "ours" / "mappings" / "many.toml").write_text(
        """\
[things.plant]
column = "Plant"
class = "PowerStation"
register = true

[things.country]
column = "Where"
class = "Country"
split = "|"
register = true

[[statements]]
subject = "plant"
property = "locatedIn"
object = "country"
""",
        "utf-8",
    )
    add(run_in, ours, "many", "Plant,Where\nBorder Dam,Turkey | Tajikistan|Nobody Ltd|\nDry Mill,|\n")
    done = run_in(ours, "table", "read", "many", *OWN, "--write")
    assert done.returncode == 1
    assert "passed over, unmatched: Where (row=2)" in done.stdout
    assert {key[2] for key in rows_of(ours, "many")} == {"turkiye", "tajikistan"}
    entities = read_inputs(ROOT / "ontology", ours / "ours").entities
    assert entities["tajikistan"].labels["ru"] == "Таджикистан"
    assert "nobody-ltd" not in entities
    assert "country,Nobody Ltd,," in (ours / "ours" / "mappings" / "many.names.csv").read_text("utf-8")
