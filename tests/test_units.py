"""A figure keeps its unit in every face: what is said in one unit is never shown with another one."""

import csv
import hashlib
import io
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest

from kzgraph.curation.build import build
from kzgraph.curation.claims import statement_id
from kzgraph.curation.inputs import read_inputs
from kzgraph.curation.rows import COLUMNS
from kzgraph.panel import UNITS, panel
from kzgraph.rdf import to_turtle
from kzgraph.sparql.engine import ask
from kzgraph.sparql.library import library
from kzgraph.sparql.opening import open_graph
from kzgraph.text.words import fingerprint
from kzgraph.vocab import OBSERVATION, ONTOLOGY, PREFIXES, RDF, STATEMENT
from kzgraph.web.jobs import JOBS
from kzgraph.web.messages.messages import Request
from kzgraph.web.site.site import Site

ROOT = Path(__file__).parents[1]
UNIT = PREFIXES["unit"]


@dataclass(frozen=True)
class Figure:
    """A row: the amount in its unit, the same in the property's own unit where a factor leads there."""

    subject: str
    measure: str
    amount: str
    unit: str
    canonical: str = ""
    canonical_unit: str = ""
    time: str = ""
    scope: str = ""

    @property
    def words(self) -> str:
        """The figure as every reader is shown it."""
        amount = f"{int(self.amount):,}" if self.amount.isdecimal() and len(self.amount) > 4 else self.amount
        return f"{amount} {self.unit}"

    @property
    def pairs(self) -> set[tuple[Decimal, str]]:
        """The numbers that may stand for it, each with the unit that must stand beside."""
        own = {(Decimal(self.amount), self.unit)}
        return own | ({(Decimal(self.canonical), self.canonical_unit)} if self.canonical else set())

    @property
    def text(self) -> str:
        """The line of the document that says it."""
        return f"{self.subject} {self.measure} {self.amount} {self.unit} {self.time} {self.scope}".strip()

    def row(self) -> dict[str, str]:
        """The line of a statement table."""
        given = {"subject": self.subject, "property": self.measure, "unit": self.unit, "time": self.time}
        at = "\n".join(each.text for each in FIGURES).index(self.text)
        place = {"source": "price-list", "start": str(at), "end": str(at + len(self.text))}
        place["fingerprint"] = fingerprint(self.text)
        fixed = {"object": self.amount, "scope": self.scope, "modality": "asserted", "rank": "normal"}
        return dict.fromkeys(COLUMNS, "") | given | place | fixed


