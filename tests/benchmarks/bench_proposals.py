"""How many of the hand-written rows the rules find again in the documents of the project, and how many are right.

The rules were tuned on these two documents: what they reach elsewhere is another question.
"""

import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

from kzgraph.curation.inputs import read_inputs
from kzgraph.curation.rows import NOT_STATED, Row
from kzgraph.documents.copy import read_copy
from kzgraph.proposals.proposing import propose

ROOT = Path(__file__).parents[2]
BESIDE = frozenset(
    "about abstract academicDegree academicRank addressedTo affiliatedWith aimsAt appliesTo author chapter cicsti"
    " citedAs cites concerns correspondingAuthor dataSourceKind doi edition emissionStandard exemplifiedBy"
    " grantsRightTo heldBy issue keyword leadsTo manuscriptAccepted manuscriptReceived manuscriptRevised orcid"
    " pages partOf penalty published publishedIn publisher referenceNumber regulates requirement researchMethod"
    " researcherId scopusAuthorId subjectMatter title topic udc usesMethod volume".split()
)
"""Views, literature and the order of the text: no relations between things."""


def _said(rows: list[Row]) -> set[tuple[str, str, str]]:
    kept = (row for row in rows if row.object != NOT_STATED and row.rank != "deprecated")
    return {(row.subject, row.property, row.object) for row in kept if row.property not in BESIDE}


def test_rows_found_again(sources_dir: Path) -> None:
    material = read_inputs(ROOT / "ontology", ROOT / "graph")
    empty = replace(material, rows=())
    for name, source in material.sources.items():
        start = time.perf_counter()
        found = propose(empty, ROOT / "ontology", read_copy(source, sources_dir), "kazakhstan")
        took = time.perf_counter() - start
        written = _said([row for row in material.rows if row.source == name])
        given = _said([each.row for each in found.ready])
        right = written & given
        print(f"\n{name}: {took:.1f} s, {len(found.ready)} candidates, {len(found.refused)} refused by the gate")
        print(f"  {len(written)} written, {len(given)} given, {len(right)} right:", end=" ")
        print(f"recall {len(right) / len(written):.2f}, precision {len(right) / max(1, len(given)):.2f}")
        counts = [Counter(name for _, name, _ in some) for some in (written, given, right)]
        for each, number in counts[0].most_common():
            print(f"  {each:<22} {number:>3} written {counts[1][each]:>3} given {counts[2][each]:>3} right")
