"""The brief of one thing: what is said of it, in the order in which a reader asks, its dates and its places."""

from collections.abc import Iterable, Iterator, Sequence

import pyoxigraph as ox

from kzgraph.brief.brief import FIGURES, VIEWS, Brief, BriefSection, Notes, PassageReader, Said
from kzgraph.brief.pictures import drawable
from kzgraph.plots.facts import Graph
from kzgraph.plots.places import places_of
from kzgraph.plots.timeline import is_dated, timeline
from kzgraph.statements.grouping import INVERSE, OWN, TRADE, Claims, Group, Grouping
from kzgraph.statements.statement import Statement
from kzgraph.statements.views import view
from kzgraph.vocab import ENTITY, ONTOLOGY, RDFS, shorten

_ROWS = 24
"""How many dates a timeline shows at most; of more it would be a page of its own."""
_ABOUT = {TRADE: FIGURES, "Views": VIEWS}


def thing_brief(iri: str, graph: Graph, words: PassageReader, most: int | None = None) -> Brief:
    """Return the brief of the entity or document *iri*.

    Args:
        iri: what it is on.
        graph: the statements.
        words: reads the passages that are at hand.
        most: how many lines a section has at most; all where it is ``None``.
    """
    notes = Notes(graph.words, most)
    own = [each for each in graph.index.about.get(iri, []) if each.rank != "deprecated"]
    naming = [each for each in graph.index.naming.get(iri, []) if each.rank != "deprecated"]
    every = list({each.id: each for each in [*own, *naming]}.values())
    groups = Grouping(graph.index.store, graph.words.names, graph.index.of).grouped(iri, own, naming)
    sections = (*(section(group, graph, notes) for group in groups), *open_sections(every, graph, notes))
    title, name = graph.name(iri), shorten(iri).partition(":")[2]
    pictures = drawable(
        lambda: timeline(graph, drawn_dates(every), f"{title}: what is dated", f"evidence-of -p entity={name}"),
        lambda: places_of(graph, _near(iri, every), f"{title}: places"),
    )
    return Brief(title, tuple(_lead(iri, every, graph)), sections, notes.made(words), pictures, subject=iri)


def section(group: Group, graph: Graph, notes: Notes) -> BriefSection:
    """Return one group of statements as a section."""
    said: list[Said] = [
        (_when(year, each), _what(claims, each, graph), [each])
        for claims in group.claims
        for year, each in claims.statements
    ]
    return notes.section(group.heading, _ABOUT.get(group.heading, ""), said)


def open_sections(statements: Sequence[Statement], graph: Graph, notes: Notes) -> Iterator[BriefSection]:
    """Yield what of *statements* is disputed and what is not stated."""
    yield from notes.disputed([each for each in statements if each.id in graph.index.disputes])
    yield from notes.unsaid([each for each in statements if each.object is None])


def spoken_of(statements: Iterable[Statement]) -> str:
    """Return how many *statements* there are, of how many documents and of which years."""
    found = list(statements)
    documents = {source for each in found for source in each.sources}
    years = sorted({each.year for each in found if each.year is not None})
    span = f", dated {years[0]} to {years[-1]}" if len(years) > 1 else f", dated {years[0]}" if years else ""
    several = f"{len(found)} statements" if len(found) != 1 else "One statement"
    return f"{several} of {len(documents)} document{'' if len(documents) == 1 else 's'}{span}."


def drawn_dates(statements: Iterable[Statement]) -> list[Statement]:
    """Return the dated ones of *statements*, none where they are too many for a picture."""
    found = [each for each in statements if is_dated(each)]
    return found if len(found) <= _ROWS else []


def _when(year: int | None, statement: Statement) -> str:
    return statement.text("time") or str(year or "")


def _what(claims: Claims, statement: Statement, graph: Graph) -> str:
    """Return what *statement* says, from where the thing of the brief stands."""
    disputed = statement.id in graph.index.disputes
    limits = graph.words.limits(statement, disputed=disputed)
    aside = f" ({'; '.join(limits)})" if limits else ""
    if claims.side == OWN:
        is_date = statement.object is not None and statement.object.value == statement.text("time")
        return claims.heading + ("" if is_date else f": {graph.words.value(statement)}") + aside
    if claims.side == INVERSE and "Opinion" in graph.things.classes(statement.subject.value):
        return view(graph.index, graph.words, statement.subject.value).words
    if claims.side == INVERSE:
        return f"{claims.heading} {graph.name(statement.subject.value)}{aside}"
    return graph.words.sentence(statement, disputed=disputed)


def _lead(iri: str, every: Iterable[Statement], graph: Graph) -> Iterator[str]:
    """Yield what the thing is, what we note of it, and how much is said of it."""
    kind = graph.things.kind(iri)
    if kind:
        yield f"{graph.name(ONTOLOGY + kind).capitalize()}."
    if note := graph.things.text(iri, RDFS + "comment"):
        yield note if note.endswith(".") else f"{note}."
    yield spoken_of(every)


def _near(iri: str, statements: Iterable[Statement]) -> set[str]:
    """Return the thing and what a single statement ties it to."""
    found = {iri}
    for each in statements:
        found.add(each.subject.value)
        if isinstance(each.object, ox.NamedNode):
            found.add(each.object.value)
    return {each for each in found if each.startswith(ENTITY)}
