"""A review: the candidates of a document, its coverage, and what is decided of both, written as it is decided."""

import threading
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass, replace
from pathlib import Path

from kzgraph.checks.coverage import Piece, cover, mark_problems, piece
from kzgraph.checks.evidence import RowCheck
from kzgraph.checks.explanation import Explanation, explain
from kzgraph.curation.claims import statement_id
from kzgraph.curation.entities import read_entities
from kzgraph.curation.inputs import read_inputs
from kzgraph.curation.registering import NewEntity, examined, registry_bytes
from kzgraph.curation.rows import COLUMNS, Row, lexical_problems, read_statements, statements_bytes
from kzgraph.documents.copy import Copy, read_copy
from kzgraph.documents.marks import COLUMNS as MARK_COLUMNS
from kzgraph.documents.marks import Mark, read_marks
from kzgraph.errors import InputError, Problem, UsageError, one_problem, quoted
from kzgraph.files.paths import with_own
from kzgraph.files.progress import Progress, silent
from kzgraph.files.sheets import sheet_bytes
from kzgraph.proposals.candidate import ProposedRow, read_candidates
from kzgraph.proposals.decisions import ACCEPTED, REJECTED, Decision, decisions_bytes, read_decisions
from kzgraph.proposals.making import Context
from kzgraph.proposals.proposing import DocumentRules, best_of
from kzgraph.text.words import fingerprint
from kzgraph.workbench.suggestions import CLASSES, ClassRules, usage
from kzgraph.workbench.tables import ChangedElsewhere, ReviewTables

OPEN = ("neither", "partly")
"""States of a piece that coverage does not explain."""
_SUGGESTED = 9


class Decided(UsageError):
    """A candidate is there no more: it has been decided, in this window or in another."""


@dataclass(frozen=True)
class ReviewPlace:
    """Where a review finds what it reads: the folder of the graph, of the ontology, of the copies; the document."""

    graph: Path
    ontology: Path
    copies: Path
    source: str


