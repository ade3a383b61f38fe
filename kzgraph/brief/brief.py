"""A brief: the chronology of a relation in a few sections, every line with a note that leads to its passages."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kzgraph.relation import COLUMNS, Chronology, ChronologyEntry
from kzgraph.statements.passages import Quoted
from kzgraph.statements.statement import Evidence, Statement
from kzgraph.statements.wording import Wording
from kzgraph.vocab import STATEMENT


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
    """A section of a brief: its heading, what to know of it, its lines."""

    heading: str
    about: str
    lines: tuple[BriefLine, ...]


@dataclass(frozen=True)
class Brief:
    """A brief: title, lead, sections, notes."""

    title: str
    lead: tuple[str, ...]
    sections: tuple[BriefSection, ...]
    notes: tuple[BriefNote, ...]


_HEADINGS = {
    COLUMNS[0]: ("Agreements", "By the day of their signing; those without a day are last."),
    COLUMNS[1]: ("Visits and talks", "As far as the documents say when."),
    COLUMNS[2]: ("Undertakings", "With their state, where it is stated."),
    COLUMNS[3]: ("Figures", "As each document gives them. Parts and wholes stand side by side: do not add them up."),
}


class BriefMaker:
    """Makes the brief of one relation."""

    def __init__(self, found: Chronology, wording: Wording, passages: Mapping[str, Quoted]) -> None:
        """Take the chronology, the words of the graph, and the passages that are at hand (IRI of evidence → words)."""
        self.found, self.wording, self.passages = found, wording, passages
        self._notes: dict[str, BriefNote] = {}

    def make(self) -> Brief:
        """Return the brief."""
        sections = [*self._columns(), *self._more()]
        return Brief(self.found.title, self.found.lead, tuple(sections), tuple(self._notes.values()))

    def _columns(self) -> Iterator[BriefSection]:
        for column in COLUMNS:
            entries = [each for columns in self.found.years.values() for each in columns.get(column, ())]
            if entries:
                yield BriefSection(*_HEADINGS[column], tuple(map(self._line, entries)))

    def _line(self, entry: ChronologyEntry) -> BriefLine:
        details = f" ({'; '.join(entry.details)})" if entry.details else ""
        is_figure = entry.column == COLUMNS[3]
        when = str(entry.year or "") if is_figure else entry.date or "no date"
        return BriefLine(when or "no year", entry.words + details, self._cited(entry.statements))

    def _more(self) -> Iterator[BriefSection]:
        for heading, about, statements in (
            ("Disputed", "What two passages say differently; neither is struck out.", self.found.disputed),
            ("Views", "Each is held by somebody, and worded by us.", self.found.views),
            (
                "Not stated",
                "What a document speaks of and does not tell: no finding that there is none.",
                self.found.unsaid,
            ),
        ):
            if statements:
                lines = (
                    BriefLine("", self._said(each, view=heading == "Views"), self._cited([each])) for each in statements
                )
                yield BriefSection(heading, about, tuple(lines))

    def _said(self, statement: Statement, *, view: bool) -> str:
        return self.wording.names(statement.subject.value) if view else self.wording.sentence(statement)

    def _cited(self, statements: Iterable[Statement]) -> tuple[int, ...]:
        for each in statements:
            if each.id not in self._notes:
                number = len(self._notes) + 1
                self._notes[each.id] = BriefNote(
                    number, each.id, STATEMENT + each.id, self._places(each.evidence), self._words(each.evidence)
                )
        return tuple(self._notes[each.id].number for each in statements)

    def _places(self, evidence: Sequence[Evidence]) -> tuple[str, ...]:
        return tuple(
            self.wording.names(each.source)
            + (f", p. {each.page}" if each.page else f", characters {each.start}–{each.end}")
            for each in evidence
        )

    def _words(self, evidence: Sequence[Evidence]) -> tuple[str, ...]:
        return tuple(self.passages[each.iri].text for each in evidence if each.iri in self.passages)


# ------------------------------------------------------------ as text


def as_markdown(brief: Brief, citation: str) -> str:
    """Return *brief* as Markdown, its notes as footnotes (``[^1]``), how to cite it at the end."""
    lines = [f"# {_plain(brief.title)}", "", _plain(" ".join(brief.lead)), ""]
    for section in brief.sections:
        lines += [f"## {section.heading}", "", section.about, ""]
        for each in section.lines:
            when = f"**{_plain(each.when)}** " if each.when else ""
            lines.append(f"- {when}{_plain(each.what)}{''.join(f'[^{number}]' for number in each.notes)}")
        lines.append("")
    lines += ["## How to cite", "", _plain(citation), ""]
    for note in brief.notes:
        words = "".join(f" “{_plain(text)}”" for text in note.passages)
        lines.append(f"[^{note.number}]: {_plain('; '.join(note.places))}.{words} <{note.address}>")
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    """Return *text* on one line, its signs of Markdown taken for themselves."""
    escaped = "".join(f"\\{char}" if char in "\\`*_[]<>#|" else char for char in text)
    return " ".join(escaped.split())


def as_page(brief: Brief, citation: str) -> str:
    """Return *brief* as an HTML page, self-contained, without script; it may hold words of other people's texts."""
    from jinja2 import Environment, PackageLoader

    environment = Environment(
        loader=PackageLoader("kzgraph.brief", "."), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("brief.html").render(brief=brief, citation=citation)
