"""The graph in other tools' forms: read back it is the same graph, and the same graph makes the same bytes."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
import rdflib.compare

from kzgraph.cli import export
from kzgraph.curation.build import build
from kzgraph.curation.inputs import Inputs
from kzgraph.exports import FORMS, data_of
from kzgraph.exports.cypher import relationship
from kzgraph.exports.data import Data
from kzgraph.exports.ties import ties
from kzgraph.rdf import read_triples
from kzgraph.sparql.opening import open_store
from kzgraph.vocab import DATASET, ENTITY, ONTOLOGY, PREFIXES, RDF, SOURCE

ROOT = Path(__file__).parents[2]
RDF_11 = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
}
REIFIES = RDF + "reifies"


@pytest.fixture(scope="module")
def ontology_triples() -> list[ox.Triple]:
    return [triple for name in ("kz.ttl", "codes.ttl") for triple in read_triples(ROOT / "ontology" / name)]


@pytest.fixture(scope="module")
def data(ontology_triples: list[ox.Triple]) -> Data:
    return data_of(open_store(), without=ontology_triples)


@pytest.fixture(scope="module")
def small_data(material: Inputs, ontology_triples: list[ox.Triple]) -> Data:
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in [*build(material), *ontology_triples])
    return data_of(store, without=ontology_triples)


@pytest.fixture(scope="module", params=["the graph", "the small graph"])
def either(request: pytest.FixtureRequest, data: Data, small_data: Data) -> Data:
    return data if request.param == "the graph" else small_data


def written(data: Data, form: str) -> bytes:
    content = FORMS[form].write(data)
    assert isinstance(content, bytes)
    return content


def test_what_is_exported_is_the_built_graph(data: Data) -> None:
    assert set(data.triples) == set(read_triples(ROOT / "graph" / "kzgraph.ttl"))


@pytest.mark.parametrize("form", RDF_11)
def test_read_back_it_is_the_same_graph(either: Data, form: str) -> None:
    found = list(ox.parse(written(either, form), format=RDF_11[form]))
    assert {quad.triple for quad in found} == set(either.triples), "no blank node is in it, so equal is isomorphic"
    assert len(found) == len(either.triples), "each triple stands once, in one graph"


def plain(graph: rdflib.Graph) -> rdflib.Graph:
    """The same graph, strings without a datatype: rdflib alone takes `xsd:string` for another one."""
    found = rdflib.Graph()
    for subject, predicate, term in graph:
        string = isinstance(term, rdflib.Literal) and term.datatype == rdflib.XSD.string
        found.add((subject, predicate, rdflib.Literal(str(term)) if string else term))
    return found


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own JSON-LD reader uses it
@pytest.mark.parametrize(("form", "name"), [("turtle", "turtle"), ("ntriples", "nt"), ("jsonld", "json-ld")])
def test_another_library_reads_the_same_graph(small_data: Data, form: str, name: str) -> None:
    there = rdflib.Graph().parse(data=written(small_data, form), format=name)
    here = rdflib.Graph().parse(data=written(small_data, "ntriples"), format="nt")
    assert rdflib.compare.isomorphic(plain(there), plain(here))


@pytest.mark.parametrize("form", ["nquads", "trig"])
def test_a_named_graph_holds_what_one_document_says(either: Data, form: str) -> None:
    found = Counter(str(quad.graph_name) for quad in ox.parse(written(either, form), format=RDF_11[form]))
    documents = {f"<{quad.source}>" for statement in either.statements for quad in statement.evidence}
    assert found.keys() == documents | {str(ox.DefaultGraph())}
    assert all(number > 10 for number in found.values())


def test_what_two_documents_say_stands_in_neither_graph(small_data: Data) -> None:
    found = list(ox.parse(written(small_data, "nquads"), format=ox.RdfFormat.N_QUADS))
    shared = [statement for statement in small_data.statements if len(statement.sources) > 1]
    assert shared
    for statement in shared:
        simple = ox.Triple(statement.subject, statement.predicate, statement.object)
        assert [quad.graph_name for quad in found if quad.triple == simple] == [ox.DefaultGraph()]


def test_evidence_stands_in_the_graph_of_its_document(small_data: Data) -> None:
    for quad in ox.parse(written(small_data, "trig"), format=ox.RdfFormat.TRIG):
        if quad.predicate.value.endswith("hasSource"):
            assert quad.graph_name == quad.object


def test_rdf_1_2_reifies_every_stated_triple_under_its_own_name(either: Data) -> None:
    found = [quad.triple for quad in ox.parse(written(either, "turtle12"), format=ox.RdfFormat.TURTLE)]
    reified = {triple.subject.value: triple.object for triple in found if triple.predicate.value == REIFIES}
    stated = {
        statement.iri: ox.Triple(statement.subject, statement.predicate, statement.object)
        for statement in either.statements
        if statement.object
    }
    assert reified == stated

    def restored(triple: ox.Triple) -> list[ox.Triple]:
        if triple.predicate.value != REIFIES:
            return [triple]
        inner = triple.object
        parts = (("subject", inner.subject), ("predicate", inner.predicate), ("object", inner.object))
        return [ox.Triple(triple.subject, ox.NamedNode(RDF + name), term) for name, term in parts]

    assert {each for triple in found for each in restored(triple)} == set(either.triples)


def test_json_ld_is_compact_and_needs_no_network(data: Data) -> None:
    document = json.loads(written(data, "jsonld"))
    ours = json.loads((ROOT / "ontology" / "context.jsonld").read_text("utf-8"))["@context"]
    assert document["@context"].items() >= ours.items()
    by_id = {node["id"]: node for node in document["@graph"]}
    china = by_id["kzr:china"]
    assert china["label"]["zh"] == "中国"
    assert "Country" in china["type"]
    treaty = by_id["kzr:treaty-1992-09-26-road-transport"]
    assert {"kzr:china", "kzr:kazakhstan"} <= set(treaty["party"])
    whole = {key for node in document["@graph"] for key in node if key.startswith(tuple(PREFIXES.values()))}
    assert not whole, "a predicate of one of our prefixes is not shortened"


def test_an_odd_literal_survives_json_ld() -> None:
    store, subject = ox.Store(), ox.NamedNode(ENTITY + "odd")
    terms = {
        "rdfs": [
            ox.Literal("no language"),
            ox.Literal("with", language="fr"),
            ox.Literal('a "quote"\n\\', language="en"),
        ],
        "kzo": [ox.Literal("true", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#boolean")), ox.Literal("x")],
    }
    label, opened = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label"), ox.NamedNode(ONTOLOGY + "openEnd")
    store.extend(ox.Quad(subject, label, term) for term in terms["rdfs"])
    store.extend(ox.Quad(subject, opened, term) for term in terms["kzo"])
    data = data_of(store)
    found = ox.parse(written(data, "jsonld"), format=ox.RdfFormat.JSON_LD)
    assert {quad.triple for quad in found} == set(data.triples)


@pytest.mark.parametrize(("form", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_networkx_reads_the_same_network(either: Data, form: str, read) -> None:
    network = read(io.BytesIO(written(either, form)))
    expected = ties(either)
    assert set(network.nodes) == {node.id for node in expected.nodes}
    edges = Counter((source, target) for source, target, *_ in network.edges)
    assert edges == Counter((edge.source, edge.target) for edge in expected.edges)
    labels = nx.get_node_attributes(network, "label")
    assert all(labels[node.id] == node.label for node in expected.nodes)


def test_an_edge_tells_its_statement_its_dates_and_its_passages(data: Data) -> None:
    text = written(data, "gexf").decode()
    edge = next(edge for edge in ties(data).edges if edge.start and edge.end)
    assert re.search(rf'<edge id="{edge.id}"[^>]* start="{edge.start}" end="{edge.end}"', text)
    assert f'value="{edge.attributes["passages"]}"' in text


def test_an_edge_without_dates_has_those_of_what_it_is_about(data: Data) -> None:
    edges = {(edge.source, edge.property, edge.target): edge for edge in ties(data).edges}
    party = edges["kzr:treaty-1992-09-26-road-transport", "party", "kzr:china"]
    assert (party.start, party.end, party.dated_by) == ("1992-09-26", "", "subject")
    visit = edges["kzr:ma-xingrui", "participantIn", "kzr:visit-ma-xingrui-kazakhstan"]
    assert (visit.start, visit.end, visit.dated_by) == ("2023-03-01", "2023-03-31", "object")
    assert not any(edge.start for edge in edges.values() if edge.source.startswith("kzr:assessment"))
    nodes = {node.id: node for node in ties(data).nodes}
    assert nodes["kzr:treaty-1992-09-26-road-transport"].start == "1992-09-26"
    assert nodes["kzr:china"].start == ""
    assert sum(bool(edge.start) for edge in edges.values()) > 50


def test_two_relations_of_one_pair_are_of_two_kinds(data: Data) -> None:
    found = nx.read_gexf(io.BytesIO(written(data, "gexf")))
    pairs = Counter((source, target) for source, target, *_ in found.edges)
    assert max(pairs.values()) > 1
    text = written(data, "gexf").decode()
    edges = re.findall(r'<edge id="[^"]+" source="([^"]+)" target="([^"]+)" label="([^"]+)" kind="([^"]+)"', text)
    assert len(edges) == len(ties(data).edges)
    assert all(label == kind for _, _, label, kind in edges)


def test_an_export_that_finds_nothing_says_so_and_writes_nothing(run, tmp_path: Path) -> None:
    answer = run("export", "-o", "network.gexf", "--min-sources", "9")
    assert answer.returncode == 1
    assert "no statement meets these conditions; nothing was written" in answer.stderr
    assert not list(tmp_path.iterdir())


def test_every_statement_between_things_is_an_edge_and_every_other_a_fact(either: Data) -> None:
    found = ties(either)
    stated = [statement for statement in either.statements if statement.object is not None]
    things = (ENTITY, SOURCE)
    between = [c for c in stated if isinstance(c.object, ox.NamedNode) and c.object.value.startswith(things)]
    assert {edge.id for edge in found.edges} == {statement.id for statement in between}
    assert len(found.edges) + len(found.facts) == len(stated)


@pytest.fixture(scope="module")
def tables(data: Data) -> Mapping[str, bytes]:
    content = FORMS["cypher"].write(data)
    assert isinstance(content, Mapping)
    return content


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def test_the_tables_for_cypher_hold_together(tables: Mapping[str, bytes]) -> None:
    ids = {row["id"] for row in rows(tables["nodes.csv"])}
    assert ids
    assert {row[side] for row in rows(tables["edges.csv"]) for side in ("source", "target")} <= ids
    assert {row["subject"] for row in rows(tables["facts.csv"])} <= ids


def test_the_script_for_cypher_names_only_columns_and_kinds_that_are_there(tables: Mapping[str, bytes]) -> None:
    script = tables["load.cypher"].decode()
    columns = {name for file in tables if file.endswith(".csv") for name in rows(tables[file])[0]}
    assert set(re.findall(r"\brow\.(\w+)", script)) <= columns
    properties = {row["property"] for row in rows(tables["edges.csv"])}
    assert set(re.findall(r"row\.property = '(\w+)'", script)) == properties
    assert set(re.findall(r"-\[r:(\w+)\]->", script)) == {relationship(name) for name in properties}
    assert set(re.findall(r"file:///([\w.]+)", script)) == {name for name in tables if name.endswith(".csv")}


def test_the_description_counts_what_is_there(data: Data) -> None:
    graph = rdflib.Graph().parse(data=written(data, "void"), format="turtle")
    void = rdflib.Namespace("http://rdfs.org/ns/void#")
    dataset = rdflib.URIRef(DATASET)
    assert graph.value(dataset, void.triples).toPython() == len(data.triples)
    parts = {
        str(graph.value(part, void["class"])): graph.value(part, void.entities).toPython()
        for part in graph.objects(dataset, void.classPartition)
    }
    kinds = Counter(triple.object.value for triple in data.triples if triple.predicate.value == RDF + "type")
    assert parts == kinds
    by_property = Counter(triple.predicate.value for triple in data.triples)
    assert by_property == {
        str(graph.value(part, void.property)): graph.value(part, void.triples).toPython()
        for part in graph.objects(dataset, void.propertyPartition)
    }


def test_the_description_lists_linksets_and_every_form(data: Data) -> None:
    graph = rdflib.Graph().parse(data=written(data, "void"), format="turtle")
    void, dcat = (rdflib.Namespace(name) for name in ("http://rdfs.org/ns/void#", "http://www.w3.org/ns/dcat#"))
    links = list(graph.subjects(rdflib.RDF.type, void.Linkset))
    outward = sum(
        triple.predicate.value.endswith("Match")
        and triple.subject.value.startswith((ENTITY, SOURCE))
        and not triple.object.value.startswith("https://w3id.org/kzgraph/")
        for triple in data.triples
    )
    assert sum(graph.value(link, void.triples).toPython() for link in links) == outward > 0
    assert len(list(graph.objects(rdflib.URIRef(DATASET), dcat.distribution))) == len(FORMS) - 1
    assert not any(isinstance(term, rdflib.BNode) for triple in graph for term in triple)


ALL_FORMS = """
import sys
from kzgraph.cli.main import run
codes = [run(["export", "-f", form, "-o", file]) for form, file in zip(sys.argv[1::2], sys.argv[2::2], strict=True)]
sys.exit(max(codes))
"""


@pytest.fixture(scope="module")
def written_twice(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two folders with the packaged graph in every form, written by processes of other hash seeds and time zones."""
    folders = []
    for seed in ("0", "7"):
        folders.append(tmp_path_factory.mktemp(seed))
        words = [word for form in FORMS.values() for word in (form.name, folders[-1] / form.file)]
        subprocess.run(
            [sys.executable, "-c", ALL_FORMS, *words],
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": f"UTC+{seed}"},
            check=True,
            capture_output=True,
        )
    return folders


