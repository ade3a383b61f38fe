"""How a candidate row is made: the cells that a passage fills in, whatever rule proposes it."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from kzgraph.curation.rows import COLUMNS, Row
from kzgraph.ontology import Ontology, Property, ValueKind
from kzgraph.proposals.candidate import ProposedRow
from kzgraph.proposals.mentions import AnnotatedPassage, Named
from kzgraph.text.calendar import Mention as Date
from kzgraph.text.clauses import clause_at, sentence_at


@dataclass(frozen=True)
class Value:
    """What may be a side of a row: its place, the cell that it makes, and for a figure unit, bound and print."""

    start: int
    end: int
    object: str
    unit: str = ""
    operator: str = ""
    printed: str = ""


@dataclass(frozen=True)
class Context:
    """A passage with what a reader has in mind: the passage before it, and the one that opens the list it is in."""

    here: AnnotatedPassage
    document: str
    original: str
    before: AnnotatedPassage | None = None
    opening: AnnotatedPassage | None = None
    reference: bool = False
    pair: tuple[Named, ...] = ()
    """The countries of the passage before that "the two countries" of this one are, where it does not name both."""


class RowRule(Protocol):
    """Proposes rows for a passage."""

    def candidates(self, context: Context) -> Iterator[ProposedRow]:
        """Yield what may be stated of the passage in *context*."""


class Maker:
    """Makes candidate rows, and knows the class of every thing of the registry."""

    def __init__(self, ontology: Ontology, kinds: dict[str, str], home: str) -> None:
        """Take what is the same for all passages.

        Args:
            ontology: classes, properties and units.
            kinds: the class of each thing of the registry.
            home: the side whose figures a text means where it names both sides of a relation; empty for none.
        """
        self.ontology, self.kinds, self.home = ontology, kinds, home

    def is_a(self, name: str, *wanted: str) -> bool:
        """Say whether the thing *name* is of one of the classes *wanted*."""
        return self.ontology.is_a(self.kinds.get(name, ""), frozenset(wanted))

    def known(self, name: str) -> Property | None:
        """Return the property *name*; ``None`` in an ontology that has none of that name."""
        return self.ontology.properties.get(name)

    def candidate(
        self, said: tuple[str, Property, Value], context: Context, origin: str, score: float, why: str
    ) -> ProposedRow:
        """Return the row that *said* (subject, property, object) makes of a passage, asserted until the gate looks."""
        subject, known, value = said
        cells = dict.fromkeys(COLUMNS, "") | {
            "subject": subject,
            "property": known.name,
            "object": value.object,
            "unit": value.unit,
            "operator": value.operator,
            "printed": value.printed,
            "modality": "asserted",
            "rank": "normal",
            "source": context.document,
            "start": str(context.here.start),
            "end": str(context.here.end),
        }
        if known.kind is ValueKind.NUMBER:
            cells["time"] = _time(context.here, value)
            cells |= self._reporter(known, subject, context)
        speaker = self._speaker(context.here, {subject, value.object})
        return ProposedRow(Row(**cells, line=0), origin, max(0.05, round(score, 2)), why, speaker=speaker)

    def _speaker(self, reading: AnnotatedPassage, sides: set[str]) -> str:
        """Return who may be speaking: the only person that a passage names besides the sides, or the only body."""
        for kind in ("Person", "Organization"):
            named = {each.id for each in reading.named if self.is_a(each.id, kind)} - sides
            if named:
                return named.pop() if len(named) == 1 else ""
        return ""

    def countries_of(self, reading: AnnotatedPassage) -> dict[str, Named]:
        """Return the countries that a passage names, each with its first mention."""
        named = (each for each in reading.named if self.kinds[each.id] == "Country")
        return {each.id: each for each in reversed(list(named))}

    def _reporter(self, known: Property, subject: str, context: Context) -> dict[str, str]:
        """Give a statistic of two countries its reporter and its partner, whom an earlier passage may have named."""
        named = sorted({*self.countries_of(context.here), *(each.id for each in context.pair)})
        if not known.statistic or self.kinds[subject] != "Country" or len(named) != 2:
            return {}
        reporter = self.home if self.home in named else subject
        return {"subject": reporter, "scope": next(name for name in named if name != reporter)}


def _time(reading: AnnotatedPassage, value: Value) -> str:
    """Return the date that stands with a figure: in its clause, else the only one of its sentence."""
    for around in (clause_at, sentence_at):
        start, end = around(reading.text, value.start, value.end)
        dates = {edtf(date) for date in reading.dates if start <= date.start and date.end <= end} - {""}
        if len(dates) == 1:
            return dates.pop()
    return ""


def edtf(date: Date) -> str:
    """Return *date* as EDTF (ISO 8601-2), as exact as it is printed; nothing where its year is not."""
    if date.year is None:
        return ""
    if date.months is None:
        return str(date.year)
    first, last = date.months
    if first != last:
        return f"{date.year}-{first:02}/{date.year}-{last:02}"
    return f"{date.year}-{first:02}" + (f"-{date.day:02}" if date.day else "")


def plain(value: Decimal) -> str:
    """Return *value* in digits and a point, as a table holds it."""
    written = f"{value:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written