FIGURES = (
    Figure("hill-station", "installedCapacity", "0.07", "GW", "70", "MW"),
    Figure("hill-station", "productionCapacity", "1.43", "Mt/a", "1430000", "t/a"),
    Figure("hill-station", "emissionsReduced", "1.37", "Mt", "1370000", "t", time="2011"),
    Figure("hill-station", "jobsCreated", "3.29", "thousand", "3290", "", time="2012"),
    Figure("hill-station", "investmentAmount", "119000000000", "KZT"),
    Figure("hill-station", "investmentAmount", "2700000000", "CNY"),
    Figure("kazakhstan", "tradeTurnover", "431000000000", "KZT", time="2004", scope="china"),
    Figure("kazakhstan", "tradeTurnover", "8800000000", "CNY", time="2005", scope="china"),
    Figure("kazakhstan", "tradeTurnover", "368000000", "USD", "368000000", "USD", time="1992", scope="china"),
    Figure("kazakhstan", "directInvestment", "517000000", "CNY", time="2005", scope="china"),
    Figure("china", "directInvestment", "623000000", "KZT", time="2005", scope="kazakhstan"),
)
_ENTITIES = """
@prefix kzo: <https://w3id.org/kzgraph/ontology#> .
@prefix kzr: <https://w3id.org/kzgraph/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

kzr:hill-station a kzo:PowerStation ; rdfs:label "station on the hill"@en .
kzr:kazakhstan a kzo:Country ; rdfs:label "Kazakhstan"@en .
kzr:china a kzo:Country ; rdfs:label "China"@en .
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project with a third document that gives figures in units of all kinds."""
    folder = Path(shutil.copytree(ROOT / "tests" / "small", tmp_path_factory.mktemp("units") / "small"))
    (folder / "entities" / "figures.ttl").write_text(_ENTITIES, "utf-8")
    described = (folder / "sources.ttl").read_text("utf-8")
    letter = described[described.index("kzd:harbour-letter") : described.index("kzd:lake-report")]
    text = "\n".join(each.text for each in FIGURES)
    (folder / "documents" / "price-list.txt").write_text(text, "utf-8")
    more = letter.replace("harbour-letter", "price-list").replace("codePoints 120", f"codePoints {len(text)}")
    more = re.sub('textSha256 "[0-9a-f]+"', f'textSha256 "{hashlib.sha256(text.encode()).hexdigest()}"', more)
    (folder / "sources.ttl").write_text(described + "\n" + more, "utf-8")
    state = FIGURES[0].row() | {"property": "lifecycleState", "object": "completion", "unit": ""}
    rows = [state, *(each.row() for each in FIGURES)]
    with (folder / "statements" / "price-list.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        table.writeheader()
        table.writerows(sorted(rows, key=lambda row: [row[name] for name in COLUMNS]))
    (folder / "graph.toml").write_text('sides = ["kazakhstan", "china"]\n', "utf-8")
    triples = build(read_inputs(ROOT / "ontology", folder))
    (folder / "kzgraph.ttl").write_bytes(to_turtle(triples))
    return folder


@pytest.fixture(scope="module")
def ids(folder: Path) -> dict[Figure, str]:
    rows = read_inputs(ROOT / "ontology", folder).rows
    return {
        each: statement_id(row)
        for each in FIGURES
        for row in rows
        if (row.subject, row.property, row.object, row.unit) == (each.subject, each.measure, each.amount, each.unit)
    }


@pytest.fixture(scope="module")
def store(folder: Path) -> ox.Store:
    return open_graph(folder)


@pytest.fixture(scope="module")
def site(store: ox.Store) -> Site:
    return Site(store)


def numbers(text: str) -> Iterator[tuple[Decimal, str]]:
    """Each number in *text* with the word that follows it."""
    for found in re.finditer(r"(?<![\w.-])(\d[\d,]*(?:\.\d+)?)(?:[\s\u00a0]*([^\W\d_][\w/-]*|%|\$))?", text):
        yield Decimal(found[1].replace(",", "")), found[2] or ""


def assert_paired(text: str, *figures: Figure) -> None:
    """Every number of *figures* that stands in *text* is followed by the unit it is in, and by no other."""
    allowed: dict[Decimal, set[str]] = {}
    for each in figures:
        for number, unit in each.pairs:
            allowed.setdefault(number, set()).add(unit)
    units = {each.unit for each in FIGURES} | {"MW", "t", "t/a", "USD", "GigaW", "MegaTONNE", "TONNE", "CCY_KZT"}
    for number, word in numbers(text):
        if number in allowed and word in units:
            assert word in allowed[number], f"{number} is shown as {word}, and is {allowed[number]}"


def cells(rows: list[dict[str, str]]) -> str:
    """A table as text, each number before the unit of its row."""
    return "\n".join(f"{cell} {row.get('unit', '')}" for row in rows for name, cell in row.items() if name != "unit")


def test_every_figure_is_a_statement_and_no_money_changed_its_currency(store: ox.Store, ids: dict[Figure, str]) -> None:
    assert set(ids) == set(FIGURES)
    for each, name in ids.items():
        found = ask(
            store,
            f"SELECT ?o ?a ?u ?ou WHERE {{ kzs:{name} rdf:object ?o ; kzo:amount ?a ; kzo:unit ?u . "
            f"OPTIONAL {{ kzs:{name} kzo:objectUnit ?ou }} }}",
        ).rows
        ((value, amount, unit, foreign),) = found
        assert Decimal(amount.value) == Decimal(each.amount)
        assert Decimal(value.value) == Decimal(each.canonical or each.amount)
        assert foreign == (None if each.canonical else unit)


def test_a_figure_that_nothing_turns_into_the_propertys_unit_makes_no_simple_triple(store: ox.Store) -> None:
    station = ox.NamedNode("https://w3id.org/kzgraph/id/hill-station")
    simple = {q.predicate.value: q.object.value for q in store.quads_for_pattern(station, None, None)}
    assert simple[ONTOLOGY + "installedCapacity"] == "70"
    assert ONTOLOGY + "investmentAmount" not in simple


def test_an_observation_has_the_unit_of_its_value(store: ox.Store, ids: dict[Figure, str]) -> None:
    for each, name in ids.items():
        if each.measure in ("tradeTurnover", "directInvestment"):
            node = ox.NamedNode(OBSERVATION + name)
            facts = {q.predicate.value: q.object.value for q in store.quads_for_pattern(node, None, None)}
            assert facts[ONTOLOGY + each.measure] == each.amount
            assert facts[ONTOLOGY + "unit"] == f"{UNIT}CCY_{each.unit}"


@pytest.mark.parametrize("words", [("show", "hill-station"), ("show", "kazakhstan"), ("show", "china")], ids=" ".join)
def test_the_terminal(run, folder: Path, words: tuple[str, ...]) -> None:
    told = run(*words, "--graph", folder).stdout
    mine = [each for each in FIGURES if each.subject == words[1]]
    assert all(each.words in told for each in mine), told
    assert_paired(told, *mine)


def test_the_evidence_of_each_statement(run, folder: Path) -> None:
    told = run("evidence", "hill-station", "--graph", folder).stdout
    mine = [each for each in FIGURES if each.subject == "hill-station"]
    assert all(each.words in told for each in mine), told
    assert_paired(told, *mine)


@pytest.mark.parametrize("kind", ["capacity", "trade"])
def test_the_citations_of_a_picture(run, folder: Path, kind: str) -> None:
    told = run("plot", kind, "--cite", "--graph", folder).stdout
    measure = {"capacity": "installedCapacity", "trade": "tradeTurnover"}[kind]
    mine = [each for each in FIGURES if each.measure == measure]
    assert mine
    assert all(each.words in told for each in mine), told
    assert_paired(told, *mine)


def test_a_picture_of_trade_draws_dollars_only_and_names_the_rest(run, folder: Path, tmp_path: Path) -> None:
    made = run("plot", "trade", "-o", tmp_path / "trade.svg", "--graph", folder)
    assert made.returncode == 0, made.stderr
    text = (tmp_path / "trade.svg").read_text("utf-8")
    assert "no rate of exchange" in re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)) or "431" not in text