@pytest.mark.parametrize("form", FORMS)
def test_the_same_graph_makes_the_same_bytes(form: str, written_twice: list[Path]) -> None:
    targets = [folder / FORMS[form].file for folder in written_twice]
    files = [sorted(target.iterdir()) if target.is_dir() else [target] for target in targets]
    contents = [[file.read_bytes() for file in each] for each in files]
    assert contents[0] == contents[1]
    assert all(contents[0])


def test_the_form_is_told_by_the_end_of_the_name(run, small_graph: Path, tmp_path: Path) -> None:
    for form in FORMS.values():
        if form.suffix and form.name != "void":
            assert run("export", "-o", form.file, "--graph", small_graph).returncode == 0, form.name
            (here,) = tmp_path.glob(form.file)
            head = here.read_bytes()[:300]
            assert (b"<?xml" in head) == (form.name in ("graphml", "gexf"))
    assert b"reifies" in (tmp_path / "kzgraph.12.ttl").read_bytes()
    assert b"reifies" not in (tmp_path / "kzgraph.ttl").read_bytes()


def test_an_unknown_ending_names_the_forms(run) -> None:
    answer = run("export", "-o", "graph.xlsx")
    assert answer.returncode == 2
    assert "turtle | ntriples | nquads" in answer.stderr


def test_several_files_want_a_folder(run) -> None:
    answer = run("export", "-f", "cypher")
    assert answer.returncode == 2
    assert "name a folder with -o" in answer.stderr


def test_an_export_on_conditions_holds_only_what_meets_them(run) -> None:
    answer = run("export", "-f", "ntriples", "--accepted")
    assert answer.returncode == 0, answer.stderr
    assert "code/asserted" in answer.stdout
    assert "code/opinion" not in answer.stdout


def test_the_ontology_comes_along_when_asked_for(run) -> None:
    without, along = run("export", "-f", "ntriples"), run("export", "-f", "ntriples", "--with-ontology")
    name = "<https://w3id.org/kzgraph/ontology#Treaty> <http://www.w3.org/2000/01/rdf-schema#label>"
    assert name not in without.stdout
    assert name in along.stdout


def test_the_command_offers_every_form() -> None:
    assert set(export._FORMS) == set(FORMS)


@pytest.mark.parametrize("form", FORMS)
def test_a_graph_of_nothing_can_be_written(form: str) -> None:
    assert FORMS[form].write(data_of(ox.Store())) is not None
