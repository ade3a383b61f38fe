"""What a text speaks of, with places: registered things in any form of their names, figures, dates."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial

from kzgraph.checks.naming import Naming
from kzgraph.curation.entities import Entity
from kzgraph.text.bounds import bound_of
from kzgraph.text.calendar import Mention as Date
from kzgraph.text.calendar import mentions as dates_in
from kzgraph.text.cleaning import clean, origins
from kzgraph.text.figures import Figure, figures
from kzgraph.text.forms import form_pattern
from kzgraph.text.languages import phrase, section
from kzgraph.text.scripts import HAN
from kzgraph.text.spans import is_inside
from kzgraph.text.units import unit_at

_WORD = re.compile(r"[^\W_]+")
_IN = re.compile(r"(?:(?<!\w)(?:in|into|within|в|во|на территории)\s(?:the\s)?|在)$")
_STEM = 4
"""So many letters of a name's longest word stay in every form of it that this project knows."""


@dataclass(frozen=True)
class Named:
    """A thing of the registry that a cleaned text names, and where.

    ``adjective`` says that a country only describes something ("Chinese"), ``place`` that something is in it.
    """

    start: int
    end: int
    id: str
    adjective: bool = False
    place: bool = False


@dataclass(frozen=True)
class Amount:
    """A figure of a cleaned text with its bound and the units that its words may mean ("1" for a count)."""

    start: int
    end: int
    figure: Figure
    units: frozenset[str]
    operator: str


@dataclass(frozen=True)
class AnnotatedPassage:
    """A passage as the rules read it: its cleaned text, and what stands where in it."""

    start: int
    end: int
    text: str
    named: tuple[Named, ...]
    figures: tuple[Figure, ...]
    dates: tuple[Date, ...]
    origins: tuple[int, ...]
    covered: tuple[Named, ...] = ()

    def places_in(self, thing: Named) -> list[Named]:
        """Return the places that the printed name of *thing* names: Kazakhstan in "Bank of Kazakhstan"."""
        inside = [each for each in self.covered if thing.start <= each.start and each.end <= thing.end]
        return sorted((each for each in inside if each.id != thing.id), key=lambda each: each.start)

    def amounts(self) -> Iterator[Amount]:
        """Yield the figures that measure or count something: no dates, no numbers of an order."""
        dated = [(date.start, date.end) for date in self.dates]
        for figure in self.figures:
            if any(start < figure.end and figure.start < end for start, end in dated) or self._is_order(figure):
                continue
            units = frozenset({"%"}) if figure.per_cent else unit_at(self.text, figure)
            if not units and self._counts_nothing(figure):
                continue
            units = units or frozenset({"1"})
            operator = {"low": ">=", "high": "<="}.get(figure.range) or bound_of(self.text, figure).operator
            yield Amount(figure.start, figure.end, figure, units, operator)

    def _is_order(self, figure: Figure) -> bool:
        """Say whether *figure* says which one and not how many: Article 3, the 12th session, 12:42."""
        before, after = _orders()
        text = self.text
        return figure.ordinal or bool(before.search(text, 0, figure.start) or after.match(text, figure.end))

    def _counts_nothing(self, figure: Figure) -> bool:
        """Say whether *figure* is a word of no count: one of the partners, the two countries."""
        said = self.text[figure.start : figure.end]
        words, sides = _no_counts()
        return not any(char.isdecimal() for char in said) and bool(
            words.fullmatch(said) or sides.match(self.text, figure.end)
        )

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return where the cleaned words from *start* to *end* stand in the document."""
        return self.start + self.origins[start], self.start + self.origins[end - 1] + 1

    def printed(self, original: str, start: int, end: int) -> str:
        """Return how the cleaned words from *start* to *end* are printed in the document's text *original*."""
        return original[slice(*self.original(start, end))]


@cache
def _orders() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of what stands before and behind a figure that says which one."""
    data = section("orders")
    words = "|".join(phrase(word) for code, each in data.items() if code != "zh" for word in each["before"])
    han = "|".join(re.escape(word) for word in data["zh"]["before"])
    before = rf"(?:(?<!\w)(?:{words})[\s.]{{0,2}}|(?:{han})\s?|[0-9]:|#)$"
    return re.compile(before), re.compile(r":[0-9]|-лет(?:и|н)|周年|-?жылды[қғ]|th\b")


@cache
def _no_counts() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of words that count nothing, and of the sides of a relation, which are no amount."""
    data = section("orders")
    words = "|".join(re.escape(word) for each in data.values() for word in each["none"])
    sides = "|".join(phrase(word) for code, each in data.items() if code != "zh" for word in each["sides"])
    han = "|".join(re.escape(word) for word in data["zh"]["sides"])
    return re.compile(words), re.compile(rf"[\s-](?:\w+\s)?(?:{sides})(?!\w)|(?:{han})|(?=[\u3400-\u9fff])")


