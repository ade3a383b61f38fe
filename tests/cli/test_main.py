"""The command line: results on stdout, the rest on stderr, an exit code that says which, never a traceback."""

import hashlib
import io
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import click
import pytest

import kzgraph
from kzgraph.cli.main import COMMANDS as LISTED
from kzgraph.cli.main import cli
from kzgraph.text.words import fingerprint

ROOT = Path(__file__).parents[2]
KZGRAPH = Path(sys.executable).with_name("kzgraph")

SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(STR(?c) > STR(?i)) }"
ESCAPE = "bad\n\x1b[31mname"


def commands(command: click.Command = cli, *path: str) -> Iterator[tuple[str, click.Command]]:
    yield " ".join(path), command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found
            yield from commands(found, *path, name)


COMMANDS = dict(commands())
EXAMPLES = {
    name: re.findall(r"^  (\S.*kzgraph .*|kzgraph .*)$", command.epilog or "", re.MULTILINE)
    for name, command in COMMANDS.items()
}


def is_plain(failed: subprocess.CompletedProcess[str]) -> bool:
    """Say whether a failure is told on stderr alone, in lines that hold no control characters and no traceback."""
    lines = failed.stderr.splitlines()
    told = bool(lines) and failed.stdout == "" and "Traceback" not in failed.stderr
    return told and all(line.isprintable() for line in lines)


# --- help


def test_without_arguments_it_helps(run) -> None:
    helped = run()
    assert helped.returncode == 0
    assert helped.stdout.startswith("Usage: kzgraph ")
    assert helped.stderr == ""


def test_help_is_told_by_either_option_and_by_the_module(run) -> None:
    module = [sys.executable, "-m", "kzgraph", "-h"]
    told = subprocess.run(module, capture_output=True, text=True, cwd=ROOT, check=True).stdout
    assert run("--help").stdout == run("-h").stdout == told


def test_the_version_is_told(run) -> None:
    assert kzgraph.__version__ in run("--version").stdout


def test_exit_codes_are_told_in_the_help(run) -> None:
    helped = run("--help").stdout
    assert all(f"{code} " in helped for code in (0, 1, 2, 3, 4, 5, 130))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_line_of_help_and_examples(name: str) -> None:
    command = COMMANDS[name]
    assert command.get_short_help_str(300).endswith((".", ")"))
    assert EXAMPLES[name], "add an epilog with Examples:"


def test_the_list_of_commands_says_of_each_what_its_own_help_says_and_loads_none() -> None:
    for name, said in LISTED.items():
        assert COMMANDS[name].get_short_help_str(500) == said
    loaded = "import sys; from kzgraph.cli.main import run; run(['--help']); print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True).stdout
    assert "kzgraph.cli.main" in told
    assert "kzgraph.cli.query" not in told
    assert "pyoxigraph" not in told


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_of_a_command_is_told(name: str) -> None:
    options = [option for option in COMMANDS[name].params if isinstance(option, click.Option)]
    assert [option.name for option in options if not option.help and option.name != "help"] == []


# --- examples


def pdf(text: str) -> bytes:
    """A document of one page with one line."""
    stream = f"BT /F 12 Tf 20 100 Td ({text}) Tj ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    content, places = "%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(content))
        content += f"{number} 0 obj\n{each}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"trailer\n<< /Root 1 0 R /Size 6 >>\nstartxref\n{len(content)}\n%%EOF\n"
    return f"{content}xref\n0 6\n0000000000 65535 f \n{table}{end}".encode()


def workbook(*cells: str) -> bytes:
    """A workbook of one column."""
    import openpyxl

    book, stream = openpyxl.Workbook(), io.BytesIO()
    for cell in cells:
        book.active.append([cell])
    book.save(stream)
    return stream.getvalue()


