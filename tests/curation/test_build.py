"""Registry, tables, documents and judgements become one graph: the same one every time, whole or not at all."""

import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from kzgraph.curation.build import build, write_graph
from kzgraph.curation.claims import gather
from kzgraph.curation.inputs import Inputs, read_inputs
from kzgraph.errors import InputError, Problem
from kzgraph.rdf import to_turtle
from kzgraph.sparql.engine import ask
from kzgraph.vocab import ENTITY, ONTOLOGY, STATEMENT

ROOT = Path(__file__).parents[2]
KZGRAPH = Path(sys.executable).with_name("kzgraph")


def values(store: ox.Store, query: str) -> list[tuple[str, ...]]:
    return sorted(tuple(term.value if term else "" for term in row) for row in ask(store, query).rows)


def amend(path: Path, old: str, new: str, count: int = 1) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, count), "utf-8")


def graph_of(folder: Path) -> bytes:
    return to_turtle(build(read_inputs(ROOT / "ontology", folder)))


def problems_of(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        read_inputs(ROOT / "ontology", folder)
    return caught.value.problems


# --- what a statement becomes


def test_an_accepted_statement_also_stands_as_a_simple_triple(store: ox.Store) -> None:
    assert values(store, "SELECT ?who { kzr:ferry-line kzo:builder ?who }") == [(ENTITY + "keel-works",)]


def test_a_deprecated_statement_does_not(store: ox.Store) -> None:
    parties = values(store, "SELECT ?who { kzr:border-roads-agreement kzo:party ?who }")
    assert parties == [(ENTITY + "arland",), (ENTITY + "belmark",)]
    kept = "ASK { ?s rdf:object kzr:cordia ; kzo:rank kzc:deprecated ; kzo:reason ?why }"
    assert ask(store, kept).verdict is True


def test_a_mere_bound_and_a_forecast_do_not(store: ox.Store) -> None:
    assert values(store, "SELECT ?jobs { kzr:ferry-line kzo:jobsCreated ?jobs }") == []
    assert len(values(store, "SELECT ?s { ?s rdf:predicate kzo:jobsCreated ; rdf:object ?jobs }")) == 2


def test_a_figure_stands_in_the_unit_of_its_property_and_in_its_own(store: ox.Store) -> None:
    assert values(store, "SELECT ?power { kzr:ulm-station kzo:installedCapacity ?power }") == [("40",)]
    own = "SELECT ?n ?unit { ?s rdf:predicate kzo:installedCapacity ; kzo:amount ?n ; kzo:unit ?unit }"
    assert values(store, own) == [("0.04", "http://qudt.org/vocab/unit/GigaW")]


def test_trap_11_the_same_figure_in_two_units_is_one_term(small: Path, store: ox.Store) -> None:
    amend(small / "statements" / "lake-report.csv", "installedCapacity,0.04,GW", "installedCapacity,40,MW")
    other = ox.Store()
    other.extend(ox.Quad(*triple) for triple in build(read_inputs(ROOT / "ontology", small)))
    power = "SELECT ?power { kzr:ulm-station kzo:installedCapacity ?power }"
    assert ask(other, power).rows == ask(store, power).rows


def test_a_date_is_kept_as_edtf_and_bounded_by_days(store: ox.Store) -> None:
    query = """SELECT ?o ?first ?last { ?s rdf:subject kzr:ferry-line ; rdf:predicate kzo:commissioned ;
               rdf:object ?o ; kzo:earliest ?first ; kzo:latest ?last }"""
    assert values(store, query) == [("1999", "1999-01-01", "1999-12-31")]


def test_what_is_not_stated_has_no_object(store: ox.Store) -> None:
    query = "SELECT ?s ?o { ?s a kzo:NotStated ; rdf:predicate kzo:operator OPTIONAL { ?s rdf:object ?o } }"
    ((_, value),) = values(store, query)
    assert value == ""


def test_a_statistic_becomes_an_observation_and_no_simple_triple(store: ox.Store) -> None:
    query = "SELECT ?who ?with ?n { ?o kzo:reporter ?who ; kzo:partner ?with ; kzo:tradeTurnover ?n }"
    assert values(store, query) == [(ENTITY + "arland", ENTITY + "belmark", "859000000")]
    assert ask(store, "ASK { kzr:arland kzo:tradeTurnover ?n }").verdict is False


def test_one_claim_of_two_passages_is_one_statement_with_two_pieces_of_evidence(store: ox.Store) -> None:
    query = "SELECT ?s ?d { ?s rdf:predicate kzo:builder ; kzo:evidence/oa:hasSource ?d }"
    (one, _), (other, _) = values(store, query)
    assert one == other


def test_each_piece_of_evidence_leads_to_its_passage(store: ox.Store, material: Inputs) -> None:
    query = """SELECT ?e { ?e a kzo:Evidence ; kzo:fingerprint ?mark ; oa:hasSource ?d ;
               oa:hasSelector [ oa:start ?start ; oa:end ?end ] }"""
    assert len(set(values(store, query))) == len(material.rows)


def test_who_says_so_inside_the_source_is_kept(store: ox.Store) -> None:
    assert set(values(store, "SELECT ?who { ?e kzo:statedBy ?who }")) == {(ENTITY + "mira-holt",)}


def test_a_dispute_joins_its_statements(store: ox.Store) -> None:
    assert len(values(store, "SELECT ?s { ?d a kzo:Dispute ; kzo:disputes ?s ; kzo:reason ?why }")) == 2


def test_what_may_be_the_same_says_so_both_ways(store: ox.Store) -> None:
    assert len(values(store, "SELECT ?a ?b { ?a kzo:possiblySame ?b }")) == 2


def test_a_retired_id_leads_on(store: ox.Store) -> None:
    assert ask(store, "ASK { kzr:ulm-port dcterms:isReplacedBy kzr:port-ulm }").verdict is True


def test_an_entity_is_also_of_the_classes_above_its_own(store: ox.Store) -> None:
    classes = {name.removeprefix(ONTOLOGY) for (name,) in values(store, "SELECT ?c { kzr:arland a ?c }")}
    assert {"Country", "Place", "Actor", "Entity"} <= classes


def test_trap_10_the_graph_has_no_blank_nodes(material: Inputs) -> None:
    terms = [term for triple in build(material) for term in triple]
    assert terms
    assert not [term for term in terms if isinstance(term, ox.BlankNode)]


def test_trap_11_nothing_is_said_of_an_unnamed_triple(material: Inputs) -> None:
    assert not [term for triple in build(material) for term in triple if isinstance(term, ox.Triple)]


def test_the_project_s_own_graph_has_no_blank_nodes() -> None:
    graph = (ROOT / "graph" / "kzgraph.ttl").read_bytes()
    triples = [quad.triple for quad in ox.parse(graph, format=ox.RdfFormat.TURTLE)]
    assert triples
    assert not [term for triple in triples for term in triple if isinstance(term, ox.BlankNode)]


def test_the_road_transport_agreement_was_signed_on_26_september_1992() -> None:
    store = ox.Store()
    store.bulk_load((ROOT / "graph" / "kzgraph.ttl").read_bytes(), format=ox.RdfFormat.TURTLE)
    signed = "SELECT ?day { kzr:treaty-1992-09-26-road-transport kzo:signed ?day }"
    assert values(store, signed) == [("1992-09-26",)]


# --- the same every time


@pytest.mark.parametrize(
    "settings",
    [
        {"PYTHONHASHSEED": "0"},
        {"PYTHONHASHSEED": "4711"},
        {"TZ": "Asia/Almaty", "LC_ALL": "C"},
        {"TZ": "America/Los_Angeles", "LC_ALL": "tr_TR.UTF-8", "SOURCE_DATE_EPOCH": "4102444800"},
        {"PYTHONUTF8": "0", "LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii"},
    ],
    ids=lambda settings: " ".join(f"{name}={value}" for name, value in settings.items()),
)
def test_the_graph_is_the_same_bytes_under_other_settings(
    run, small: Path, material: Inputs, settings: dict[str, str]
) -> None:
    built = run("build", "--graph", small, env=settings)
    assert built.returncode == 0, built.stderr
    assert (small / "kzgraph.ttl").read_bytes() == to_turtle(build(material))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_graph_is_the_same_bytes_with_rows_in_any_order(small: Path, material: Inputs, seed: int) -> None:
    for table in sorted((small / "statements").glob("*.csv")):
        header, *rows = table.read_text("utf-8").splitlines(keepends=True)
        random.Random(seed).shuffle(rows)  # noqa: S311
        table.write_text(header + "".join(rows), "utf-8")
    assert graph_of(small) == to_turtle(build(material))


@pytest.mark.parametrize("run", [0, 20_000])
def test_the_graph_is_the_same_bytes_when_memory_is_short(small: Path, material: Inputs, run: int) -> None:
    built = write_graph(ROOT / "ontology", small, small / "kzgraph.ttl", run=run)
    assert (small / "kzgraph.ttl").read_bytes() == to_turtle(build(material))
    assert built.triples == len(set(build(material)))
    assert not list(small.glob(".*.tmp"))


def test_the_graph_is_the_same_bytes_with_a_table_in_two_files(small: Path, material: Inputs) -> None:
    table = small / "statements" / "lake-report.csv"
    header, *rows = table.read_text("utf-8").splitlines(keepends=True)
    table.write_text(header + "".join(rows[::2]), "utf-8")
    (small / "statements" / "a-second-table.csv").write_text(header + "".join(rows[1::2]), "utf-8")
    assert graph_of(small) == to_turtle(build(material))


def test_the_graph_is_the_same_bytes_with_the_registry_in_one_file(small: Path, material: Inputs) -> None:
    one, other = sorted((small / "entities").glob("*.ttl"))
    one.write_text(other.read_text("utf-8") + one.read_text("utf-8"), "utf-8")
    other.unlink()
    assert graph_of(small) == to_turtle(build(material))


def test_the_reason_of_a_statement_does_not_depend_on_the_order_of_its_rows(small: Path) -> None:
    table = small / "statements" / "lake-report.csv"
    header, *rows = table.read_text("utf-8").splitlines(keepends=True)
    (slip,) = (row for row in rows if ",party,cordia," in row)
    again = slip.replace("taken for a slip", "once more").replace(",deprecated,", ",deprecated,")
    start = slip.split(",")[-4]
    again = again.replace(f",{start},", f",{int(start) - 1},", 1)
    table.write_text(header + "".join([*rows, again]), "utf-8")
    before = graph_of(small)
    table.write_text(header + "".join([again, *rows]), "utf-8")
    assert graph_of(small) == before


def test_a_second_passage_changes_no_id(small: Path, material: Inputs) -> None:
    table = small / "statements" / "harbour-letter.csv"
    rows = table.read_text("utf-8").splitlines(keepends=True)
    table.write_text("".join(row for row in rows if ",builder," not in row), "utf-8")
    fewer = read_inputs(ROOT / "ontology", small)
    assert {each.id for each in gather(fewer.rows)} == {each.id for each in gather(material.rows)}


def test_building_twice_changes_nothing(run, small: Path) -> None:
    run("build", "--graph", small)
    before = (small / "kzgraph.ttl").read_bytes()
    assert run("build", "--graph", small).returncode == 0
    assert (small / "kzgraph.ttl").read_bytes() == before


def test_a_statement_s_iri_is_its_id(store: ox.Store, material: Inputs) -> None:
    iris = {iri for (iri,) in values(store, "SELECT ?s { ?s a kzo:Statement }")}
    assert iris == {STATEMENT + each.id for each in material.statements}


# --- faults


def test_every_fault_of_every_file_is_told(small: Path) -> None:
    amend(small / "entities" / "lake.ttl", "a kzo:PowerStation", "a kzo:Powerhouse")
    amend(small / "sources.ttl", "kzo:fileName", "kzo:nameOfFile")
    amend(small / "statements" / "lake-report.csv", ",asserted,", ",,")
    amend(small / "statements" / "harbour-letter.csv", ",asserted,", ",,")
    amend(small / "identity.csv", ",unsure,", ",maybe,")
    amend(small / "relations.csv", ",disputes,", ",doubts,")
    files = [Path(problem.file).name for problem in problems_of(small)]
    assert sorted(files) == [
        "harbour-letter.csv",
        "identity.csv",
        "lake-report.csv",
        "lake.ttl",
        "relations.csv",
        "sources.ttl",
    ]


def test_every_fault_of_the_rows_is_told(small: Path) -> None:
    amend(small / "statements" / "lake-report.csv", ",party,arland,", ",party,erland,", count=2)
    amend(small / "statements" / "harbour-letter.csv", ",builder,", ",bilder,")
    found = problems_of(small)
    assert sorted(problem.field for problem in found) == ["object", "object", "property"]
    assert all(problem.line > 1 and problem.column and problem.mend for problem in found)


def test_a_row_may_stand_in_one_table_only(small: Path) -> None:
    table = small / "statements" / "lake-report.csv"
    header, row, *_ = table.read_text("utf-8").splitlines(keepends=True)
    (small / "statements" / "other.csv").write_text(header + row, "utf-8")
    (problem,) = problems_of(small)
    assert (Path(problem.file).name, problem.line) == ("other.csv", 2)
    assert problem.what.endswith("lake-report.csv:2")


def test_a_claim_has_one_rank(small: Path) -> None:
    amend(
        small / "statements" / "harbour-letter.csv",
        "builder,keel-works,,,,,,,asserted,,,normal,",
        "builder,keel-works,,,,,,,asserted,,,deprecated,doubtful",
    )
    (problem,) = problems_of(small)
    assert problem.field == "rank"
    assert "ranks the claim" in problem.what


@pytest.mark.parametrize("name", ["relations", "identity"])
def test_a_judgement_speaks_of_what_is_there(small: Path, name: str) -> None:
    path = small / f"{name}.csv"
    header, row = path.read_text("utf-8").splitlines()
    left = row.split(",")[0]
    path.write_text(f"{header}\n{row.replace(left, left[::-1])}\n", "utf-8")
    (problem,) = problems_of(small)
    assert (Path(problem.file).name, problem.line) == (f"{name}.csv", 2)
    assert "unknown" in problem.what


def test_a_name_is_a_document_s_or_a_thing_s(small: Path) -> None:
    amend(small / "entities" / "lake.ttl", "kzr:ferry-line", "kzr:lake-report")
    amend(small / "statements" / "lake-report.csv", "ferry-line,", "lake-report,", count=99)
    amend(small / "statements" / "harbour-letter.csv", "ferry-line,", "lake-report,", count=99)
    assert any("is a document and an entity" in problem.what for problem in problems_of(small))


def test_a_project_without_tables_is_no_success(small: Path) -> None:
    for table in (small / "statements").glob("*.csv"):
        table.unlink()
    assert any(problem.what == "holds no statement table" for problem in problems_of(small))


def faulty(small: Path) -> None:
    amend(small / "statements" / "lake-report.csv", ",party,arland,", ",party,erland,")


def missing(small: Path) -> None:
    (small / "sources.ttl").unlink()


def garbled(small: Path) -> None:
    (small / "entities" / "lake.ttl").write_bytes(b"\xff\xfe\x00")


@pytest.mark.parametrize("spoil", [faulty, missing, garbled])
def test_a_build_that_fails_leaves_the_previous_graph_alone(run, small: Path, spoil: Callable[[Path], None]) -> None:
    assert run("build", "--graph", small).returncode == 0
    before = (small / "kzgraph.ttl").read_bytes()
    spoil(small)
    failed = run("build", "--graph", small)
    assert failed.returncode == 3
    assert failed.stdout == ""
    assert failed.stderr.startswith("Error: ")
    assert (small / "kzgraph.ttl").read_bytes() == before


def test_a_build_that_fails_writes_nothing(run, small: Path) -> None:
    faulty(small)
    assert run("build", "--graph", small, "-o", "graph.ttl").returncode == 3
    assert not list(small.parent.glob("*.ttl"))


# --- interruptions

# A shell that runs the tests in the background starts them, and all that they start, with SIGINT ignored; and a signal
# that comes just before a long sleep begins would be heeded only after it.
PAUSED = """
import os, signal, sys, time
import kzgraph.cli.main

def wait(_):
    print("writing", flush=True)
    for _ in range(600):
        time.sleep(0.1)

os.fsync = wait
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.argv = ["kzgraph", "build", "--graph", sys.argv[1]]
kzgraph.cli.main.main()
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
@pytest.mark.parametrize(
    ("stop", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 130), (signal.SIGKILL, -signal.SIGKILL)]
)
def test_a_build_that_is_stopped_leaves_the_old_graph_and_the_next_one_builds(
    run, small: Path, stop: signal.Signals, code: int
) -> None:
    run("build", "--graph", small)
    before = (small / "kzgraph.ttl").read_bytes()
    amend(small / "entities" / "lake.ttl", "The report gives it no name.", "It has no name.")
    with subprocess.Popen(
        [sys.executable, "-c", PAUSED, small], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as stopped:
        assert stopped.stdout
        assert stopped.stdout.readline() == "writing\n"
        stopped.send_signal(stop)
        _, told = stopped.communicate(timeout=30)
    assert stopped.returncode == code
    assert "Traceback" not in told
    assert (small / "kzgraph.ttl").read_bytes() == before
    assert stop == signal.SIGKILL or not list(small.glob(".*.tmp"))
    assert run("build", "--graph", small).returncode == 0
    assert (small / "kzgraph.ttl").read_bytes() != before
    assert not list(small.glob(".*.tmp")), "what a killed build left is swept by the next"


@pytest.fixture
def builder_at_work(small: Path):
    """The process id of a build of the small project that has been stopped on its way."""
    lock = small / ".kzgraph.lock"
    with subprocess.Popen(
        [KZGRAPH, "build", "--graph", small], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as first:
        while not (lock.exists() and lock.read_bytes()):
            assert first.poll() is None, "it was too quick to be stopped"
        first.send_signal(signal.SIGSTOP)
        yield first.pid
        first.send_signal(signal.SIGCONT)
        first.communicate(timeout=30)


@pytest.mark.parametrize("command", ["build", "tidy"])
def test_a_second_writer_is_told_who_is_at_work(run, small: Path, builder_at_work: int, command: str) -> None:
    more = ["--sources", Path(__file__).parents[1] / "small" / "documents"] if command == "tidy" else []
    second = run(command, "--graph", small, *more)
    assert second.returncode == 4
    assert f"in use by process {builder_at_work}; wait until it ends" in second.stderr


# --- where nothing can be written


def test_a_folder_that_may_not_be_written_is_an_environment_fault(
    small: Path, mortal: list[str], material: Inputs
) -> None:
    subprocess.run([KZGRAPH, "build", "--graph", small], check=True, capture_output=True)
    small.chmod(0o555)
    try:
        failed = subprocess.run(
            [*mortal, KZGRAPH, "build", "--graph", small], capture_output=True, text=True, check=False
        )
    finally:
        small.chmod(0o755)
    assert failed.returncode == 4, failed.stderr
    assert "no permission" in failed.stderr
    assert (small / "kzgraph.ttl").read_bytes() == to_turtle(build(material))


def test_a_table_that_may_not_be_read_is_an_environment_fault(small: Path, mortal: list[str]) -> None:
    (small / "statements" / "lake-report.csv").chmod(0)
    failed = subprocess.run([*mortal, KZGRAPH, "build", "--graph", small], capture_output=True, text=True, check=False)
    assert failed.returncode == 4, failed.stderr
    assert "lake-report.csv: may not be read" in failed.stderr


FULL_DISK = """
mount -t tmpfs -o size=512k tmpfs "$1" && cp -r "$2/." "$1" && "$3" build --graph "$1" || exit 99
cp "$1/kzgraph.ttl" "$4"
cat /dev/zero > "$1/filler" 2>/dev/null
"$3" build --graph "$1"; code=$?
cmp "$1/kzgraph.ttl" "$4" || exit 98
ls -A "$1" | grep tmp && exit 97
exit $code
"""


def test_a_full_disk_leaves_the_old_graph_alone(small: Path, tmp_path: Path, own_mounts: list[str]) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    script = ["sh", "-c", FULL_DISK, "sh", disk, small, KZGRAPH, tmp_path / "before.ttl"]
    failed = subprocess.run([*own_mounts, *script], capture_output=True, text=True, check=False)
    assert failed.returncode == 4, failed.stdout + failed.stderr
    assert "the disk is full; make room and run it again" in failed.stderr


READ_ONLY = """
mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" || exit 99
"$2" build --graph "$1"
"""


def test_a_read_only_file_system_is_an_environment_fault(run, small: Path, own_mounts: list[str]) -> None:
    run("build", "--graph", small)
    script = ["sh", "-c", READ_ONLY, "sh", small, KZGRAPH]
    failed = subprocess.run([*own_mounts, *script], capture_output=True, text=True, check=False)
    assert failed.returncode == 4, failed.stderr
    assert "read-only" in failed.stderr


@pytest.mark.parametrize(("output", "code"), [("small", 2), ("small/sources.ttl/graph.ttl", 4)])
def test_an_output_that_cannot_be_a_file_is_told(run, small: Path, output: str, code: int) -> None:
    failed = run("build", "--graph", small, "-o", output)
    assert failed.returncode == code
    assert failed.stderr.startswith("Error: small")
    assert not (small / "kzgraph.ttl").exists()


def test_a_build_leaves_nothing_but_the_graph(run, small: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    before = set(small.rglob("*"))
    assert run("build", "--graph", small, "-o", "out/graph.ttl").returncode == 0
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["graph.ttl"]
    assert set(small.rglob("*")) == before


# --- what other people have in their folders


def test_a_table_with_line_ends_of_old_macs_is_read(run, small: Path) -> None:
    built = run("build", "--graph", small, "-o", "one.ttl")
    table = small / "statements" / "harbour-letter.csv"
    table.write_bytes(table.read_bytes().replace(b"\n", b"\r"))
    assert (
        run("build", "--graph", small, "-o", "two.ttl").stdout.partition(" in ")[0] == built.stdout.partition(" in ")[0]
    )


@pytest.mark.parametrize(
    "name", ["statements/USD.CSV", "statements/rows.xlsx", "entities/lake.TTL", "links.csv", "coverage/x.json"]
)
def test_a_file_that_is_not_read_is_told(run, small: Path, name: str) -> None:
    (small / name).write_bytes(b"subject,property\n")
    (small / ".hidden").write_bytes(b"")
    built = run("build", "--graph", small)
    assert built.returncode == 0
    assert built.stderr.splitlines() == [
        f"small/{name}: is not read; tables end in .csv, descriptions in .ttl, in small letters"
    ]


@pytest.mark.parametrize("tag", ["en_US", "", "中", "english language", "e"])
def test_what_is_no_language_tag_is_refused(run, small: Path, tag: str) -> None:
    path = small / "sources.ttl"
    path.write_text(path.read_text("utf-8").replace('dcterms:language "en"', f'dcterms:language "{tag}"'), "utf-8")
    refused = run("build", "--graph", small)
    assert refused.returncode == 3
    assert "write a tag of BCP 47" in refused.stderr


@pytest.mark.parametrize("tag", ["zh-Hans", "kk-Latn-KZ", "sr-Latn", "de-CH-1901", "x-private", "zh-cmn-Hans-CN"])
def test_what_is_a_language_tag_is_taken(run, small: Path, tag: str) -> None:
    path = small / "sources.ttl"
    path.write_text(path.read_text("utf-8").replace('dcterms:language "en"', f'dcterms:language "{tag}"'), "utf-8")
    assert run("build", "--graph", small).returncode == 0


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "koi8-r", "cp1251", "gb18030"])
@pytest.mark.parametrize(
    "words", [("show", "kazakhstan"), ("search", "中国"), ("show", "nothing-中"), ("query", "agreements")]
)
def test_no_terminal_is_too_narrow(words: tuple[str, ...], encoding: str) -> None:
    done = subprocess.run(
        [KZGRAPH, *words], env=os.environ | {"PYTHONIOENCODING": encoding}, capture_output=True, check=False
    )
    assert done.returncode in (0, 2)
    assert b"Traceback" not in done.stderr
