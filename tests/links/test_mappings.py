"""Links to other datasets: read strictly, checked against each other, built into the graph, and followed."""

import dataclasses
import json
import re
import threading
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import ClassVar

import pyoxigraph as ox
import pytest

from kzgraph.checks.contradictions import contradictions
from kzgraph.checks.run import links as check_links
from kzgraph.curation.build import build
from kzgraph.curation.inputs import Inputs, read_inputs
from kzgraph.curation.judgements import Relation
from kzgraph.errors import InputError
from kzgraph.links.mappings import Link, read_link_set, read_links
from kzgraph.links.points import Point, read_points
from kzgraph.links.schemes import Code, read_schemes
from kzgraph.sparql.engine import ask
from kzgraph.vocab import ENTITY, SKOS

ROOT = Path(__file__).parents[2]
LINKS = ROOT / "graph" / "links"
SETS = sorted(LINKS.glob("*.sssom.tsv"))
SCHEMES = read_schemes(LINKS / "schemes.csv")
PAGE = (ROOT / "docs" / "joining.md").read_text("utf-8")


@pytest.fixture(scope="module")
def material() -> Inputs:
    return read_inputs(ROOT / "ontology", ROOT / "graph")


# --- the committed sets


def test_there_are_sets() -> None:
    assert len(SETS) >= 10


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.name)
def test_a_set_is_sorted_and_named_after_its_dataset(path: Path) -> None:
    links = read_link_set(path, SCHEMES)
    assert {link.scheme for link in links} == {path.name.removesuffix(".sssom.tsv")}
    rows = [line for line in path.read_text("utf-8").splitlines() if line.startswith("kz")]
    assert rows == sorted(rows)


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.name)
def test_a_set_is_valid_by_the_validation_of_sssom_itself(path: Path) -> None:
    parsers = pytest.importorskip("sssom.parsers", reason="the package sssom is not installed")
    validators = pytest.importorskip("sssom.validators")
    table = parsers.parse_sssom_table(str(path))
    reports = validators.validate(table, fail_on_error=False)
    assert reports
    assert [str(result) for report in reports.values() for result in report.results] == []


def test_nothing_is_linked_by_sameness() -> None:
    assert not [path.name for path in SETS if "owl:" in path.read_text("utf-8")]


@pytest.mark.parametrize(
    ("kind", "schemes"),
    [
        ("Country", {"iso3166", "geonames", "wikidata", "iso3166alpha3", "iso3166numeric", "m49", "cowCode", "gwCode"}),
        ("Province", {"iso3166part2", "geonames", "wikidata"}),
        ("City", {"geonames", "wikidata"}),
    ],
)
def test_each_country_province_and_city_is_identified(material: Inputs, kind: str, schemes: set[str]) -> None:
    found: dict[str, set[str]] = {}
    for link in material.concordance.links:
        if link.predicate == "exactMatch":
            found.setdefault(link.subject, set()).add(link.scheme)
    for code in material.concordance.codes:
        found.setdefault(code.entity, set()).add(code.scheme)
    things = [entity.id for entity in material.entities.values() if entity.kind == kind]
    assert things
    assert {name: schemes - found.get(name, set()) for name in things if schemes - found.get(name, set())} == {}


@pytest.mark.parametrize("name", ["khorgos", "kostanay"])
def test_a_place_of_which_the_text_does_not_say_which_is_the_same_as_none(material: Inputs, name: str) -> None:
    links = [link for link in material.concordance.links if link.subject == name]
    assert {link.predicate for link in links} == {"closeMatch"}
    assert len([link for link in links if link.scheme == "geonames"]) == 2
    assert not [point for point in material.concordance.points if point.entity == name]


def test_the_codes_of_kazakh_regions_are_those_since_november_2022(material: Inputs) -> None:
    codes = [code for code in material.concordance.codes if code.scheme == "iso3166part2" and code.code[:2] == "KZ"]
    assert codes
    assert all(code.code[3:].isdecimal() for code in codes)
    assert all("until 2022-11-29" in code.note for code in codes)


# --- a set read strictly