FILES = {
    "firms.xlsx": workbook("name", "Huawei", "Universal Energy"),
    "report.pdf": pdf("A ferry crosses the lake twice a day."),
    "mine.rq": b"CONSTRUCT { ?treaty kzo:party ?who } WHERE { ?treaty kzo:party ?who }",
    "firms.csv": b"name\nHuawei\nUniversal Energy\n",
    "places.csv": b"ort\nAlmaty\nBeijing\n",
    "cited.txt": b"keel-yard\nport-ulm\n",
}
"""The files of a reader's own that examples speak of."""
CELLS = "firm,town\nKeel Yard,Port Vesta\n"
TABLE = f"""
<https://w3id.org/kzgraph/source/lake-table> rdfs:label "Firms of the lake"@en ;
    dcterms:language "en" ; dcterms:format "text/csv" ; kzo:fileName "lake-table.txt" ; kzo:codePoints {len(CELLS)} ;
    kzo:textSha256 "{hashlib.sha256(CELLS.encode()).hexdigest()}" .
"""
MAPPING = """\
[things.firm]
column = "firm"
class = "Company"

[things.town]
column = "town"
class = "City"

[[statements]]
subject = "firm"
property = "locatedIn"
object = "town"
"""
"""A table of theirs, and its mapping."""


