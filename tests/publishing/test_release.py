"""A release is whole, described file by file, the same every time, and tells when it was tampered with."""

import json
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import yaml

from kzgraph.curation.build import build
from kzgraph.curation.inputs import read_inputs
from kzgraph.errors import UsageError
from kzgraph.files.writing import put_into
from kzgraph.profile import Profile, profile_of, profile_triples, read_profile
from kzgraph.publishing.release import SUMS, release, tampered
from kzgraph.sparql.opening import open_graph, vocabulary
from kzgraph.vocab import DCTERMS, PROV, RDF
from kzgraph.web.messages.limits import Limits
from kzgraph.web.site.site import Site

ROOT = Path(__file__).parents[2]
NP = "http://www.nanopub.org/nschema#"


SMALL = ROOT / "tests" / "small"
WHOSE = Profile(
    title="Arland and Belmark",
    publisher="The small authors",
    licence="https://creativecommons.org/licenses/by/4.0/",
    issued="2026-11-30",
    version="2",
)


@pytest.fixture(scope="module")
def site(small_graph: Path) -> Site:
    store = open_graph(small_graph)
    before = [ox.Quad(*triple) for triple in profile_triples(profile_of(store))]
    for quad in before:
        store.remove(quad)
    store.extend(ox.Quad(*triple) for triple in profile_triples(WHOSE))
    return Site(store, Limits())


@pytest.fixture(scope="module")
def files(site: Site) -> dict[str, bytes]:
    return dict(release(site, SMALL))


@pytest.fixture
def folder(files: dict[str, bytes], tmp_path: Path) -> Path:
    put_into(tmp_path / "release", files.items())
    return tmp_path / "release"


def test_a_library_reads_it_and_every_file_is_described(folder: Path, site: Site, files: dict[str, bytes]) -> None:
    rocrate = pytest.importorskip("rocrate.rocrate", reason="no reader of crates: pip install rocrate")
    crate = rocrate.ROCrate(folder)
    described = {entity.id for entity in crate.data_entities if entity.type == "File"}
    assert described == files.keys() - {"ro-crate-metadata.json", SUMS}
    for entity in crate.data_entities:
        if entity.type == "File":
            assert entity["license"], entity.id
            assert int(entity["contentSize"]) == len(files[entity.id])
    assert crate.license.id == "https://creativecommons.org/licenses/by/4.0/"
    assert {entity.id for entity in crate.root_dataset["isBasedOn"]} == {each.iri for each in site.catalogue.documents}


def test_it_is_the_same_every_time(site: Site, files: dict[str, bytes]) -> None:
    assert dict(release(site, SMALL)) == files


def test_the_graph_in_it_is_the_graph_and_the_tables_are_those_it_is_built_from(
    site: Site, files: dict[str, bytes]
) -> None:
    there = {quad.triple for quad in ox.parse(files["graph/kzgraph.ttl"], format=ox.RdfFormat.TURTLE)}
    assert there == {quad.triple for quad in site.store} - vocabulary()
    for path in (SMALL / "statements").glob("*.csv"):
        assert files[f"tables/statements/{path.name}"] == path.read_bytes()


def test_no_text_of_a_document_is_in_it(files: dict[str, bytes]) -> None:
    texts = [path.read_text("utf-8") for path in (SMALL / "documents").glob("*.txt")]
    assert texts
    for text in texts:
        passage = text[100:200].encode()
        assert not [name for name, content in files.items() if passage in content]


def test_every_statement_is_a_nanopublication_as_the_guidelines_have_it(site: Site, files: dict[str, bytes]) -> None:
    """https://nanopub.net/guidelines/working_draft/: three parts, none empty, each about what it must be about."""
    store = ox.Store()
    store.load(files["nanopublications.trig"], format=ox.RdfFormat.TRIG)
    stated = [statement for statement in site.catalogue.index.all if statement.object is not None]
    assert len(stated) > 20
    for statement in stated:
        node = ox.NamedNode(statement.iri + "#nanopub")
        (head,) = {
            quad.graph_name
            for quad in store.quads_for_pattern(node, ox.NamedNode(RDF + "type"), ox.NamedNode(NP + "Nanopublication"))
        }
        parts = {}
        for name in ("hasAssertion", "hasProvenance", "hasPublicationInfo"):
            (quad,) = store.quads_for_pattern(node, ox.NamedNode(NP + name), None, head)
            parts[name] = quad.object
        assert len({head, *parts.values()}) == 4
        assert any(store.quads_for_pattern(None, None, None, parts["hasAssertion"]))
        derived = ox.NamedNode(PROV + "wasDerivedFrom")
        assert any(store.quads_for_pattern(parts["hasAssertion"], derived, None, parts["hasProvenance"]))
        told = {quad.predicate.value for quad in store.quads_for_pattern(node, None, None, parts["hasPublicationInfo"])}
        assert {DCTERMS + "creator", DCTERMS + "license", DCTERMS + "isPartOf"} <= told


def test_what_repositories_ask_for_is_there(files: dict[str, bytes]) -> None:
    citation = yaml.safe_load(files["CITATION.cff"])
    assert citation["cff-version"] == "1.2.0"
    assert citation["license"] == "CC-BY-4.0"
    assert citation["authors"] == [{"name": "The small authors"}]
    assert (citation["version"], str(citation["date-released"])) == ("2", "2026-11-30")
    own = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert own["version"] == read_profile(ROOT / "graph" / "graph.toml").version, "it stands in graph.toml"
    asked = json.loads(files["datacite.json"])
    for name in ("creators", "titles", "publisher", "publicationYear", "types", "rightsList"):
        assert asked[name], name


def test_the_counts_of_the_paper_are_those_of_the_graph(site: Site, files: dict[str, bytes]) -> None:
    paper = files["data-paper.md"].decode()
    assert f"| statements | {len(site.catalogue.index.all):,} |" in paper
    passages = sum(len(statement.evidence) for statement in site.catalogue.index.all)
    assert f"| passages | {passages:,} |" in paper
    assert "[What question it serves" in paper, "what people must say is asked for, not made up"


def test_a_graph_that_does_not_say_whose_it_is_is_not_released() -> None:
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in build(read_inputs(ROOT / "ontology", ROOT / "tests" / "pair")))
    with pytest.raises(UsageError, match="does not state its publisher, licence, issued, version"):
        release(Site(store, Limits()), None)


def test_what_was_tampered_with_is_told(folder: Path) -> None:
    assert tampered(folder) == []
    (folder / "graph" / "kzgraph.ttl").write_text("@prefix : <urn:x> .\n", "utf-8")
    (folder / "datacite.json").unlink()
    (folder / "more.txt").write_text("more", "utf-8")
    with (folder / SUMS).open("a", encoding="utf-8") as sums:
        sums.write(f"{'0' * 64}  ../outside\nnonsense\n")
    told = sorted(f"{problem.where}: {problem.what}" for problem in tampered(folder))
    assert [line.partition(": ")[2] for line in told] == [
        "is no checksum",
        "is no checksum",
        "is missing",
        "is not what was released",
        "was added",
    ]


def test_the_command_writes_and_verifies(tmp_path: Path, run: Any) -> None:
    done = run("release", "out")
    assert done.returncode == 0, done.stderr
    assert run("release", "out", "--verify").stdout.endswith("as it was released\n")
    (tmp_path / "out" / "README.md").write_text("own", "utf-8")
    found = run("release", "out", "--verify")
    assert found.returncode == 1
    assert "was added" in found.stdout
    again = run("release", "out")
    assert again.returncode == 2
    assert "is there already" in again.stderr
    assert run("release", "nothing", "--verify").returncode == 2
