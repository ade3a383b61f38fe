"""How many verdicts the gate reaches: of the pairs in tests/gate, and of frauds made out of the project's own rows."""

import tomllib
from collections import Counter
from pathlib import Path

from kzgraph.curation.inputs import read_inputs
from tests.gate.test_fuzz import KINDS, Field
from tests.gate.test_gate import CASES, HERE, ROOT, VERDICTS, problems


def test_the_gate_in_figures() -> None:
    inputs = read_inputs(ROOT / "ontology", ROOT / "graph")
    reached, asked = Counter[str](), Counter[str]()
    for case in CASES:
        data = tomllib.loads(Path(HERE / f"{case}.toml").read_text("utf-8"))
        rule, _, name = case.partition("/")
        for verdict in VERDICTS:
            right = bool(problems(inputs, data, verdict)) == (verdict == "refused")
            for key in (f"{rule}, {verdict}", f"{name[:2]}, {verdict}"):
                asked[key] += 1
                reached[key] += right
    for key in sorted(asked):
        print(f"{key:24} {reached[key]:4} of {asked[key]:4}")
    assert asked


def test_the_frauds_in_figures(sources_dir: Path) -> None:
    field = Field(sources_dir)
    for kind, plant in KINDS.items():
        planted = [each for row in field.material.rows for each in plant(field, row)]
        refused = sum(not field.passes(each) for each in planted)
        print(f"{kind:24} {refused:4} of {len(planted):4} refused")
        assert planted
