"""What was decided of candidates: rejected ones are not offered again as long as their passage reads the same."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from pathlib import Path

from kzgraph.errors import InputError, Problem, quoted
from kzgraph.files.paths import name_of
from kzgraph.files.sheets import read_sheet, sheet_bytes

COLUMNS = ("key", "decision", "reason", "said")
ACCEPTED, REJECTED = "accepted", "rejected"


@dataclass(frozen=True)
class Decision:
    """A decision by the key of its candidate; ``said`` repeats subject, property and object for who reads the table."""

    key: str
    decision: str
    reason: str
    said: str


def read_decisions(path: Path) -> dict[str, Decision]:
    """Return the decisions in *path* by key, the last one of a key; none when there is no such file.

    Raises:
        InputError: with every row whose decision is neither ``accepted`` nor ``rejected``.
    """
    if not path.exists():
        return {}
    found, problems = {}, []
    for line, cells in read_sheet(path, COLUMNS):
        if cells["decision"] not in (ACCEPTED, REJECTED):
            what = f"{quoted(cells['decision'])} is no decision"
            problems.append(Problem(what, f"write {ACCEPTED} or {REJECTED}", name_of(path), line))
        found[cells["key"]] = Decision(**cells)
    if problems:
        raise InputError(problems)
    return found


def decisions_bytes(decisions: Iterable[Decision]) -> bytes:
    """Return *decisions* as a table, in the order in which they were taken."""
    return sheet_bytes(COLUMNS, map(astuple, decisions))