@pytest.mark.parametrize("unit", UNITS)
def test_a_panel(store: ox.Store, unit: str) -> None:
    made = panel(store, unit)
    names = [column.name for column in made.columns]
    units = {column.name: column.unit for column in made.columns}
    for row in made.rows:
        found = dict(zip(names, row, strict=True))
        if unit == "statement":
            assert_paired(f"{found['value_number']} {found['value_unit']}; {found['amount']} {found['unit']}", *FIGURES)
            continue
        for name, cell in found.items():
            assert_paired(f"{cell} {units[name]}" if units[name] else str(cell), *FIGURES)


def test_a_panel_has_a_column_for_each_currency(store: ox.Store) -> None:
    made = panel(store, "dyad-year")
    names = [column.name for column in made.columns]
    rows = [dict(zip(names, row, strict=True)) for row in made.rows]
    by_year = {row["year"]: row for row in rows if row["country_b"] == "kazakhstan"}
    assert by_year[2004]["trade_kzt"] == 431000000000
    assert by_year[2004]["trade_kzt_said"] == "431000000000 KZT 2004 asserted china"
    assert by_year[2004]["trade_usd"] is None
    assert by_year[2005]["trade_cny"] == 8800000000
    assert by_year[1992]["trade_usd"] == 368000000
    assert by_year[2005]["fdi_b_cny"] == 517000000
    assert by_year[2005]["fdi_a_kzt"] == 623000000
    made = panel(store, "project")
    names = [column.name for column in made.columns]
    (station,) = (dict(zip(names, row, strict=True)) for row in made.rows if row[0] == "hill-station")
    assert (station["invest_usd"], station["invest_kzt"], station["invest_cny"]) == (None, 119000000000, 2700000000)
    assert (station["capacity_mw"], station["capacity_mw_said"]) == (70, "0.07 GW asserted")


@pytest.mark.parametrize("name", sorted(name for name in library() if not name.startswith("construct-")))
def test_a_question_of_the_library(store: ox.Store, name: str) -> None:
    query = library()[name]
    answer = ask(store, query.text)
    rows = [
        {column: cell.value if hasattr(cell, "value") else "" for column, cell in zip(answer.columns, row, strict=True)}
        for row in answer.rows
    ]
    if name.endswith("-violation"):
        mine = {each.measure for each in FIGURES}
        assert not [row for row in rows if mine & {value.removeprefix(ONTOLOGY) for value in row.values()}]
    assert_paired(cells(rows), *FIGURES)
    with_unit = {str(number) for each in FIGURES for number, unit in each.pairs if unit}
    if not {"unit", "measure_unit"} & set(answer.columns):
        bare = [(column, cell) for row in rows for column, cell in row.items() if cell in with_unit]
        assert not bare, "a figure is told without its unit"


def test_the_questions_about_figures_tell_every_one(store: ox.Store) -> None:
    told = ""
    for name in ("renewable-capacity", "project-outputs", "investment-commitments", "trade-observations", "fdi"):
        answer = ask(store, library()[name].text)
        for row in answer.rows:
            found = dict(zip(answer.columns, ("" if cell is None else cell.value for cell in row), strict=True))
            value = next(found[key] for key in ("capacity", "amount", "value") if key in found)
            told += f"{value} {found['unit']}\n"
    missing = [each for each in FIGURES if f"{each.amount} {each.unit}\n" not in told]
    assert missing == []


