"""From a row to its passage and back: is it there, and does it say what the row says?"""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from difflib import SequenceMatcher
from functools import cached_property

from kzgraph.checks.modality import MaskedPassage, ModalityCheck
from kzgraph.checks.naming import Naming
from kzgraph.curation.entities import Entity
from kzgraph.curation.rows import NOT_STATED, Row
from kzgraph.documents.copy import Copy
from kzgraph.documents.passage import Document
from kzgraph.errors import Problem, quoted
from kzgraph.ontology import Ontology, ValueKind
from kzgraph.text.bounds import bound_of
from kzgraph.text.calendar import mentions, missing_date_parts
from kzgraph.text.clauses import clause_at
from kzgraph.text.cleaning import clean
from kzgraph.text.figures import Figure, figures, numbers_in, places_of
from kzgraph.text.spans import Span
from kzgraph.text.stance import decline
from kzgraph.text.stops import MARK, without_inner_stops
from kzgraph.text.units import unit_at, unit_in
from kzgraph.text.words import normal, words_of

GAP = "…"
"""Joins the pieces of a figure or date that the print has torn apart (in the ``printed`` column)."""

_ALIKE = 0.45
"""``detention`` and ``detained`` have as much in common; two different words hardly do."""

PLAIN = "1"
"""The unit of counts, which no text prints."""

_COUNTS = (PLAIN, "thousand")

_RULES = frozenset({"LegalInstrument", "Provision"})
_ORDINALS = frozenset({"memberNumber", "meetingNumber", "oilReserveRank"})
_GROWTH = frozenset({"tradeGrowth"})
_CAPS = frozenset({"foreignOwnershipCap"})
"""Properties that are bounds themselves: "no more than 49 %" is a cap of 49."""

_REPEATING = {Decimal("33.3"): ("33", "33.3", "33.33"), Decimal("66.7"): ("67", "66.7", "66.67")}


