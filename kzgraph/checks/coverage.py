"""Was anything left out?  Every piece of a document is stated, marked with a reason, or neither."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kzgraph.curation.entities import Entity
from kzgraph.curation.rows import Row
from kzgraph.documents.copy import Copy
from kzgraph.documents.marks import Mark
from kzgraph.documents.table import MEDIA, SourceTable
from kzgraph.errors import Problem, one_problem, quoted
from kzgraph.text.segments import Segment, segments
from kzgraph.text.words import fingerprint, has_name, words_of

STATES = ("stated", "marked", "partly", "neither")
"""From complete to missing; ``partly`` has words that no passage and no mark covers."""
_SLIGHT = 3


@dataclass(frozen=True)
class Piece:
    """A segment with what covers it; ``left`` are its words that nothing covers."""

    segment: Segment
    state: str
    rows: tuple[Row, ...]
    reasons: tuple[str, ...]
    left: str = ""


@dataclass(frozen=True)
class Report:
    """The coverage of one document."""

    source: str
    pieces: tuple[Piece, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many pieces are in each state."""
        found = Counter(piece.state for piece in self.pieces)
        return {state: found[state] for state in STATES}

    @property
    def complete(self) -> bool:
        """Whether nothing is left out."""
        return all(piece.state in ("stated", "marked") for piece in self.pieces)


def _left(text: str, segment: Segment, spans: Sequence[tuple[int, int]]) -> str:
    """Return the words of *segment* outside all *spans*; strays of a few letters do not count."""
    kept = list(text[segment.start : segment.end])
    for start, end in spans:
        for at in range(max(start, segment.start), min(end, segment.end)):
            kept[at - segment.start] = "\n"
    runs = [" ".join(run.split()) for run in re.split(r"\n+", "".join(kept).replace("\n\n", "\n"))]
    return " … ".join(run for run in runs if len(words_of(run)) > _SLIGHT)


def cover(copy: Copy, rows: Iterable[Row], marks: Sequence[Mark]) -> Report:
    """Return the coverage of the document in *copy* by *rows* and *marks*.

    Raises:
        InputError: when the copy is not the text that offsets refer to.
    """
    if not copy.exact:
        what = "your copy is not the text that offsets refer to"
        raise one_problem(what, "use the one whose SHA-256 stands in graph/sources.ttl", file=copy.source.id)
    own = [row for row in rows if row.source == copy.source.id]
    parts = records(copy.text) if copy.source.media == MEDIA else segments(copy.text)
    found = [segment for segment in parts if words_of(copy.text[segment.start : segment.end])]
    return Report(copy.source.id, tuple(piece(copy.text, segment, own, marks) for segment in found))


def records(text: str) -> Iterator[Segment]:
    """Yield the records of a table; its header states nothing."""
    table = SourceTable(text)
    for row in table.rows():
        yield Segment("record", *table.span(row))


def piece(text: str, segment: Segment, rows: Iterable[Row], marks: Iterable[Mark]) -> Piece:
    """Return *segment* of the document *text* with what covers it of *rows* and *marks*, all of that document."""
    here = [row for row in rows if row.span[0] < segment.end and row.span[1] > segment.start]
    reasons = [mark for mark in marks if mark.start < segment.end and mark.end > segment.start]
    left = _left(text, segment, [row.span for row in here] + [(mark.start, mark.end) for mark in reasons])
    if left and (here or reasons):
        state = "partly"
    else:
        state = "stated" if here else "marked" if reasons else "neither"
    return Piece(segment, state, tuple(here), tuple(dict.fromkeys(mark.reason for mark in reasons)), left)


def mark_problems(copy: Copy, marks: Iterable[Mark], entities: Mapping[str, Entity]) -> list[Problem]:
    """Return what is wrong with *marks*: stale text, and rhetoric that holds a name or a number."""
    problems = []
    names = [
        name for entity in entities.values() for name in (*entity.labels.values(), *(a for a, _ in entity.aliases))
    ]
    for mark in marks:
        passage = copy.text[mark.start : mark.end]
        if copy.exact and fingerprint(passage) != mark.fingerprint:
            problems.append(mark.problem("the text there has another fingerprint", "mark it anew"))
        if mark.reason == "rhetoric":
            words = words_of(passage)
            held = [name for name in names if has_name(words, name)] + re.findall(r"[0-9]+", passage)
            if held:
                problems.append(mark.problem(f"is marked rhetoric but holds {quoted(held[0])}", "state what it says"))
    return problems
