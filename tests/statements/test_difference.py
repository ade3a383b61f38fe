"""What changed between two releases: each kind is told, the delta turns one into the other, what is cited is found."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kzgraph.curation.build import build
from kzgraph.curation.inputs import read_inputs
from kzgraph.rdf import to_turtle
from kzgraph.sparql.opening import open_graph
from kzgraph.statements.difference import GraphDifference

ROOT = Path(__file__).parents[2]
FERRY = "eaee76a52cae4818"
"""The statement of the small project that the ferry agreement was signed on 1998-05-04."""


def built(folder: Path) -> ox.Store:
    path = folder / "kzgraph.ttl"
    path.write_bytes(to_turtle(build(read_inputs(ROOT / "ontology", folder))))
    return open_graph(path)


@pytest.fixture
def compared(small: Path) -> Callable[..., GraphDifference]:
    """Change a file of the small project, and compare before and after."""

    def compared(file: str, old: str, new: str) -> GraphDifference:
        before = built(small)
        path = small / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")
        return GraphDifference(before, built(small))

    return compared


REPORT = "statements/lake-report.csv"
CHANGES = {
    "a date": (REPORT, "signed,1998-05-04", "signed,1998-05-05", "changed", "another value; another date"),
    "a figure": (REPORT, "tradeTurnover,859000000", "tradeTurnover,860000000", "changed", "another value"),
    "a bound": (REPORT, "859000000,USD,>", "859000000,USD,>=", "changed", "another bound"),
    "a rank": (
        "statements/harbour-letter.csv",
        "keel-yard,locatedIn,port-vesta,,,,,,,asserted,,,normal,,",
        "keel-yard,locatedIn,port-vesta,,,,,,,asserted,,,deprecated,misprint,",
        "changed",
        "ranked deprecated, before normal",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_told_with_what_differs(compared: Callable[..., GraphDifference], name: str) -> None:
    file, old, new, kind, how = CHANGES[name]
    (found,) = compared(file, old, new).statements
    assert (found.kind, found.how) == (kind, how)
    assert found.now
    assert found.before


def test_a_row_less_is_a_statement_gone_and_a_row_more_one_added(small: Path) -> None:
    before = built(small)
    table = small / "statements" / "harbour-letter.csv"
    lines = table.read_text("utf-8").splitlines()
    table.write_text("\n".join(lines[:-1]) + "\n", "utf-8")
    after = built(small)
    (gone,) = GraphDifference(before, after).statements
    (added,) = GraphDifference(after, before).statements
    assert (gone.kind, gone.before, gone.now) == ("gone", "Keel Yard: is located in: Port Vesta", "")
    assert (added.kind, added.now, added.before) == ("added", "Keel Yard: is located in: Port Vesta", "")


def test_a_passage_more_changes_a_statement_and_does_not_replace_it(small: Path) -> None:
    after = built(small)
    table = small / "statements" / "lake-report.csv"
    lines = table.read_text("utf-8").splitlines()
    both = [line for line in lines if line.startswith("ferry-line,builder")]
    table.write_text("\n".join(line for line in lines if line not in both) + "\n", "utf-8")
    (found,) = GraphDifference(built(small), after).statements
    assert (found.kind, found.how) == ("changed", "1 passages more")


def test_things_are_called_otherwise_merged_and_gone(compared: Callable[..., GraphDifference]) -> None:
    (found,) = compared("entities/who-and-where.ttl", '"Keel Yard"@en', '"Keel Yard Ltd"@en').things
    assert (found.before, found.now, found.how) == ("Keel Yard", "Keel Yard Ltd", "called otherwise")


def test_the_delta_turns_the_old_graph_into_the_new_one(compared: Callable[..., GraphDifference]) -> None:
    found = compared(*CHANGES["a date"][:3])
    removed, added = found.triples
    assert removed
    assert added
    old = {quad.triple for quad in found.old}
    assert (old - set(removed)) | set(added) == {quad.triple for quad in found.new}
    assert set(removed) <= old
    assert not set(added) & old


def test_the_same_graph_differs_in_nothing(small: Path) -> None:
    one = built(small)
    found = GraphDifference(one, built(small))
    assert (found.statements, found.things, found.triples) == ([], [], ([], []))


def test_what_was_cited_is_told_to_stand_or_not(compared: Callable[..., GraphDifference]) -> None:
    found = compared(*CHANGES["a date"][:3])
    verdicts = {
        cited: found.standing(cited).verdict for cited in (FERRY, f"kzs:{FERRY}", "keel-yard", "nothing", "a b")
    }
    assert verdicts == {
        FERRY: "changed",
        f"kzs:{FERRY}": "changed",
        "keel-yard": "stands",
        "nothing": "unknown",
        "a b": "unknown",
    }
    told = found.standing(f"https://w3id.org/kzgraph/statement/{FERRY}")
    assert told.before == "Lake Ferry Agreement: date signed: 1998-05-04"
    assert told.now.startswith("Lake Ferry Agreement: date signed: 1998-05-05 (kzs:")


def test_the_command_tells_lists_and_writes_the_delta(run: Any, small: Path, tmp_path: Path) -> None:
    assert run("build", "--graph", small, "-o", tmp_path / "old.ttl").returncode == 0
    path = small / REPORT
    path.write_text(path.read_text("utf-8").replace("signed,1998-05-04", "signed,1998-05-05"), "utf-8")
    assert run("build", "--graph", small).returncode == 0
    done = run("diff", "old.ttl", small, "--delta", "delta")
    assert done.returncode == 1
    assert done.stdout.startswith("1 changed\n\nchanged ")
    assert {each.name for each in (tmp_path / "delta").iterdir()} == {"added.nt", "removed.nt"}
    store = ox.Store()
    store.bulk_load((tmp_path / "old.ttl").read_bytes(), format=ox.RdfFormat.TURTLE)
    for line in ("removed", "added"):
        for triple in ox.parse((tmp_path / "delta" / f"{line}.nt").read_bytes(), format=ox.RdfFormat.N_TRIPLES):
            (store.remove if line == "removed" else store.add)(ox.Quad(*triple.triple))
    new = ox.Store()
    new.bulk_load((small / "kzgraph.ttl").read_bytes(), format=ox.RdfFormat.TURTLE)
    assert set(store) == set(new)
    table = list(csv.DictReader(io.StringIO(run("diff", "old.ttl", small, "-f", "csv").stdout)))
    assert [row["kind"] for row in table] == ["changed"]
    assert "**1 changed**" in run("diff", "old.ttl", small, "-f", "markdown").stdout
    (tmp_path / "cited.txt").write_text(f"# mine\n{FERRY}\nkeel-yard\n\n", "utf-8")
    told = run("diff", "old.ttl", small, "--cited", "cited.txt")
    assert told.stdout.splitlines()[0] == "1 changed, 1 stands"
    same = run("diff", small, small)
    assert (same.returncode, same.stdout) == (0, "nothing differs\n")
    assert run("diff", "none.ttl", small).returncode != 0
