"""The chronology of a relation: what is stated of two countries by year, views of it, disputed, left unsaid.

What belongs to a relation is decided by rule when the graph is built (``kzo:inRelation``, ``kzo:plannedIn``,
``kzo:figureOf``): two countries, and no third, have a part in it, or are planned to.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import pyoxigraph as ox

from kzgraph.acceptance import MODALITIES
from kzgraph.errors import UsageError
from kzgraph.files.sheets import harmless, sheet_bytes
from kzgraph.statements.index import Index
from kzgraph.statements.parties import DISPUTED, Parties
from kzgraph.statements.statement import Statement
from kzgraph.statements.things import Things
from kzgraph.statements.views import View, view
from kzgraph.statements.wording import Wording
from kzgraph.vocab import ACCEPTED_MODALITIES, STATEMENT

COLUMNS = ("agreements", "visits and talks", "undertakings", "figures")
"""What stands side by side in a year of the chronology."""

_CLASSES = {"Treaty": COLUMNS[0], "Event": COLUMNS[1], "Undertaking": COLUMNS[2]}
_DATES = {
    COLUMNS[0]: ("signed", "adopted"),
    COLUMNS[1]: ("occurred", "appointedOn"),
    COLUMNS[2]: ("commissioned", "constructionStarted", "founded", "occurred", "lifecycleState"),
}
_DETAILS = ("lifecycleState", "investmentAmount", "installedCapacity", "productionCapacity")
_ABOUT = ("about", "concerns", "addressedTo")


@dataclass(frozen=True)
class ChronologyEntry:
    """One thing or figure of a relation: its IRI (of a figure: of its statement), words, and what it rests on."""

    iri: str
    column: str
    words: str
    date: str = ""
    year: int | None = None
    details: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True)
class MirrorYear:
    """Goods from one country to the other in a year: exports as the one reports them, imports as the other does."""

    seller: str
    buyer: str
    year: int
    sold: tuple[Statement, ...]
    bought: tuple[Statement, ...]

    @property
    def gap(self) -> Decimal | None:
        """What the buyer reports less what the seller does, in US dollars.

        ``None`` where one of them says nothing, or sources give different figures of one report.
        """
        sold, bought = ({each.number for each in side} for side in (self.sold, self.bought))
        if len(sold) != 1 or len(bought) != 1:
            return None
        return (bought.pop() or Decimal()) - (sold.pop() or Decimal())


@dataclass(frozen=True)
class Chronology:
    """What is stated of a relation.

    ``lead`` are sentences that sum up, ``years`` the entries by year (``None`` for those without one), ``views`` what
    is thought of it, each with the statement by which it is of it, ``disputed`` and ``unsaid`` the statements that
    contradict another, or leave something out; ``mirror`` is their trade as each side reports it.
    """

    iri: str
    title: str
    sides: tuple[str, str]
    entries: tuple[ChronologyEntry, ...]
    lead: tuple[str, ...]
    views: tuple[tuple[View, Statement], ...] = ()
    disputed: tuple[Statement, ...] = ()
    unsaid: tuple[Statement, ...] = ()
    mirror: tuple[MirrorYear, ...] = ()
    years: dict[int | None, dict[str, list[ChronologyEntry]]] = field(default_factory=dict)


def relations(index: Index) -> dict[frozenset[str], str]:
    """Return the two countries → the IRI of each bilateral relation that the graph holds."""
    sides: dict[str, set[str]] = defaultdict(set)
    things = Things(index.store)
    for relation in things.of_class("BilateralRelation"):
        sides[relation] = things.sides(relation)
    return {frozenset(two): iri for iri, two in sorted(sides.items()) if len(two) == 2}


def chronology(index: Index, wording: Wording, first: str, second: str) -> Chronology:
    """Return the chronology of the relation of two countries.

    Args:
        index: the statements of a graph.
        wording: puts them into words.
        first: the IRI of a country.
        second: the IRI of the other one.

    Raises:
        UsageError: when the graph holds no relation of the two.
    """
    known = relations(index)
    iri = known.get(frozenset((first, second)))
    names = wording.names
    if iri is None:
        pairs = "; ".join(sorted(" and ".join(sorted(map(names, two))) for two in known))
        what = f"nothing is stated of the relation of {names(first)} and {names(second)}"
        raise UsageError(f"{what}; there are: {pairs}" if pairs else what)
    things = Things(index.store)
    entries = tuple(_Entries(index, wording, things).of(iri))
    belonging = [statement for each in entries for statement in index.about.get(each.iri, ())]
    belonging += [statement for each in entries for statement in each.statements]
    own = list({each.id: each for each in (*index.about.get(iri, ()), *belonging)}.values())
    kept = [each for each in own if each.rank != "deprecated"]
    return Chronology(
        iri=iri,
        title=names(iri),
        sides=(first, second),
        entries=entries,
        lead=tuple(_lead(entries, things, wording, (first, second))),
        views=tuple(
            (view(index, wording, each.subject.value), each)
            for each in _once(index.to(iri, *_ABOUT))
            if "Opinion" in things.classes(each.subject.value)
        ),
        disputed=tuple(each for each in own if each.id in index.disputes),
        unsaid=tuple(each for each in kept if each.object is None),
        mirror=tuple(_mirror(entries, (first, second))),
        years=_by_year(entries),
    )


def _once(found: Iterable[Statement]) -> list[Statement]:
    """Return one statement for each subject."""
    return list({each.subject.value: each for each in found}.values())


class _Entries:
    """Makes the entries of a relation."""

    def __init__(self, index: Index, wording: Wording, things: Things) -> None:
        self.index, self.wording, self.things = index, wording, things
        self.parties = Parties(index)

    def of(self, relation: str) -> Iterator[ChronologyEntry]:
        """Yield the entries of *relation*: things, then figures."""
        for iri in self.things.belonging(relation):
            if iri.startswith(STATEMENT):
                statement = self.index.by_id.get(iri.removeprefix(STATEMENT))
                if statement and statement.rank != "deprecated":
                    yield self._figure(statement)
            else:
                classes = self.things.classes(iri)
                column = next((_CLASSES[name] for name in classes if name in _CLASSES), "")
                if column:
                    yield self._thing(iri, column)

    def _thing(self, iri: str, column: str) -> ChronologyEntry:
        told = [each for each in self.index.of(iri, *_DATES[column]) if each.rank != "deprecated" and each.object]
        dated = [each for each in told if each.text("time")]
        about = [each for each in self.index.of(iri, *_DETAILS) if each.rank != "deprecated" and each.object]
        said = [each for each in self.index.about.get(iri, ()) if each.rank != "deprecated"]
        first = dated[0] if dated else None
        return ChronologyEntry(
            iri,
            column,
            self.wording.names(iri),
            first.text("time") if first else "",
            first.year if first else None,
            (*self._cautions(iri), *map(self._detail, about)),
            tuple({each.id: each for each in dated + about}.values()) or tuple(said[:1]),
        )

    def _detail(self, statement: Statement) -> str:
        return self.wording.said(statement, disputed=statement.id in self.index.disputes)

    def _cautions(self, iri: str) -> Iterator[str]:
        """Yield what must not be overlooked: a plan, a disputed party, that it may be the same as another thing."""
        if self.things.is_only_planned(iri):
            yield "only planned"
        if self.parties.disputed(iri):
            yield DISPUTED
        for other in self.things.maybe_same(iri):
            yield f"may be the same as {self.wording.names(other)}"

    def _figure(self, statement: Statement) -> ChronologyEntry:
        words = self.wording.sentence(statement, disputed=statement.id in self.index.disputes)
        return ChronologyEntry(
            statement.iri, COLUMNS[3], words, statement.text("time"), statement.year, (), (statement,)
        )


def _by_year(entries: Iterable[ChronologyEntry]) -> dict[int | None, dict[str, list[ChronologyEntry]]]:
    """Return year → column → entries, the years in order and what has none at the end."""
    found: dict[int | None, dict[str, list[ChronologyEntry]]] = defaultdict(lambda: defaultdict(list))
    for each in sorted(entries, key=lambda each: (each.date, each.words)):
        found[each.year][each.column].append(each)
    return {year: dict(found[year]) for year in sorted(found, key=lambda year: (year is None, year or 0))}


def _mirror(entries: Iterable[ChronologyEntry], sides: tuple[str, str]) -> Iterator[MirrorYear]:
    """Yield each flow of each whole year of which a side reports an exact figure of all goods in US dollars."""
    found: dict[tuple[str, str, int], dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for each in entries:
        statement = each.statements[0] if each.column == COLUMNS[3] else None
        if statement is None or statement.property_name not in ("exportValue", "importValue"):
            continue
        exact = (
            statement.number is not None and not statement.text("bound") and statement.modality in ACCEPTED_MODALITIES
        )
        if exact and statement.whole_year is not None and _is_whole(statement, sides):
            reporter = statement.subject.value
            partner = sides[1] if reporter == sides[0] else sides[0]
            flow = (reporter, partner) if statement.property_name == "exportValue" else (partner, reporter)
            found[(*flow, statement.whole_year)][statement.property_name].append(statement)
    for (seller, buyer, year), said in sorted(found.items(), key=lambda each: (each[0][0] != sides[0], each[0][2])):
        yield MirrorYear(seller, buyer, year, tuple(said["exportValue"]), tuple(said["importValue"]))


def _lead(
    entries: Sequence[ChronologyEntry], things: Things, wording: Wording, sides: tuple[str, str]
) -> Iterator[str]:
    """Yield up to three sentences, each made of what the entries rest on."""
    of = {column: [each for each in entries if each.column == column] for column in COLUMNS}
    dates = sorted(each.date for each in of[COLUMNS[0]] if each.date)
    if of[COLUMNS[0]]:
        when = f", signed between {dates[0]} and {dates[-1]}" if len(dates) > 1 else ""
        undated = len(of[COLUMNS[0]]) - len(dates)
        agreements = {each.iri for each in of[COLUMNS[0]]}
        doubtful = sum(bool(agreements.intersection(things.maybe_same(each))) for each in agreements)
        planned = sum(map(things.is_only_planned, agreements))
        cautions = [
            f"{undated} of them without a date" if undated and when else "",
            f"{planned} only planned" if planned else "",
            f"{doubtful} may be one and the same" if doubtful else "",
        ]
        more = f" ({'; '.join(filter(None, cautions))})" if any(cautions) else ""
        yield f"{_many(len(of[COLUMNS[0]]), 'agreement is', 'agreements are')} stated{when}{more}."
    if of[COLUMNS[2]] or of[COLUMNS[1]]:
        undertakings = _many(len(of[COLUMNS[2]]), "undertaking", "undertakings")
        events = _many(len(of[COLUMNS[1]]), "visit or talk", "visits and talks")
        states = Counter(
            wording.value(statement)
            for each in of[COLUMNS[2]]
            for statement in each.statements
            if statement.property_name == "lifecycleState" and statement.accepted
        )
        told = ", ".join(f"{number} {state}" for state, number in states.most_common())
        only = sum(things.is_only_planned(each.iri) for each in of[COLUMNS[2]])
        plans = f" ({only} only planned)" if only else ""
        yield f"{undertakings}{plans} and {events} belong to it" + (
            f"; as far as the state is stated: {told}." if told else "."
        )
    figures = [each for each in of[COLUMNS[3]] if isinstance(each.statements[0].object, ox.Literal)]
    firm = [each for each in figures if each.year and each.statements[0].modality in ACCEPTED_MODALITIES]
    whole = [each for each in firm if _is_whole(each.statements[0], sides)]
    trade = [each for each in whole if each.statements[0].property_name == "tradeTurnover"]
    if latest := trade or whole or firm:
        yield f"The latest figure: {max(latest, key=lambda each: (each.date, each.words)).words}."


def _is_whole(statement: Statement, sides: tuple[str, str]) -> bool:
    """Say whether the figure is one of a whole country with the whole other one, and no part of it."""
    return {statement.subject.value, *statement.texts("scope")} == set(sides)


def _many(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def rows(found: Chronology) -> list[dict[str, str]]:
    """Return the chronology as rows of a table: year, date, column, words, details, modality, IRI, statements."""
    table = []
    for year, columns in found.years.items():
        for column in COLUMNS:
            for each in columns.get(column, ()):
                modalities = {statement.modality for statement in each.statements}
                table.append(
                    {
                        "year": str(year or ""),
                        "date": each.date,
                        "kind": column,
                        "what": each.words,
                        "details": "; ".join(each.details),
                        "modality": "; ".join(name for name in MODALITIES if name in modalities),
                        "address": each.iri,
                        "statements": " ".join(statement.id for statement in each.statements),
                    }
                )
    return table


def table_bytes(found: Chronology) -> bytes:
    """Return :func:`rows` as CSV for spreadsheets; of a relation without entries the header alone."""
    table = rows(found)
    return sheet_bytes(list(table[0]) if table else ["year"], [list(map(harmless, row.values())) for row in table])