class MentionFinder:
    """Reads passages against one registry."""

    def __init__(self, naming: Naming) -> None:
        self.naming = naming
        self._keys = dict(_keys(naming))

    @property
    def entities(self) -> Mapping[str, Entity]:
        """The registry: id → entity."""
        return self.naming.entities

    def read(self, text: str, start: int, end: int) -> AnnotatedPassage:
        """Return the passage from *start* to *end* of the document *text* with all that it names.

        Names may stand inside one another: "Almaty" in "University of Almaty" is where it lies. Views are not looked
        for: what holds them together is a reading, no name.
        """
        said = clean(text[start:end])
        named = {
            Named(*span, name, self._is_adjective(name, said[slice(*span)]), bool(_IN.search(said[: span[0]])))
            for name, keys in self._keys.items()
            if any(key in said for key in keys)
            for span in map(partial(_bare, said), self.naming.spans(name, said))
        }
        kinds = {each.id: self.entities[each.id].kind for each in named}
        whole = {
            each
            for each in named
            if not any(_inside(each, other) and kinds[each.id] == kinds[other.id] != "Country" for other in named)
        }
        whole = {each for each in whole if not any(_inside(each, other) and each.id == other.id for other in whole)}
        return AnnotatedPassage(
            start,
            end,
            said,
            tuple(sorted(whole, key=lambda each: (each.start, each.id))),
            tuple(figures(said)),
            tuple(_whole_dates(dates_in(said))),
            tuple(origins(text[start:end])),
            tuple(self._places(said, whole)),
        )

    def _places(self, said: str, named: Iterable[Named]) -> Iterator[Named]:
        """Yield the places that stand inside the names of other things."""
        others = {each.id for each in named if not self.is_a(each.id, "Country")}
        for name, keys in self._keys.items():
            if self.is_a(name, "Place") and any(key in said for key in keys):
                for span in self.naming.spans(name, said, besides=others - {name}):
                    yield Named(*span, name, self._is_adjective(name, said[slice(*span)]))

    def _is_adjective(self, name: str, said: str) -> bool:
        """Say whether *said* is no form of the country's own names: it describes something else."""
        if not self.is_a(name, "Country"):
            return False
        entity = self.entities[name]
        own = {clean(form) for form in (*entity.labels.values(), *(alias for alias, _ in entity.aliases))}
        return not any(re.fullmatch(r"\s+".join(map(form_pattern, form.split())), said) for form in own if form)

    def is_a(self, name: str, kind: str) -> bool:
        """Say whether the thing *name* is of the class *kind*."""
        return self.naming.ontology.is_a(self.entities[name].kind, frozenset({kind}))


def _whole_dates(dates: Iterable[Date]) -> Iterator[Date]:
    """Join what one printed date was read as: "January 14" and "January 1993" in "January 14, 1993"."""
    waiting: Date | None = None
    for date in dates:
        one = waiting and (not date.months or not waiting.months or date.months == waiting.months)
        if waiting and one and date.start < waiting.end:
            waiting = Date(
                waiting.start,
                max(waiting.end, date.end),
                waiting.year or date.year,
                waiting.months or date.months,
                waiting.day or date.day,
            )
            continue
        if waiting:
            yield waiting
        waiting = date
    if waiting:
        yield waiting


def _bare(said: str, span: tuple[int, int]) -> tuple[int, int]:
    """Return *span* without the sign of a possessive: it stands beside the name."""
    start, end = span
    return start, end - 2 * said.endswith("'s", start, end)


def _inside(one: Named, other: Named) -> bool:
    return is_inside((one.start, one.end), (other.start, other.end))


def _keys(naming: Naming) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each thing that still stands with what a text must hold to name it: a quick look before the slow one."""
    for name, entity in naming.entities.items():
        if entity.replaced_by or naming.ontology.is_a(entity.kind, frozenset({"Opinion"})):
            continue
        keys = set()
        for form in naming.forms(name):
            if HAN.search(form):
                keys.add(form[:1])
                continue
            words = _WORD.findall(form)
            if entity.kind == "Person" and len(words) > 1:
                keys |= {word[:_STEM] for word in (words[0], words[-1])}  # either may stand for itself: N. Nazarbayev
                continue
            longest = max(words, key=len, default=form)
            keys.add(longest[:_STEM] if form_pattern(longest) != longest else longest)
        if naming.ontology.is_a(entity.kind, frozenset({"Country"})):
            keys.add("")  # adjectives and abbreviations of countries stand in the vocabulary of names
        if keys:
            yield name, tuple(sorted(keys))
