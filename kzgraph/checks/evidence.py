"""From a row to its passage and back: is it there, and does it say what the row says?"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from difflib import SequenceMatcher
from functools import cached_property

from kzgraph.curation.entities import Entity
from kzgraph.curation.rows import NOT_STATED, Row
from kzgraph.documents.copy import Copy
from kzgraph.documents.passage import Document
from kzgraph.errors import Problem, quoted
from kzgraph.ontology import Ontology, ValueKind
from kzgraph.text.figures import bounds_before, missing_date_parts, numbers_in, places_of
from kzgraph.text.words import has_name, normal, words_of

GAP = "…"
"""Joins the pieces of a figure or date that the print has torn apart (in the ``printed`` column)."""

_ALIKE = 0.45
"""``detention`` and ``detained`` have as much in common; two different words hardly do."""

PLAIN = "1"
"""The unit of counts, which no text prints."""


class RowCheck:
    """One row held against its passage; :meth:`findings` tells what does not fit."""

    def __init__(self, row: Row, document: Document, entities: Mapping[str, Entity], ontology: Ontology) -> None:
        self.row, self.document, self.entities, self.ontology = row, document, entities, ontology
        self.passage = document.passage(row.span, row.fingerprint)

    @cached_property
    def _seen(self) -> str:
        """What the row rests on: its passage, then the earlier mentions."""
        assert self.passage
        mentions = self.document.mentions(self.row.via_spans) or []
        return "\n".join([self.passage.text, *(mention.text for mention in mentions)])

    @cached_property
    def _words(self) -> list[str]:
        return words_of(self._seen)

    def findings(self) -> Iterator[Problem]:
        """Yield what is wrong; nothing when the passage carries the row."""
        row = self.row
        if self.passage is None:
            yield row.problem(
                "fingerprint",
                f"no passage of {row.source} has the fingerprint {row.fingerprint}",
                "compare your copy; `kzgraph locate` prints offsets and fingerprint of given words",
            )
            return
        if self.document.copy.exact:
            yield from self._places()
        elif row.via:
            return  # earlier mentions cannot be placed in another copy; the exact copy examines them
        yield from self._sides()
        yield from self._printed()
        yield from self._object()
        if row.time:
            yield from self._date("time", row.time)

    def _places(self) -> Iterator[Problem]:
        row, length = self.row, len(self.document.copy.text)
        if self.passage and (self.passage.start, self.passage.end) != row.span:
            yield row.problem(
                "start",
                f"the offsets do not show the passage; it stands at {self.passage.start}-{self.passage.end}",
                "correct them",
            )
        for field, span in (("start", row.span), *(("via", span) for span in row.via_spans)):
            if span[1] > length:
                yield row.problem(field, f"{span[0]}-{span[1]} lies beyond the text's end ({length})", "correct it")
            elif self.document.cuts_word(span):
                yield row.problem(field, f"{span[0]}-{span[1]} cuts a word", "move it to the word's edge")

    def _named(self, name: str) -> bool:
        entity = self.entities.get(name)
        return entity is None or any(has_name(self._words, form) for form in entity.names)

    def _sides(self) -> Iterator[Problem]:
        row = self.row
        sides = {
            "subject": [row.subject],
            "object": [row.object],
            "scope": row.scopes,
            "stated_by": [row.stated_by],
        }
        for field, names in sides.items():
            for name in names:
                if name in self.entities and not self._named(name):
                    yield row.problem(
                        field,
                        f"the passage does not name {name}",
                        "widen it, point to the mention with via, or register the printed name (skos:hiddenLabel)",
                    )

    def _printed(self) -> Iterator[Problem]:
        flat = " ".join(self._seen.split())
        for piece in self.row.printed.split(GAP) if self.row.printed else ():
            if not places_of(flat, " ".join(piece.split())):
                yield self.row.problem(
                    "printed", f"{quoted(piece.strip())} does not stand in the passage", "print as it is"
                )

    def _object(self) -> Iterator[Problem]:
        row = self.row
        known = self.ontology.properties.get(row.property)
        if known is None or row.object == NOT_STATED:
            return
        if known.kind is ValueKind.NUMBER:
            yield from self._number()
        elif known.kind is ValueKind.DATE:
            yield from self._date("object", row.object)
        elif known.kind is ValueKind.TEXT:
            yield from self._text()

    def _text(self) -> Iterator[Problem]:
        row = self.row
        if not row.printed and not has_name(self._words, row.object):
            yield row.problem(
                "object", f"{quoted(row.object)} does not stand in the passage", "or say how it is printed"
            )
        elif row.printed and not row.reason and not alike(row.object, row.printed):
            yield row.problem(
                "object", f"{quoted(row.object)} is not what {quoted(row.printed)} says", "correct it, or say why"
            )

    def _number(self) -> Iterator[Problem]:
        row = self.row
        printed = row.printed or row.object
        if Decimal(row.object) not in numbers_in(row.printed or self._seen):
            yield row.problem("object", f"{row.object} is not what {quoted(printed)} says", "correct object or printed")
        bounds = bounds_before(self._seen, printed)
        if not bounds and not row.printed:
            yield row.problem("printed", f"is empty, but {printed} does not stand there so", "give it as it is printed")
        if bounds and all(bound.operator != row.operator and (bound.close or not row.reason) for bound in bounds):
            said, wanted = row.operator or "no operator", bounds[0].operator or "no operator"
            mend = "correct it" if bounds[0].close else "correct it, or say why"
            yield row.problem("operator", f"{said}, but the words before it ask for {wanted}", mend)
        unit = self.ontology.units.get(row.unit)
        forms = () if unit is None or unit.notation == PLAIN else unit.printed or (unit.notation,)
        if forms and not any(has_unit(self._seen, form) for form in forms):
            yield row.problem("unit", f"no unit {row.unit} stands in the passage", "correct it")

    def _date(self, field: str, date: str) -> Iterator[Problem]:
        """What the print does not say of a date, the reason must: it is no licence for another date."""
        row, known = self.row, self.ontology.properties.get(self.row.property)
        is_printed = row.printed and known and known.kind in (ValueKind.DATE, ValueKind.ENTITY, ValueKind.CODE)
        seen = words_of(row.printed) if is_printed else self._words
        missing = missing_date_parts(date, [*seen, *words_of(row.reason)])
        if missing:
            where = f"in {quoted(row.printed)}" if is_printed else "in the passage"
            mend = "correct it, or say in reason how it is known"
            yield row.problem(field, f"{', '.join(missing)} does not stand {where}", mend)


def alike(text: str, other: str) -> bool:
    """Say whether two wordings are one, or share their letters as two forms of the same word do."""
    one, two = normal(text), normal(other)
    return one in two or SequenceMatcher(None, one, two, autojunk=False).ratio() >= _ALIKE


def has_unit(text: str, form: str) -> bool:
    """Say whether *text* prints a unit as *form*: a sign anywhere, a word as a whole word."""
    return has_name(words_of(text), form) if form[0].isalnum() else form in text


def examine(
    rows: Iterable[Row], copies: Mapping[str, Copy], entities: Mapping[str, Entity], ontology: Ontology
) -> list[Problem]:
    """Hold every row whose document is in *copies* against its passage."""
    documents = {name: Document(copy) for name, copy in copies.items()}
    return [
        finding
        for row in rows
        if row.source in documents
        for finding in RowCheck(row, documents[row.source], entities, ontology).findings()
    ]
