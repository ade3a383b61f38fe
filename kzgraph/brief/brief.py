"""A brief: a few cited pages on a relation, a thing or a year, every line with a note that leads to its passages."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kzgraph.plots.picture import Picture
from kzgraph.statements.passages import Quoted
from kzgraph.statements.statement import Evidence, Statement
from kzgraph.statements.wording import Wording
from kzgraph.vocab import STATEMENT

LINES = 20
"""How many lines a section has at most, unless the whole is asked for: a brief is a few pages."""
FIGURES = "As each document gives them. Parts and wholes stand side by side: do not add them up."
"""What to know of a section of figures."""
VIEWS = "Each is held by somebody; worded by us, or a heading of the document."
"""What to know of a section of views."""
PassageReader = Callable[[Sequence[Evidence]], Mapping[str, Quoted]]
"""Gives the words of passages that are at hand: evidence → its IRI and the words."""


@dataclass(frozen=True)
class BriefNote:
    """A note: its number, the statement, where each of its passages stands, and the words where they are at hand."""

    number: int
    statement: str
    address: str
    places: tuple[str, ...]
    passages: tuple[str, ...]


@dataclass(frozen=True)
class BriefLine:
    """A line of a brief: when, what, and the numbers of its notes."""

    when: str
    what: str
    notes: tuple[int, ...]


@dataclass(frozen=True)
class BriefSection:
    """A section of a brief: its heading, what to know of it, its lines, and how many more there are."""

    heading: str
    about: str
    lines: tuple[BriefLine, ...]
    more: int = 0


@dataclass(frozen=True)
class Brief:
    """A brief: title, lead, sections, notes, pictures.

    ``more`` says where to read what its sections leave out, ``subject`` is the IRI of what it is on (of a year: none).
    """

    title: str
    lead: tuple[str, ...]
    sections: tuple[BriefSection, ...]
    notes: tuple[BriefNote, ...]
    pictures: tuple[Picture, ...] = ()
    more: str = "the same with --whole"
    subject: str = ""

    def without_pictures(self) -> "Brief":
        """Return the brief for a machine that cannot draw."""
        return replace(self, pictures=())


Said = tuple[str, str, Sequence[Statement]]
"""A line before it has notes: when, what, and the statements that it rests on."""


class Notes:
    """The notes of a brief, numbered as the lines of its sections refer to them."""

    def __init__(self, wording: Wording, most: int | None) -> None:
        """Take the words of the graph, and how many lines a section has at most (``None``: all)."""
        self.wording, self.most = wording, most
        self._cited: dict[str, Statement] = {}

    def section(self, heading: str, about: str, said: Sequence[Said]) -> BriefSection:
        """Return a section of the lines *said*, the first ones alone where there are more than a brief has."""
        kept = said if self.most is None else said[: self.most]
        return BriefSection(heading, about, tuple(self._line(*each) for each in kept), len(said) - len(kept))

    def disputed(self, statements: Sequence[Statement]) -> Iterator[BriefSection]:
        """Yield the section of *statements* that contradict others, where there are some."""
        about = "What two passages say differently; neither is struck out."
        yield from self._sentences("Disputed", about, statements)

    def unsaid(self, statements: Sequence[Statement]) -> Iterator[BriefSection]:
        """Yield the section of what *statements* leave out, where there are some."""
        about = "What a document speaks of and does not tell: no finding that there is none."
        yield from self._sentences("Not stated", about, statements)

    def _sentences(self, heading: str, about: str, statements: Sequence[Statement]) -> Iterator[BriefSection]:
        if statements:
            yield self.section(heading, about, [("", self.wording.sentence(each), [each]) for each in statements])

    def _line(self, when: str, what: str, statements: Sequence[Statement]) -> BriefLine:
        for each in statements:
            self._cited.setdefault(each.id, each)
        numbers = {id_: number for number, id_ in enumerate(self._cited, 1)}
        return BriefLine(when, what, tuple(numbers[each.id] for each in statements))

    def made(self, words: PassageReader) -> tuple[BriefNote, ...]:
        """Return the notes, with the *words* of the passages that are at hand."""
        cited = self._cited.values()
        at_hand = words([each for statement in cited for each in statement.evidence])
        return tuple(
            BriefNote(
                number,
                each.id,
                STATEMENT + each.id,
                tuple(map(self._place, each.evidence)),
                tuple(at_hand[passage.iri].text for passage in each.evidence if passage.iri in at_hand),
            )
            for number, each in enumerate(cited, 1)
        )

    def _place(self, evidence: Evidence) -> str:
        where = f"p. {evidence.page}" if evidence.page else f"characters {evidence.start}–{evidence.end}"
        return f"{self.wording.names(evidence.source)}, {where}"


def no_words(_evidence: Sequence[Evidence]) -> Mapping[str, Quoted]:
    """Return nothing: the documents are not at hand."""
    return {}