class RowCheck:
    """One row held against its passage; :meth:`findings` tells what does not fit."""

    def __init__(
        self, row: Row, document: Document, entities: Mapping[str, Entity] | Naming, ontology: Ontology
    ) -> None:
        self.row, self.document, self.ontology = row, document, ontology
        self.naming = entities if isinstance(entities, Naming) else Naming(entities, ontology)
        self.entities = self.naming.entities
        self._spans: dict[str, list[Span]] = {}
        self.passage = document.passage(row.span, row.fingerprint)

    @cached_property
    def texts(self) -> list[str]:
        """What the row rests on, as it is printed: its passage, then the earlier mentions."""
        assert self.passage
        return self.document.words(self.passage, self.row.via_spans)

    @cached_property
    def _said(self) -> str:
        """The passage, cleaned."""
        return clean(self.texts[0])

    @cached_property
    def seen(self) -> str:
        """What the row rests on, cleaned."""
        return "\t".join([self._said, *map(clean, self.texts[1:])])

    @cached_property
    def _figures(self) -> list[Figure]:
        return figures(self.seen)

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
        yield from self._stance()

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

    # ------------------------------------------------------------ names

    def named(self, name: str) -> list[Span]:
        """Return where the row's words name *name*, as places in :attr:`seen`; nowhere when it is no entity."""
        if name not in self._spans:
            besides = [side for sides in self.sides.values() for side in sides if side != name]
            found = self.naming.spans(name, self.seen, besides=besides) if name in self.entities else []
            self._spans[name] = found
        return self._spans[name]

    @cached_property
    def sides(self) -> Mapping[str, tuple[str, ...]]:
        """The columns that may name entities, each with what it holds."""
        row = self.row
        return {"subject": (row.subject,), "object": (row.object,), "scope": row.scopes, "stated_by": (row.stated_by,)}

    def _sides(self) -> Iterator[Problem]:
        for field, names in self.sides.items():
            for name in names:
                if name in self.entities and not self.named(name):
                    yield self.row.problem(
                        field,
                        f"the passage does not name {name}",
                        "widen it, point to the mention with via, or register the printed name (skos:hiddenLabel)",
                    )

    # ------------------------------------------------------------ what is printed

    @cached_property
    def pieces(self) -> list[str]:
        """What the row prints, cleaned: one piece, or several where the print has torn it apart."""
        return [piece for piece in map(clean, self.row.printed.split(GAP)) if piece] if self.row.printed else []

    @cached_property
    def printed_at(self) -> list[Span]:
        """Where the pieces of the print stand in :attr:`seen`."""
        return [(at, at + len(piece)) for piece in self.pieces for at in places_of(self.seen, piece)]

    @cached_property
    def _prints_date(self) -> bool:
        return bool(mentions("\t".join(self.pieces)))

    def _printed(self) -> Iterator[Problem]:
        for piece in self.pieces:
            if not places_of(self.seen, piece):
                yield self.row.problem("printed", f"{quoted(piece)} does not stand in the passage", "print as it is")

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
        if not row.printed and not places_of(self.seen, clean(row.object)):
            yield row.problem(
                "object", f"{quoted(row.object)} does not stand in the passage", "or say how it is printed"
            )
        elif row.printed and not row.reason and not alike(row.object, row.printed):
            yield row.problem(
                "object", f"{quoted(row.object)} is not what {quoted(row.printed)} says", "correct it, or say why"
            )

    # ------------------------------------------------------------ figures

    def _number(self) -> Iterator[Problem]:
        """Hold the row against each figure that it may mean; the one that fits best is told of."""
        candidates = self.figures_meant()
        if not candidates:
            if self.row.printed and not self.printed_at:
                return  # told already
            printed = self.row.printed or self.row.object
            value = Decimal(self.row.object)
            torn = value in numbers_in(" ".join(self.pieces)) if len(self.pieces) > 1 else False
            if not torn:
                yield self.row.problem(
                    "object", f"{self.row.object} is not what {quoted(printed)} says", "correct object or printed"
                )
            return
        yield from min((list(self._differences(each)) for each in candidates), key=len)

    def figures_meant(self) -> list[Figure]:
        """Return the figures that the row may mean: those inside its print, else those of its value."""
        if self.row.printed:
            inside = [
                each
                for each in self._figures
                if any(each.start < last and first < each.end for first, last in self.printed_at)
            ]
            if not self._prints_date or any(self._fits(each) for each in inside):
                return inside
        value = Decimal(self.row.object)
        return [each for each in self._figures if each.value == value or self._fits(each)]

    def _fits(self, figure: Figure) -> bool:
        return Decimal(self.row.object) in self._readings(figure)

    def _readings(self, figure: Figure) -> list[Decimal]:
        """Return the values of *figure* in the row's unit: as printed, and out of a unit of the same dimension."""
        values = [figure.value]
        if self.row.property in _GROWTH and figure.value > 0:
            values = [-figure.value] if decline(self._clause(figure)) else values
        if figure.per_cent:
            values += [Decimal(each) for each in _REPEATING.get(figure.value, ())]
        unit = self.ontology.units.get(self.row.unit)
        if self.row.unit == "thousand":
            values.append(figure.value / 1000)
        if unit is not None and unit.factor:
            beside = unit_at(self.seen, figure)
            others = [self.ontology.units[name] for name in beside if name in self.ontology.units]
            turned = [
                figure.value * other.factor / unit.factor
                for other in others
                if other.factor and other.dimension == unit.dimension
            ]
            if turned and self.row.unit not in beside:
                return turned
            values += turned
        return values

    def _clause(self, figure: Figure) -> str:
        return self.seen[slice(*clause_at(self.seen, figure.start, figure.end))]

    def _differences(self, figure: Figure) -> Iterator[Problem]:
        row, text = self.row, self.seen
        print_ = text[figure.start : figure.end]
        printed = self.printed_at
        whole = not printed or any(first <= figure.start and figure.end <= last for first, last in printed)
        turned = Decimal(row.object) == figure.value and not self._fits(figure) and row.property not in _GROWTH
        if turned:
            there = _listed(unit_at(text, figure))
            yield row.problem("unit", f"{quoted(print_)} stands there in {there}, the row has {row.unit}", "correct it")
        elif not self._fits(figure):
            yield row.problem(
                "object", f"the passage says {quoted(print_)}, the row {row.object}", "correct object or printed"
            )
        elif not row.printed and print_ != row.object and not figure.per_cent:
            yield row.problem("printed", f"is empty, but {quoted(print_)} stands there", "give it as it is printed")
        elif not whole and row.unit != "thousand" and not self._prints_date:
            yield row.problem("printed", f"the figure goes on: {quoted(print_)} stands there", "print all of it")
        if figure.ordinal and row.property not in _ORDINALS:
            yield row.problem("object", f"{quoted(print_)} is an ordinal there, no amount", "find the figure itself")
        yield from self._bound(figure, print_)
        yield from self._unit(figure, print_)
        yield from self._year(figure, print_)

    def _year(self, figure: Figure, print_: str) -> Iterator[Problem]:
        """Refuse a figure whose own clause gives it another year."""
        row = self.row
        wanted = set(re.findall(r"[0-9]{4}", row.time))
        years = {str(each.year) for each in mentions(self._clause(figure)) if each.year}
        if wanted and years and not years & wanted:
            there = ", ".join(sorted(years))
            yield row.problem("time", f"{quoted(print_)} is a figure of {there}, the row has {row.time}", "correct it")

    def _bound(self, figure: Figure, print_: str) -> Iterator[Problem]:
        row, bound = self.row, bound_of(self.seen, figure)
        fits = {bound.operator}
        if row.property in _CAPS:
            fits.add("")
        if figure.range:
            fits = {">="} if figure.range == "low" else {"<="}
        if figure.per_cent and figure.value in _REPEATING:
            fits.add("~")
        if row.operator not in fits:
            said, wanted = row.operator or "no operator", " or ".join(sorted(each or "no operator" for each in fits))
            what = f"{said}, but the words around {quoted(print_)} ask for {wanted}"
            yield row.problem("operator", what, "correct it")

    def _unit(self, figure: Figure, print_: str) -> Iterator[Problem]:
        row = self.row
        beside = unit_at(self.seen, figure)
        if row.unit in _COUNTS or figure.per_cent:
            if figure.per_cent and row.unit != "%":
                yield row.problem("unit", f"{quoted(print_)} is a share, the row has {row.unit}", "correct it")
            elif beside and not figure.per_cent and not beside & {"", *_COUNTS, "a", "t", "km"}:
                yield row.problem("unit", f"{quoted(print_)} is {_listed(beside)}, no count", "correct it")
            return
        known = self.ontology.units.get(row.unit)
        if beside:
            if row.unit not in beside and not self._same_dimension(beside):
                what = f"{quoted(print_)} stands there in {_listed(beside)}, the row has {row.unit}"
                yield row.problem("unit", what, "correct it")
        elif known is not None and not unit_in(self.seen, row.unit, known.printed):
            yield row.problem("unit", f"no unit {row.unit} stands in the passage", "correct it")

    def _same_dimension(self, beside: frozenset[str]) -> bool:
        unit = self.ontology.units.get(self.row.unit)
        others = [self.ontology.units.get(name) for name in beside]
        return (
            unit is not None
            and bool(unit.factor)
            and any(other is not None and other.dimension == unit.dimension and bool(other.factor) for other in others)
        )

    # ------------------------------------------------------------ dates

    def _date(self, field: str, date: str) -> Iterator[Problem]:
        """What the print does not say of a date, the reason must: it is no licence for another date."""
        row, known = self.row, self.ontology.properties.get(self.row.property)
        is_printed = row.printed and known and known.kind in (ValueKind.DATE, ValueKind.ENTITY, ValueKind.CODE)
        seen = " ".join(self.pieces) if is_printed else self.seen
        orders = [seen, " ".join(reversed(self.pieces))] if is_printed else [seen]  # a torn print may follow its end
        missing = min((missing_date_parts(date, each) for each in orders), key=len)
        reason = set(words_of(row.reason))
        missing = [part for part in missing if not {part.casefold(), part.removeprefix("day ")} & reason]
        if missing:
            where = f"in {quoted(row.printed)}" if is_printed else "in the passage"
            mend = "correct it, or say in reason how it is known"
            yield row.problem(field, f"{', '.join(missing)} does not stand {where}", mend)

    # ------------------------------------------------------------ who says it, and is it so

    def _spots(self) -> list[Span]:
        """Where the passage speaks of the row's object: its figure or its print, its name."""
        row, known = self.row, self.ontology.properties.get(self.row.property)
        if known is None or row.object == NOT_STATED:
            return []
        if known.kind is ValueKind.NUMBER:
            return [(each.start, each.end) for each in self.figures_meant()]
        return self.printed_at if self.pieces else self.named(row.object)

    def _without_names(self, text: str) -> str:
        """Return *text*, as :attr:`seen` begins, without its names, since a programme may be called a plan."""
        for first, last in (span for names in self.sides.values() for name in names for span in self.named(name)):
            text = text[:first] + MARK * len(text[first:last]) + text[last:]
        return text

    def _is_rule(self, name: str) -> bool:
        """Say whether *name* is a law or a provision, of which "may" and "will" are the wording and no plan."""
        entity = self.entities.get(name)
        return entity is not None and self.ontology.is_a(entity.kind, _RULES)

    def _stance(self) -> Iterator[Problem]:
        row, known = self.row, self.ontology.properties.get(self.row.property)
        if known is None:
            return
        within = len(self._said)
        objects = [spot for spot in self._spots() if spot[1] <= within]
        subjects = [spot for spot in self.named(row.subject) if spot[1] <= within]
        text = self._without_names(without_inner_stops(self.texts[0]))
        passage = MaskedPassage(text, self._without_names(self.seen), subjects, objects)
        yield from ModalityCheck(row, known, passage, rule=self._is_rule(row.subject)).findings()


def _listed(units: frozenset[str]) -> str:
    return " or ".join(sorted(unit or "another unit" for unit in units))


def alike(text: str, other: str) -> bool:
    """Say whether two wordings are one, or share their letters as two forms of the same word do."""
    one, two = normal(text), normal(other)
    return one in two or SequenceMatcher(None, one, two, autojunk=False).ratio() >= _ALIKE


def examine(
    rows: Iterable[Row], copies: Mapping[str, Copy], entities: Mapping[str, Entity], ontology: Ontology
) -> list[Problem]:
    """Hold every row whose document is in *copies* against its passage."""
    documents, naming = {name: Document(copy) for name, copy in copies.items()}, Naming(entities, ontology)
    return [
        finding
        for row in rows
        if row.source in documents
        for finding in RowCheck(row, documents[row.source], naming, ontology).findings()
    ]
