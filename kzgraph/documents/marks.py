"""Spans of a document that carry no statement, and why."""

import re
from dataclasses import dataclass
from pathlib import Path

from kzgraph.errors import InputError, Problem, quoted
from kzgraph.files.paths import name_of
from kzgraph.files.sheets import read_sheet
from kzgraph.ontology import Ontology

COLUMNS = ("start", "end", "reason", "note", "fingerprint")
_FINGERPRINT = re.compile(r"[1-9][0-9]{0,5}:[0-9a-f]{16}")


@dataclass(frozen=True)
class Mark:
    """A span that carries no statement, and why."""

    start: int
    end: int
    reason: str
    note: str
    fingerprint: str
    file: str
    line: int

    def problem(self, what: str, mend: str) -> Problem:
        """Return a :class:`Problem` at this mark."""
        return Problem(what, mend, self.file, self.line)


def read_marks(path: Path, ontology: Ontology) -> list[Mark]:
    """Return the marks of one document (``graph/coverage/ID.csv``); none when there is no such file.

    Raises:
        InputError: with every bad offset, unknown reason and malformed fingerprint.
    """
    if not path.exists():
        return []
    marks, problems = [], []
    for line, cells in read_sheet(path, COLUMNS):
        place = (name_of(path), line)
        if not (cells["start"].isdecimal() and cells["end"].isdecimal() and int(cells["start"]) < int(cells["end"])):
            problems.append(Problem("start and end are no span", "give two offsets", *place))
            continue
        if ontology.code("coverage-reason", cells["reason"]) is None:
            known = ", ".join(ontology.codes.get("coverage-reason", {}))
            problems.append(Problem(f"unknown reason {quoted(cells['reason'])}", f"one of {known}", *place))
        if not _FINGERPRINT.fullmatch(cells["fingerprint"]):
            problems.append(Problem("has no fingerprint", "`kzgraph locate` prints it", *place))
        marks.append(
            Mark(int(cells["start"]), int(cells["end"]), cells["reason"], cells["note"], cells["fingerprint"], *place)
        )
    if problems:
        raise InputError(problems)
    return marks
