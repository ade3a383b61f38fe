"""Two countries, neither a side of the packaged graph, with a document in Russian and a table: every command."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from kzgraph.sparql.library import library

ROOT = Path(__file__).parents[1]
PACKAGED = re.compile(
    r"kazakhstan|\bchina\b|казахстан|китай\b|қазақстан|қытай\b|哈萨克斯坦|中国"
    r"|kzgraph authors|creativecommons.org/licenses",
    re.IGNORECASE,
)
"""The names of the packaged sides, those of languages are none; whose the packaged graph is, and on what terms."""
OWN, SOURCES = ("--graph", "pair"), ("--sources", "pair/documents")


@pytest.fixture(scope="module")
def pair(run_in: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the pair, read and built anew."""
    home = tmp_path_factory.mktemp("home")
    shutil.copytree(ROOT / "tests" / "pair", home / "pair")
    before = (home / "pair" / "statements" / "trade.csv").read_bytes()
    done = run_in(home, "table", "read", "trade", *OWN, *SOURCES, "--write")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (home / "pair" / "statements" / "trade.csv").read_bytes() == before
    done = run_in(home, "build", *OWN)
    assert done.returncode == 0, done.stderr
    (home / "names.csv").write_text("name\nТурция\nKokdala power station\n", "utf-8")
    return home


def test_all_checks_pass_and_nothing_of_the_document_is_unexplained(pair: Path, run_in: Any) -> None:
    checked = run_in(pair, "check", *OWN, *SOURCES)
    assert checked.returncode == 0, checked.stdout
    for name in ("chronicle", "trade"):
        assert "0 partly, 0 neither" in run_in(pair, "coverage", name, *OWN, *SOURCES).stdout


COMMANDS = [
    ("show", "kokdala-power-station"),
    ("show", "turkiye"),
    ("search", "Турции"),
    ("search", "озёрных"),
    ("evidence", "kokdala-power-station", *SOURCES),
    ("evidence", "uzbekistan", *SOURCES),
    ("stats",),
    ("ask", "Which agreements were signed in 2019?"),
    ("ask", "Кто построил станцию?"),
    ("panel", "--unit", "statement", "-o", "x.csv"),
    ("panel", "--unit", "project", "-o", "x.csv"),
    ("panel", "--unit", "treaty", "-o", "x.csv"),
    ("panel", "--unit", "dyad-year", "-o", "x.csv"),
    ("network",),
    ("path", "turkiye", "kokdala-power-station"),
    ("relation", "uzbekistan", "turkiye"),
    ("relation", "turkiye", "uzbekistan", "-f", "json"),
    ("brief", "uzbekistan", "turkiye", "-o", "x.md"),
    ("brief", "uzbekistan", "turkiye", "-o", "x.html", *SOURCES),
    ("links",),
    ("match", "names.csv", "--column", "name"),
    ("draw", "-o", "x.html"),
    ("plot", "trade", "-o", "x.svg"),
    ("plot", "mirror", "-o", "x.svg"),
    ("plot", "treaties", "-o", "x.svg"),
    ("plot", "projects", "-o", "x.svg"),
    ("plot", "capacity", "-o", "x.svg"),
    ("explain", "chronicle.csv:2", *SOURCES),
    ("propose", "chronicle", *SOURCES),
    ("table", "overlaps", "trade"),
    *(("export", "-f", form, "-o", "x.txt") for form in ("void", "turtle", "trig", "jsonld", "graphml", "gexf")),
]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_no_command_names_the_packaged_sides(pair: Path, run_in: Any, words: tuple[str, ...]) -> None:
    done = run_in(pair, *words, *OWN)
    assert done.returncode in (0, 1), done.stderr
    output = done.stdout + done.stderr
    if "-o" in words:
        output += (pair / words[words.index("-o") + 1]).read_text("utf-8-sig")
    assert output
    assert not PACKAGED.findall(output)


@pytest.mark.parametrize("name", sorted(library(ROOT / "queries")))
def test_no_question_names_the_packaged_sides(pair: Path, run_in: Any, name: str) -> None:
    done = run_in(pair, "query", name, *OWN)
    assert done.returncode == 0, done.stderr
    assert not PACKAGED.findall(done.stdout + done.stderr)
