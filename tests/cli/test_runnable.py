"""The commands that messages print: each runs as it stands, on the graph and documents that the reader has named."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

PRINTED = re.compile(r"`(kzgraph [^`]*)`")


def printed(answer: subprocess.CompletedProcess[str]) -> list[str]:
    """The one command that an answer prints, as words behind the program's name."""
    (command,) = set(PRINTED.findall(answer.stdout + answer.stderr))
    return shlex.split(command)[1:]


@pytest.fixture
def own(run, small: Path) -> Path:
    """A built graph of one's own, in a folder whose name a shell would take for two."""
    folder = Path(shutil.move(small, small.with_name("my graph")))
    assert run("build", "--graph", folder).returncode == 0
    return folder


def lacking_a_fingerprint(folder: Path) -> Path:
    table = folder / "statements" / "lake-report.csv"
    lacking = re.sub(r",[0-9]+:[0-9a-f]{16}$", ",", table.read_text("utf-8"), count=1, flags=re.MULTILINE)
    table.write_text(lacking, "utf-8")
    return table


def test_the_mend_of_a_missing_fingerprint_fills_it_in(run, own: Path) -> None:
    table = lacking_a_fingerprint(own)
    words = printed(run("check", "--graph", "my graph", "--sources", own / "documents"))
    assert run(*words).returncode == 0
    assert not re.search(",$", table.read_text("utf-8"), re.MULTILINE)


def test_documents_that_nobody_has_named_stay_to_be_filled_in(run, own: Path) -> None:
    lacking_a_fingerprint(own)
    assert printed(run("check", "--graph", "my graph")) == ["tidy", "--sources", "DIR", "--graph", "my graph"]
    told = run("check", "--graph", "my graph", env={"KZGRAPH_SOURCES": str(own / "documents")})
    assert printed(told) == ["tidy", "--graph", "my graph"]


@pytest.mark.parametrize("graph", ["my graph", "my graph/kzgraph.ttl"])
def test_what_is_shown_leads_to_its_passages(run, own: Path, graph: str) -> None:
    words = printed(run("show", "port-ulm", "--graph", graph))
    assert words[-2:] == ["--graph", graph]
    words[words.index("DIR")] = str(own / "documents")
    assert "“" in run(*words).stdout


def test_several_graphs_are_all_named(run, own: Path) -> None:
    words = printed(run("show", "port-ulm", "--graph", "my graph", "--graph", own / "kzgraph.ttl"))
    assert words[-4:] == ["--graph", "my graph", "--graph", str(own / "kzgraph.ttl")]


def test_a_graph_that_is_not_built_leads_to_its_building(run, own: Path) -> None:
    (own / "kzgraph.ttl").unlink()
    assert run(*printed(run("check", "--graph", "my graph"))).returncode == 0
    assert (own / "kzgraph.ttl").exists()


def test_a_command_that_builds_is_given_the_folder_of_a_file(run, own: Path) -> None:
    (own / "kzgraph.ttl").write_text("this is no Turtle", "utf-8")
    assert printed(run("show", "port-ulm", "--graph", "my graph/kzgraph.ttl")) == ["build", "--graph", "my graph"]
    shutil.copy(own / "kzgraph.ttl", own.parent / "other.ttl")
    assert printed(run("show", "port-ulm", "--graph", "other.ttl")) == ["build", "--graph", "DIR"]


@pytest.mark.usefixtures("own")
def test_a_question_that_is_understood_is_printed_as_it_is_asked_again(run) -> None:
    told = run("ask", "Which agreements does Arland have?", "--graph", "my graph")
    command = told.stderr.splitlines()[1].strip()
    assert run(*shlex.split(command)[1:]).stdout == told.stdout


@pytest.mark.usefixtures("own")
def test_a_command_that_takes_no_graph_is_given_none(run) -> None:
    assert printed(run("query", "nothing-like-it-at-all", "--graph", "my graph")) == ["queries"]


def test_without_a_graph_of_ones_own_none_is_named(run) -> None:
    assert printed(run("show", "china")) == ["evidence", "china", "--sources", "DIR"]


def test_user_and_password_of_an_endpoint_are_not_repeated(run) -> None:
    told = run("query", "-", "--graph", "http://me:secret@127.0.0.1:9/sparql", stdin=" ")
    assert told.returncode != 0
    assert "secret" not in told.stderr


def test_the_mapping_that_is_proposed_is_read_by_the_command_that_is_printed(run, own: Path) -> None:
    cells = "firm,town\nKeel Works,Port Ulm\n"
    (own.parent / "firms.csv").write_text(cells, "utf-8")
    places = ("--graph", "my graph", "--sources", own / "documents")
    added = run("source", "add", "firms.csv", "--id", "firms", "--label", "Firms of the lake", *places)
    assert added.returncode == 0, added.stderr
    words = printed(run("table", "propose", "firms", *places))
    assert words[:3] == ["table", "read", "firms"]
    assert "no document" not in run(*words).stderr