@pytest.fixture(scope="session")
def copied(tmp_path_factory: pytest.TempPathFactory, small_graph: Path) -> Path:
    """The package and its data elsewhere, so that an example may change them."""
    folder = tmp_path_factory.mktemp("copied")
    for name in ("kzgraph", "ontology", "graph", "queries"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(small_graph, folder / "small.ttl")
    program = folder / "bin" / "kzgraph"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kzgraph "$@"\n', "utf-8")
    program.chmod(0o755)
    if not shutil.which("less"):
        (program.parent / "less").symlink_to(shutil.which("cat") or "")
    return folder


def at_home(home: Path, copied: Path, sources: Path) -> dict[str, str]:
    """Make *home* that of a user whose documents lie in ~/sources, and return his settings."""
    shutil.copytree(sources, home / "sources")
    shutil.copytree(ROOT / "tests" / "small", home / "my-graph")
    (home / "my-graph" / "kzgraph.ttl").write_bytes((copied / "small.ttl").read_bytes())
    with (home / "my-graph" / "sources.ttl").open("a", encoding="utf-8") as sources_file:
        sources_file.write(TABLE)
    (home / "my-graph" / "documents" / "lake-table.txt").write_text(CELLS, "utf-8")
    (home / "my-graph" / "mappings").mkdir()
    (home / "my-graph" / "mappings" / "lake-table.toml").write_text(MAPPING, "utf-8")
    for name, content in FILES.items():
        (home / name).write_bytes(content)
    path = os.pathsep.join([str(copied / "bin"), os.environ["PATH"]])
    own = {"HOME": str(home), "PATH": path, "PYTHONPATH": str(copied), "KZGRAPH_CACHE": str(copied / "cache")}
    return os.environ | own


ONCE = dict.fromkeys(text for texts in EXAMPLES.values() for text in texts)
SERVERS = [text for text in ONCE if text.startswith(("kzgraph serve", "kzgraph review"))]

Ran = dict[str, subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def ran(
    request: pytest.FixtureRequest, copied: Path, sources_dir: Path, tmp_path_factory: pytest.TempPathFactory
) -> Ran:
    """Every example that is to be tested, run: as many at a time as there are processors."""

    def run(example: str) -> subprocess.CompletedProcess[str]:
        home = tmp_path_factory.mktemp("home")
        return subprocess.run(
            ["sh", "-c", example],
            cwd=home,
            env=at_home(home, copied, sources_dir),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )

    wanted = [item.callspec.params for item in request.session.items if hasattr(item, "callspec")]
    chosen = {params.get("example") for params in wanted}
    examples = [text for text in ONCE if text in chosen and text not in SERVERS]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return dict(zip(examples, pool.map(run, examples), strict=True))


@pytest.mark.skipif(os.name == "nt", reason="the examples are written for a Unix shell")
@pytest.mark.parametrize("example", [text for text in ONCE if text not in SERVERS])
def test_an_example_runs_as_it_is_written(example: str, ran: Ran) -> None:
    done = ran[example]
    assert done.returncode == 0, (done.stdout + done.stderr)[-2000:]
    assert "Error" not in done.stderr
    assert done.stdout or done.stderr


@pytest.mark.skipif(os.name == "nt", reason="the examples are written for a Unix shell")
@pytest.mark.parametrize("example", SERVERS)
def test_a_server_runs_as_it_is_written_until_it_is_interrupted(
    example: str, tmp_path: Path, copied: Path, sources_dir: Path
) -> None:
    with subprocess.Popen(
        ["sh", "-c", f"exec {example}"],
        cwd=tmp_path,
        env=at_home(tmp_path, copied, sources_dir),
        stderr=subprocess.PIPE,
        text=True,
    ) as server:
        late = threading.Timer(60, server.kill)
        late.start()
        assert server.stderr
        told = next((line for line in server.stderr if "http://" in line), "")
        server.send_signal(signal.SIGINT)
        try:
            told += server.communicate(timeout=10)[1]
        finally:
            late.cancel()
            server.kill()
    assert told.startswith(("kzgraph is served at http://", "review "))
    assert server.returncode == 0
    assert "Traceback" not in told


# --- wrong use


@pytest.mark.parametrize(("typed", "meant"), [("biuld", "build"), ("qeury", "query"), ("chek", "check")])
def test_a_misspelt_command_is_told_with_the_one_that_is_meant(run, typed: str, meant: str) -> None:
    failed = run(typed)
    assert failed.returncode == 2
    assert is_plain(failed)
    assert f"no command '{typed}'; did you mean '{meant}'?" in failed.stderr


def test_an_unknown_command_is_told_with_where_they_are_listed(run) -> None:
    assert run("xyzzy").stderr == "Error: no command 'xyzzy'; `kzgraph --help` lists them\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_an_unknown_option_is_wrong_use(run, name: str) -> None:
    failed = run(*name.split(), "--no-such-option")
    assert failed.returncode == 2
    assert is_plain(failed)


@pytest.mark.parametrize("limit", ["-1", "0", "1e9", "abc", "99999999999", ""])
def test_a_limit_out_of_range_is_told_with_the_range(run, limit: str) -> None:
    failed = run("query", "-", "--limit", limit, stdin="ASK {}")
    assert failed.returncode == 2
    assert is_plain(failed)
    assert "range" in failed.stderr


@pytest.mark.parametrize("seconds", ["0", "-1", "abc", "nan", "inf"])
def test_a_timeout_out_of_range_is_wrong_use(run, seconds: str) -> None:
    failed = run("query", "-", "--timeout", seconds, stdin="ASK {}")
    assert failed.returncode == 2
    assert is_plain(failed)


@pytest.mark.parametrize(
    "words",
    [
        ("query",),
        ("query", "-", "extra"),
        ("query", "-", "-f", "xml"),
        ("query", "agreements", "-p", "novalue"),
        ("query", "agreements", "-p", "nothing=1"),
        ("queries", "no such word"),
        ("show", "no-such-thing"),
        ("evidence", "no-such-thing"),
        ("locate", "no-such-document", "words"),
        ("build", "--graph", "no-such-folder"),
        ("check", "--graph", "no-such-folder"),
        ("check", "--sources", "no-such-folder"),
        ("search", "kazakhstan", "--most", "0"),
    ],
    ids=" ".join,
)
def test_wrong_use_is_told_and_ends_with_2(run, words: tuple[str, ...]) -> None:
    failed = run(*words, stdin="ASK {}")
    assert failed.returncode == 2, failed.stderr
    assert is_plain(failed)
    assert failed.stderr.startswith("Error: ")


def test_a_misspelt_thing_is_told_with_what_it_may_be_called(run) -> None:
    assert "did you mean kazakhstan" in run("show", "kazakstan").stderr


# --- bad input


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (None, "no such file"),
        (b"", "is empty"),
        (b"SELECT \xff", "is not UTF-8"),
        ("SELECT".encode("utf-16"), "is UTF-16"),
        (b"SELECT \0", "NUL"),
        (b"SELEKT * {}", "not SPARQL"),
    ],
    ids=["missing", "empty", "another encoding", "utf-16", "a NUL", "no query"],
)
def test_a_bad_query_file_is_told_and_ends_with_3(run, tmp_path: Path, content: bytes | None, what: str) -> None:
    if content is not None:
        (tmp_path / "ask.rq").write_bytes(content)
    failed = run("query", "ask.rq")
    assert failed.returncode == 3
    assert is_plain(failed)
    assert what in failed.stderr