HEAD = """\
#mapping_set_id: https://w3id.org/kzgraph/links/wikidata.sssom.tsv
#mapping_set_title: "Links"
#license: https://creativecommons.org/licenses/by/4.0/
#curie_map:
#  kzr: "https://w3id.org/kzgraph/id/"
#  semapv: "https://w3id.org/semapv/vocab/"
#  skos: "http://www.w3.org/2004/02/skos/core#"
#  wikidata: "http://www.wikidata.org/entity/"
"""
COLUMNS = "subject_id subject_label predicate_id object_id mapping_justification confidence comment".split()
ROW = dict(
    zip(
        COLUMNS,
        ["kzr:china", "China", "skos:exactMatch", "wikidata:Q148", "semapv:MappingReview", "0.9", "Evidence: a table"],
        strict=True,
    )
)


def link_set(folder: Path, *rows: dict[str, str], head: str = HEAD, columns: list[str] = COLUMNS) -> Path:
    path = folder / "wikidata.sssom.tsv"
    lines = ["\t".join(columns), *("\t".join(row.values()) for row in rows)]
    path.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_link_is_read_with_its_address_and_reasons(tmp_path: Path) -> None:
    (link,) = read_link_set(link_set(tmp_path, ROW), SCHEMES)
    assert (link.subject, link.predicate) == ("china", "exactMatch")
    assert link.address == "http://www.wikidata.org/entity/Q148"
    assert link.justification_iri == "https://w3id.org/semapv/vocab/MappingReview"


@pytest.mark.parametrize(
    ("column", "cell", "what"),
    [
        ("mapping_justification", "", "gives no justification"),
        ("mapping_justification", "semapv:Guess", "unknown justification"),
        ("comment", "", "names no evidence"),
        ("confidence", "", "no number from 0 to 1"),
        ("confidence", "1.5", "no number from 0 to 1"),
        ("predicate_id", "owl:sameAs", "unknown predicate"),
        ("object_id", "wikidata:148", "has not the form of Wikidata"),
        ("object_id", "wd:Q148", "unknown dataset 'wd'"),
        ("object_id", "http://www.wikidata.org/entity/Q148", "unknown dataset 'http'"),
        ("subject_id", "china", "no prefix of the curie_map"),
        ("subject_id", "wikidata:Q148", "the subject is none of ours"),
        ("comment", 'a "quoted" word', "not one row of seven plain cells"),
        ("comment", "a\ttab", "not one row of seven plain cells"),
    ],
)
def test_a_link_is_refused_when(tmp_path: Path, column: str, cell: str, what: str) -> None:
    with pytest.raises(InputError, match=re.escape(what)):
        read_link_set(link_set(tmp_path, ROW | {column: cell}), SCHEMES)


@pytest.mark.parametrize(
    ("head", "what"),
    [
        (HEAD.replace("#license", "#licence"), "unknown slot 'licence'"),
        (HEAD.replace("#license: https://creativecommons.org/licenses/by/4.0/\n", ""), "lacks the slot license"),
        (HEAD.replace("www.wikidata.org/entity", "wikidata.example"), "not for http://www.wikidata.org/entity/"),
        (HEAD + "# words\n", "cannot be read"),
        ("", "lacks the slot mapping_set_id"),
    ],
)
def test_a_set_is_refused_when_its_head_is_wrong(tmp_path: Path, head: str, what: str) -> None:
    with pytest.raises(InputError, match=re.escape(what)):
        read_link_set(link_set(tmp_path, ROW, head=head), SCHEMES)


def test_a_set_is_refused_when_it_says_a_thing_twice_or_nothing(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="joins the same two things again"):
        read_link_set(link_set(tmp_path, ROW, ROW | {"predicate_id": "skos:closeMatch"}), SCHEMES)
    with pytest.raises(InputError, match="holds no links"):
        read_link_set(link_set(tmp_path), SCHEMES)
    with pytest.raises(InputError, match="has other columns"):
        read_link_set(link_set(tmp_path, ROW, columns=[*COLUMNS[:-1], "evidence"]), SCHEMES)


