"""The brief of a year: what is said to have happened or held within it, and over a longer time that holds it."""

from collections.abc import Iterable, Iterator

from kzgraph.brief.brief import Brief, BriefSection, Notes, PassageReader, Said
from kzgraph.brief.pictures import drawable
from kzgraph.brief.thing import drawn_dates, open_sections, section, spoken_of
from kzgraph.errors import QueryError
from kzgraph.plots.facts import Graph
from kzgraph.plots.places import places_of
from kzgraph.plots.timeline import timeline
from kzgraph.statements.grouping import Grouping
from kzgraph.statements.statement import Statement
from kzgraph.vocab import ENTITY


def year_brief(year: int, graph: Graph, words: PassageReader, most: int | None = None) -> Brief:
    """Return the brief of *year*.

    Args:
        year: of the common era.
        graph: the statements.
        words: reads the passages that are at hand.
        most: how many lines a section has at most; all where it is ``None``.

    Raises:
        QueryError: when no statement has a date within the year.
    """
    notes = Notes(graph.words, most)
    within = [each for each in graph.all if each.year == year]
    if not within:
        raise QueryError(f"no statement has a date within {year}; `kzgraph search TEXT` finds what is said of a thing")
    longer = [each for each in graph.all if each.year is None and _spans(each, year)]
    groups = Grouping(graph.index.store, graph.words.names, graph.index.of).grouped("", [], within)
    sections = (
        *(section(group, graph, notes) for group in groups),
        *_longer(longer, graph, notes),
        *open_sections(within, graph, notes),
    )
    pictures = drawable(
        lambda: timeline(graph, drawn_dates(within), f"{year}: what is dated", f"in-year -p year={year}"),
        lambda: places_of(graph, {each.subject.value for each in within}, f"{year}: places"),
    )
    return Brief(
        str(year),
        (spoken_of(within),),
        sections,
        notes.made(words),
        pictures,
        f"`kzgraph query in-year -p year={year}`",
    )


def _spans(statement: Statement, year: int) -> bool:
    """Say whether the statement's time begins before *year* or in it and ends in it or later."""
    first, last = statement.day("earliest"), statement.day("latest")
    is_entity = statement.subject.value.startswith(ENTITY)
    return is_entity and first is not None and last is not None and first.year <= year <= last.year


def _longer(statements: Iterable[Statement], graph: Graph, notes: Notes) -> Iterator[BriefSection]:
    found = sorted(statements, key=lambda each: (each.text("time"), each.id))
    if found:
        said: list[Said] = [(each.text("time"), graph.words.sentence(each), [each]) for each in found]
        yield notes.section("Over a longer time", "Periods that hold the year.", said)
