"""What the page is told of a review, ready for JSON."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from kzgraph.checks.coverage import STATES
from kzgraph.curation.entities import Entity
from kzgraph.curation.rows import COLUMNS, Row
from kzgraph.errors import Problem
from kzgraph.proposals.candidate import ProposedRow
from kzgraph.text.folding import fold
from kzgraph.workbench.session import OPEN, ReviewSession
from kzgraph.workbench.vocabulary import vocabulary

_MOST = 12
"""So many names are offered while one types."""


def opening(session: ReviewSession) -> dict[str, Any]:
    """Return all that the page needs at its start, or after everything was read again."""
    source = session.copy.source
    return {
        "source": {"id": source.id, "label": source.label, "citation": source.citation},
        "chunks": _chunks(session),
        "pieces": [piece_facts(session, number) for number in range(len(session.pieces))],
        "candidates": [candidate_facts(session, each) for each in _ordered(session.candidates.values())],
        "names": {each.id: [_label(each), each.kind] for each in session.material.entities.values()}
        | {each.id: [each.label, "Source"] for each in session.material.sources.values()},
        "unregistered": [
            [session.place_of(each.start, each.end), each.name, each.kind, each.times] for each in session.names
        ],
        "vocabulary": vocabulary(session.material.ontology, session.place.ontology),
        **_progress(session),
    }


def changed(session: ReviewSession, numbers: Iterable[int]) -> dict[str, Any]:
    """Return what is new after a change that touched the pieces of these *numbers*."""
    return {
        "changed": {number: piece_facts(session, number) for number in numbers},
        "open": sorted(session.candidates),
        **_progress(session),
    }


def _progress(session: ReviewSession) -> dict[str, Any]:
    found = Counter(each.state for each in session.pieces)
    return {
        "counts": {state: found[state] for state in STATES},
        "queue": queue(session),
        "undo": session.tables.last,
        "rows": len(session.own_rows),
    }


def queue(session: ReviewSession) -> list[int]:
    """Return the pieces to look at: those that coverage does not explain and that hold most first, then the rest.

    What holds most has most names, figures and dates; a piece without candidates that is explained is not in it.
    """
    with_candidates = {session.place_of(*each.row.span) for each in session.candidates.values()}

    def order(number: int) -> tuple[bool, int, int]:
        return session.pieces[number].state not in OPEN, -session.held[number], number

    wanted = (number for number, each in enumerate(session.pieces) if each.state in OPEN or number in with_candidates)
    return sorted(wanted, key=order)


def _chunks(session: ReviewSession) -> list[list[Any]]:
    """Cut the text into pieces and what is between them: [start, text, number of the piece or -1]."""
    text, at, found = session.copy.text, 0, list[list[Any]]()
    for number, each in enumerate(session.pieces):
        start, end = each.segment.start, each.segment.end
        if at < start:
            found.append([at, text[at:start], -1])
        if max(at, start) < end:
            found.append([max(at, start), text[max(at, start) : end], number])
        at = max(at, end)
    return [*found, [at, text[at:], -1]] if at < len(text) else found


def piece_facts(session: ReviewSession, number: int) -> dict[str, Any]:
    """Return a piece: its kind, state, reasons, what is left of it, how much it holds, the rows that state it."""
    each = session.pieces[number]
    return {
        "kind": each.segment.kind,
        "start": each.segment.start,
        "end": each.segment.end,
        "state": each.state,
        "reasons": list(each.reasons),
        "left": each.left,
        "held": session.held[number],
        "rows": [cells_of(row) for row in each.rows],
    }


def candidate_facts(session: ReviewSession, each: ProposedRow) -> dict[str, Any]:
    """Return a candidate: its key, its piece, its cells, and why it is proposed."""
    return {
        "key": each.key,
        "piece": session.place_of(*each.row.span),
        "cells": cells_of(each.row),
        "origin": each.origin,
        "score": round(each.score, 2),
        "why": each.why,
        "refused": each.refused,
    }


def cells_of(row: Row) -> dict[str, str]:
    """Return the cells of *row* that hold something."""
    return {column: getattr(row, column) for column in COLUMNS if getattr(row, column)}


def _ordered(candidates: Iterable[ProposedRow]) -> list[ProposedRow]:
    return sorted(candidates, key=lambda each: (*each.row.span, -each.score, each.row.claim))


def _label(entity: Entity) -> str:
    return entity.labels.get("en") or entity.id


def told(problem: Problem) -> dict[str, str]:
    """Return *problem* for the field that it is about, else with the place in the file."""
    what = problem.what if problem.field or not problem.file else f"{problem.where}: {problem.what}"
    return {"field": problem.field, "what": what, "mend": problem.mend}


def things(entities: Mapping[str, Entity], text: str, kinds: Iterable[str], session: ReviewSession) -> list[list[str]]:
    """Return [id, label, class] of what is called like *text* in any language, of one of *kinds*, best first."""
    wanted, allowed = fold(text), frozenset(kinds)
    found = []
    for each in entities.values():
        if each.replaced_by or not session.material.ontology.is_a(each.kind, allowed):
            continue
        ranks = [_rank(wanted, fold(name)) for name in (each.id, *each.names)] if wanted else [2]
        if min(ranks) < 3:
            found.append((min(ranks), len(_label(each)), each.id))
    return [[name, _label(entities[name]), entities[name].kind] for _, _, name in sorted(found)[:_MOST]]


def _rank(wanted: str, name: str) -> int:
    if name == wanted:
        return 0
    return 1 if name.startswith(wanted) else 2 if wanted in name else 3
