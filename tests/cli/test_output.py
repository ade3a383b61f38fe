"""Where ``-o`` writes, and in which form: what the ending says, or nothing."""

from pathlib import Path

import pytest

TABLES = ("query", "agreements")
ASKED = ("ask", "How many treaties were signed each year?")
WRITERS = {
    "query": (TABLES, ".csv, .tsv, .json, .md, .txt or .ttl"),
    "ask": (ASKED, ".csv, .tsv, .json, .md, .txt or .ttl"),
    "links": (("links",), ".csv, .tsv, .md or .txt"),
    "relation": (("relation", "kazakhstan", "china"), ".csv, .json or .txt"),
    "panel": (("panel", "--unit", "treaty"), ".csv or .parquet"),
    "codebook": (("codebook", "treaty"), ".csv or .md"),
    "brief": (("brief", "2023"), ".html, .md, .docx or .pdf"),
    "plot": (("plot", "treaties"), ".svg, .png or .pdf"),
    "draw": (("draw",), ".html"),
    "build": (("build",), ".ttl"),
}


@pytest.mark.parametrize("command", WRITERS)
@pytest.mark.parametrize("name", ["x.xlsx", "x"])
def test_an_ending_that_no_form_has_is_refused_with_those_that_there_are(
    run, tmp_path: Path, command: str, name: str
) -> None:
    words, endings = WRITERS[command]
    refused = run(*words, "-o", name)
    assert refused.returncode == 2
    assert f"{name}: no form ends like this; end the name in {endings}" in refused.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_form_that_is_said_goes_into_any_name(run, tmp_path: Path) -> None:
    assert run(*TABLES, "-f", "csv", "-o", "x.data").returncode == 0
    assert (tmp_path / "x.data").read_bytes() == run(*TABLES, "-f", "csv").stdout.encode().replace(b"\n", b"\r\n")


def test_the_form_of_a_report_and_a_list_follows_the_ending_too(run, tmp_path: Path) -> None:
    assert run("relation", "kazakhstan", "china", "-o", "x.json").returncode == 0
    assert (tmp_path / "x.json").read_text("utf-8").startswith("{")
    assert run("links", "kazakhstan", "-o", "x.CSV").returncode == 0
    assert (tmp_path / "x.CSV").read_text("utf-8").startswith("id,scheme,")


@pytest.mark.parametrize("words", [(*TABLES, "-o", "x.txt"), (*TABLES, "-f", "table", "-o", "x")], ids=" ".join)
def test_a_file_holds_no_shortened_cell(run, tmp_path: Path, words: tuple[str, ...]) -> None:
    assert "…" in run(*TABLES).stdout
    assert run(*words).returncode == 0
    assert "…" not in (tmp_path / words[-1]).read_text("utf-8")


def test_triples_are_written_as_turtle_alone(run, tmp_path: Path) -> None:
    triples = "CONSTRUCT { ?s kzo:party ?o } WHERE { ?s kzo:party ?o }"
    assert run("query", "-", "-o", "x.ttl", stdin=triples).returncode == 0
    refused = run("query", "-", "-o", "x.csv", stdin=triples)
    assert (refused.returncode, "end the name in .ttl" in refused.stderr) == (2, True)
    refused = run(*TABLES, "-o", "rows.ttl")
    assert (refused.returncode, "the answer is no triples" in refused.stderr) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["x.ttl"]


@pytest.mark.parametrize("words", [TABLES, ASKED, ("links", "china"), ("codebook", "treaty")], ids=" ".join)
def test_a_dash_is_standard_output(run, tmp_path: Path, words: tuple[str, ...]) -> None:
    assert run(*words, "-o", "-").stdout == run(*words).stdout
    assert list(tmp_path.iterdir()) == []


def test_where_a_name_is_needed_a_dash_is_none(run, tmp_path: Path) -> None:
    refused = run("plot", "trade", "-o", "trade.svg", "--caption", "-")
    assert (refused.returncode, "-: is no name of a file here" in refused.stderr) == (2, True)
    assert not (tmp_path / "-").exists()


def test_the_folder_that_one_is_in_is_named_whole(run, tmp_path: Path) -> None:
    refused = run(*TABLES, "-o", ".")
    assert refused.stderr == f"Error: {tmp_path}: is a folder; give the name of a file\n"
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    refused = run("release", ".")
    assert f"{tmp_path}: is there already and holds something; name a new folder, or an empty one" in refused.stderr


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="no /proc here")
def test_a_folder_that_takes_no_files_is_not_said_to_be_missing(run) -> None:
    refused = run("load", "--to", "/proc/foo")
    assert refused.returncode == 4
    assert "there is no folder" not in refused.stderr
    assert "no file can be made in this folder; choose another" in refused.stderr


def test_an_option_that_is_missing_is_told_on_one_line(run) -> None:
    told = run("panel")
    units = "dyad-year, project, treaty, statement"
    assert told.stderr == f"Error: Missing option '--unit'. Choose from: {units} (see kzgraph panel --help)\n"


def test_days_that_run_backwards_are_refused(run) -> None:
    asked = ("query", "signed-between", "-p", "from=2011-12-31")
    both = run(*asked, "-p", "until=1990-01-01")
    assert both.returncode == 2
    assert "the days run backwards: from 2011-12-31 until 1990-01-01; exchange the two" in both.stderr
    assert "until 1999-12-31; give -p until=… too" in run(*asked).stderr
    assert run(*asked, "-p", "until=2012-12-31").returncode == 0
