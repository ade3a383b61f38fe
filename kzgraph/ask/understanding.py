"""A question understood: which one of the library is meant, with which values, how surely, and what else it may be."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kzgraph.ask.said import Said, SaidReader
from kzgraph.ask.values import ValueFinder
from kzgraph.ask.words import AskedWord
from kzgraph.sparql.library import Query
from kzgraph.text.spans import Span, is_inside, meet

SURE, AHEAD = 2.8, 1.3
"""What the best reading must reach to be answered at once, and how many times the second best."""
NEAREST = 3
"""So many readings are offered where none is sure."""

_COMMON = 0.35
"""How much of what the question says, and a reading does not know, is held against it."""
_EACH, _LEAST = 0.04, 0.1
"""What each word of a query costs, so that long lists are no advantage; what is left of a score at least."""


@dataclass(frozen=True)
class UnderstoodQuestion:
    """A reading of a question: a query of the library, values of its parameters, and how well it fits.

    ``notes`` tell how a value was read or what was left out; ``doubts``, why this is not just what was asked.
    """

    query: Query
    values: Mapping[str, str]
    score: float
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The question as understood, with its values and how they were read."""
        values = ", ".join(f"{name}={value}" for name, value in self.values.items())
        told = "; ".join(part for part in (values, *self.notes) if part)
        return self.query.summary + (f" ({told})" if told else "")


class QuestionReader:
    """Reads questions against a library and the names of a graph."""

    def __init__(
        self,
        queries: Mapping[str, Query],
        words: Mapping[str, Mapping[str, tuple[AskedWord, ...]]],
        said: SaidReader,
        values: ValueFinder,
        today: Callable[[], date] = date.today,
    ) -> None:
        """Take the library, the words of its questions, what reads a question and fills parameters, the calendar."""
        self.queries = {name: query for name, query in queries.items() if name in words}
        self.words, self._said, self._values, self._today = words, said, values, today

    def read(self, question: str) -> list[UnderstoodQuestion]:
        """Return the readings of *question*, best first; none when nothing of it is known."""
        said = self._said.read(question, self._today())
        found = {code: self._found(code, said.words) for code in said.languages}
        readings = []
        for name, query in self.queries.items():
            score, code = max((self._score(self.words[name][code], found[code]), code) for code in said.languages)
            if score <= 0:
                continue
            values = self._values.fill(query, said)
            places = [found[code][word] for word in self.words[name][code] if word in found[code]]
            doubts = (*values.doubts, *_passed_over(said, code, places))
            reading = UnderstoodQuestion(
                query, values.given, round(score + values.fit, 3), tuple(values.notes), tuple(dict.fromkeys(doubts))
            )
            readings.append(reading)
        return sorted(readings, key=lambda each: (-each.score, each.query.name))

    @staticmethod
    def is_sure(readings: Sequence[UnderstoodQuestion]) -> bool:
        """Say whether the best of *readings* can be answered without asking back: it is ahead and without a doubt."""
        if not readings or readings[0].score < SURE or readings[0].doubts:
            return False
        return len(readings) == 1 or readings[0].score >= AHEAD * readings[1].score

    def _found(self, code: str, text: str) -> dict[AskedWord, Span]:
        """Return every word of a language that stands in *text*, with its first place.

        A word that any question has and that stands within a longer one is left out: "how much" asks for no way in
        which something is done, as "how" does.
        """
        known = dict.fromkeys(word for words in self.words.values() for word in words[code])
        found = {word: place.span() for word in known if (place := word.pattern.search(text))}
        longer = [span for word, span in found.items() if not word.generic]
        return {
            word: span
            for word, span in found.items()
            if not word.generic or not any(is_inside(span, each) for each in longer)
        }

    @staticmethod
    def _score(words: Sequence[AskedWord], found: Mapping[AskedWord, Span]) -> float:
        """Return how much the *words* of a query tell, less what others know of the question and these do not."""
        own = [word for word in words if word in found]
        told = sum(word.weight for word in own)
        places = [found[word] for word in own]
        missed = [word for word, place in found.items() if not any(meet(each, place) for each in places)]
        against = _COMMON * sum(word.weight for word in missed) + _EACH * len(words)
        return max(told - against, _LEAST * told) if own else 0


def _passed_over(said: Said, code: str, places: Sequence[Span]) -> list[str]:
    """Return what *said* says and the words at *places* do not: denials, times that cannot be told, unknown names."""

    def rest(spans: Sequence[Span]) -> list[str]:
        return [said.text[slice(*span)] for span in spans if not any(meet(span, each) for each in places)]

    return [
        *(
            f"“{words}” denies or leaves something out, and this question of the library does not"
            for words in rest(said.denials[code])
        ),
        *(f"“{words}” is no time that can be told" for words in rest(said.time.unclear)),
        *(f"nothing here is called “{words}”" for words in rest(said.strangers)),
    ]
