"""The panel of treaties: one row an agreement, memorandum or framework."""

from kzgraph.panel.columns import NEVER, Cell, CellKind, Column, Panel, trace_columns
from kzgraph.panel.selection import Selection, ids, short, trace

_OWN = (
    Column("treaty_id", "Id of the treaty", CellKind.TEXT, "kzo:Treaty", NEVER),
    Column("treaty_label", "English name", CellKind.TEXT, "rdfs:label", "no English name"),
    Column("signed_edtf", "When it was signed, EDTF", CellKind.TEXT, "kzo:signed", "see signed_not_stated"),
    Column("signed_earliest", "First day on which it may have been signed", CellKind.DATE, "kzo:earliest", "no date"),
    Column("signed_latest", "Last day on which it may have been signed", CellKind.DATE, "kzo:latest", "no date"),
    Column("signed_year", "Year of signature, where it is certain", CellKind.INTEGER, "kzo:signed", "no one year"),
    Column(
        "signed_not_stated",
        "1: a source names the treaty and pointedly gives no date",
        CellKind.FLAG,
        "kzo:NotStated",
        NEVER,
    ),
    Column("party_ids", "Parties", CellKind.LIST, "kzo:party", "no source names one"),
    Column("party_iso3", "ISO 3166-1 alpha-3 codes of the parties", CellKind.LIST, "kzo:party kzo:iso3166alpha3"),
    Column("n_party_countries", "Parties that are countries", CellKind.INTEGER, "kzo:party", NEVER),
    Column("parties_disputed", "1: sources disagree on a party", CellKind.FLAG, "kzo:party kzo:disputes", NEVER),
    Column("status", "State of the treaty", CellKind.LIST, "kzo:treatyStatus"),
    Column("status_said", "The state with its times", CellKind.LIST, "kzo:treatyStatus kzo:time"),
    Column("subject_ids", "What it is about", CellKind.LIST, "kzo:subjectMatter kzo:sector"),
    Column("concluded_during", "Event in whose course it was concluded", CellKind.LIST, "kzo:concludedDuring"),
    Column(
        "maybe_same_as",
        "Treaties that may be the same: do not count both without deciding",
        CellKind.LIST,
        "kzo:possiblySame",
        "none",
    ),
    Column("kind", "What its title calls it", CellKind.LIST, "kzo:agreementKind"),
)
_PROPERTIES = ("agreementKind", "party", "signed", "treatyStatus", "subjectMatter", "sector", "concludedDuring")


def _cells(iri: str, selection: Selection) -> tuple[Cell, ...]:
    parties, signed = selection.of(iri, "party"), selection.of(iri, "signed")
    date = signed[0] if len({statement.text("time") for statement in signed}) == 1 else None
    named = {statement.object.value for statement in parties if statement.object is not None}
    nothing = [statement for statement in selection.said(iri, "signed") if statement.object is None]
    resting = selection.of(iri, *_PROPERTIES) + nothing
    return (
        short(iri),
        selection.things.labels(iri).get("en"),
        date.text("time") if date else ids(signed),
        date.day("earliest") if date else None,
        date.day("latest") if date else None,
        date.year if date else None,
        int(bool(nothing) and not signed),
        ids(parties),
        selection.iso3(named),
        len(named & selection.countries),
        int(any(statement.id in selection.index.disputes for statement in parties)),
        ids(selection.of(iri, "treatyStatus")),
        selection.told(selection.of(iri, "treatyStatus")),
        ids(selection.of(iri, "subjectMatter", "sector")),
        ids(selection.of(iri, "concludedDuring")),
        selection.maybe_same(iri),
        ids(selection.of(iri, "agreementKind")),
        *trace(resting),
    )


def treaty_panel(selection: Selection) -> Panel:
    """Return the panel of treaties, by id."""
    rows = tuple(_cells(iri, selection) for iri in selection.things.of_class("Treaty"))
    undated = sum(row[5] is None for row in rows)
    notes = [f"{undated} of {len(rows)} treaties have no certain year of signature"] if undated else []
    pairs = sum(row[15] is not None for row in rows)
    notes += [f"{pairs} treaties may be the same as another (maybe_same_as)"] if pairs else []
    return Panel("treaty", (*_OWN, *trace_columns()), rows, tuple(notes))