def test_all_faults_of_all_files_are_told(tmp_path: Path) -> None:
    link_set(tmp_path, ROW | {"confidence": "2"}, ROW | {"comment": ""})
    (tmp_path / "other.sssom.tsv").write_text("nothing\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_links(tmp_path, SCHEMES)
    assert len(caught.value.problems) >= 4


def test_a_link_of_an_unknown_entity_does_not_build(amended: Path) -> None:
    path = amended / "links" / "wikidata.sssom.tsv"
    path.write_text(path.read_text("utf-8").replace("kzr:xi-jinping", "kzr:xi-jin-ping"), "utf-8")
    with pytest.raises(InputError, match="unknown entity 'xi-jin-ping'"):
        read_inputs(ROOT / "ontology", amended)


@pytest.fixture
def amended(tmp_path: Path) -> Path:
    """A copy of the project's graph to spoil."""
    import shutil

    folder = tmp_path / "graph"
    shutil.copytree(ROOT / "graph", folder)
    return folder


# --- links against each other


def with_link(material: Inputs, **changes: str) -> Inputs:
    base = next(link for link in material.concordance.links if link.subject == "china" and link.scheme == "wikidata")
    added = dataclasses.replace(base, **changes)
    concordance = dataclasses.replace(material.concordance, links=(*material.concordance.links, added))
    return dataclasses.replace(material, concordance=concordance)


def with_code(material: Inputs, entity: str, scheme: str, code: str) -> Inputs:
    added = Code(entity, scheme, code, "", "a table", "codes.csv", 2)
    concordance = dataclasses.replace(material.concordance, codes=(*material.concordance.codes, added))
    return dataclasses.replace(material, concordance=concordance)


def told(material: Inputs) -> list[str]:
    return [problem.what for problem in contradictions(material)]


def test_the_committed_links_do_not_contradict_each_other(material: Inputs) -> None:
    result = check_links(material)
    assert [str(finding) for finding in result.findings] == []
    assert re.fullmatch(r"[1-9]\d+ links, [1-9]\d+ codes, [1-9]\d* points", result.examined)


def test_a_graph_without_links_is_said_to_be_not_examined() -> None:
    result = check_links(read_inputs(ROOT / "ontology", ROOT / "tests" / "small"))
    assert result.skipped
    assert "not examined" in result.examined


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"subject": "japan", "label": "Japan"}, "wikidata Q148 is given to japan and to china"),
        ({"object": "Q29520"}, "china has two identifiers of wikidata: Q148 and Q29520"),
        ({"label": "PRC"}, "calls china 'PRC', the registry 'China'"),
        ({"scheme": "lei", "object": "X"}, "china is a Country, and lei identifies Organization"),
        (
            {"scheme": "iso3166", "object": "KZ", "subject": "almaty", "label": "Almaty"},
            "almaty is a City, and iso3166",
        ),
    ],
)
def test_a_contradiction_of_links_is_found(material: Inputs, changes: dict[str, str], what: str) -> None:
    assert any(what in each for each in told(with_link(material, **changes)))


def test_a_close_match_may_be_one_of_several_but_not_of_another_kind(material: Inputs) -> None:
    assert told(with_link(material, predicate="closeMatch", object="Q29520", address="x")) == []
    wrong = with_link(material, predicate="closeMatch", scheme="lei", object="X", address="x")
    assert told(wrong) == ["china is a Country, and lei identifies Organization"]
    assert told(dataclasses.replace(wrong, concordance=_related(wrong))) == []


def _related(material: Inputs):
    *others, last = material.concordance.links
    return dataclasses.replace(
        material.concordance, links=(*others, dataclasses.replace(last, predicate="relatedMatch"))
    )


@pytest.mark.parametrize(
    ("code", "what"),
    [
        (("almaty", "iso3166alpha3", "ALM"), "almaty is a City, and iso3166alpha3 identifies Country"),
        (("japan", "cowCode", "710"), "cowCode 710 is given to japan and to china"),
        (("china", "iso3166alpha2", "CH"), "china is CN in iso3166 and CH in iso3166alpha2"),
    ],
)
def test_a_contradiction_of_codes_is_found(material: Inputs, code: tuple[str, str, str], what: str) -> None:
    assert any(what in each for each in told(with_code(material, *code)))


