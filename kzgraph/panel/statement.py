"""The panel of statements: one row a statement, whatever its modality; nothing is left out of it."""

from decimal import Decimal

import pyoxigraph as ox

from kzgraph.panel.columns import NEVER, Cell, CellKind, Column, Panel, trace_columns
from kzgraph.panel.selection import Selection, joined, short, trace
from kzgraph.statements.statement import Statement
from kzgraph.vocab import STATEMENT, XSD, local_name

_OWN = (
    Column("statement_id", "Id of the statement; the same in every version", CellKind.TEXT, "kzo:Statement", NEVER),
    Column("subject_id", "Id of what it is about", CellKind.TEXT, "rdf:subject", NEVER),
    Column("subject_label", "English name of the subject", CellKind.TEXT, "rdfs:label", "no English name"),
    Column("subject_kind", "Narrowest class of the subject", CellKind.TEXT, "rdf:type", "no class"),
    Column(
        "subject_iso3",
        "ISO 3166-1 alpha-3 code of the subject",
        CellKind.TEXT,
        "kzo:iso3166alpha3",
        "the subject is no country",
    ),
    Column("property", "Local name of the property", CellKind.TEXT, "rdf:predicate", NEVER),
    Column(
        "object_id",
        "Id of the object",
        CellKind.TEXT,
        "rdf:object",
        "the object is a value, or the source leaves it out (not_stated)",
    ),
    Column("object_label", "English name of the object", CellKind.TEXT, "rdfs:label", "as object_id"),
    Column(
        "object_iso3",
        "ISO 3166-1 alpha-3 code of the object",
        CellKind.TEXT,
        "kzo:iso3166alpha3",
        "the object is no country",
    ),
    Column(
        "value_text",
        "The object as text, where it is a value; numbers are in value_unit",
        CellKind.TEXT,
        "rdf:object",
        "the object is no value",
    ),
    Column(
        "value_number",
        "The object as a number, in value_unit",
        CellKind.NUMBER,
        "rdf:object",
        "the object is no number",
    ),
    Column(
        "value_unit",
        "Unit of value_number: the property's, or else that of amount",
        CellKind.TEXT,
        "kzo:canonicalUnit kzo:objectUnit",
        "the object is no number",
    ),
    Column(
        "amount", "Number as the source gives it, in unit", CellKind.NUMBER, "kzo:amount", "the object is no quantity"
    ),
    Column("unit", "Unit of amount", CellKind.TEXT, "kzo:unit", "the object is no quantity"),
    Column(
        "bound",
        "How the source bounds the number: >, >=, <, <=, ~",
        CellKind.TEXT,
        "kzo:bound",
        "the number is given as exact, or is none",
    ),
    Column("not_stated", "1: the source pointedly leaves the object out", CellKind.FLAG, "kzo:NotStated", NEVER),
    Column("time_edtf", "When it holds or happened, EDTF", CellKind.TEXT, "kzo:time", "the source gives no time"),
    Column("earliest", "First day that it may lie on", CellKind.DATE, "kzo:earliest", "nothing bounds it"),
    Column("latest_start", "Last day on which it may begin", CellKind.DATE, "kzo:latestStart", "nothing bounds it"),
    Column("earliest_end", "First day on which it may end", CellKind.DATE, "kzo:earliestEnd", "nothing bounds it"),
    Column("latest", "Last day that it may lie on", CellKind.DATE, "kzo:latest", "nothing bounds it"),
    Column("open_end", "1: known to go on", CellKind.FLAG, "kzo:openEnd", NEVER),
    Column("scope_ids", "What narrows it", CellKind.LIST, "kzo:scope", "nothing narrows it"),
    Column("role", "Role in which", CellKind.TEXT, "kzo:role", "the property takes no role, or none is given"),
    Column("modality", "asserted, reported, planned, forecast or opinion", CellKind.TEXT, "kzo:modality", NEVER),
    Column("rank", "normal, preferred or deprecated", CellKind.TEXT, "kzo:rank", NEVER),
    Column(
        "accepted", "1: a fact (stated, not deprecated, asserted or reported, exact)", CellKind.FLAG, "kzo:rank", NEVER
    ),
    Column("stated_by", "Who says so inside the source", CellKind.LIST, "kzo:statedBy", "the source's own voice"),
    Column("cites", "Works that the source cites for it", CellKind.LIST, "kzo:citedSource", "the source cites none"),
    Column("disputed", "1: another statement disputes it", CellKind.FLAG, "kzo:disputes", NEVER),
    Column(
        "included_in",
        "Statements whose figure counts this one already: never add them",
        CellKind.LIST,
        "kzo:includedIn",
        "none is recorded",
    ),
    Column("n_passages", "Passages that say so", CellKind.INTEGER, "kzo:evidence", NEVER),
    Column("n_origins", "Independent origins: works cited, else documents", CellKind.INTEGER, "kzo:citedSource", NEVER),
)


def _cells(statement: Statement, selection: Selection) -> tuple[Cell, ...]:
    things, thing = selection.things, statement.object
    is_thing, is_value = isinstance(thing, ox.NamedNode), isinstance(thing, ox.Literal)
    number = isinstance(thing, ox.Literal) and thing.datatype.value == XSD + "decimal"
    amount = statement.text("amount")
    iri = thing.value if thing is not None and is_thing else ""
    return (
        statement.id,
        short(statement.subject.value),
        things.labels(statement.subject.value).get("en"),
        things.kind(statement.subject.value) or None,
        things.code(statement.subject.value, "iso3166alpha3"),
        statement.property_name,
        short(iri) if iri else None,
        things.labels(iri).get("en") if iri else None,
        things.code(iri, "iso3166alpha3") if iri else None,
        thing.value if thing is not None and is_value else None,
        Decimal(thing.value) if thing is not None and number else None,
        (selection.unit_of(statement) if number else None),
        Decimal(amount) if amount else None,
        selection.names.notation(statement.text("unit")) or None,
        selection.names.notation(statement.text("bound")) or None,
        int(thing is None),
        statement.text("time") or None,
        statement.day("earliest"),
        statement.day("latestStart"),
        statement.day("earliestEnd"),
        statement.day("latest"),
        int(statement.text("openEnd") == "true"),
        joined(short(name) for name in statement.texts("scope")),
        local_name(statement.text("role")) or None,
        statement.modality,
        statement.rank,
        int(statement.accepted),
        joined(short(name) for passage in statement.evidence for name in passage.stated_by),
        joined(short(name) for passage in statement.evidence for name in passage.cites),
        int(statement.id in selection.index.disputes),
        joined(name.removeprefix(STATEMENT) for name in statement.texts("includedIn")),
        len(statement.evidence),
        len(statement.origins),
        *_places(statement),
    )


def _places(statement: Statement) -> tuple[Cell, ...]:
    documents, _, passages = trace([statement])
    return documents, passages


def statement_panel(selection: Selection) -> Panel:
    """Return the panel of all statements, deprecated ones included, by id."""
    documents, _, passages = trace_columns()
    rows = tuple(_cells(statement, selection) for statement in selection.index.all)
    return Panel("statement", (*_OWN, documents, passages), rows)
