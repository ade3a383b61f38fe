"""A question understood: which one of the library is meant, with which values, how surely, and what else it may be."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kzgraph.ask.words import AskedValue, AskedWord, languages_of
from kzgraph.proposals.mentions import AnnotatedPassage, MentionFinder, Named
from kzgraph.sparql.library import Parameter, Query
from kzgraph.text.calendar import Mention as Date
from kzgraph.text.cleaning import clean

SURE, AHEAD = 2.8, 1.3
"""What the best reading must reach to be answered at once, and how many times the second best."""
NEAREST = 3
"""So many readings are offered where none is sure."""

_FITS, _LACKS, _UNUSED = 1.6, 1.6, 0.35
"""What it is worth that a name or date has its place in a question, that one is lacking, that one has no place."""
_COMMON = 0.35
"""How much of what the question says, and a reading does not know, is held against it."""
_EACH, _LEAST = 0.04, 0.1
"""What each word of a query costs, so that long lists are no advantage; what is left of a score at least."""
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
_QUOTED = re.compile("[\"“”«»'‘’「」](.{2,80}?)[\"“”«»'‘’「」]")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_YEAR = re.compile(r"(?<![0-9])(1[89][0-9]{2}|20[0-9]{2})(?![0-9])")
_NINETIES = re.compile(r"nineties|девяност\w+|тоқсаныншы|九十年代")

Span = tuple[int, int]


@dataclass(frozen=True)
class UnderstoodQuestion:
    """A reading of a question: a query of the library, values of its parameters, and how well it fits."""

    query: Query
    values: Mapping[str, str]
    score: float

    @property
    def words(self) -> str:
        """The question as understood, with its values."""
        values = ", ".join(f"{name}={value}" for name, value in self.values.items())
        return self.query.summary + (f" ({values})" if values else "")


@dataclass(frozen=True)
class _Said:
    """What a question says: its cleaned text, the things, dates, quotations that it names."""

    text: str
    named: tuple[Named, ...]
    dates: tuple[Date, ...]
    quoted: tuple[str, ...]


class QuestionReader:
    """Reads questions against a library and the names of a graph."""

    def __init__(
        self,
        queries: Mapping[str, Query],
        words: Mapping[str, Mapping[str, tuple[AskedWord, ...]]],
        values: Mapping[str, tuple[AskedValue, ...]],
        finder: MentionFinder,
        sides: Sequence[str],
    ) -> None:
        """Take the library, the words of its questions and values, what finds names, the sides of the graph (ids)."""
        self.queries = {name: query.on(sides) for name, query in queries.items() if name in words}
        self.words, self.asked_values, self.finder = words, values, finder

    def read(self, question: str) -> list[UnderstoodQuestion]:
        """Return the readings of *question*, best first; none when nothing of it is known."""
        said = self._said(question)
        without = _without(said.text, said.named)
        found = {code: self._found(code, without) for code in languages_of(said.text)}
        readings = []
        for name, query in self.queries.items():
            score = max(self._score(self.words[name][code], places) for code, places in found.items())
            if score <= 0:
                continue
            values, fit = self._values(query, said)
            readings.append(UnderstoodQuestion(query, values, round(score + fit, 3)))
        return sorted(readings, key=lambda each: (-each.score, each.query.name))

    @staticmethod
    def is_sure(readings: Sequence[UnderstoodQuestion]) -> bool:
        """Say whether the best of *readings* can be answered without asking back."""
        if not readings or readings[0].score < SURE:
            return False
        return len(readings) == 1 or readings[0].score >= AHEAD * readings[1].score

    def _said(self, question: str) -> _Said:
        text = clean(question)
        read: AnnotatedPassage = self.finder.read(question, 0, len(question))
        views = ("Opinion", "Subject")
        named = [each for each in read.named if not any(self.finder.is_a(each.id, kind) for kind in views)]
        quoted = tuple(found[1] for found in _QUOTED.finditer(question))
        return _Said(text, tuple(named), read.dates, quoted)

    def _found(self, code: str, text: str) -> dict[AskedWord, Span]:
        """Return every word of a language that stands in *text*, with its first place."""
        known = dict.fromkeys(word for words in self.words.values() for word in words[code])
        return {word: place.span() for word in known if (place := word.pattern.search(text))}

    @staticmethod
    def _score(words: Sequence[AskedWord], found: Mapping[AskedWord, Span]) -> float:
        """Return how much the *words* of a query tell, less what others know of the question and these do not."""
        own = [word for word in words if word in found]
        told = sum(word.weight for word in own)
        places = [found[word] for word in own]
        missed = [word for word, place in found.items() if not any(_overlap(each, place) for each in places)]
        against = _COMMON * sum(word.weight for word in missed) + _EACH * len(words)
        return max(told - against, _LEAST * told) if own else 0

    # ------------------------------------------------------------ values

    def _values(self, query: Query, said: _Said) -> tuple[dict[str, str], float]:
        """Return the values that the question gives the parameters, and what their fit is worth."""
        values: dict[str, str] = {}
        fit, left = 0.0, list(said.named)
        dates = list(_days(query.parameters, said))
        for each in query.parameters:
            if each.kind == "date":
                value = dates.pop(0) if dates else ""
            elif each.kind == "number":
                value = _number(each, said)
            elif each.kind == "text":
                value = next(iter(said.quoted), "") or self._asked(query, each, said)
            else:
                value = self._thing(each, left, said)
            if value:
                values[each.name] = value
                fit += _FITS
            elif each.kind in ("entity", "date") or each.name == "percent" or (each.kind == "text" and each.typed):
                fit -= _LACKS
        used = set(values.values())
        fit -= _UNUSED * sum(each.id not in used for each in _once(left))
        if (said.dates or _YEAR.search(said.text)) and not any(each.kind == "date" for each in query.parameters):
            fit -= _UNUSED
        return values, fit

    def _asked(self, query: Query, parameter: Parameter, said: _Said) -> str:
        """Return the value that a word of the question asks for."""
        codes = languages_of(said.text)
        for each in self.asked_values.get(query.name, ()):
            if each.parameter == parameter.name and any(
                pattern.search(said.text) for code in codes for pattern in each.patterns[code]
            ):
                return each.value
        return ""

    def _thing(self, parameter: Parameter, left: list[Named], said: _Said) -> str:
        kinds = next((kinds for word, kinds in _CLASSES if word in parameter.meaning), ())
        if kinds == ("BilateralRelation",):
            countries = [each.id for each in said.named if self.finder.is_a(each.id, "Country")]
            known = (name for name, entity in self.finder.entities.items() if entity.kind == "BilateralRelation")
            return next((name for name in known if countries and all(each in name for each in countries)), "")
        for each in left:
            if not kinds or any(self.finder.is_a(each.id, kind) for kind in kinds):
                left.remove(each)
                return each.id
        return ""


def _once(named: Iterable[Named]) -> list[Named]:
    return list({each.id: each for each in named}.values())


def _without(text: str, named: Iterable[Named]) -> str:
    """Return *text* with its names blotted out: what the Belt and Road is called asks for no road."""
    for each in named:
        text = text[: each.start] + "□" * (each.end - each.start) + text[each.end :]
    return text


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _days(parameters: Sequence[Parameter], said: _Said) -> list[str]:
    """Return the days for the date parameters: of two the first and last, of one the day that is named."""
    wanted = sum(each.kind == "date" for each in parameters)
    whole = [
        f"{each.year}-{each.months[0]:02}-{each.day:02}"
        for each in said.dates
        if each.year and each.months and each.day
    ]
    years = sorted(set(_YEAR.findall(said.text)))
    if wanted == 2:
        if _NINETIES.search(said.text) and not years:
            return ["1990-01-01", "1999-12-31"]
        if len(whole) == 2:
            return sorted(whole)
        return [f"{years[0]}-01-01", f"{years[-1]}-12-31"] if years else []
    return whole[:1] or [f"{year}-12-31" for year in years[:1]] if wanted else []


def _number(parameter: Parameter, said: _Said) -> str:
    """Return a number that stands in the question and is no year."""
    if parameter.name != "percent":
        return ""
    return next((each for each in _NUMBER.findall(said.text) if not _YEAR.fullmatch(each)), "")