def test_a_point_of_something_that_is_not_linked_is_found(material: Inputs) -> None:
    point = Point("khorgos", "44", "80", "https://sws.geonames.org/1/", "town", "a table", "points.csv", 2)
    concordance = dataclasses.replace(material.concordance, points=(point,))
    assert any(
        "which it is not linked to" in each for each in told(dataclasses.replace(material, concordance=concordance))
    )


def test_an_identifier_that_a_document_misprints_is_found(material: Inputs) -> None:
    row = next(row for row in material.rows if row.property == "orcid")
    spoilt = dataclasses.replace(row, object=row.object[:-1] + ("0" if row.object[-1] != "0" else "1"))
    assert any("wrong check digits" in each for each in told(dataclasses.replace(material, rows=(spoilt,))))


# --- points


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("astana,91,71,x,town,table", "'91' is no latitude"),
        ("astana,51,181,x,town,table", "'181' is no longitude"),
        ("astana,51°,71,x,town,table", "is no latitude"),
        ("astana,51,71,,town,table", "gives no source"),
        ("astana,51,71,x,,table", "gives no precision"),
        ("astana,51,71,x,town,table\nastana,51,71,x,town,table", "has a point already"),
    ],
)
def test_a_point_is_refused_when(row: str, what: str, tmp_path: Path) -> None:
    path = tmp_path / "points.csv"
    path.write_text(f"entity,latitude,longitude,source,precision,evidence\n{row}\n", encoding="utf-8")
    with pytest.raises(InputError, match=re.escape(what)):
        read_points(path)


# --- in the graph


def test_every_link_is_a_triple_with_a_node_that_justifies_it(store: ox.Store, material: Inputs) -> None:
    query = """SELECT ?s ?p ?o ?why { ?link a <https://w3id.org/sssom/Mapping> ; owl:annotatedSource ?s ;
        owl:annotatedProperty ?p ; owl:annotatedTarget ?o ; <https://w3id.org/sssom/mapping_justification> ?why }"""
    rows = ask(store, query).rows
    assert len(rows) == len(material.concordance.links)
    for subject, predicate, target, why in rows:
        assert next(store.quads_for_pattern(subject, predicate, target), None)
        assert why.value.startswith("https://w3id.org/semapv/vocab/")


def test_a_link_keeps_its_id_when_its_reason_changes() -> None:
    link = Link("a", "A", "exactMatch", "wikidata", "Q1", "http://x/Q1", "MappingReview", "1", "why", "f", 1)
    assert link.id == dataclasses.replace(link, confidence="0.5", comment="else", line=9).id
    assert link.id != dataclasses.replace(link, predicate="closeMatch").id


def test_codes_and_points_stand_on_their_entities(store: ox.Store) -> None:
    (codes,) = ask(store, "SELECT ?a ?b { kzr:kazakhstan kzo:iso3166alpha3 ?a ; kzo:cowCode ?b }").rows
    assert [term.value for term in codes] == ["KAZ", "705"]
    (point,) = ask(store, "SELECT ?wkt { kzr:astana geo:hasGeometry/geo:asWKT ?wkt }").rows[0]
    assert point.value == "POINT(71.44598 51.1801)"
    assert point.datatype.value.endswith("#wktLiteral")


def test_two_that_are_decided_to_be_the_same_are_one_and_the_old_id_answers(material: Inputs) -> None:
    decision = Relation("head-of-state-of-kazakhstan", "same", "president-of-kazakhstan", "a source says so", "f", 2)
    others = [each for each in material.identity if {each.left, each.right} != {decision.left, decision.right}]
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in build(dataclasses.replace(material, identity=(*others, decision))))
    old, new = (ox.NamedNode(ENTITY + name) for name in (decision.left, decision.right))
    replaced = ox.NamedNode("http://purl.org/dc/terms/isReplacedBy")
    assert next(store.quads_for_pattern(old, replaced, new), None)
    assert [
        quad.subject for quad in store.quads_for_pattern(None, None, old) if "statement" in quad.subject.value
    ] == []
    names = {quad.object.value for quad in store.quads_for_pattern(new, ox.NamedNode(SKOS + "altLabel"), None)}
    assert "Head of State of Kazakhstan" in names


