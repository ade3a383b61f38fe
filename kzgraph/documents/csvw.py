"""What is known of the columns of a table, as W3C's Metadata Vocabulary for Tabular Data (CSVW) writes it.

Read is what a publisher says beside a file: names, types, forms of dates and numbers, marks of what is missing,
publisher, licence, version. The same is kept beside the reader's copy, with the types that its cells have.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kzgraph.errors import one_problem
from kzgraph.files.paths import name_of
from kzgraph.files.reading import read_text

CONTEXT = "http://www.w3.org/ns/csvw"
SUFFIX = "-metadata.json"
"""What the name of a table's metadata ends with, after the name of the table."""

_TYPES = {
    "integer": re.compile(r"[-+]?[0-9]+"),
    "decimal": re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?"),
    "double": re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?"),
    "date": re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"),
}
"""CSVW's name of a type → what all its cells look like."""
_NUMBERS = frozenset("number integer decimal double float long int short nonNegativeInteger positiveInteger".split())
_DATES = frozenset({"date", "datetime", "dateTime", "gYear"})


@dataclass(frozen=True)
class ColumnType:
    """What is said of a column.

    Args:
        name: as the header has it.
        datatype: CSVW's name of its type.
        format: how its dates are written (a pattern of UAX 35, as ``dd.MM.yyyy``).
        decimal: the sign before the decimals of its numbers.
        group: the sign between thousands.
        null: cells that hold nothing.
        said: whether the publisher says so; else it is what the cells look like.
    """

    name: str
    datatype: str = "string"
    format: str = ""
    decimal: str = ""
    group: str = ""
    null: tuple[str, ...] = ()
    said: bool = False

    @property
    def is_number(self) -> bool:
        """Whether its cells are numbers."""
        return self.datatype in _NUMBERS

    @property
    def is_date(self) -> bool:
        """Whether its cells are dates."""
        return self.datatype in _DATES


@dataclass(frozen=True)
class TableFacts:
    """What metadata says of a table as a whole, and of its columns."""

    title: str = ""
    publisher: str = ""
    licence: str = ""
    version: str = ""
    columns: Mapping[str, ColumnType] = field(default_factory=dict)


def metadata_beside(path: Path) -> Path | None:
    """Return the metadata of the table *path*: ``NAME-metadata.json``, else ``csv-metadata.json`` that is about it."""
    own, common = path.with_name(path.name + SUFFIX), path.with_name("csv-metadata.json")
    if own.is_file():
        return own
    return common if common.is_file() and any(_tables(_read(common), path.name)) else None


