"""What a question says: its words, the things that it names, its time, what it denies, names that nobody knows."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kzgraph.ask.denials import DenialReader, read_denials
from kzgraph.ask.strangers import strangers
from kzgraph.ask.times import Time, TimeReader, read_time_words
from kzgraph.ask.words import any_of, languages_of
from kzgraph.files.sheets import read_sheet
from kzgraph.proposals.mentions import MentionFinder, Named
from kzgraph.text.spans import Span
from kzgraph.vocab import LANGUAGES

ROLES = "roles.csv"
_QUOTED = re.compile("[\"“”«»'‘’「」](.{2,80}?)[\"“”«»'‘’「」]")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_IN_KAZAKH = re.compile(r"(?:да|де|та|те)(?:ғы|гі)?$")
_FROM_KAZAKH = re.compile(r"(?:дан|ден|нан|нен)$")
_INITIALS = 3
"""A country's abbreviation of so few letters is in capitals: us is no US."""


@dataclass(frozen=True)
class Origin:
    """A country as a question has it: what comes from it, or is in it, or neither is said."""

    thing: Named
    of: bool
    within: bool


@dataclass(frozen=True)
class Said:
    """What a question says.

    ``words`` is its cleaned ``text`` with names blotted out: what the Belt and Road is called asks for no road.
    ``denials`` are by language, since не denies in Russian and asks in Kazakh; places are those in the cleaned text.
    """

    text: str
    words: str
    languages: tuple[str, ...]
    named: tuple[Origin, ...]
    time: Time
    quoted: tuple[str, ...]
    numbers: tuple[str, ...]
    bounded: frozenset[str]
    """Those of the numbers that words bound: more than 20."""
    denials: Mapping[str, tuple[Span, ...]]
    strangers: tuple[Span, ...]


class SaidReader:
    """Reads what questions say, by the names of a graph and the tables of words."""

    def __init__(self, finder: MentionFinder, folder: Path) -> None:
        """Take what finds names, and the *folder* of the tables.

        Raises:
            InputError: when a table is malformed.
        """
        self.finder = finder
        self._times = TimeReader(read_time_words(folder))
        self._denials = DenialReader(read_denials(folder))
        rows = [cells for _, cells in read_sheet(folder / ROLES, ("role", "place", *LANGUAGES))]
        before, behind = (
            any_of(
                form for cells in rows if cells["place"] == place for code in LANGUAGES for form in cells[code].split()
            )
            for place in ("before", "behind")
        )
        self._before = re.compile(rf"{before.pattern}\s?(?:the\s)?$")
        self._behind = re.compile(rf"\s?{behind.pattern}")

    def read(self, question: str, today: date) -> Said:
        """Return what *question* says, where today is *today*."""
        passage = self.finder.read(question, 0, len(question))
        text = passage.text
        named = [
            each for each in passage.named if self._is_meant(each, passage.printed(question, each.start, each.end))
        ]
        time = self._times.read(text, today)
        quoted = list(_QUOTED.finditer(text))
        dated = [(time.period.start, time.period.end)] if time.period else []
        known = [*dated, *time.unclear, *(each.span() for each in quoted)]
        words = _blotted(text, [(each.start, each.end) for each in named])
        plain = _blotted(words, known)
        return Said(
            text,
            words,
            languages_of(text),
            tuple(self._origin(text, each) for each in named),
            time,
            tuple(found[1] for found in _QUOTED.finditer(question)),
            tuple(_NUMBER.findall(plain)),
            frozenset(
                number
                for each in passage.amounts()
                if each.operator
                for number in _NUMBER.findall(text[each.start : each.end])
            ),
            {code: tuple(self._denials.read(plain, code)) for code in languages_of(text)},
            tuple(strangers(question, passage, known)),
        )

    def _is_meant(self, each: Named, printed: str) -> bool:
        """Say whether a name is one of a thing, not of a view, and no word that looks like an abbreviation."""
        view = any(self.finder.is_a(each.id, kind) for kind in ("Opinion", "Subject"))
        word = self.finder.is_a(each.id, "Country") and len(printed) <= _INITIALS and printed.isascii()
        return not view and not (word and not printed.isupper())

    def _origin(self, text: str, each: Named) -> Origin:
        said = text[each.start : each.end]
        before, behind = self._before.search(text[: each.start]), self._behind.match(text, each.end)
        of = each.adjective or bool(before or behind or _FROM_KAZAKH.search(said))
        return Origin(each, of, each.place or bool(_IN_KAZAKH.search(said)))


def _blotted(text: str, spans: Sequence[Span]) -> str:
    """Return *text* with what stands at *spans* blotted out."""
    for start, end in spans:
        text = text[:start] + "□" * (end - start) + text[end:]
    return text