# --- the commands


def test_the_command_tells_what_a_thing_is_elsewhere(run) -> None:
    answer = run("links", "kazakhstan", "-f", "csv")
    assert answer.returncode == 0, answer.stderr
    assert "http://www.wikidata.org/entity/Q232" in answer.stdout
    assert "kazakhstan,geonames,exactMatch,1522867," in answer.stdout


def test_the_command_lists_what_has_none(run) -> None:
    answer = run("links", "--missing", "--type", "Place", "-f", "csv")
    assert "khorgos,Khorgos,any,only close or related" in answer.stdout
    assert "Kazakhstan,iso3166" not in answer.stdout
    assert re.search(r"^\d+ of \d+ have none, or lack some$", answer.stderr, re.MULTILINE)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["nowhere-land"], "nothing is called 'nowhere-land'"),
        (["kazakhstan", "--missing"], "give no entity with it"),
        (["--type", "Planet"], "no class 'Planet'"),
    ],
)
def test_a_wrong_call_is_told(run, words: list[str], message: str) -> None:
    answer = run("links", *words)
    assert answer.returncode == 2
    assert message in answer.stderr


# --- the page


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("query", [text for text in blocks("sparql") if "SERVICE" not in text])
def test_a_query_of_the_page_finds_something(store: ox.Store, query: str) -> None:
    assert ask(store, query).rows


def test_the_page_speaks_of_properties_that_exist(material: Inputs) -> None:
    named = set(re.findall(r"\bkzo:(\w+)", PAGE))
    assert {
        name for name in named if f"https://w3id.org/kzgraph/ontology#{name}" not in material.ontology.terms
    } == set()


def test_the_python_of_the_page_runs(store: ox.Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pandas", reason="pandas is not installed")
    from kzgraph.sparql.tables import render

    (tmp_path / "codes.csv").write_text(render(ask(store, blocks("sparql")[0]), "csv"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (code,) = blocks("python")
    exec(compile(code, "joining.md", "exec"), {})  # noqa: S102 - the page is ours


class Wikidata(BaseHTTPRequestHandler):
    """A second endpoint, as SPARQL 1.1 Protocol has it: a query in the body, JSON back."""

    store = ox.Store()
    asked: ClassVar[Counter[str]] = Counter()

    def do_POST(self) -> None:
        query = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.asked[query] += 1
        answer = self.store.query(query).serialize(format=ox.QueryResultsFormat.JSON)
        assert answer is not None
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def wikidata() -> Iterator[str]:
    """The address of a second endpoint on this machine, which knows two capitals."""
    Wikidata.store = ox.Store()
    Wikidata.asked.clear()
    capital = ox.NamedNode("http://www.wikidata.org/prop/direct/P36")
    for country, city in (("Q232", "Q1520"), ("Q148", "Q956"), ("Q17", "Q1490")):
        nodes = [ox.NamedNode(f"http://www.wikidata.org/entity/{name}") for name in (country, city)]
        Wikidata.store.add(ox.Quad(nodes[0], capital, nodes[1]))
    with HTTPServer(("127.0.0.1", 0), Wikidata) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/sparql"
        server.shutdown()
        thread.join()


def test_the_federated_query_of_the_page_follows_links_to_a_second_endpoint(run, wikidata: str, tmp_path: Path) -> None:
    (query,) = (text for text in blocks("sparql") if "SERVICE" in text)
    assert query.count("https://query.wikidata.org/sparql") == 1
    (tmp_path / "capitals.rq").write_text(query.replace("https://query.wikidata.org/sparql", wikidata), "utf-8")
    answer = run("query", "capitals.rq", "-f", "json")
    assert answer.returncode == 0, answer.stderr
    rows = json.loads(answer.stdout)["results"]["bindings"]
    assert [(row["name"]["value"], row["capital"]["value"].rsplit("/", 1)[1]) for row in rows] == [
        ("China", "Q956"),
        ("Kazakhstan", "Q1520"),
    ]
    assert Wikidata.asked.total() == 1
    assert "kzo:" not in next(iter(Wikidata.asked))
