"""What belongs to a relation of two countries is worked out by rule, and nothing of a third country's is in it."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox
import pytest

from kzgraph.curation.build import build
from kzgraph.curation.inputs import Inputs, read_inputs
from kzgraph.vocab import BASE, ENTITY, ONTOLOGY

ROOT = Path(__file__).parents[2]
BELONGING, BETWEEN = ("inRelation", "figureOf"), ONTOLOGY + "between"


def belonging(material: Inputs, relation: str, how: Sequence[str] = BELONGING) -> set[str]:
    """The ids of what the built graph puts into a relation."""
    there, ways = ox.NamedNode(ENTITY + relation), {ONTOLOGY + each for each in how}
    found = [triple for triple in build(material) if triple.predicate.value in ways and triple.object == there]
    return {triple.subject.value.removeprefix(BASE) for triple in found}


def changed(folder: Path, table: str, *rows: tuple[str, str, str]) -> Inputs:
    """The small project in *folder*, with more rows that stand on the passage of its first one."""
    path = folder / "statements" / table
    with path.open(encoding="utf-8", newline="") as stream:
        first, *_ = reader = list(csv.DictReader(stream))
    with path.open("a", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(reader[0]), lineterminator="\n")
        for subject, name, value in rows:
            given = {"subject": subject, "property": name, "object": value, "modality": "asserted", "rank": "normal"}
            kept = {key: first[key] for key in ("source", "start", "end", "fingerprint")}
            writer.writerow(dict.fromkeys(first, "") | given | kept)
    return read_inputs(ROOT / "ontology", folder)


def test_treaties_and_figures_of_two_countries_belong_to_their_relation(material: Inputs) -> None:
    found = belonging(material, "arland-belmark-relations")
    treaties = {"id/lake-ferry-agreement", "id/fishery-agreement", "id/border-roads-agreement"}
    assert {name for name in found if name.startswith("id/")} == treaties
    assert len(found - treaties) == 2


def test_a_relation_that_nobody_registered_is_made_with_its_two_sides(material: Inputs) -> None:
    relation = ox.NamedNode(ENTITY + "arland-belmark-relations")
    facts = [triple for triple in build(material) if triple.subject == relation]
    sides = {triple.object.value for triple in facts if triple.predicate.value == BETWEEN}
    assert sides == {ENTITY + "arland", ENTITY + "belmark"}
    assert ox.Literal("Arland–Belmark relations", language="en") in {triple.object for triple in facts}


def test_what_a_third_country_has_a_part_in_belongs_to_no_relation(small: Path) -> None:
    material = changed(small, "lake-report.csv", ("lake-ferry-agreement", "party", "cordia"))
    assert "id/lake-ferry-agreement" not in belonging(material, "arland-belmark-relations")
    assert "id/fishery-agreement" in belonging(material, "arland-belmark-relations")


def test_a_home_is_found_over_several_steps(small: Path) -> None:
    material = changed(small, "lake-report.csv", ("port-vesta", "locatedIn", "belmark"))
    assert "id/ferry-line" in belonging(material, "arland-belmark-relations")  # built by Arland's Keel Works


@pytest.mark.parametrize(("was", "becomes"), [("asserted", "planned"), (",normal,", ",deprecated,in doubt")])
def test_what_is_no_fact_joins_nothing(small: Path, was: str, becomes: str) -> None:
    path = small / "statements" / "lake-report.csv"
    text = path.read_text("utf-8")
    line = next(line for line in text.splitlines() if line.startswith("fishery-agreement,party,belmark"))
    assert was in line
    path.write_text(text.replace(line, line.replace(was, becomes)), "utf-8")
    material = read_inputs(ROOT / "ontology", small)
    assert "id/fishery-agreement" not in belonging(material, "arland-belmark-relations")
    planned = belonging(material, "arland-belmark-relations", ("plannedIn",))
    assert ("id/fishery-agreement" in planned) == (becomes == "planned")


def test_what_a_third_country_only_plans_takes_no_fact_away(small: Path) -> None:
    material = changed(small, "lake-report.csv", ("lake-ferry-agreement", "party", "cordia"))
    path = small / "statements" / "lake-report.csv"
    text = path.read_text("utf-8")
    line = next(line for line in text.splitlines() if line.startswith("lake-ferry-agreement,party,cordia"))
    path.write_text(text.replace(line, line.replace("asserted", "planned")), "utf-8")
    material = read_inputs(ROOT / "ontology", small)
    assert "id/lake-ferry-agreement" in belonging(material, "arland-belmark-relations")
    assert not belonging(material, "arland-belmark-relations", ("plannedIn",))


def test_a_part_of_an_undertaking_lies_where_the_whole_does(small: Path) -> None:
    rows = ("ferry-line", "connects", "belmark"), ("ulm-station", "partOf", "ferry-line")
    assert "id/ulm-station" not in belonging(changed(small, "lake-report.csv", rows[0]), "arland-belmark-relations")
    material = changed(small, "lake-report.csv", rows[1], ("ulm-station", "builder", "keel-works"))
    assert "id/ulm-station" in belonging(material, "arland-belmark-relations")


def test_homes_that_go_in_a_circle_end(small: Path) -> None:
    rows = ("port-vesta", "locatedIn", "port-ulm"), ("port-ulm", "locatedIn", "port-vesta")
    assert belonging(changed(small, "lake-report.csv", *rows), "arland-belmark-relations")


def test_every_bilateral_treaty_of_the_project_belongs_to_its_relation() -> None:
    material = read_inputs(ROOT / "ontology", ROOT / "graph")
    found = belonging(material, "kazakhstan-china-relations")
    treaties = {f"id/{each.id}" for each in material.entities.values() if each.kind == "Treaty"}
    others = {
        f"id/treaty-undated-investment-protection-{name}"
        for name in ("france", "russia", "united-kingdom", "united-states", "other-countries")
    }
    assert treaties - found == others
    assert "id/talks-tokayev-xi" in found
    assert {"id/third-transboundary-railway-kazakhstan-section", "id/almaty-chp-2-reconstruction"} <= found
    assert belonging(material, "kazakhstan-china-relations", ("plannedIn",)) == {"id/china-usd-27-billion-investment"}
    assert "id/turgusun-hydroelectric-power-station" in found
    assert (
        not {"id/china-europe-freight-trains", "id/third-astana-economic-forum", "id/accession-kazakhstan-wto"} & found
    )
