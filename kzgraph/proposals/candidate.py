"""A candidate row: a row of the statement table with the rule it comes from, a score, and why it is proposed."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from kzgraph.curation.claims import evidence_id
from kzgraph.curation.rows import COLUMNS, Row
from kzgraph.errors import InputError, Problem, quoted
from kzgraph.files.paths import name_of
from kzgraph.files.sheets import read_sheet, sheet_bytes

OWN = ("origin", "score", "why", "refused")
"""The columns that a table of candidates has besides those of a statement table."""


@dataclass(frozen=True)
class ProposedRow:
    """A proposed row.

    ``origin`` names the rule, ``score`` (0 to 1) says how sure it is, ``refused`` why the gate does not let it pass;
    ``speaker`` is who may have said it, where the passage turns out to hand on what somebody says.
    """

    row: Row
    origin: str
    score: float
    why: str
    refused: str = ""
    speaker: str = ""

    @property
    def key(self) -> str:
        """What a decision is remembered by: what the row says and the words of its passage, not where they stand."""
        said = "\x1f".join((*self.row.claim, self.row.source, self.row.fingerprint))
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    @property
    def evidence(self) -> str:
        """The id that the row has as evidence, once accepted."""
        return evidence_id(self.row)

    def changed(self, **cells: str) -> "ProposedRow":
        """Return this candidate with other cells in its row."""
        return replace(self, row=replace(self.row, **cells, line=self.row.line))


def candidates_bytes(candidates: Iterable[ProposedRow]) -> bytes:
    """Return *candidates* as a CSV table, in order of passage and falling score."""
    rows = sorted(candidates, key=lambda each: (*each.row.span, -each.score, each.row.claim))
    return sheet_bytes((*COLUMNS, *OWN), map(_cells, rows))


def _cells(each: ProposedRow) -> list[str]:
    return [
        *(getattr(each.row, column) for column in COLUMNS),
        each.origin,
        f"{each.score:.2f}",
        each.why,
        each.refused,
    ]


def read_candidates(path: Path) -> list[ProposedRow]:
    """Return the candidates in *path*; none when there is no such file.

    Raises:
        InputError: with every fault of the table, a score that is none among them.
    """
    if not path.exists():
        return []
    found, problems = [], []
    for line, cells in read_sheet(path, (*COLUMNS, *OWN), may_be_empty=True):
        own = {column: cells.pop(column) for column in OWN}
        try:
            score = float(own["score"])
            if not 0 <= score <= 1:
                raise ValueError
        except ValueError:
            mend = "write a number from 0 to 1, or run `kzgraph propose` again"
            problems.append(Problem(f"{quoted(own['score'])} is no score", mend, name_of(path), line))
            continue
        if not (cells["start"].isdecimal() and cells["end"].isdecimal()):
            problems.append(Problem("start and end are no span", "run `kzgraph propose` again", name_of(path), line))
            continue
        row = Row(**cells, file=name_of(path), line=line)
        found.append(ProposedRow(row, own["origin"], score, own["why"], own["refused"]))
    if problems:
        raise InputError(problems)
    return found
