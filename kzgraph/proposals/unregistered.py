"""Names that the registry does not hold: where a text has them, of what class they seem, what is called like them.

By rule: capital letters, quotation marks, and the words that the ontology gives its classes (``kzo:trigger``):
plain ones stand in a name (``Ltd``), one with an S beside it (``President S``). What a model recognises is added.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kzgraph.files.sheets import sheet_bytes
from kzgraph.names.parts import Role, take_apart
from kzgraph.proposals.recognition import RecognisedName
from kzgraph.proposals.triggers import TRIGGER
from kzgraph.rdf import by_subject, iris_of, read_triples
from kzgraph.text.calendar import mentions as dates
from kzgraph.text.cleaning import clean
from kzgraph.text.languages import phrase
from kzgraph.text.scripts import HAN
from kzgraph.vocab import OWL, RDF, local_name

COLUMNS = ("name", "class", "source", "start", "end", "times", "near")
LONGEST = 160
"""Code points of a name; what is longer is a sentence."""

_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_QUOTED = re.compile("«([^«»\n]{2,100})»|“([^“”\n]{2,100})”|《([^《》\n]{2,100})》")
_OF = frozenset({"of", "de", "la", "&", "al", "bin"})
"""What may join the words of any name."""
_TITLE = frozenset("of on the and for between in to about its their".split())
"""What may stand in the title of an agreement, a law, a conference besides."""
_OPENING = frozenset(
    "the this these those that it its their our we he she they there then thus so but and or if as at by for from in on"
    " to with under over after before since during while when where although though given despite according however"
    " also both each all some many most a an between among"
    " в на по с со к у о об от до из за для при над под и а но как что это эти этот так также если когда после"
    " бұл осы сол ал және мен бірақ сондай".split()
)
"""Words of no name that a sentence may begin with; besides them, those that the text writes small elsewhere."""
_TITLED = frozenset({"Treaty", "Law", "Policy", "Conference"})
_NO_NAME = frozenset({Role.DEMONYM, Role.STOP, Role.WORD, Role.WEAK, Role.INITIAL})
_POSSESSIVE = re.compile("(?:['’]s)?$")
_RUN = re.compile("[\u3400-\u9fff·]+")
_BEFORE = re.compile(
    "[的在与和由是为对向从及等同将被到把了并或就给让对以于即该本其这那个]|通过|根据|包括|宣布|签署|表示|举行|建设"
)
"""What a Chinese name does not hold, so that it begins behind it."""


@dataclass(frozen=True)
class ClassWords:
    """What shows that a name is one of a class: words in it, and words beside it."""

    kind: str
    inside: re.Pattern[str] | None
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None


@dataclass(frozen=True)
class UnregisteredName:
    """A name that is not registered: its first place, how often it stands there, its class as guessed (or empty).

    ``near`` are the ids of registered things that are called like it.
    """

    name: str
    kind: str
    start: int
    end: int
    times: int = 1
    near: tuple[str, ...] = ()


def read_class_words(folder: Path) -> tuple[ClassWords, ...]:
    """Return the words that ``kz.ttl`` in *folder* gives its classes."""
    found = []
    for iri, facts in by_subject(read_triples(folder / "kz.ttl")).items():
        written = [term.value for term in facts[TRIGGER]]  # type: ignore[union-attr]
        if not written or OWL + "Class" not in iris_of(facts[RDF + "type"]):
            continue
        before = [each.removesuffix(" S") for each in written if each.endswith(" S")]
        after = [each[1:].strip() for each in written if re.match(r"S[\s\u3400-\u9fff]", each)]
        inside = [each for each in written if not each.endswith(" S") and each[1:].strip() not in after]
        found.append(ClassWords(local_name(iri), *map(_pattern, (inside, before, after))))
    return tuple(found)


def _opens(text: str, at: int) -> bool:
    """Say whether a sentence, a line or a cell begins at *at*."""
    before = text[:at].rstrip(" (")
    return not before or before[-1] in ".!?:;•\n\t"


def _pattern(words: Sequence[str]) -> re.Pattern[str] | None:
    if not words:
        return None
    spaced = [phrase(word) for word in words if not HAN.search(word)]
    parts = [rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)"] if spaced else []
    parts += [re.escape(word) for word in sorted(words, key=len, reverse=True) if HAN.search(word)]
    return re.compile("|".join(parts), re.IGNORECASE)


def names_bytes(names: Iterable[UnregisteredName], source: str) -> bytes:
    """Return *names* of the document *source* as a table."""
    rows = (
        (*map(str, (each.name, each.kind, source, each.start, each.end, each.times)), ";".join(each.near))
        for each in names
    )
    return sheet_bytes(COLUMNS, rows)


class NameFinder:
    """Finds the names of a text that are in no registry."""

    def __init__(
        self,
        words: Iterable[ClassWords],
        units: Iterable[str],
        near: Callable[[str], tuple[str, ...]],
        recognise: Callable[[str], Iterable[RecognisedName]] = lambda _: (),
    ) -> None:
        """Take what tells a name.

        Args:
            words: the words of classes.
            units: the printed forms of units, which are no names.
            near: says which registered things are called like a name.
            recognise: what names a model sees in a text besides.
        """
        self.words, self.near, self.recognise = tuple(words), near, recognise
        self.units = frozenset(units)
        self._currencies = tuple(each for each in self.units if " " in each)

    def find(
        self, text: str, passages: Iterable[tuple[str, int, int]], known: Iterable[tuple[int, int]]
    ) -> list[UnregisteredName]:
        """Return the names in *passages* of *text* that none of the *known* mentions covers, in order of their place.

        Args:
            text: the document.
            passages: (kind, start, end) of where to look; lists of references are passed over.
            known: where the text names registered things.
        """
        small = {each for each in re.findall(r"[^\W\d_]+", text) if each.islower()}
        spans = sorted(known)
        found = defaultdict[str, list[UnregisteredName]](list)
        for kind, start, end in passages:
            if kind == "reference":
                continue
            for each in self._names(text, start, end, small):
                if not any(first <= each.start and each.end <= last for first, last in spans):
                    found[each.name].append(each)
        told = []
        for name, places in found.items():
            if not any(" " in name or HAN.search(name) or not _opens(text, each.start) for each in places):
                continue  # one word that has a capital letter wherever it stands: a sentence begins with it
            kinds = [each.kind for each in places if each.kind]
            first, kind = places[0], max(set(kinds), key=kinds.count) if kinds else ""
            told.append(UnregisteredName(name, kind, first.start, first.end, len(places), self.near(name)))
        return sorted(told, key=lambda each: each.start)

    def _names(self, text: str, start: int, end: int, small: set[str]) -> Iterator[UnregisteredName]:
        said = text[start:end]
        taken: list[tuple[int, int]] = []
        seen = {(each.start, each.end): each.kind for each in self.recognise(said)}
        for first, last in (*self._quoted(said), *self._capital(said, small), *self._chinese(said), *seen):
            guessed = next((kind for (one, other), kind in seen.items() if one < last and first < other), "")
            last -= len(_POSSESSIVE.search(said[first:last])[0])  # type: ignore[index]  # it matches nothing, too
            name = " ".join(said[first:last].split())
            if (
                2 <= len(name) <= LONGEST
                and not self._kind_of(name)
                and not any(one < last and first < other for one, other in taken)
            ):
                taken.append((first, last))
                if said.startswith(self._currencies, first):
                    continue  # US dollars
                kind = self._kind(name, said[:first], said[last:]) or guessed
                if kind or (
                    not dates(clean(name)) and any(part.role not in _NO_NAME for part in take_apart(name).tokens)
                ):
                    yield UnregisteredName(name, kind, start + first, start + last)

    def _kind(self, name: str, before: str, after: str) -> str:
        """Return the class that words in *name* or beside it show: of several the one whose word stands last."""
        inside = [
            (found.end(), found.start(), each.kind)
            for each in self.words
            if each.inside
            for found in each.inside.finditer(name)
        ]
        for each in self.words:
            if each.before and re.search(rf"(?:{each.before.pattern})\s*$", before, re.IGNORECASE):
                return each.kind
            if each.after and each.after.match(after):
                return each.kind
        opening = [each for each in inside if each[1] == 0 and each[2] in _TITLED]
        if opening:
            return opening[0][2]
        return max(inside)[2] if inside else self._beside(before, after)

    def _beside(self, before: str, after: str) -> str:
        """Return the class of the common words just before the name, or just after it: Zhanatas wind farm."""
        last = re.search(r"([^\W_]+)[\s«“\"]*$", before)
        if last and (kind := self._kind_of(last[1])):
            return kind
        following = re.match(r"(?:[»”\"]?[\s-]+[^\W\d_]+){1,3}", after)
        found = [
            (place.start(), each.kind)
            for each in self.words
            if each.inside and following
            for place in each.inside.finditer(following[0])
        ]
        return min(found)[1] if found else ""

    @staticmethod
    def _quoted(said: str) -> Iterator[tuple[int, int]]:
        for found in _QUOTED.finditer(said):
            first, last = next(found.span(number) for number in (1, 2, 3) if found[number])
            if said[first].isupper() or HAN.match(said[first]):
                yield first, last

    def _capital(self, said: str, small: set[str]) -> Iterator[tuple[int, int]]:
        """Yield runs of words with capital letters, with the small words that may stand in a name."""
        words = [found for found in _WORD.finditer(said) if not HAN.match(found[0])]
        capital = [found[0][0].isupper() for found in words]
        if words and sum(capital) > 0.7 * len(words) > 4:
            return  # a heading
        at = 0
        while at < len(words):
            if not capital[at] or self._opens_sentence(said, words[at], small):
                at += 1
                continue
            last = self._last(said, words, capital, at)
            beside = [number for number in range(at, last + 1) if self._is_no_part(words[number][0])]
            first = max([at, *(number + 1 for number in beside)])
            while first <= last and not capital[first]:
                first += 1
            if first <= last:
                yield words[first].start(), words[last].end()
            at = last + 1

    def _last(self, said: str, words: Sequence[re.Match[str]], capital: Sequence[bool], at: int) -> int:
        """Return the number of the last word of the name that begins with the word *at*."""
        joining = _OF | (_TITLE if self._kind_of(words[at][0]) in _TITLED else frozenset())
        last = ahead = at
        while ahead + 1 < len(words):
            between = said[words[ahead].end() : words[ahead + 1].start()]
            if not re.fullmatch(r"[\s&–-]*|\.\s", between) or (between == ". " and len(words[ahead][0]) > 3):
                break
            ahead += 1
            if capital[ahead] or (words[ahead][0].isdigit() and last == ahead - 1):
                last = ahead
            elif words[ahead][0] not in joining or ahead - last > 2:
                break
            elif words[ahead][0] == "in" and "the" not in [each[0] for each in words[ahead + 1 : ahead + 2]]:
                break  # in the Field of Energy, but not: signed in Astana
        return last

    def _kind_of(self, word: str) -> str:
        return next((each.kind for each in self.words if each.inside and each.inside.fullmatch(word)), "")

    def _is_no_part(self, word: str) -> bool:
        """Say whether *word* stands beside names and is no part of them: President, MW."""
        return word in self.units or any(each.before and each.before.fullmatch(word) for each in self.words)

    def _opens_sentence(self, said: str, word: re.Match[str], small: set[str]) -> bool:
        """Say whether *word* has its capital letter only because a sentence begins there."""
        common = word[0].lower() in small and self._kind_of(word[0]) not in _TITLED
        return _opens(said, word.start()) and (common or word[0].lower() in _OPENING)

    def _chinese(self, said: str) -> Iterator[tuple[int, int]]:
        """Yield runs of Chinese characters up to a word that ends a name, from where no name goes on."""
        for run in _RUN.finditer(said):
            at = run.start()
            for each in sorted(self._ends(run[0]), key=lambda each: each[1]):
                last = run.start() + each[1]
                if last <= at:
                    continue
                stops = [found.end() for found in _BEFORE.finditer(run[0], 0, each[0])]
                first = max(at, run.start() + max(stops, default=0))
                if last - first > each[1] - each[0] + 1:
                    yield first, last
                    at = last

    def _ends(self, run: str) -> Iterator[tuple[int, int]]:
        for each in self.words:
            if each.inside:
                yield from (found.span() for found in each.inside.finditer(run) if HAN.match(found[0]))