class ReviewSession:
    """One document under review; who calls from several threads holds ``lock``."""

    def __init__(self, place: ReviewPlace, tick: Progress = silent) -> None:
        """Read the graph and propose rows.

        Raises:
            UsageError: when there is no such document.
            InputError: when a table cannot be read, or the copy is not the text that offsets refer to.
        """
        self.place, self.lock = place, threading.Lock()
        self.tables = ReviewTables(place.graph, place.source)
        self.read(tick)

    def read(self, tick: Progress = silent) -> None:
        """Read everything again, and propose again."""
        self.tables.look()
        self.material = read_inputs(self.place.ontology, self.place.graph)
        if self.place.source not in self.material.sources:
            raise UsageError(f"no document {self.place.source}; there are {', '.join(self.material.sources)}")
        folders = with_own(self.place.copies, self.place.graph)
        self.copy: Copy = read_copy(self.material.sources[self.place.source], *folders)
        self._marks = read_marks(self.tables.marks, self.material.ontology)
        self._decisions = list(read_decisions(self.tables.decisions).values())
        self.pieces: list[Piece] = list(cover(self.copy, self.material.rows, self._marks).pieces)
        home = next(iter(self.material.profile.sides), "")
        self.rules = DocumentRules(self.material, self.place.ontology, self.copy, home)
        found = self.rules.propose(tick)
        rejected = {each.key for each in self._decisions if each.decision == REJECTED}
        own = [each for each in found.ready if each.key not in rejected]
        own += self._of_others({each.key for each in own} | rejected)
        self.candidates = {each.key: each for each in own}
        self.names = found.names
        self.held = [_held_by(each, found.held) for each in self.pieces]

    def _of_others(self, known: set[str]) -> Iterator[ProposedRow]:
        """Yield what the table of candidates holds besides our own rules' rows, each held by the gate again."""
        path = self.tables.decisions.with_name(f"{self.place.source}.csv")
        stated = {(row.claim, *row.span) for row in self.own_rows}
        for each in read_candidates(path):
            if each.origin.startswith("model ") and not list(lexical_problems(each.row)):
                held = self.rules.gate.hold(each)
                if not held.refused and held.key not in known and (held.row.claim, *held.row.span) not in stated:
                    yield held

    @property
    def own_rows(self) -> list[Row]:
        """The accepted rows of the document."""
        return [row for row in self.material.rows if row.source == self.place.source]

    # ------------------------------------------------------------ looking

    def place_of(self, start: int, end: int) -> int:
        """Return the number of the first piece that the passage from *start* to *end* touches; -1 for none."""
        found = (number for number, each in enumerate(self.pieces) if _touches(each, start, end))
        return next(found, -1)

    def explained(self, cells: Mapping[str, str]) -> Explanation:
        """Return what the passage of a row of these *cells* shows of it, and what the gate finds wrong.

        Raises:
            InputError: when the cells make no row that could be looked for in the passage.
        """
        row = self._row(cells)
        faults = list(lexical_problems(row)) or list(self.rules.gate.reviewer.problems(row))
        if faults:
            raise InputError(faults)
        gate = self.rules.gate
        check = RowCheck(row, gate.document, gate.naming, self.material.ontology)
        return replace(explain(check), findings=tuple(self.rules.gate.findings(_written(row))))

    def suggested(self, start: int, end: int) -> list[ProposedRow]:
        """Return rows that the words from *start* to *end* may state, best first, as they are before the gate."""
        self._inside(start, end)
        rules = self.rules
        here = rules.finder.read(self.copy.text, start, end)
        context = Context(here, self.place.source, self.copy.text)
        by_class = ClassRules(rules.words, usage(self.material))
        found = map(rules.gate.hold, best_of((rules.words, rules.names, by_class), context))
        order = sorted(found, key=_choice)
        return order[:_SUGGESTED]

    def _inside(self, start: int, end: int) -> None:
        if not 0 <= start < end <= len(self.copy.text):
            raise one_problem("the words lie outside the document", "select some of it", field="start")

    # ------------------------------------------------------------ deciding

    def accept(self, key: str, cells: Mapping[str, str]) -> list[int]:
        """Write the candidate *key* as a row, with *cells* as a person has left them; return the pieces it touches.

        Raises:
            Decided: when there is no such candidate any more.
            InputError: with what the gate finds wrong.
        """
        candidate = self._candidate(key)
        row = self._row({**_cells(candidate.row), **cells})
        return self._state(row, f"accepted: {_said(row)}", key)

    def reject(self, key: str, reason: str) -> list[int]:
        """Remember that the candidate *key* is wrong, and why; return the pieces it touches."""
        candidate = self._candidate(key)
        said = _said(candidate.row)
        decisions = [*self._decisions, Decision(key, REJECTED, _line(reason), said)]
        self._write(f"rejected: {said}", {self.tables.decisions: decisions_bytes(decisions)})
        self._decisions = decisions
        del self.candidates[key]
        return self._touched(*candidate.row.span)

    def state(self, cells: Mapping[str, str]) -> list[int]:
        """Write a new row of *cells*; return the pieces it touches.

        Raises:
            InputError: with what the gate finds wrong.
        """
        row = self._row(cells)
        return self._state(row, f"stated: {_said(row)}")

    def mark(self, start: int, end: int, reason: str, note: str) -> list[int]:
        """Mark the words from *start* to *end* as carrying nothing that could be stated; return the pieces touched.

        Raises:
            InputError: when they are rhetoric that holds a name or a number, or the reason is none.
        """
        self._inside(start, end)
        said = fingerprint(self.copy.text[start:end])
        new = Mark(start, end, reason, _line(note), said, "", 0)
        if self.material.ontology.code("coverage-reason", reason) is None:
            known = ", ".join(self.material.ontology.codes.get("coverage-reason", {}))
            raise one_problem(f"{quoted(reason)} is no reason", f"one of {known}", field="reason")
        if faults := mark_problems(self.copy, [new], self.material.entities):
            raise InputError(faults)
        marks = sorted([*self._marks, new], key=lambda each: (each.start, each.end))
        cells = [[str(cell) for cell in astuple(each)[: len(MARK_COLUMNS)]] for each in marks]
        self._write(f"marked: {reason}", {self.tables.marks: sheet_bytes(MARK_COLUMNS, cells)})
        self._marks = marks
        return self._touched(start, end)

    def register(self, new: NewEntity) -> None:
        """Write *new* into the registry, and propose again with it.

        Raises:
            InputError: with every reason why it cannot be registered.
        """
        taken = self.material.entities.keys() | self.material.sources.keys()
        made = registry_bytes(self.tables.seen(self.tables.registry), examined(new, self.material.ontology, taken))
        self._write(f"registered: {new.id}", {self.tables.registry: made})
        self.read()

    def undo(self) -> str:
        """Take the last change back, read everything again, and return what it was called.

        Raises:
            UsageError: when there is none.
            ChangedElsewhere: when somebody else has written the same file since.
        """
        told = self.tables.take_back()
        self.read()
        return told

    # ------------------------------------------------------------ writing

    def _candidate(self, key: str) -> ProposedRow:
        if key not in self.candidates:
            raise Decided("this candidate is decided already, here or in another window")
        return self.candidates[key]

    def _row(self, cells: Mapping[str, str]) -> Row:
        """Return the row of *cells*, what a person leaves out filled in; its fingerprint is that of its words."""
        full = dict.fromkeys(COLUMNS, "") | {"modality": "asserted", "rank": "normal"}
        full |= {column: _line(cells[column]) for column in COLUMNS if cells.get(column)}
        full |= {"source": self.place.source, "fingerprint": ""}
        start, end = full["start"], full["end"]
        if start.isdecimal() and end.isdecimal() and int(start) < int(end) <= len(self.copy.text):
            full["fingerprint"] = fingerprint(self.copy.text[int(start) : int(end)])
        return Row(**full, line=0)

    def _state(self, row: Row, told: str, key: str = "") -> list[int]:
        """Write *row*, which was made of the candidate *key*; those that say the same of the same words are gone."""
        faults = list(lexical_problems(row)) or self.rules.gate.findings(_written(row)) or list(self._clashes(row))
        if faults:
            raise InputError(faults)
        table = [each for each in self.own_rows if each.file == self._table]
        contents = {self.tables.statements: statements_bytes([*table, row])}
        decisions = [*self._decisions, Decision(key, ACCEPTED, "", _said(row))] if key else self._decisions
        if key:
            contents[self.tables.decisions] = decisions_bytes(decisions)
        self._write(told, contents)
        self._decisions = decisions
        self.material = replace(self.material, rows=(*self.material.rows, replace(row, file=self._table)))
        said, (start, end) = (row.subject, row.property, row.object), row.span
        for name, each in list(self.candidates.items()):
            one = each.row
            same = (one.subject, one.property, one.object) == said and one.span[0] < end and start < one.span[1]
            if same or name == key:
                del self.candidates[name]
        return self._touched(start, end)

    @property
    def _table(self) -> str:
        from kzgraph.files.paths import name_of

        return name_of(self.tables.statements)

    def _clashes(self, row: Row) -> Iterator[Problem]:
        """Find what is stated already with these words, and a claim that is ranked otherwise."""
        same = [each for each in self.material.rows if each.claim == row.claim]
        if any((each.source, each.span) == (row.source, row.span) for each in same):
            yield row.problem("", "is stated already of these words", "skip it, or change what it says")
        elif any(each.rank != row.rank for each in same):
            what = f"the claim is ranked {same[0].rank} elsewhere ({statement_id(row)})"
            yield row.problem("rank", what, f"rank it {same[0].rank} too")

    def _write(self, told: str, contents: Mapping[Path, bytes]) -> None:
        def examine() -> None:
            if self.tables.statements in contents:
                read_statements(self.tables.statements)
            if self.tables.marks in contents:
                read_marks(self.tables.marks, self.material.ontology)
            if self.tables.registry in contents:
                read_entities(self.tables.registry.parent, self.material.ontology)
            if self.tables.decisions in contents:
                read_decisions(self.tables.decisions)

        try:
            self.tables.write(told, contents, examine)
        except ChangedElsewhere:
            self.read()
            raise

    def _touched(self, start: int, end: int) -> list[int]:
        """Examine the pieces anew that the words from *start* to *end* touch, and return their numbers."""
        numbers = [number for number, each in enumerate(self.pieces) if _touches(each, start, end)]
        rows = self.own_rows
        for number in numbers:
            self.pieces[number] = piece(self.copy.text, self.pieces[number].segment, rows, self._marks)
        return numbers


def _choice(each: ProposedRow) -> tuple[bool, bool, float, tuple[str, ...]]:
    """Order suggestions: what passes the gate, what words show, what is likely."""
    return bool(each.refused), each.origin == CLASSES, -each.score, each.row.claim


def _touches(each: Piece, start: int, end: int) -> bool:
    return each.segment.start < end and start < each.segment.end


def _held_by(each: Piece, held: Mapping[tuple[int, int], int]) -> int:
    segment = each.segment
    return sum(number for (start, end), number in held.items() if start < segment.end and segment.start < end)


def _cells(row: Row) -> dict[str, str]:
    return {column: getattr(row, column) for column in COLUMNS}


def _said(row: Row) -> str:
    return " ".join((row.subject, row.property, row.object))


def _line(text: str) -> str:
    return " ".join(text.split())


def _written(row: Row) -> ProposedRow:
    return ProposedRow(row, "person", 1.0, "")
