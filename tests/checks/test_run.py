"""Checks: what was examined and what was found; silence is no success."""

import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from kzgraph.checks import run as checks_run
from kzgraph.checks.run import CheckResult, drift, passages, rules, shapes, terms
from kzgraph.curation.build import build
from kzgraph.curation.inputs import Inputs, read_inputs
from kzgraph.rdf import to_turtle

ROOT = Path(__file__).parents[2]
PREFIXES = """\
@prefix kzo: <https://w3id.org/kzgraph/ontology#> .
@prefix kzr: <https://w3id.org/kzgraph/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""


@pytest.fixture
def built(small: Path, material: Inputs) -> Path:
    path = small / "kzgraph.ttl"
    path.write_bytes(to_turtle(build(material)))
    return path


@pytest.fixture
def own_ontology(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "ontology", tmp_path / "ontology"))


def amend(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def told(result: CheckResult) -> str:
    return "\n".join(str(finding) for finding in result.findings)


# --- drift


def test_a_graph_as_the_tables_say_has_no_drift(material: Inputs, built: Path) -> None:
    result = drift(material, built)
    assert result.findings == ()
    assert result.examined.split()[0] == str(len(set(build(material))))


def test_an_edited_graph_is_drift(material: Inputs, built: Path) -> None:
    amend(built, '"4 May 1998"', '"5 May 1998"')
    found = told(drift(material, built))
    assert "1 triples missing, 1 too many" in found
    assert "4 May 1998" in found
    assert "5 May 1998" in found
    assert "run `kzgraph build`" in found


def test_a_simple_triple_written_by_hand_is_drift(material: Inputs, built: Path) -> None:
    line = "kzr:cordia kzo:borders kzr:arland .\n"
    built.write_text(built.read_text("utf-8") + line, "utf-8")
    assert "0 triples missing, 1 too many" in told(drift(material, built))


def test_an_edited_table_is_drift(small: Path, built: Path) -> None:
    amend(small / "statements" / "harbour-letter.csv", ",commissioned,1999,", ",commissioned,2000,")
    edited = read_inputs(ROOT / "ontology", small)
    assert "too many" in told(drift(edited, built))


def test_the_same_triples_in_other_bytes_are_told_too(material: Inputs, built: Path) -> None:
    built.write_text(built.read_text("utf-8") + "# a comment\n", "utf-8")
    assert "0 triples missing, 0 too many" in told(drift(material, built))


def test_the_project_s_own_graph_has_no_drift() -> None:
    own = read_inputs(ROOT / "ontology", ROOT / "graph")
    assert drift(own, ROOT / "graph" / "kzgraph.ttl").findings == ()


# --- terms


def test_a_term_that_the_ontology_does_not_define_is_found(material: Inputs, built: Path) -> None:
    assert terms(material, built).findings == ()
    amend(built, "kzo:connects", "kzo:conects")
    assert "ontology#conects is used but not defined" in told(terms(material, built))


def test_a_class_that_the_ontology_does_not_define_is_found(material: Inputs, built: Path) -> None:
    built.write_text(built.read_text("utf-8") + "kzr:arland a kzo:Realm .\n", "utf-8")
    assert "ontology#Realm is used but not defined" in told(terms(material, built))


# --- shapes


def test_the_small_graph_keeps_to_every_shape(built: Path) -> None:
    result = shapes(built, ROOT / "ontology")
    assert result.findings == ()
    assert int(result.examined.split()[0]) > 0


def test_what_breaks_a_shape_is_found(built: Path) -> None:
    amend(built, 'rdfs:label "Keel Yard"@en', 'rdfs:comment "Keel Yard"@en')
    assert "kzr:keel-yard" in told(shapes(built, ROOT / "ontology"))


def test_a_negative_quantity_is_found(small: Path, built: Path) -> None:
    amend(small / "statements" / "lake-report.csv", ",installedCapacity,0.04,", ",installedCapacity,-0.04,")
    built.write_bytes(to_turtle(build(read_inputs(ROOT / "ontology", small))))
    assert "kzr:ulm-station" in told(shapes(built, ROOT / "ontology"))


EMPTY = {
    "no shapes": "",
    "a shape without a target": "[] a sh:NodeShape ; sh:nodeKind sh:Literal .",
    "a target that nothing has": "[] a sh:NodeShape ; sh:targetClass kzo:Nothing ; sh:nodeKind sh:Literal .",
}


@pytest.mark.parametrize("text", EMPTY.values(), ids=list(EMPTY))
def test_trap_9_shapes_that_apply_to_nothing_are_no_success(built: Path, own_ontology: Path, text: str) -> None:
    (own_ontology / "shapes.ttl").write_text(PREFIXES + text, "utf-8")
    result = shapes(built, own_ontology)
    assert result.findings
    assert result.examined == "nothing"


def test_trap_3_plain_strings_break_no_shape_that_names_them(built: Path, own_ontology: Path) -> None:
    shape = """[] a sh:NodeShape ; sh:targetClass kzo:Evidence ;
        sh:property [ sh:path kzo:printed ; sh:in ( "4 May 1998" "May 4, 1998" "June 2001 … 17" "March 9, 2004"
            "$859 million" "1,250" "two thousand" ) ] ."""
    (own_ontology / "shapes.ttl").write_text(PREFIXES + shape, "utf-8")
    assert shapes(built, own_ontology).findings == ()
    (own_ontology / "shapes.ttl").write_text(PREFIXES + shape.replace('"1,250"', '"1,251"'), "utf-8")
    assert len(shapes(built, own_ontology).findings) == 1


# --- rules


def test_a_rule_that_returns_something_is_a_finding(built: Path, tmp_path: Path) -> None:
    rule = "#+ summary: nobody borders himself\nSELECT ?who { ?who kzo:borders ?who }"
    (tmp_path / "self-violation.rq").write_text(rule, "utf-8")
    assert rules(built, ROOT / "ontology", tmp_path).findings == ()
    built.write_text(built.read_text("utf-8") + "kzr:arland kzo:borders kzr:arland .\n", "utf-8")
    assert "nobody borders himself: who kzr:arland" in told(rules(built, ROOT / "ontology", tmp_path))


def test_no_rules_are_no_success(built: Path, tmp_path: Path) -> None:
    (tmp_path / "question.rq").write_text("SELECT * { ?s ?p ?o } LIMIT 1", "utf-8")
    result = rules(built, ROOT / "ontology", tmp_path)
    assert result.examined == "nothing"
    assert result.findings


# --- evidence


def test_without_documents_evidence_is_not_examined_and_never_ok(material: Inputs) -> None:
    result = passages(material, None)
    assert result.skipped
    assert result.examined.startswith("not examined: no sources given")


def test_with_the_documents_every_row_is_examined(material: Inputs, small: Path) -> None:
    result = passages(material, small / "documents")
    assert result.findings == ()
    assert result.examined == f"{len(material.rows)} of {len(material.rows)} rows in 2 documents"


def test_a_document_that_is_missing_is_a_finding_and_the_others_are_examined(material: Inputs, small: Path) -> None:
    (small / "documents" / "harbour-letter.txt").unlink()
    result = passages(material, small / "documents")
    assert "harbour-letter.txt: no such file" in told(result)
    assert result.examined.endswith("rows in 1 documents")
    assert not result.examined.startswith(f"{len(material.rows)} of")


def test_another_text_of_a_document_is_told(material: Inputs, small: Path) -> None:
    path = small / "documents" / "lake-report.txt"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    result = passages(material, small / "documents")
    assert result.findings == ()
    assert "another text of: lake-report" in result.examined


def test_a_stale_document_is_found(material: Inputs, small: Path) -> None:
    path = small / "documents" / "lake-report.txt"
    path.write_text(path.read_text("utf-8").replace("$859 million", "$869 million"), "utf-8")
    assert "no passage of lake-report has the fingerprint" in told(passages(material, small / "documents"))


# --- the command


def test_the_command_says_what_each_check_examined(run, built: Path) -> None:
    checked = run("check", "--graph", built.parent, "--sources", built.parent / "documents")
    assert checked.returncode == 0, checked.stdout
    lines = [line.split()[:2] for line in checked.stdout.splitlines()]
    assert {name for name, verdict in lines if verdict == "ok,"} >= {"drift", "terms", "shapes", "rules", "evidence"}
    assert {verdict for _, verdict in lines} <= {"ok,", "not"}


def test_the_command_without_documents_says_not_examined_and_ends_well(run, built: Path) -> None:
    checked = run("check", "--graph", built.parent)
    assert checked.returncode == 0, checked.stdout
    (line,) = (line for line in checked.stdout.splitlines() if line.startswith("evidence"))
    assert "not examined" in line
    assert "ok" not in line


def test_the_command_takes_the_documents_from_the_environment(run, built: Path) -> None:
    checked = run("check", "--graph", built.parent, env={"KZGRAPH_SOURCES": str(built.parent / "documents")})
    assert "evidence  ok" in checked.stdout


def test_the_command_ends_with_1_when_something_was_found(run, built: Path) -> None:
    amend(built, '"4 May 1998"', '"5 May 1998"')
    checked = run("check", "--graph", built.parent, "--all")
    assert checked.returncode == 1
    assert "drift     3 findings" in checked.stdout
    assert checked.stderr == ""


def test_the_command_asks_for_a_build_where_there_is_none(run, small: Path) -> None:
    checked = run("check", "--graph", small)
    assert checked.returncode == 3
    assert f"kzgraph.ttl: is not built yet; run `kzgraph build --graph {small}`" in checked.stderr


def test_every_result_names_its_check(material: Inputs, built: Path) -> None:
    folders = {"ontology": ROOT / "ontology", "queries": ROOT / "queries"}
    results = list(checks_run.run_checks(material, folders, None, built))
    assert len({result.name for result in results}) == len(results) >= 5
    assert all(result.examined for result in results)
    assert "evidence" in [result.name for result in results if result.skipped]


def test_the_engine_reads_back_what_was_built(built: Path, material: Inputs) -> None:
    triples = {quad.triple for quad in ox.parse(built.read_bytes(), format=ox.RdfFormat.TURTLE)}
    assert triples == set(build(material))