def test_a_folder_in_the_place_of_a_file_is_told(run, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for words in (("query", "folder"), ("query", "-", "--graph", "folder")):
        failed = run(*words, stdin="ASK {}")
        assert failed.returncode == 3
        assert "folder: is a folder; give a file" in failed.stderr


@pytest.mark.parametrize("content", [None, "", "this is not Turtle", "<urn:a> <urn:b> _:"])
def test_a_bad_graph_file_is_told_with_its_name(run, tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "own.ttl").write_text(content, "utf-8")
    failed = run("query", "-", "--graph", "own.ttl", stdin="ASK {}")
    assert failed.returncode == 3
    assert is_plain(failed)
    assert "own.ttl" in failed.stderr


def test_an_unknown_question_is_told_with_the_one_that_is_meant(run) -> None:
    failed = run("query", "agrements")
    assert failed.returncode == 3
    assert "did you mean 'agreements'?" in failed.stderr


def test_a_file_whose_name_begins_with_a_hyphen_is_read_after_two(run, tmp_path: Path) -> None:
    (tmp_path / "-odd.rq").write_text("SELECT (1 AS ?one) {}", "utf-8")
    assert run("query", "-f", "csv", "--", "-odd.rq").stdout.splitlines() == ["one", "1"]


@pytest.mark.parametrize(
    "words",
    [
        (ESCAPE,),
        ("query", ESCAPE),
        ("query", f"{ESCAPE}.rq"),
        ("query", "-", "--graph", ESCAPE),
        ("query", "-", "-f", ESCAPE),
        ("query", "agreements", "-p", f"{ESCAPE}=1"),
        ("query", "agreements", "-p", ESCAPE),
        ("query", f"--{ESCAPE}"),
        ("queries", ESCAPE),
        ("show", ESCAPE),
        ("evidence", ESCAPE),
        ("search", ESCAPE, "--most", ESCAPE),
        ("locate", ESCAPE, "words"),
        ("build", "--graph", ESCAPE),
        ("check", "--sources", ESCAPE),
        ("tidy", "--sources", ESCAPE),
    ],
    ids=ascii,
)
def test_an_odd_name_is_shown_escaped(run, words: tuple[str, ...]) -> None:
    failed = run(*words, stdin="ASK {}")
    assert failed.returncode in (2, 3)
    assert is_plain(failed)


@pytest.mark.skipif(os.name == "nt" or sys.platform == "darwin", reason="names are Unicode here")
def test_a_name_in_another_encoding_is_read_and_shown_escaped(run, tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.rq")
    failed = run("query", name)
    assert failed.returncode == 3
    assert is_plain(failed)
    (tmp_path / name).write_text("ASK {}", "utf-8")
    assert run("query", name).stdout == "true\n"
    written = run("query", name, "-o", os.fsdecode(b"r\xe9ponse.csv"))
    assert written.returncode == 0, written.stderr
    assert (tmp_path / os.fsdecode(b"r\xe9ponse.csv")).exists()


@pytest.mark.parametrize("command", ["query", "queries", "show", "search", "evidence"])
def test_a_very_long_name_is_told(run, command: str) -> None:
    failed = run(command, "x" * 5000)
    assert failed.returncode in ((0,) if command == "search" else (2, 3)), failed.stderr[-300:]
    assert "Traceback" not in failed.stderr


def test_a_file_that_may_not_be_read_is_an_environment_fault(tmp_path: Path, mortal: list[str]) -> None:
    (tmp_path / "ask.rq").write_text("ASK {}", "utf-8")
    (tmp_path / "ask.rq").chmod(0)
    command = [*mortal, KZGRAPH, "query", "ask.rq"]
    failed = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert failed.returncode == 4, failed.stderr
    assert failed.stderr == "Error: ask.rq: may not be read; change its permissions\n"


# --- limits


def test_more_rows_than_the_limit_are_an_error_not_a_cut_answer(run) -> None:
    failed = run("query", "-", "--limit", "2", stdin="SELECT * { ?s ?p ?o }")
    assert failed.returncode == 5
    assert failed.stdout == ""
    assert "more than 2 rows" in failed.stderr


def test_an_answer_that_takes_too_long_ends_with_5(run) -> None:
    failed = run("query", "-", "--timeout", "0.5", stdin=SLOW)
    assert failed.returncode == 5
    assert failed.stdout == ""
    assert "no answer within 0.5 s" in failed.stderr


# --- output


@pytest.mark.parametrize(
    ("name", "begins"),
    [("a.csv", "one\r\n1"), ("a.tsv", "?one\n"), ("a.json", '{\n "head"'), ("a.md", "| one |"), ("a.txt", "one\n─")],
)
def test_the_form_follows_the_name_of_the_output(run, tmp_path: Path, name: str, begins: str) -> None:
    written = run("query", "-", "-o", name, stdin="SELECT (1 AS ?one) {}")
    assert written.returncode == 0
    assert (written.stdout, written.stderr) == ("", f"wrote {name}\n")
    assert (tmp_path / name).read_bytes().decode().startswith(begins)


WRITING = {
    "query": ("query", "agreements", "-o", "out/a.csv"),
    "panel": ("panel", "--unit", "treaty", "-o", "out/a.csv"),
    "codebook": ("codebook", "treaty", "-o", "out/a.md"),
    "export": ("export", "-o", "out/a.nt"),
    "links": ("links", "-o", "out/a.csv"),
    "match": ("match", "names.csv", "--column", "name", "-o", "out/a.csv"),
    "draw": ("draw", "-o", "out/a.html"),
    "plot": ("plot", "treaties", "-o", "out/a.svg"),
    "relation": ("relation", "kazakhstan", "china", "-o", "out/a.txt"),
    "diff": ("diff", ROOT / "graph", ROOT / "graph", "-o", "out/a.txt"),
    "brief": ("brief", "kazakhstan", "china", "-o", "out/a.md"),
    "ask": ("ask", "How many treaties were signed each year?", "-o", "out/a.csv"),
    "build": ("build", "-o", "out/a.ttl"),
}
"""Commands that write a file, each to a folder that is not there."""


def test_every_command_that_writes_a_file_is_tried() -> None:
    writing = {name for name, command in COMMANDS.items() for option in command.params if "-o" in option.opts}
    assert writing == {*WRITING, "coverage", "explain"}, "these two need the documents, and write as the others do"


@pytest.mark.parametrize("command", WRITING)
def test_no_folder_is_made_for_an_output(run, tmp_path: Path, command: str) -> None:
    (tmp_path / "names.csv").write_text("name\nHuawei\n", "utf-8")
    failed = run(*WRITING[command])
    assert failed.returncode == 2
    assert is_plain(failed)
    assert "there is no folder out to write to; make it first, or name another" in failed.stderr
    assert not (tmp_path / "out").exists()


def test_an_output_is_replaced_whole_or_stays(run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("old", "utf-8")
    assert run("query", "-", "-o", "a.csv", stdin="SELECT broken").returncode == 3
    assert (tmp_path / "a.csv").read_text("utf-8") == "old"
    assert run("query", "-", "-o", "a.csv", stdin="SELECT (1 AS ?one) {}").returncode == 0
    assert (tmp_path / "a.csv").read_text("utf-8") == "one\n1\n"
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_the_name_of_an_output_is_shown_escaped(run) -> None:
    written = run("query", "-", "-o", f"{ESCAPE}.csv", stdin="ASK {}")
    assert written.returncode == 0
    assert written.stderr == "wrote bad\\n\\x1b[31mname.csv\n"


def test_a_folder_is_no_output(run, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    failed = run("query", "-", "-o", "folder", stdin="ASK {}")
    assert failed.returncode == 2
    assert "folder: is a folder; give the name of a file" in failed.stderr


def test_no_rows_are_said_to_be_none(run) -> None:
    empty = run("query", "-", stdin="SELECT ?a { ?a <urn:nothing> ?a }")
    assert empty.returncode == 0
    assert empty.stdout.splitlines() == ["a", "─"]
    assert "(no rows)" in empty.stderr


def test_a_no_is_not_an_empty_answer(run) -> None:
    answer = run("query", "-", stdin="ASK { <urn:a> <urn:b> <urn:c> }")
    assert (answer.stdout, answer.stderr) == ("false\n", "")


def test_a_reader_who_leaves_early_is_no_fault() -> None:
    command = [KZGRAPH, "query", "-", "-f", "csv"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as left:
        assert left.stdin
        assert left.stdout
        assert left.stderr
        left.stdout.close()
        left.stdin.write(b"SELECT * { ?s ?p ?o } LIMIT 10000")
        left.stdin.close()
        assert left.stderr.read() == b""
        assert left.wait(60) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("words", [("queries",), ("query", "agreements"), ("search", "kazakhstan")], ids=" ".join)
def test_an_answer_that_finds_no_room_is_an_environment_fault(words: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        failed = subprocess.run([KZGRAPH, *words], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert failed.returncode == 4
    assert "Traceback" not in failed.stderr
    assert "No space left" in failed.stderr


# --- interruption


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_a_question_can_be_interrupted_while_the_engine_works(stop: signal.Signals, tmp_path: Path) -> None:
    """The engine cannot be stopped, so its process ends by the signal, which a shell reports as 128 and its number."""
    (tmp_path / "slow.rq").write_text(SLOW, "utf-8")
    with subprocess.Popen([KZGRAPH, "query", "slow.rq"], cwd=tmp_path, stderr=subprocess.PIPE, text=True) as asked:
        with pytest.raises(subprocess.TimeoutExpired):
            asked.communicate(timeout=2)
        asked.send_signal(stop)
        try:
            _, told = asked.communicate(timeout=5)
        finally:
            asked.kill()
    assert asked.returncode in (130, -stop)
    assert "Traceback" not in told


# --- commands for curators


def test_located_words_are_told_as_a_row_needs_them(run, small: Path) -> None:
    found = run("locate", "lake-report", "Keel Works", "--graph", small, "--sources", small / "documents")
    text = (small / "documents" / "lake-report.txt").read_text("utf-8")
    start = text.index("Keel Works")
    assert found.stdout == f"{start},{start + 10},{fingerprint('Keel Works')}  Keel Works\n"
    assert found.stderr == ""


def test_a_located_passage_runs_on_to_other_words(run, small: Path) -> None:
    words = ("lake-report", "Trade between", "--to", "in 2003")
    found = run("locate", *words, "--graph", small, "--sources", small / "documents")
    assert found.stdout.endswith("  Trade between the two countries exceeded $859 million in 2003\n")


def test_words_that_are_not_there_are_told(run, small: Path) -> None:
    failed = run("locate", "lake-report", "three lakes", "--graph", small, "--sources", small / "documents")
    assert failed.returncode == 3
    assert "'three lakes' does not stand there; try fewer words" in failed.stderr


def test_offsets_of_another_text_come_with_a_warning(run, small: Path) -> None:
    path = small / "documents" / "lake-report.txt"
    path.write_text("A preface.\n" + path.read_text("utf-8"), "utf-8")
    found = run("locate", "lake-report", "Keel Works", "--graph", small, "--sources", small / "documents")
    assert found.returncode == 0
    assert found.stderr.startswith("warning: your copy is not the text that offsets refer to")


def test_tidying_sorts_the_rows_and_fills_in_fingerprints(run, small: Path) -> None:
    table = small / "statements" / "lake-report.csv"
    before = table.read_bytes()
    header, *rows = before.decode().splitlines()
    lacking = [row.rpartition(",")[0] + "," for row in reversed(rows)]
    table.write_text("\n".join([header, *lacking, ""]), "utf-8")
    tidied = run("tidy", "--graph", small, "--sources", small / "documents")
    assert tidied.returncode == 0, tidied.stderr
    assert f"written, {len(rows)} fingerprints filled in" in tidied.stdout
    assert table.read_bytes() == before


def test_tidying_again_changes_nothing(run, small: Path) -> None:
    tidied = run("tidy", "--graph", small)
    assert re.findall(r": (as it was|written)", tidied.stdout) == ["as it was", "as it was"]


def test_tidying_takes_no_fingerprint_from_another_text(run, small: Path) -> None:
    table, document = small / "statements" / "lake-report.csv", small / "documents" / "lake-report.txt"
    table.write_text(
        re.sub(r",[0-9]+:[0-9a-f]{16}$", ",", table.read_text("utf-8"), count=1, flags=re.MULTILINE), "utf-8"
    )
    document.write_text("A preface.\n" + document.read_text("utf-8"), "utf-8")
    before = table.read_bytes()
    failed = run("tidy", "--graph", small, "--sources", small / "documents")
    assert failed.returncode == 3
    assert "use the text whose SHA-256 stands in graph/sources.ttl" in failed.stderr
    assert table.read_bytes() == before


# --- what a reader finds


def test_a_reader_finds_which_passage_says_when_road_transport_was_signed(run, sources_dir: Path) -> None:
    treaty = "treaty-1992-09-26-road-transport"
    assert treaty in run("search", "road transport").stdout.split()
    shown = run("show", treaty).stdout
    assert "1992-09-26" in shown
    assert "sarybayev-lai-2024" in shown or "Sarybayev" in shown
    passages = " ".join(run("evidence", treaty, "--sources", sources_dir).stdout.split())
    assert "Agreement on Road Transport (September 1992)" in passages


def test_evidence_without_documents_says_how_to_see_them(run) -> None:
    told = run("evidence", "treaty-1992-09-26-road-transport")
    assert told.returncode == 0
    assert "--sources DIR or set KZGRAPH_SOURCES" in told.stderr


def test_a_question_leaves_the_folder_as_it_was(run, tmp_path: Path) -> None:
    for words in (("query", "agreements"), ("show", "kazakhstan"), ("search", "china"), ("queries",)):
        assert run(*words).returncode == 0
    assert list(tmp_path.iterdir()) == []


def test_a_built_graph_answers_the_questions_of_the_library_by_itself(run) -> None:
    own = run("query", "builders", "-f", "csv", "--graph", "graph/kzgraph.ttl", cwd=ROOT)
    assert own.stdout == run("query", "builders", "-f", "csv").stdout
    assert own.stdout.count("\n") > 1


READING = {
    "query": ("query", "companies", "-f", "csv"),
    "panel": ("panel", "--unit", "treaty"),
    "codebook": ("codebook", "treaty"),
    "export": ("export", "-f", "ntriples"),
    "show": ("show", "port-ulm"),
    "search": ("search", "ferry"),
    "evidence": ("evidence", "port-ulm"),
    "stats": ("stats",),
    "draw": ("draw", "-o", "page.html", "--around", "port-ulm"),
    "plot": ("plot", "capacity", "--cite"),
    "network": ("network",),
    "path": ("path", "port-ulm", "keel-works"),
    "relation": ("relation", "arland", "belmark"),
    "brief": ("brief", "arland", "belmark"),
    "ask": ("ask", "Which agreements does Arland have?"),
}
"""Commands that read the built graph, each with a call that only the made-up project answers as it does."""
READING_PARTS = {"links": ("links", "--missing"), "match": ("match", "names.csv", "--column", "name")}


def test_every_command_that_takes_a_graph_takes_one_of_ones_own_in_one_of_two_ways() -> None:
    options = {
        name: option.metavar
        for name, command in COMMANDS.items()
        for option in command.params
        if "--graph" in option.opts
    }
    assert {name for name, metavar in options.items() if metavar == "FILE|DIR|URL"} == {
        *READING,
        "serve",
        "publish",
        "release",
        "load",
    }
    rest = {name for name, metavar in options.items() if metavar == "DIR"}
    assert rest == {
        *READING_PARTS,
        "build",
        "check",
        "locate",
        "tidy",
        "coverage",
        "explain",
        "propose",
        "review",
        "table overlaps",
        "table propose",
        "table read",
        "source add",
        "source text",
    }
    assert COMMANDS.keys() - options.keys() == {"", "completion", "diff", "new", "queries", "source", "table"}


@pytest.mark.parametrize("command", READING)
def test_a_graph_of_ones_own_is_read_from_its_file_or_its_folder(
    run, small: Path, tmp_path: Path, command: str
) -> None:
    assert run("build", "--graph", small).returncode == 0
    words = READING[command]
    by_file, by_folder = (run(*words, "--graph", graph) for graph in (small / "kzgraph.ttl", small))
    assert by_file.returncode == 0, by_file.stderr
    told = [each.replace(str(small / "kzgraph.ttl"), str(small)) for each in (by_file.stdout, by_file.stderr)]
    assert told == [by_folder.stdout, by_folder.stderr]
    told = by_file.stdout + (tmp_path / "page.html").read_text("utf-8") if command == "draw" else by_file.stdout
    assert told
    assert told != run(*words).stdout


@pytest.mark.parametrize("command", READING_PARTS)
def test_what_a_graph_is_built_from_is_read_from_its_folder(run, small: Path, tmp_path: Path, command: str) -> None:
    (tmp_path / "names.csv").write_text("name\nPort Ulm\n", "utf-8")
    done = run(*READING_PARTS[command], "--graph", small)
    assert done.returncode == 0, done.stderr
    assert "port-ulm" in done.stdout
    failed = run(*READING_PARTS[command], "--graph", small / "sources.ttl")
    assert failed.returncode == 2
    assert "is a file; give the folder" in failed.stderr


def test_what_is_only_named_by_others_has_evidence_too(run) -> None:
    assert "has party" in run("evidence", "japan").stdout


def test_show_leads_from_a_statement_to_its_passage(run) -> None:
    assert "`kzgraph evidence 2856f8eb334a6c05`" in run("show", "2856f8eb334a6c05").stderr


def test_show_tells_what_others_are_to_a_thing_as_a_sentence_with_a_gap(run, small: Path) -> None:
    assert run("build", "--graph", small).returncode == 0
    lines = run("show", "port-ulm", "--graph", small).stdout.splitlines()
    at = lines.index("Port Ulm is the place of …")
    assert lines[at + 1].startswith("  tidal station at Port Ulm   kzs:")


def test_show_groups_the_statements_of_others_each_once(run) -> None:
    titles = [
        line for line in run("show", "china", "--all").stdout.splitlines() if line.endswith("…") and line[0] != " "
    ]
    assert "China is a party to …" in titles
    assert "Kazakhstan · trade turnover · …" in titles
    assert len(titles) == len(set(titles))


def test_show_opens_with_facts_and_folds_views(run) -> None:
    told = run("show", "universal-energy").stdout.splitlines()
    heads = [line for line in told if line.isupper() or line.endswith("--all shows them")]
    assert heads == ["KEY FACTS", "PROJECTS", "OTHER", "VIEWS: 1; --all shows them"]
    assert "Universal Energy builds …" in told, "what few others say of it is told"
    whole = run("show", "universal-energy", "--all").stdout
    assert "VIEWS\n" in whole
    assert "is a concern of" in whole


def test_show_tells_silences_apart_at_the_end(run) -> None:
    told = run("show", "zhanatass-wind-power-station").stdout
    assert "not stated   kzs:" in told.partition("NOT STATED\n")[2]
    assert "not stated   kzs:" not in told.partition("NOT STATED\n")[0]


def test_stats_counts_things_and_documents_apart_as_the_other_faces_do(run) -> None:
    told = run("stats").stdout
    (counts,) = re.findall(r"^(\d+) +(\d+) +\d+ +\d+ +\d+$", told, re.MULTILINE)
    drawn = run("draw", "-o", "page.html").stderr
    assert f": {counts[0]} things and {counts[1]} documents, " in drawn
    assert f" {sum(map(int, counts))} " in told, "together they are the entities"
    companies = run("query", "companies", "-f", "csv").stdout.count("\n") - 1
    assert re.search(rf"^company +\d+ +{companies} +kzo:Company$", told, re.MULTILINE)


def test_stats_counts_links_elsewhere(run, small: Path) -> None:
    table = run("links", "-f", "csv").stdout
    exact = sum(",exactMatch," in line for line in table.splitlines())
    assert re.search(rf"^exactMatch +{exact} ", run("stats").stdout, re.MULTILINE)
    run("build", "--graph", small)
    assert run("stats", "--graph", small).returncode == 0


def test_stats_tells_names_by_language_and_class(run) -> None:
    lines = run("stats", "--labels").stdout.splitlines()
    assert lines[1].split() == ["name", "entities", "en", "kk", "ru", "zh", "class"]
    rows = [re.split(r"  +", line) for line in lines[3:-1]]
    by_language = run("query", "labels-by-language", "-f", "csv").stdout
    for column, language in enumerate(("en", "kk", "ru", "zh"), 2):
        assert f"{language},{sum(int(row[column]) for row in rows)}," in by_language


def test_too_little_memory_is_told_in_one_line() -> None:
    """The vocabulary of Python alone, then an allocation that no machine grants, where a command would work."""
    code = "import sys; from kzgraph.cli import main, search; search.search.callback = lambda **_: bytearray(1 << 62); "
    code += "sys.argv = ['kzgraph', 'search', 'x']; main.main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 4
    assert done.stderr == "Error: there is too little memory for this; ask for less at once, or give it more\n"
