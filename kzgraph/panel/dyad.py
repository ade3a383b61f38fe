"""The panel of dyad-years: two countries and a year, of which a source says something that can be counted or measured.

Counted are treaties, events and commissioned projects; measured are figures of a whole economy with a whole partner
country in a whole calendar year.  A part (a province, a sector, six months) stands in no cell, so that nothing is
counted twice; it is in the panel of statements, with what it is included in.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations

import pyoxigraph as ox

from kzgraph.panel.columns import NEVER, Cell, CellKind, Column, Panel, column_name, trace_columns
from kzgraph.panel.project import ROLES
from kzgraph.panel.selection import Selection, joined, short, trace
from kzgraph.statements.statement import Statement
from kzgraph.vocab import ENTITY


@dataclass(frozen=True)
class _Figure:
    """A figure of a dyad: its measure, the stem of its columns, whose it is, its canonical unit or a foreign one."""

    measure: str
    stem: str
    label: str
    unit: str
    side: str = ""
    foreign: str = ""

    @property
    def column(self) -> str:
        """The name of the column, which ends with the unit."""
        return f"{self.stem}_{_SUFFIXES.get(self.foreign or self.unit) or column_name(self.foreign or self.unit)}"


_SUFFIXES = {"%": "pct"}
_FIGURES = (
    _Figure("tradeTurnover", "trade", "Trade turnover of the two", "USD"),
    _Figure("exportValue", "exports_a", "Exports of a to b, as a reports them", "USD", "a"),
    _Figure("importValue", "imports_b", "Imports of b from a, as b reports them", "USD", "b"),
    _Figure("exportValue", "exports_b", "Exports of b to a, as b reports them", "USD", "b"),
    _Figure("importValue", "imports_a", "Imports of a from b, as a reports them", "USD", "a"),
    _Figure("tradeGrowth", "trade_growth", "Growth of their trade on the year before", "%"),
    _Figure("tradeShare", "trade_share_a", "Share of b in the trade of a", "%", "a"),
    _Figure("tradeShare", "trade_share_b", "Share of a in the trade of b", "%", "b"),
    _Figure("directInvestment", "fdi_a", "Direct investment with b, figure of a, made or received", "USD", "a"),
    _Figure("directInvestment", "fdi_b", "Direct investment with a, figure of b, made or received", "USD", "b"),
)
_COUNTS = (
    ("treaty_ids", "n_treaties", "Treaties signed in the year to which both are parties", "kzo:party kzo:signed"),
    ("event_ids", "n_events", "Visits, talks and other events of the year with both", "kzo:occurred kzo:participantIn"),
    (
        "project_ids",
        "n_projects",
        "Undertakings commissioned that year, in one with an actor of the other",
        "kzo:commissioned kzo:locatedIn kzo:homeCountry",
    ),
)
_NOT_ZERO = (
    "0 means that no source in the graph speaks of one, not that there was none; never empty. Two that may be the same "
    "count as one"
)


_NO_ROW = (
    "a dyad-year without a row is one of which no source in the graph says anything that a column here counts or "
    "measures; what it may say of a part of the year, a country or the goods is in `kzgraph panel --unit statement`"
)


def _country(side: str) -> tuple[Column, ...]:
    missing = "no code in the graph"
    return (
        Column(
            f"country_{side}",
            f"Id of country {side}; a stands before b in the alphabet",
            CellKind.TEXT,
            "kzo:Country",
            NEVER,
        ),
        Column(f"iso3_{side}", f"ISO 3166-1 alpha-3 code of {side}", CellKind.TEXT, "kzo:iso3166alpha3", missing),
        Column(f"cow_{side}", f"Correlates of War number of {side}", CellKind.INTEGER, "kzo:cowCode", missing),
        Column(f"gw_{side}", f"Gleditsch-Ward number of {side}", CellKind.INTEGER, "kzo:gwCode", missing),
    )


_OBLIGATION = "allianceObligationTo"


def _columns(figures: Iterable[_Figure]) -> tuple[Column, ...]:
    return (
        *_country("a"),
        *_country("b"),
        Column("year", "Calendar year", CellKind.INTEGER, "kzo:earliest kzo:latest", NEVER),
        *(
            column
            for names, number, label, source in _COUNTS
            for column in (
                Column(number, label, CellKind.INTEGER, source, _NOT_ZERO),
                Column(names, f"Ids of what {number} counts", CellKind.LIST, source, "none"),
            )
        ),
        *(
            Column(
                f"obligations_{side}",
                f"What an alliance bound {side} to towards {other} in the year",
                CellKind.LIST,
                f"kzo:{_OBLIGATION} kzo:role",
                "none is stated",
            )
            for side, other in ("ab", "ba")
        ),
        *(
            column
            for each in figures
            for column in (
                Column(
                    each.column,
                    each.label,
                    CellKind.NUMBER,
                    f"kzo:{each.measure}",
                    "no exact figure for the whole year and both whole countries, or figures that differ: see _said",
                    each.foreign or each.unit,
                ),
                Column(
                    f"{each.column}_said",
                    f"{each.label}: all that is said",
                    CellKind.LIST,
                    f"kzo:{each.measure}",
                ),
            )
        ),
        Column(
            "figures_disputed",
            "1: a statement contradicts one that a figure of the row is read from",
            CellKind.FLAG,
            "kzo:disputes",
            NEVER,
        ),
        *trace_columns(),
    )


@dataclass
class _Year:
    """What is known of one dyad in one year."""

    things: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    figures: dict[str, list[Statement]] = field(default_factory=lambda: defaultdict(list))
    obligations: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    resting: dict[str, Statement] = field(default_factory=dict)

    def rest_on(self, found: Iterable[Statement]) -> None:
        self.resting.update({statement.id: statement for statement in found})


_Key = tuple[str, str, int]


class _Dyads:
    def __init__(self, selection: Selection) -> None:
        self.selection = selection
        self.years: dict[_Key, _Year] = defaultdict(_Year)
        self.notes: list[str] = []
        self.measures = [
            replace(each, foreign=unit) for each in _FIGURES for unit in ("", *selection.foreign_units(each.measure))
        ]

    def pairs(self, countries: Iterable[str], year: int) -> Iterator[_Year]:
        for pair in combinations(sorted(set(countries)), 2):
            yield self.years[(*pair, year)]

    def _year(self, iri: str, name: str) -> tuple[int | None, list[Statement]]:
        dates = self.selection.of(iri, name)
        known = {statement.year for statement in dates}
        return (known.pop() if len(known) == 1 else None), dates

    def treaties(self) -> None:
        without = 0
        for iri in self.selection.things.of_class("Treaty"):
            parties = [
                statement
                for statement in self.selection.of(iri, "party")
                if _is_one(statement.object, self.selection.countries)
            ]
            year, dates = self._year(iri, "signed")
            named = [statement.object.value for statement in parties if statement.object is not None]
            if year is None:
                without += len(set(named)) > 1
                continue
            for known in self.pairs(named, year):
                known.things["treaty_ids"].add(short(iri))
                known.rest_on([*dates, *parties])
        if without:
            self.notes.append(f"{without} treaties between countries have no certain year and stand in no row")

    def events(self) -> None:
        for iri in self.selection.things.of_class("Event"):
            year, dates = self._year(iri, "occurred")
            sides: dict[str, tuple[Statement, ...]] = {}
            for statement in self.selection.to(iri, "participantIn"):
                for country, way in self.selection.countries_of(statement.subject.value).items():
                    sides[country] = (statement, *way)
            for statement in self.selection.of(iri, "destination"):
                if statement.object is not None:
                    for country, way in self.selection.countries_of(statement.object.value).items():
                        sides[country] = (statement, *way)
            if year is not None:
                for known in self.pairs(sides, year):
                    known.things["event_ids"].add(short(iri))
                    known.rest_on([*dates, *(statement for way in sides.values() for statement in way)])

    def projects(self) -> None:
        for iri in self.selection.things.of_class("Undertaking"):
            year, dates = self._year(iri, "commissioned")
            if year is None:
                continue
            homes = self.selection.countries_of(iri)
            for statement in self.selection.of(iri, *ROLES):
                if statement.object is None:
                    continue
                for country, way in self.selection.countries_of(statement.object.value).items():
                    for home in homes.keys() - {country}:
                        known = self.years[(*sorted((home, country)), year)]  # type: ignore[index]
                        known.things["project_ids"].add(short(iri))
                        known.rest_on([*dates, *homes[home], statement, *way])

    def obligations(self) -> None:
        for statement in self.selection.all:
            year = statement.whole_year if statement.property_name == _OBLIGATION else None
            if year is None or statement.object is None or not self.selection.counts(statement):
                continue
            a, b = sorted((statement.subject.value, statement.object.value))
            known = self.years[(a, b, year)]
            known.obligations["a" if statement.subject.value == a else "b"].add(short(statement.text("role")))
            known.rest_on([statement])

    def figures(self) -> None:
        parts = 0
        for statement in self.selection.all:
            if statement.property_name not in {each.measure for each in _FIGURES} or statement.object is None:
                continue
            partners = statement.texts("scope")
            whole = len(partners) == 1 and {statement.subject.value, *partners} <= self.selection.countries
            year = statement.whole_year
            if not whole or year is None or partners[0] == statement.subject.value:
                parts += 1
                continue
            a, b = sorted((statement.subject.value, partners[0]))
            known = self.years[(a, b, year)]
            for each in self.measures:
                fits = each.measure == statement.property_name and each.side in (
                    "",
                    "a" if statement.subject.value == a else "b",
                )
                if fits and self.selection.in_unit([statement], each.foreign):
                    known.figures[each.column].append(statement)
            known.rest_on([statement])
        if parts:
            self.notes.append(
                f"{parts} figures of trade or investment are not of two whole countries in one whole year "
                "and fill no cell; `kzgraph panel --unit statement` has them"
            )

    def row(self, key: _Key) -> tuple[Cell, ...]:
        a, b, year = key
        known, things = self.years[key], self.selection.things
        cells: list[Cell] = []
        for country in (a, b):
            numbers = [things.code(country, scheme) for scheme in ("cowCode", "gwCode")]
            cells += [short(country), things.code(country, "iso3166alpha3")]
            cells += [int(number) if number else None for number in numbers]
        cells.append(year)
        for names, *_ in _COUNTS:
            found = known.things[names]
            cells += [self.selection.number({ENTITY + name for name in found}), joined(found)]
        cells += [joined(known.obligations[side]) for side in "ab"]
        for each in self.measures:
            figures = known.figures[each.column]
            cells += [self.selection.value(figures), self.selection.told(figures)]
        said = [statement for figures in known.figures.values() for statement in figures]
        cells.append(int(any(statement.id in self.selection.index.disputes for statement in said)))
        return (*cells, *trace(known.resting.values()))


def _is_one(term: ox.NamedNode | ox.Literal | None, known: frozenset[str]) -> bool:
    return term is not None and term.value in known


def dyad_panel(selection: Selection) -> Panel:
    """Return the panel of dyad-years, by countries and year."""
    dyads = _Dyads(selection)
    dyads.treaties()
    dyads.events()
    dyads.projects()
    dyads.obligations()
    dyads.figures()
    rows = tuple(dyads.row(key) for key in sorted(dyads.years))
    notes = (*dyads.notes, _NO_ROW)
    return Panel("dyad-year", _columns(dyads.measures), rows, notes)
