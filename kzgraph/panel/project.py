"""The panel of undertakings: projects, facilities, commitments and portfolios, one row each."""

from collections.abc import Iterator

from kzgraph.panel.columns import NEVER, Cell, CellKind, Column, Panel, column_name, trace_columns
from kzgraph.panel.selection import Selection, ids, short, trace
from kzgraph.statements.statement import Statement

ROLES = {
    "builder": "Who builds or built it",
    "generalContractor": "General contractor",
    "investor": "Who invests in it",
    "operator": "Who operates it",
    "lender": "Who lends for it",
    "developer": "Who develops it",
    "beneficiary": "Who benefits from it",
    "supporter": "Who gives talent or technical support",
    "tenderWinner": "Who won the tender",
    "participant": "Who else takes part, the role not said",
}
"""Property of participation → what its column holds."""
_ROLE_NAMES = {"generalContractor": "contractor_ids", "tenderWinner": "tender_winner_ids"}
_MEASURES = (
    ("installedCapacity", "capacity_mw", "Installed capacity", "MW"),
    ("productionCapacity", "output_t_a", "Production capacity", "t/a"),
    ("energyProduced", "energy_kwh", "Energy produced", "kWh"),
    ("emissionsReduced", "emissions_cut_t", "Emissions reduced", "t"),
    ("oilProduced", "oil_t", "Oil produced", "t"),
    ("gasProduced", "gas_m3", "Gas produced", "m3"),
    ("investmentAmount", "invest_usd", "Money invested or committed", "USD"),
    ("jobsCreated", "jobs", "Jobs created", ""),
    ("projectCount", "n_projects", "Projects that it counts", ""),
)
_UNITS = {name: unit for name, _, _, unit in _MEASURES}
_DATES = (
    ("constructionStarted", "build_start", "Start of construction"),
    ("commissioned", "commissioned", "Commissioning"),
)


def _columns(selection: Selection) -> tuple[Column, ...]:
    return (
        Column("project_id", "Id of the undertaking", CellKind.TEXT, "kzo:Undertaking", NEVER),
        Column("project_label", "English name", CellKind.TEXT, "rdfs:label", "no English name"),
        Column("kind", "Narrowest class", CellKind.TEXT, "rdf:type", NEVER),
        Column(
            "is_total",
            "1: counts others together, a portfolio or a whole: never add it to its parts",
            CellKind.FLAG,
            "kzo:Portfolio kzo:partOf",
            NEVER,
        ),
        Column("part_of", "Undertakings that it is part of", CellKind.LIST, "kzo:partOf", "none is recorded"),
        Column("sectors", "Sectors", CellKind.LIST, "kzo:sector"),
        Column("located_in", "Places, the nearest", CellKind.LIST, "kzo:locatedIn"),
        Column(
            "located_iso3",
            "Countries of those places",
            CellKind.LIST,
            "kzo:locatedIn kzo:capitalOf kzo:iso3166alpha3",
            "no chain of places leads to a country",
        ),
        Column("connects", "Places that it connects", CellKind.LIST, "kzo:connects"),
        Column("products", "What it makes", CellKind.LIST, "kzo:produces"),
        Column(
            "state",
            "Lifecycle state: pledge, commitment, implementation, completion …",
            CellKind.LIST,
            "kzo:lifecycleState",
        ),
        *(Column(_role_name(name), label, CellKind.LIST, f"kzo:{name}") for name, label in ROLES.items()),
        Column(
            "actor_home_iso3",
            "Home countries of all who take part",
            CellKind.LIST,
            "kzo:homeCountry kzo:holdsOffice kzo:officeOf kzo:affiliatedWith kzo:locatedIn",
            "no source assigns them a country",
        ),
        *(column for measure in _measures(selection) for column in _measure(*measure)),
        *(column for date in _DATES for column in _date(*date)),
        *trace_columns(),
    )


def _role_name(name: str) -> str:
    return _ROLE_NAMES.get(name, f"{name}_ids")


def _measures(selection: Selection) -> Iterator[tuple[str, str, str, str]]:
    """Yield property, column, label and unit of every measure, and again for each unit that stays itself."""
    for name, column, label, unit in _MEASURES:
        yield name, column, label, unit
        stem = column.removesuffix(f"_{column_name(unit)}")
        for foreign in selection.foreign_units(name):
            yield name, f"{stem}_{column_name(foreign)}", label, foreign


def _measure(name: str, column: str, label: str, unit: str) -> tuple[Column, Column]:
    missing = "no exact figure, or figures that differ: see the column _said"
    return (
        Column(column, f"{label}, where sources give one exact figure", CellKind.NUMBER, f"kzo:{name}", missing, unit),
        Column(
            f"{column}_said",
            f"{label}: all that is said, bounds and modality",
            CellKind.LIST,
            f"kzo:{name}",
        ),
    )


def _date(name: str, column: str, label: str) -> tuple[Column, Column, Column]:
    return (
        Column(f"{column}_edtf", f"{label}, EDTF", CellKind.LIST, f"kzo:{name}"),
        Column(f"{column}_earliest", f"{label}: first possible day", CellKind.DATE, "kzo:earliest", "no date"),
        Column(f"{column}_latest", f"{label}: last possible day", CellKind.DATE, "kzo:latest", "no date"),
    )


def _when(found: list[Statement]) -> tuple[Cell, Cell, Cell]:
    only = found[0] if len({statement.text("time") for statement in found}) == 1 else None
    return ids(found), only.day("earliest") if only else None, only.day("latest") if only else None


def _cells(iri: str, selection: Selection) -> tuple[Cell, ...]:
    things = selection.things
    parts = [
        statement
        for statement in selection.to(iri, "partOf")
        if "Undertaking" in things.classes(statement.subject.value)
    ]
    actors = selection.of(iri, *ROLES)
    homes = {
        country
        for statement in actors
        if statement.object is not None
        for country in selection.countries_of(statement.object.value)
    }
    places = selection.countries_of(iri)
    measures = [name for name, *_ in _MEASURES]
    values: list[Cell] = []
    for name, _, _, unit in _measures(selection):
        found = selection.in_unit(selection.said(iri, name), "" if unit == _UNITS[name] else unit)
        values += [selection.value(found), selection.told(found)]
    dates = [cell for name, *_ in _DATES for cell in _when(selection.of(iri, name))]
    plain = ("partOf", "sector", "locatedIn", "connects", "produces", "lifecycleState")
    resting = selection.of(iri, *plain, *ROLES, *(name for name, *_ in _DATES)) + selection.said(iri, *measures)
    return (
        short(iri),
        things.labels(iri).get("en"),
        things.kind(iri),
        int(things.kind(iri) == "Portfolio" or bool(parts)),
        ids(selection.of(iri, "partOf")),
        ids(selection.of(iri, "sector")),
        ids(selection.of(iri, "locatedIn")),
        selection.iso3(places),
        ids(selection.of(iri, "connects")),
        ids(selection.of(iri, "produces")),
        ids(selection.of(iri, "lifecycleState")),
        *(ids(selection.of(iri, role)) for role in ROLES),
        selection.iso3(homes),
        *values,
        *dates,
        *trace(resting),
    )


def project_panel(selection: Selection) -> Panel:
    """Return the panel of undertakings, by id."""
    columns = _columns(selection)
    rows = tuple(_cells(iri, selection) for iri in selection.things.of_class("Undertaking"))
    totals = sum(row[3] == 1 for row in rows)
    notes = [f"{totals} of {len(rows)} rows count others together (is_total): leave them out of every sum"]
    return Panel("project", columns, rows, tuple(notes if totals else ()))
