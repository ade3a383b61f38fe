"""Why a row passes or not: its passage with each part of the row marked where it was found."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kzgraph.checks.evidence import PLAIN, RowCheck
from kzgraph.checks.report import rendered, stretches
from kzgraph.curation.rows import NOT_STATED, Row
from kzgraph.errors import Problem
from kzgraph.ontology import ValueKind
from kzgraph.text.bounds import bound_of
from kzgraph.text.calendar import mentions
from kzgraph.text.cleaning import clean, origins
from kzgraph.text.figures import places_of
from kzgraph.text.spans import Span

_WIDE = frozenset("WF")


@dataclass(frozen=True)
class Part:
    """A part of a row, and where the words behind it stand in the :attr:`Explanation.text`."""

    field: str
    value: str
    spans: tuple[Span, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Explanation:
    """A row held against its words: the passage, then each earlier mention, a line each in ``text``."""

    check: RowCheck
    text: str
    parts: tuple[Part, ...]
    findings: tuple[Problem, ...]

    @property
    def value(self) -> str:
        """The object as the row has it, a figure with its bound and its unit."""
        return _value(self.check.row)

    @property
    def words(self) -> dict[str, list[str]]:
        """Field → the words found for it."""
        return {part.field: [self.text[slice(*span)] for span in part.spans] for part in self.parts}


def _visible(char: str) -> str:
    """Return what a reader is shown of *char*: a space for any white space, a dot for what would steer a screen."""
    return " " if char.isspace() else char if char.isprintable() else "·"


def _value(row: Row) -> str:
    return " ".join(filter(None, (row.operator, row.object, "" if row.unit == PLAIN else row.unit)))


class _Places:
    """Turns places in the cleaned text of a check into places in the text that is shown."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.text = "\n".join("".join(map(_visible, text)) for text in texts)
        self._origins: list[int] = []
        start = 0
        for text in texts:
            self._origins += [start + place for place in origins(text)]
            start += len(text) + 1

    def __call__(self, span: Span) -> Span:
        first, last = self._origins[span[0]], self._origins[span[1] - 1]
        return first, last + 1


def explain(check: RowCheck) -> Explanation:
    """Return where the words behind each part of the row of *check* stand, and what the gate finds wrong with it."""
    findings = tuple(check.findings())
    if check.passage is None:
        return Explanation(check, "", (), findings)
    places = _Places(check.texts)
    parts = tuple(
        Part(field, value, tuple(sorted({places(span) for span in spans})), note)
        for field, value, spans, note in _found(check)
    )
    return Explanation(check, places.text, parts, findings)


def _found(check: RowCheck) -> Iterator[tuple[str, str, list[Span], str]]:
    """Yield field, value, places in the cleaned words, and a note, in the order of a row's columns."""
    for field, names in check.sides.items():
        if field == "object":
            yield "object", *_object(check)
            continue
        for name in filter(None, names):
            yield field, name, check.named(name), ""
    if check.row.time:
        yield "time", check.row.time, _dates(check, check.row.time), ""


def _object(check: RowCheck) -> tuple[str, list[Span], str]:
    row, printed = check.row, check.printed_at
    kind = check.ontology.properties[row.property].kind
    if row.object == NOT_STATED:
        return row.object, [], "the source leaves it out"
    if kind is ValueKind.NUMBER:
        meant = check.figures_meant()
        bounds = {bound_of(check.seen, figure).operator or "no bound" for figure in meant}
        note = f"{row.operator or 'no bound'} in the row; the words there: {', '.join(sorted(bounds))}" if meant else ""
        return _value(row), [(each.start, each.end) for each in meant] or printed, note
    if kind is ValueKind.DATE:
        return row.object, printed or _dates(check, row.object), ""
    if row.object in check.entities:
        return row.object, printed or check.named(row.object), ""
    words = clean(row.object)
    return row.object, printed or [(at, at + len(words)) for at in places_of(check.seen, words)], ""


def _dates(check: RowCheck, date: str) -> list[Span]:
    years = {int(year) for year in re.findall("[0-9]{4}", date)}
    return [(each.start, each.end) for each in mentions(check.seen) if each.year in years]


# ------------------------------------------------------------ as text


def as_text(explanation: Explanation, width: int = 100) -> str:
    """Return *explanation* for a terminal: the words with the numbers of the parts under them, then the parts.

    A part whose words are not there has ``-`` in the place of its number.
    """
    row = explanation.check.row
    lines = [f"{row.file}:{row.line}  {row.subject} {row.property} {explanation.value} ({row.modality})", ""]
    marks = [(span, str(number % 10)) for number, part in enumerate(explanation.parts, 1) for span in part.spans]
    for start, end in _wrapped(explanation.text, width):
        lines.append("  " + explanation.text[start:end].rstrip())
        lines += ["  " + lane for lane in _lanes(explanation.text, (start, end), marks)]
    lines.append("")
    for number, part in enumerate(explanation.parts, 1):
        words = " | ".join(dict.fromkeys(explanation.text[slice(*span)] for span in part.spans)) or "not there"
        told = f"  {number if part.spans else '-'} {part.field:<9} {part.value}: {words}"
        lines.append(told + (f" ({part.note})" if part.note else ""))
    lines += [f"  reason given: {row.reason}"] if row.reason else []
    lines += ["", *(f"  refused: {finding}" for finding in explanation.findings)]
    lines += [] if explanation.findings else ["  accepted: the passage carries the row"]
    return "\n".join(lines) + "\n"


def _columns(char: str) -> int:
    return 0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in _WIDE else 1


def _wrapped(text: str, width: int) -> Iterator[Span]:
    """Yield the spans of the lines into which *text* falls: at spaces, or between characters of full width."""
    start, used, last = 0, 0, 0
    for at, char in enumerate(text):
        if char == "\n":
            yield start, at
            start, used, last = at + 1, 0, at + 1
            continue
        used += _columns(char)
        if char == " " or _columns(char) == 2:
            last = at + 1
        if used > width and last > start:
            yield start, last
            used, start = sum(map(_columns, text[last : at + 1])), last
    yield start, len(text)


def _lanes(text: str, line: Span, marks: Sequence[tuple[Span, str]]) -> Iterator[str]:
    """Yield the rows of numbers under the line: as many as there are marks that cover one another."""
    waiting = sorted((max(first, line[0]), min(last, line[1]), mark) for (first, last), mark in marks)
    waiting = [each for each in waiting if each[0] < each[1]]
    while waiting:
        lane, left, end = "", [], line[0]
        for first, last, mark in waiting:
            if first < end:
                left.append((first, last, mark))
                continue
            lane += " " * sum(map(_columns, text[end:first])) + mark * sum(map(_columns, text[first:last]))
            end = last
        yield lane
        waiting = left


# ------------------------------------------------------------ as a page


def page(explanations: Sequence[Explanation]) -> str:
    """Return *explanations* as an HTML page, self-contained, without script; it holds words of other people's texts."""
    return rendered("explanation.html", explained=[(each, list(_marked(each))) for each in explanations])


def _marked(explanation: Explanation) -> Iterator[tuple[str, list[int]]]:
    """Yield the text in stretches, each with the numbers of the parts that stand there."""
    spans = [(span, number) for number, part in enumerate(explanation.parts, 1) for span in part.spans]
    for start, end, numbers in stretches(len(explanation.text), spans):
        yield explanation.text[start:end], sorted(set(numbers))
