"""Pairs of rows on one passage, in four languages: the right one is accepted, the wrong one is refused.

A folder is a rule, a file a case; ``unmet.txt`` lists the verdicts that the gate does not reach yet, each of which
must fail, so that the list can only become shorter.
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kzgraph.checks.evidence import RowCheck
from kzgraph.curation.entities import Entity
from kzgraph.curation.inputs import Inputs, read_inputs
from kzgraph.curation.rows import Row
from kzgraph.documents.copy import Copy
from kzgraph.documents.passage import Document
from kzgraph.errors import Problem
from kzgraph.text.words import fingerprint

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CASES = sorted(path.relative_to(HERE).with_suffix("").as_posix() for path in HERE.rglob("*.toml"))
UNMET = set((HERE / "unmet.txt").read_text("utf-8").splitlines())
VERDICTS = ("accepted", "refused")
EMPTY = dict.fromkeys(
    "subject property object unit operator printed time scope role stated_by cites reason".split(), ""
)


@pytest.fixture(scope="module")
def inputs() -> Inputs:
    return read_inputs(ROOT / "ontology", ROOT / "graph")


def problems(inputs: Inputs, case: dict[str, Any], verdict: str) -> list[Problem]:
    """What the gate finds wrong with the row of *case* that deserves *verdict*."""
    cells: dict[str, str] = EMPTY | {"modality": "asserted", "rank": "normal"} | case["accepted"]
    passage: str = case["passage"]
    if verdict == "refused":
        changed = {name: value for name, value in case["refused"].items() if name not in ("says", "passage")}
        cells, passage = cells | changed, case["refused"].get("passage", passage)
    things = case.get("entities", {}).items()
    own = {name: Entity(name, thing["kind"], hidden=tuple(thing["names"])) for name, thing in things}
    row = Row(**cells, source="made-up", start="0", end=str(len(passage)), via="", fingerprint=fingerprint(passage))
    document = Document(Copy(next(iter(inputs.sources.values())), passage, exact=True))
    return list(RowCheck(row, document, {**inputs.entities, **own}, inputs.ontology).findings())


def marked() -> Iterator[Any]:
    for case in CASES:
        for verdict in VERDICTS:
            marks = [pytest.mark.xfail(strict=True, reason="unmet.txt")] if f"{case} {verdict}" in UNMET else []
            yield pytest.param(case, verdict, marks=marks)


def test_every_rule_has_cases_in_every_language() -> None:
    assert len(CASES) >= 400
    rules = {case.partition("/")[0] for case in CASES}
    for rule in rules:
        languages = {case.partition("/")[2][:2] for case in CASES if case.startswith(f"{rule}/")}
        assert languages == {"en", "ru", "kk", "zh"}, rule


def test_what_is_unmet_is_a_case() -> None:
    assert {f"{case} {verdict}" for case in CASES for verdict in VERDICTS} >= UNMET


@pytest.mark.parametrize(("case", "verdict"), list(marked()))
def test_the_gate(inputs: Inputs, case: str, verdict: str) -> None:
    found = problems(inputs, tomllib.loads((HERE / f"{case}.toml").read_text("utf-8")), verdict)
    assert bool(found) == (verdict == "refused"), [str(problem) for problem in found]
