"""Judgements of the curators: how two statements bear on each other, and whether two entities are the same."""

import re
from dataclasses import dataclass
from pathlib import Path

from kzgraph.errors import InputError, Problem, shown
from kzgraph.files import name_of
from kzgraph.sheets import read_sheet

STATEMENT_RELATIONS = ("includedIn", "disputes")
DECISIONS = ("same", "not-same", "unsure")
_STATEMENT_ID = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True)
class Relation:
    """*left* stands in *relation* to *right*, for a *reason*; both sides are ids."""

    left: str
    relation: str
    right: str
    reason: str
    file: str
    line: int

    def problem(self, what: str, mend: str) -> Problem:
        """Return a :class:`Problem` at this row."""
        return Problem(what, mend, self.file, self.line)


def _read(path: Path, column: str, allowed: tuple[str, ...]) -> list[Relation]:
    if not path.exists():
        return []
    relations, problems = [], []
    for line, cells in read_sheet(path, ("left", column, "right", "reason")):
        relation = Relation(cells["left"], cells[column], cells["right"], cells["reason"], name_of(path), line)
        if relation.relation not in allowed:
            problems.append(relation.problem(f"unknown {column} {relation.relation!r}", f"one of {', '.join(allowed)}"))
        if not relation.reason:
            problems.append(relation.problem("gives no reason", "say why"))
        if relation.left == relation.right:
            problems.append(relation.problem("joins a thing with itself", "correct one side"))
        relations.append(relation)
    if problems:
        raise InputError(problems)
    return relations


def read_relations(path: Path) -> list[Relation]:
    """Return the relations between statements (``left,relation,right,reason``; ids of 16 hexadecimal digits)."""
    relations = _read(path, "relation", STATEMENT_RELATIONS)
    problems = [
        relation.problem(f"{shown(side)!r} is no statement id", "take it from `kzgraph show`")
        for relation in relations
        for side in (relation.left, relation.right)
        if not _STATEMENT_ID.fullmatch(side)
    ]
    if problems:
        raise InputError(problems)
    return relations


def read_identity(path: Path) -> list[Relation]:
    """Return the decisions on identity (``left,decision,right,reason``; ids of entities)."""
    return _read(path, "decision", DECISIONS)