def read_facts(path: Path, table: str = "") -> TableFacts:
    """Return what the metadata in *path* says of *table* (a file's name; by default of the one that it describes).

    Raises:
        InputError: when it is no JSON, or no metadata of tables.
    """
    told = _read(path)
    found = next(_tables(told, table), None)
    if found is None:
        mend = "give CSVW metadata: an object with url and tableSchema"
        raise one_problem("describes no table", mend, file=name_of(path))
    schema = found.get("tableSchema", {})
    columns = schema.get("columns", []) if isinstance(schema, dict) else []
    inherited = {**told, **found, **(schema if isinstance(schema, dict) else {})}
    types = [_column(each, inherited) for each in columns if isinstance(each, dict)]
    whole = {**told, **found}
    return TableFacts(
        title=_text(whole, "dc:title", "rdfs:label"),
        publisher=_text(whole, "dc:publisher"),
        licence=_text(whole, "dc:license"),
        version=_text(whole, "schema:version", "dc:hasVersion"),
        columns={each.name: each for each in types if each.name},
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        told = json.loads(read_text(path))
    except (ValueError, RecursionError) as error:
        raise one_problem(f"is no JSON ({str(error)[:80]})", "mend it, or move it away", file=name_of(path)) from None
    if not isinstance(told, dict):
        raise one_problem("is no metadata of a table", "give an object with url and tableSchema", file=name_of(path))
    return told


def _tables(told: Mapping[str, Any], name: str) -> Iterator[dict[str, Any]]:
    """Yield the descriptions of the table *name* in *told*, a table or a group of them."""
    tables = told.get("tables", [told])
    for each in tables if isinstance(tables, list) else []:
        if isinstance(each, dict) and (not name or str(each.get("url", name)).rpartition("/")[2] == name):
            yield each


def _column(told: Mapping[str, Any], inherited: Mapping[str, Any]) -> ColumnType:
    titles = told.get("titles", told.get("name", ""))
    if isinstance(titles, dict):
        titles = next(iter(titles.values()), "")
    name = titles[0] if isinstance(titles, list) and titles else titles
    datatype = told.get("datatype", inherited.get("datatype", "string"))
    null = told.get("null", inherited.get("null", ()))
    kind = datatype if isinstance(datatype, dict) else {"base": datatype}
    form = kind.get("format", "")
    numbers = form if isinstance(form, dict) else {}
    return ColumnType(
        name=str(name),
        datatype=str(kind.get("base", "string")),
        format=form if isinstance(form, str) else "",
        decimal=str(numbers.get("decimalChar", "")),
        group=str(numbers.get("groupChar", "")),
        null=(null,) if isinstance(null, str) else tuple(map(str, null)) if isinstance(null, list) else (),
        said=True,
    )


def _text(told: Mapping[str, Any], *names: str) -> str:
    for name in names:
        value = told.get(name, "")
        if isinstance(value, dict):
            value = value.get("@value") or value.get("@id") or value.get("schema:name", "")
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())
    return ""


# ------------------------------------------------------------ as it is written


def types_of(header: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, ColumnType]:
    """Return the type that the cells of each column have: the narrowest that all of them look like."""
    found = {}
    for place, name in enumerate(header):
        cells = {row[place] for row in rows if place < len(row) and row[place]}
        kind = next((kind for kind, form in _TYPES.items() if cells and all(map(form.fullmatch, cells))), "string")
        found[name] = ColumnType(name, kind)
    return found


def metadata_bytes(url: str, facts: TableFacts, *, rows: int | None = None) -> bytes:
    """Return *facts* of the table *url* as CSVW metadata."""
    said = {
        "dc:title": facts.title,
        "dc:publisher": facts.publisher,
        "dc:license": facts.licence,
        "schema:version": facts.version,
        "dc:extent": f"{rows} rows" if rows is not None else "",
    }
    return table_metadata(url, said, [_told(each) for each in facts.columns.values()])


def table_metadata(url: str, said: Mapping[str, str], columns: Sequence[Mapping[str, Any]]) -> bytes:
    """Return the metadata of a CSV file in UTF-8 with a header.

    Args:
        url: the file, as seen from where the metadata lie.
        said: what is said of it, by names of CSVW (``dc:title``); what is empty is left out.
        columns: the descriptions of its columns.
    """
    told = {
        "@context": CONTEXT,
        "url": url,
        **{name: value for name, value in said.items() if value},
        "dialect": {"encoding": "utf-8", "header": True},
        "tableSchema": {"columns": columns},
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _told(column: ColumnType) -> dict[str, Any]:
    form: Any = column.format
    if column.decimal or column.group:
        form = {"decimalChar": column.decimal or ".", **({"groupChar": column.group} if column.group else {})}
    datatype = {"base": column.datatype, "format": form} if form else column.datatype
    null = {"null": list(column.null)} if column.null else {}
    return {"titles": column.name, "datatype": datatype, **null}


def completed(facts: TableFacts, types: Mapping[str, ColumnType]) -> TableFacts:
    """Return *facts* with the *types* of the columns of which they say nothing, in the order of the table."""
    return replace(facts, columns={name: facts.columns.get(name, each) for name, each in types.items()})
