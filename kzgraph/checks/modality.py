"""Whether a row's modality is that of its passage: what is denied, planned or handed on is no plain fact."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kzgraph.curation.rows import NOT_STATED, Row
from kzgraph.errors import Problem, quoted
from kzgraph.ontology import Property, ValueKind
from kzgraph.text.clauses import clause_of, is_bare, pieces_of, sentence_at
from kzgraph.text.cleaning import clean
from kzgraph.text.spans import Span
from kzgraph.text.stance import denial, has_words_for, hearsay, plan, speeches, states
from kzgraph.text.stops import MARK

_PURPOSES = frozenset({"aimsAt"})
_PROMISES = frozenset({"pledge", "commitment"})
"""States that plans and announcements make."""

_ENDS = frozenset({"suspended", "cancelled", "terminated", "signed-only"})
"""States that a denial may tell without a word of their own: never completed, no longer binding."""

_AND = re.compile(r"\s(?:and|и|және)\s|并且?")
_AND_FIRST = re.compile(r"\s*(?:(?:and|и|және)\s|并)")
_QUOTED = re.compile(r"(?<!\w)'[^']*'(?!\w)|\"[^\"]*\"|«[^»]*»|“[^”]*”")


@dataclass(frozen=True)
class MaskedPassage:
    """What the passage of a row says, and where.

    ``text`` is the passage, cleaned, names and inner full stops masked; ``whole`` has the earlier mentions, too;
    ``subjects`` and ``objects`` are the places in the passage where the sides of the row stand.
    """

    text: str
    whole: str
    subjects: Sequence[Span]
    objects: Sequence[Span]


class ModalityCheck:
    """A row's modality held against the clauses and sentences in which its passage speaks of its object."""

    def __init__(self, row: Row, known: Property, passage: MaskedPassage, *, rule: bool) -> None:
        """Take a row with its property; *rule* says that it is about a law, whose "may" and "will" are no plan."""
        self.row, self.known, self.passage, self.rule = row, known, passage, rule
        self._code = row.object if known.kind is ValueKind.CODE else ""

    def findings(self) -> Iterator[Problem]:
        """Yield what does not fit."""
        row, spots = self.row, self._spots()
        if not spots or row.rank == "deprecated":
            return
        clauses = [self._clause(spot) for spot in spots]
        words = self._everywhere([self._denied(*each) for each in zip(spots, clauses, strict=True)])
        if words and row.modality != "opinion":
            yield row.problem("modality", f"the passage denies it: {quoted(words)}", "a row says what is so")
        told = row.modality in ("planned", "forecast") and self.known.kind in (ValueKind.NUMBER, ValueKind.DATE)
        if told and not row.reason and not plan(self.passage.whole):
            what = f"{row.modality}, but no word of the passage says so"
            yield row.problem("modality", what, "correct it, or say why")
        if row.modality != "asserted" or row.property in _PURPOSES or self.rule or self._code in _PROMISES:
            return
        if words := self._everywhere([plan(each) for each in clauses]):
            mend = "planned, forecast or opinion; or say in reason why it is a fact"
            yield row.problem("modality", f"asserted, but the passage says {quoted(words)}", mend)
        if words := self._everywhere([self._heard(each) for each in spots]):
            mend = "reported, with who says it in stated_by; or say in reason why the source itself says it"
            yield row.problem("modality", f"asserted, but the passage says {quoted(words)}", mend)

    def _everywhere(self, found: Sequence[str]) -> str:
        """Return the first of the words *found* in each place, when there are some in all that no reason explains."""
        return found[0] if all(map(self._unexplained, found)) else ""

    def _unexplained(self, word: str) -> bool:
        """Say whether *word* is there, and the row's reason does not quote it: a reason is no licence for the rest."""
        quoted_words = _QUOTED.findall(clean(self.row.reason))
        return bool(word) and not any(word in each for each in quoted_words)

    # ------------------------------------------------------------ where the passage speaks of it

    def _spots(self) -> Sequence[Span]:
        """Return where the object stands; of a state, which no name has, its words in the sentences of the subject."""
        if not self._code:
            return self.passage.objects
        if self._code == NOT_STATED or not has_words_for(self._code):
            return ()
        text, subjects = self.passage.text, self.passage.subjects
        words = states(text, self._code)
        sentences = [sentence_at(text, *spot) for spot in subjects]
        near = [
            (start, end) for start, end in words if any(first <= start and end <= last for first, last in sentences)
        ]
        return near or words or subjects or [(0, len(text))]

    def _clause(self, spot: Span) -> str:
        """Return the clause of *spot*; of a state only up to an "and" behind its word: built, and to be sold."""
        text = self.passage.text
        others = self.passage.subjects
        if self._code and spot not in others and (further := _AND.search(text, spot[1])):
            text = text[: further.start()]
        return clause_of(text, spot, others)

    def _denied(self, spot: Span, clause: str) -> str:
        """Return the words by which the *clause* of *spot* denies the row; an end is no denial of itself."""
        words, text = denial(clause), self.passage.text
        if self._code in _ENDS and (words in text[slice(*spot)] or not states(text, self._code)):
            return ""
        return words

    # ------------------------------------------------------------ who says it

    def _heard(self, spot: Span) -> str:
        """Return the words by which the sentence of *spot* hands on another's word; nothing when it does not."""
        text = self.passage.text
        first, last = sentence_at(text, *spot)
        sentence = text[first:last]
        if words := hearsay(sentence):
            return words
        own = (spot[0] - first, spot[1] - first)
        others = [
            (start - first, end - first) for start, end in self.passage.subjects if first <= start and end <= last
        ]
        others = [each for each in others if each != own]
        return next(
            (sentence[slice(*verb)] for verb in speeches(sentence) if _governs(sentence, verb, own, others)), ""
        )


def _governs(sentence: str, verb: Span, spot: Span, others: Sequence[Span]) -> bool:
    """Say whether the *verb* of speech hands on what *sentence* says of *spot* and *others*, and not something else.

    What somebody says stands behind the verb ("X said it built Y"), unless a piece before it speaks of both already
    ("X, which built Y, said that …"), or it stands before a piece with the verb ("X built Y, a minister said").
    """
    pieces = pieces_of(sentence, 0, len(sentence), verb)
    at = next(number for number, (start, end) in enumerate(pieces) if start <= verb[0] and verb[1] <= end)
    start, earlier = pieces[at][0], [sentence[slice(*piece)] for piece in pieces[:at]]
    if any(side[1] > start for side in (spot, *others)):
        both = spot[1] <= start and any(side[1] <= start for side in others)
        return not (both and any(MARK in piece and not is_bare(piece) for piece in earlier))
    if sentence[start : verb[0]].strip():
        return not _AND_FIRST.match(sentence, start)
    return not any(map(is_bare, earlier))
