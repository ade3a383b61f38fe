"""Judgements of the curators: how two statements bear on each other, and whether two entities are the same."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kzgraph.errors import InputError, Problem, quoted
from kzgraph.files.paths import name_of
from kzgraph.files.sheets import read_sheet, sheet_bytes

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
            problems.append(
                relation.problem(f"unknown {column} {quoted(relation.relation)}", f"one of {', '.join(allowed)}")
            )
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
        relation.problem(f"{quoted(side)} is no statement id", "take it from `kzgraph show ID`")
        for relation in relations
        for side in (relation.left, relation.right)
        if not _STATEMENT_ID.fullmatch(side)
    ]
    if problems:
        raise InputError(problems)
    return relations


def relations_bytes(relations: Iterable[Relation]) -> bytes:
    """Return *relations* between statements as a table."""
    return _bytes(relations, "relation")


def identity_bytes(decisions: Iterable[Relation]) -> bytes:
    """Return *decisions* on identity as a table."""
    return _bytes(decisions, "decision")


def _bytes(judgements: Iterable[Relation], column: str) -> bytes:
    rows = [(each.left, each.relation, each.right, each.reason) for each in judgements]
    return sheet_bytes(("left", column, "right", "reason"), rows)


def read_identity(path: Path) -> list[Relation]:
    """Return the decisions on identity (``left,decision,right,reason``; ids of entities).

    ``same`` makes the right one stand for both; taking the row out makes them two again.

    Raises:
        InputError: also when one pair is decided twice, or when *same* leads from a thing back to itself.
    """
    decisions = _read(path, "decision", DECISIONS)
    problems = []
    seen: dict[frozenset[str], Relation] = {}
    for decision in decisions:
        first = seen.setdefault(frozenset((decision.left, decision.right)), decision)
        if first is not decision:
            problems.append(decision.problem(f"decides again what line {first.line} decides", "keep one"))
    merged = {decision.left: decision for decision in decisions if decision.relation == "same"}
    problems += [
        decision.problem("leads back to itself", "let one of them stand for all")
        for decision in merged.values()
        if decision.left in _chain(merged, decision.right)
    ]
    if problems:
        raise InputError(problems)
    return decisions


def _chain(merged: Mapping[str, Relation], name: str) -> list[str]:
    """Return the ids that *name* leads to, ending where one stands for itself or comes again."""
    found = [name]
    while (name := merged[name].right if name in merged else name) not in found:
        found.append(name)
    return found


def standing_for(decisions: Iterable[Relation]) -> dict[str, str]:
    """Return id → the id that stands for it, for those that were found the same as another."""
    merged = {decision.left: decision for decision in decisions if decision.relation == "same"}
    return {name: _chain(merged, name)[-1] for name in merged}
