"""The registry: each thing once, with its class and its names."""

from pathlib import Path

import pytest

from kzgraph.curation.entities import Entity, read_entities
from kzgraph.errors import InputError, Problem
from kzgraph.ontology import Ontology

PREFIXES = """\
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix kzo: <https://w3id.org/kzgraph/ontology#> .
@prefix kzr: <https://w3id.org/kzgraph/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
ARLAND = 'kzr:arland a kzo:Country ; rdfs:label "Arland"@en .\n'


def read(folder: Path, ontology: Ontology, **files: str) -> dict[str, Entity]:
    for name, text in files.items():
        (folder / f"{name}.ttl").write_text(PREFIXES + text, encoding="utf-8")
    return read_entities(folder, ontology)


def problems(folder: Path, ontology: Ontology, **files: str) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        read(folder, ontology, **files)
    return caught.value.problems


def test_an_entity_has_its_class_and_all_its_names(tmp_path: Path, ontology: Ontology) -> None:
    text = """kzr:arland a kzo:Country ;
    rdfs:label "Arland"@en , "阿兰"@zh ; skos:altLabel "Árland"@en ; skos:hiddenLabel "Arlnd" ;
    rdfs:comment "made up"@en ."""
    arland = read(tmp_path, ontology, places=text)["arland"]
    assert (arland.kind, arland.labels) == ("Country", {"en": "Arland", "zh": "阿兰"})
    assert arland.names == ("Arland", "阿兰", "Árland", "Arlnd")
    assert arland.note == "made up"


def test_a_retired_id_leads_to_the_one_that_took_over(tmp_path: Path, ontology: Ontology) -> None:
    found = read(tmp_path, ontology, places=ARLAND + "kzr:old-arland dcterms:isReplacedBy kzr:arland .")
    assert found["old-arland"].replaced_by == "arland"


@pytest.mark.parametrize(
    ("text", "what", "mend"),
    [
        ('kzr:Arland a kzo:Country ; rdfs:label "A"@en .', "is no entity id", "a-z"),
        ('kzr:ar--land a kzo:Country ; rdfs:label "A"@en .', "is no entity id", "single hyphens"),
        ('kzr:аrland a kzo:Country ; rdfs:label "A"@en .', "is no entity id", "a-z"),
        ('kzr:arland\u200b a kzo:Country ; rdfs:label "A"@en .', "is not Turtle", "syntax"),
        ('<https://example.org/arland> a kzo:Country ; rdfs:label "A"@en .', "is no entity id", "kzr:"),
        ('kzr:arland a kzo:Contry ; rdfs:label "A"@en .', "is no class of entities", "kz.ttl"),
        ('kzr:arland a kzo:Statement ; rdfs:label "A"@en .', "is no class of entities", "kz.ttl"),
        ('kzr:arland a kzo:Country , kzo:City ; rdfs:label "A"@en .', "has 2 classes", "exactly one"),
        ('kzr:arland rdfs:label "A"@en .', "has 0 classes", "exactly one"),
        ("kzr:arland a kzo:Country .", "has no English label", "rdfs:label"),
        ('kzr:arland a kzo:Country ; rdfs:label "阿兰"@zh .', "has no English label", "rdfs:label"),
        ('kzr:arland a kzo:Country ; rdfs:label "A"@en , "B"@en .', "several labels in en", "skos:altLabel"),
        ('kzr:arland a kzo:Country ; rdfs:label "A"@en , "B"@fr .', "in no language of names", "en kk ru zh"),
        ('kzr:arland a kzo:Country ; rdfs:label "A"@en , "B" .', "in no language of names", "en kk ru zh"),
        ('kzr:arland a kzo:Country ; rdfs:label "A"@en ; skos:altLabel "B" .', "in no language of names", "en kk"),
        ('kzr:arland a kzo:Country ; rdfs:label "A\\u001B[31m"@en .', "control character", "remove"),
        ('kzr:arland a kzo:Country ; rdfs:label "A"@en ; kzo:borders kzr:b .', "may not stand here", "statements/"),
        ("kzr:arland dcterms:isReplacedBy kzr:nowhere .", "replaced by an unknown id", "register"),
        ('kzr:arland a kzo:Country ; rdfs:label "A"@en ; skos:broader kzr:t .', "is no subject", "statements/"),
        ('kzr:arland a kzo:Topic ; rdfs:label "A"@en ; skos:broader kzr:t .', "broader t is no subject", "register"),
        ('kzr:arland a kzo:Topic ; rdfs:label "A"@en ; skos:broader kzr:arland .', "broader than itself", "circle"),
        ('kzr:arland a kzo:Topic ; rdfs:label "A"@en ; kzo:translated "A" .', "in no language of names", "kk ru zh"),
        ('kzr:arland a kzo:Topic ; rdfs:label "A"@en , "甲"@zh ; kzo:translated "乙"@zh .', "an attested name", "away"),
        ("[] a kzo:Country ; rdfs:label 'A'@en .", "has no id", "kzr:"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_mend(tmp_path: Path, ontology: Ontology, text: str, what: str, mend: str) -> None:
    found = problems(tmp_path, ontology, places=text)
    assert any(what in problem.what and mend in problem.mend for problem in found), found
    assert all(Path(problem.file).name == "places.ttl" for problem in found)


def test_a_fault_is_told_with_its_line(tmp_path: Path, ontology: Ontology) -> None:
    (problem,) = problems(tmp_path, ontology, places=ARLAND + "\nkzr:belmark a kzo:Country .\n")
    assert problem.line == len(PREFIXES.splitlines()) + 3


def test_bad_turtle_is_told_with_line_and_column(tmp_path: Path, ontology: Ontology) -> None:
    (problem,) = problems(tmp_path, ontology, places='kzr:arland a kzo:Country rdfs:label "A"@en .')
    assert problem.line == len(PREFIXES.splitlines()) + 1
    assert problem.column > 0
    assert "is not Turtle" in problem.what


def test_an_id_is_registered_once(tmp_path: Path, ontology: Ontology) -> None:
    (problem,) = problems(tmp_path, ontology, a=ARLAND, b=ARLAND)
    assert problem.what.startswith("arland is also in ")
    assert (Path(problem.file).name, problem.line) == ("b.ttl", len(PREFIXES.splitlines()) + 1)


def test_every_fault_of_every_file_is_told(tmp_path: Path, ontology: Ontology) -> None:
    found = problems(
        tmp_path,
        ontology,
        a="kzr:arland a kzo:Country .\nkzr:belmark a kzo:Nothing ; rdfs:label 'B'@en .",
        b="this is not Turtle",
        c="kzr:cordia a kzo:Country .",
    )
    assert [Path(problem.file).name for problem in found] == ["a.ttl", "a.ttl", "b.ttl", "c.ttl"]


def test_a_registry_without_entities_is_no_success(tmp_path: Path, ontology: Ontology) -> None:
    (problem,) = problems(tmp_path, ontology)
    assert problem.what == "holds no entity"


def test_files_may_be_read_in_any_order(tmp_path: Path, ontology: Ontology) -> None:
    belmark = 'kzr:belmark a kzo:Country ; rdfs:label "Belmark"@en .\n'
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    assert read(one, ontology, a=ARLAND, b=belmark) == read(other, ontology, a=belmark, b=ARLAND)
