"""The brief of a relation: its chronology in a few sections, its agreements and its trade as pictures."""

from collections.abc import Iterator

from kzgraph.brief.brief import FIGURES, VIEWS, Brief, BriefSection, Notes, PassageReader, Said
from kzgraph.brief.pictures import drawable
from kzgraph.plots.facts import Graph
from kzgraph.plots.trade import trade
from kzgraph.plots.treaties import treaties
from kzgraph.relation import COLUMNS, Chronology, ChronologyEntry

_HEADINGS = {
    COLUMNS[0]: ("Agreements", "By the day of their signing; those without a day are last."),
    COLUMNS[1]: ("Visits and talks", "As far as the documents say when."),
    COLUMNS[2]: ("Undertakings", "With their state, where it is stated."),
    COLUMNS[3]: ("Figures", FIGURES),
}


def relation_brief(found: Chronology, graph: Graph, words: PassageReader, most: int | None = None) -> Brief:
    """Return the brief of one relation.

    Args:
        found: its chronology.
        graph: the statements that pictures are read from, its poles the two sides.
        words: reads the passages that are at hand.
        most: how many lines a section has at most; all where it is ``None``.
    """
    notes = Notes(graph.words, most)
    sections = (
        *_columns(found, notes),
        *notes.disputed(found.disputed),
        *_views(found, notes),
        *notes.unsaid(found.unsaid),
    )
    pictures = drawable(lambda: treaties(graph), lambda: trade(graph))
    return Brief(found.title, found.lead, sections, notes.made(words), pictures, subject=found.iri)


def _columns(found: Chronology, notes: Notes) -> Iterator[BriefSection]:
    for column in COLUMNS:
        entries = [each for columns in found.years.values() for each in columns.get(column, ())]
        if entries:
            yield notes.section(*_HEADINGS[column], [_said_of(each) for each in entries])


def _said_of(entry: ChronologyEntry) -> Said:
    details = f" ({'; '.join(entry.details)})" if entry.details else ""
    is_figure = entry.column == COLUMNS[3]
    when = str(entry.year or "") if is_figure else entry.date or "no date"
    return when or "no year", entry.words + details, entry.statements


def _views(found: Chronology, notes: Notes) -> Iterator[BriefSection]:
    if found.views:
        yield notes.section("Views", VIEWS, [("", view.words, [each]) for view, each in found.views])
