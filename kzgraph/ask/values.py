"""The values that a question gives the parameters of a query, and what of it finds no place there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kzgraph.ask.said import Origin, Said
from kzgraph.ask.times import Period
from kzgraph.ask.words import AskedValue
from kzgraph.proposals.mentions import MentionFinder
from kzgraph.sparql.library import Parameter, Query
from kzgraph.text.cleaning import clean

_FITS, _LACKS, _UNUSED = 1.6, 1.6, 0.35
"""What it is worth that a name or date has its place in a question, that one is lacking, that one has no place."""
_CLASSES = (
    ("agreement", ("Treaty",)),
    ("place", ("Place",)),
    ("country of", ("Country",)),
    ("relation", ("BilateralRelation",)),
    ("company", ("Organization",)),
    ("country or other actor", ("Actor",)),
    ("actor", ("Actor",)),
    ("unnamed", ("Bank",)),
)
"""A word in what a parameter means → the classes of which its value is; other entities may be of any."""


@dataclass
class Values:
    """Values by parameter, what their fit is worth, how they were read, and why they may not be what is asked for."""

    given: dict[str, str] = field(default_factory=dict)
    fit: float = 0.0
    notes: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


class ValueFinder:
    """Fills the parameters of queries."""

    def __init__(
        self, asked: Mapping[str, tuple[AskedValue, ...]], finder: MentionFinder, sides: Sequence[str]
    ) -> None:
        """Take the values that words ask for by query, what knows the things, the sides of the graph (ids)."""
        self._asked, self._finder, self._sides = asked, finder, frozenset(sides)

    def fill(self, query: Query, said: Said) -> Values:
        """Return the values that *said* gives the parameters of *query*."""
        found = Values()
        left = list(said.named)
        self._times(query, said, found)
        for each in query.parameters:
            if each.name in found.given:
                continue
            value = self._value(query, each, said, left, found)
            if value:
                found.given[each.name] = value
                found.fit += _FITS
            elif _is_required(each):
                found.fit -= _LACKS
                if "unnamed" not in each.meaning:
                    found.doubts.append(f"nothing says {each.meaning} ({each.name})")
            elif each.typed:
                found.notes.append(f"{each.name}={each.typed} where nothing else is asked for")
        self._unused(query, said, left, found)
        return found

    def _value(self, query: Query, parameter: Parameter, said: Said, left: list[Origin], found: Values) -> str:
        match parameter.kind:
            case "date":
                return ""
            case "number":
                exact = (each for each in said.numbers if each not in said.bounded)
                return next(exact, "") if parameter.name == "percent" else ""
            case "text":
                return next(iter(said.quoted), "") or self._asked_for(query, parameter, said)
            case _:
                return self._thing(parameter, left, found)

    def _asked_for(self, query: Query, parameter: Parameter, said: Said) -> str:
        """Return the value that a word of the question asks for."""
        for each in self._asked.get(query.name, ()):
            if each.parameter == parameter.name and any(
                pattern.search(said.text) for code in said.languages for pattern in each.patterns[code]
            ):
                return each.value
        return ""

    # ------------------------------------------------------------ times

    def _times(self, query: Query, said: Said, found: Values) -> None:
        """Give the parameters that are days or years what *said* says of time."""
        period = said.time.period
        wanted = [each.name for each in query.parameters if each.kind == "date" or each.name == "year"]
        if period is None:
            return
        given = _days(wanted, period)
        phrase = said.text[period.start : period.end]
        found.given |= given
        if given:
            found.fit += _FITS * len(given)
            one_of_many = len(given) == 1 and "year" not in given and period.first < period.last
            read = f"its last day, {period.last}" if one_of_many else period.words
            found.notes.append(f"“{phrase}” is read as {read}")
        else:
            found.doubts.append(f"“{phrase}” has no place in this question of the library")
            found.fit -= 0 if wanted else _UNUSED

    # ------------------------------------------------------------ things

    def _thing(self, parameter: Parameter, left: list[Origin], found: Values) -> str:
        kinds = next((kinds for word, kinds in _CLASSES if word in parameter.meaning), ())
        if kinds == ("BilateralRelation",):
            return self._relation(left)
        fitting = [each for each in left if not kinds or any(self._finder.is_a(each.thing.id, kind) for kind in kinds)]
        if kinds == ("Place",):
            fitting = sorted((each for each in fitting if not each.of), key=lambda each: not each.within)
        elif kinds == ("Country",):
            fitting = [each for each in fitting if each.of] or [each for each in fitting if not each.within]
            if len({each.thing.id for each in fitting}) > 1:
                found.doubts.append(f"more than one may be {parameter.meaning} ({parameter.name})")
        for each in fitting[:1]:
            left[:] = [other for other in left if other.thing.id != each.thing.id]
            return each.thing.id
        return ""

    def _relation(self, left: list[Origin]) -> str:
        """Return the relation of the countries that are named."""
        countries = {each.thing.id for each in left if self._finder.is_a(each.thing.id, "Country")}
        known = (name for name, entity in self._finder.entities.items() if entity.kind == "BilateralRelation")
        relation = next((name for name in known if countries and all(each in name for each in countries)), "")
        if relation:
            left[:] = [each for each in left if each.thing.id not in countries]
        return relation

    def _unused(self, query: Query, said: Said, left: Sequence[Origin], found: Values) -> None:
        """Tell what is named and has no place: that a list is not narrowed to it, or that another thing is meant.

        A list of all that there is holds what is known of a thing of the graph; of a country that is no side of it, or
        whose companies are asked for, it would rather be taken for the answer than hold it.
        """
        narrowed = any(each.kind == "entity" for each in query.parameters)
        for each in {each.thing.id: each for each in left}.values():
            found.fit -= _UNUSED
            name = said.text[each.thing.start : each.thing.end]
            country = self._finder.is_a(each.thing.id, "Country")
            if not each.of and (each.thing.id in self._sides or not (country or narrowed)):
                found.notes.append(f"not narrowed to “{name}”")
            else:
                found.doubts.append(f"“{name}” has no place in this question of the library")
        for number in said.numbers:
            if number not in found.given.values():
                found.doubts.append(f"“{number}” has no place in this question of the library")
        for quoted in said.quoted:
            if quoted not in found.given.values() and not any(
                clean(quoted).find(said.text[each.thing.start : each.thing.end]) >= 0 for each in said.named
            ):
                found.doubts.append(f"“{quoted}” has no place in this question of the library")


def _is_required(parameter: Parameter) -> bool:
    """Say whether a query without a value for *parameter* is another question."""
    return (
        parameter.kind in ("entity", "date")
        or parameter.name == "percent"
        or (parameter.kind == "text" and bool(parameter.typed))
    )


def _days(wanted: Sequence[str], period: Period) -> dict[str, str]:
    """Return the days of *period* for the parameters *wanted*: both ends, one day, a year; nothing where none fits."""
    if len(wanted) == 2:
        return dict(zip(wanted, (period.first.isoformat(), period.last.isoformat()), strict=True))
    if wanted == ["year"]:
        year = period.first.year
        whole = (period.first, period.last) == (date(year, 1, 1), date(year, 12, 31))
        return {"year": str(year)} if whole else {}
    within_a_year = period.first.year == period.last.year
    return {wanted[0]: period.last.isoformat()} if wanted and (within_a_year or period.sense == "by") else {}