@pytest.mark.parametrize("form", ["cypher", "graphml", "gexf", "jsonld", "turtle", "turtle12", "trig"])
def test_an_export(run, folder: Path, tmp_path: Path, ids: dict[Figure, str], form: str) -> None:
    out = tmp_path / "out"
    made = run("export", "-f", form, "-o", out, "--graph", folder)
    assert made.returncode == 0, made.stderr
    if form == "cypher":
        table = csv.DictReader(io.StringIO((out / "facts.csv").read_text("utf-8")))
        rows = {row["statement"]: row for row in table}
        for each, name in ids.items():
            assert (rows[name]["value"], rows[name]["unit"]) == (each.amount, each.unit)
        return
    text = out.read_text("utf-8")
    if form == "jsonld":
        nodes = {node["id"]: node for node in json.loads(text)["@graph"]}
        for each, name in ids.items():
            node = nodes[f"kzs:{name}"]
            assert Decimal(str(node["amount"])) == Decimal(each.amount)
            assert ("objectUnit" in json.dumps(node)) is not bool(each.canonical)
    assert_paired(text, *FIGURES) if form in ("graphml", "gexf") else None


def test_a_nanopublication_keeps_bound_and_unit(site: Site, ids: dict[Figure, str]) -> None:
    for each, name in ids.items():
        quads = list(ox.parse(_body(site, "data", kind="statement", name=f"{name}.trig"), format=ox.RdfFormat.TRIG))
        asserted = [q for q in quads if str(q.graph_name.value).endswith("#assertion")]
        subjects = {q.subject.value for q in asserted}
        assert (subjects == {STATEMENT + name}) is not bool(each.canonical)
        units = {q.object.value for q in asserted if q.predicate.value == ONTOLOGY + "unit"}
        assert units == (set() if each.canonical else {f"{UNIT}CCY_{each.unit}"})
        assert any(q.predicate.value in (RDF + "object", ONTOLOGY + each.measure) for q in asserted)


def _body(site: Site, job: str, **path: str) -> bytes:
    reply = JOBS[job](site, Request(job=job, path=path))
    assert reply.status == 200
    return reply.body


def _page(site: Site, job: str, **path: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", _body(site, job, **path).decode()).split())


def test_pages_of_things_and_statements(site: Site, ids: dict[Figure, str]) -> None:
    for subject in {each.subject for each in FIGURES}:
        mine = [each for each in FIGURES if each.subject == subject]
        text = _page(site, "page", kind="id", name=subject)
        assert all(each.words in text for each in mine)
        assert_paired(text, *mine)
    for each, name in ids.items():
        text = _page(site, "page", kind="statement", name=name)
        assert each.words in text
        assert_paired(text, each)


def test_citations(site: Site, ids: dict[Figure, str]) -> None:
    for each, name in ids.items():
        made = site.citer.cite(STATEMENT + name)
        for text in (made.text, made.bibtex().replace("{", "").replace("}", ""), made.ris(), made.csl()):
            assert each.words in text.replace("\\", "")


def test_the_network_page(run, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "network.html"
    made = run("draw", "-o", out, "--graph", folder)
    assert made.returncode == 0, made.stderr
    text = out.read_text("utf-8")
    assert all(json.dumps(each.words)[1:-1] in text for each in FIGURES)


def test_reconciled_cells(site: Site) -> None:
    def values(subject: str, name: str) -> list[Any]:
        extend = {"ids": [subject], "properties": [{"id": name}]}
        reply = JOBS["reconcile"](site, Request(job="reconcile", query=urlencode({"extend": json.dumps(extend)})))
        return json.loads(reply.body)["rows"][subject][name]

    for each in FIGURES:
        assert any(cell.get("str", "").startswith(each.words) for cell in values(each.subject, each.measure))


def test_a_figure_in_another_currency_conflicts_with_none_in_dollars(store: ox.Store) -> None:
    rows = ask(store, library()["conflicting-figures-violation"].text).rows
    assert not [row for row in rows if str(row[0].value).endswith("hill-station")]


def test_the_page_of_a_documents_coverage(run, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "coverage.html"
    made = run("coverage", "price-list", "--graph", folder, "--sources", folder / "documents", "-f", "html", "-o", out)
    assert out.exists(), made.stderr
    shown = " ".join(re.sub(r"<[^>]+>", " ", out.read_text("utf-8")).split())
    assert_paired(shown, *FIGURES)


def test_csv_of_a_question_is_read_back_with_units(run, folder: Path) -> None:
    told = run("query", "renewable-capacity", "-f", "csv", "--graph", folder).stdout
    rows = {row["undertaking"]: row for row in csv.DictReader(io.StringIO(told))}
    assert (rows["station on the hill"]["capacity"], rows["station on the hill"]["unit"]) == ("0.07", "GW")
