"""The rows that a mapping makes of a table: each rests on a record, and on the cells in it that say what it says."""

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from kzgraph.curation.review import Reviewer
from kzgraph.curation.rows import COLUMNS, NOT_STATED, Row, is_number
from kzgraph.documents.table import SourceTable, TableCell
from kzgraph.errors import quoted
from kzgraph.ontology import Ontology, ValueKind
from kzgraph.tables.mapping import FORMATS, StatementMapping, TableMapping, time_columns
from kzgraph.tables.values import NamedValue, Standing, ValueMatcher
from kzgraph.text.words import fingerprint

_EXAMPLES = 5
"""So many places are told of each reason for which a cell was passed over."""

_MOST_DIGITS = 29
"""Digits before or behind the point of a figure that a statement table holds."""

Tick = Callable[[int, int], None]


class NotStated(Exception):
    """A cell holds nothing that could be stated; the message says why, an empty one that it is empty."""


@dataclass
class Derivation:
    """What came of a table: its rows, the values of its columns of things, and why cells were passed over."""

    rows: list[Row] = field(default_factory=list)
    values: dict[tuple[str, str], NamedValue] = field(default_factory=dict)
    passed: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    empty: int = 0

    def standing(self, standing: Standing) -> list[NamedValue]:
        """Return the values that stand so to the registry."""
        return [each for each in self.values.values() if each.standing is standing]


class TableDeriver:
    """Derives rows from the records of one table."""

    def __init__(
        self, mapping: TableMapping, table: SourceTable, ontology: Ontology, matcher: ValueMatcher, reviewer: Reviewer
    ) -> None:
        self.mapping, self.table, self.ontology = mapping, table, ontology
        self.matcher, self.reviewer = matcher, reviewer
        self._columns = {name: number for number, name in enumerate(table.header)}
        group = re.escape(mapping.group)
        whole = rf"[0-9]{{1,3}}(?:{group}[0-9]{{3}})+|[0-9]+" if mapping.group else "[0-9]+"
        self._number = re.compile(rf"[-−]?(?:{whole})(?:{re.escape(mapping.decimal)}[0-9]+)?(?:[eE][-+]?[0-9]+)?")

    def derive(self, tick: Tick = lambda _, __: None) -> Derivation:
        """Return what the mapping makes of every record."""
        found, seen = Derivation(), set[tuple[str, ...]]()
        for row in self.table.rows():
            cells = self.table.cells(row)
            for made in self.mapping.statements:
                try:
                    derived = self._row(made, cells)
                except NotStated as reason:
                    self._passed(found, str(reason), cells[0])
                    continue
                key = (*derived.claim, derived.start)
                if key not in seen:
                    seen.add(key)
                    found.rows.append(derived)
            tick(row, len(self.table) + 1)
        found.values = self.matcher.values
        return found

    @staticmethod
    def _passed(found: Derivation, reason: str, cell: TableCell) -> None:
        if not reason:
            found.empty += 1
        elif len(found.passed[reason]) < _EXAMPLES or found.passed[reason][-1] != f"row={cell.row}":
            found.passed[reason].append(f"row={cell.row}")

    def _cell(self, cells: list[TableCell], column: str) -> TableCell:
        number = self._columns[column]
        if number >= len(cells) or cells[number].text.strip() in self.mapping.missing:
            raise NotStated
        return cells[number]

    def _thing(self, cells: list[TableCell], name: str) -> tuple[str, TableCell]:
        thing = self.mapping.things[name]
        cell = self._cell(cells, thing.column)
        value = self.matcher.find(thing, cell.text.strip())
        if not value.entity:
            if value.standing is Standing.LEFT_OUT:
                raise NotStated
            raise NotStated(f"{value.standing.value}: {thing.column}")
        return value.entity, cell

    def _row(self, made: StatementMapping, cells: list[TableCell]) -> Row:
        where = [self._where(cells, column, wanted) for column, wanted in made.where.items()]
        object_, printed, value = self._object(made, cells)
        subject, named = self._thing(cells, made.subject)
        scopes = [self._thing(cells, each) if each in self.mapping.things else (each, None) for each in made.scope]
        time, dated = self._time(made, cells)
        used = [*([value] if value else []), named, *(cell for _, cell in scopes if cell), *dated, *where]
        start, end = self.table.span(named.row)
        full = dict.fromkeys(COLUMNS, "") | {
            "subject": subject,
            "property": made.property,
            "object": object_,
            "unit": made.unit if object_ != NOT_STATED else "",
            "operator": made.operator if object_ != NOT_STATED else "",
            "printed": printed if printed != object_ else "",
            "time": time,
            "scope": ";".join(name for name, _ in scopes),
            "role": made.role,
            "modality": made.modality,
            "stated_by": made.stated_by,
            "rank": "normal",
            "reason": made.reason,
            "source": self.mapping.source,
            "start": str(start),
            "end": str(end),
            "via": ";".join(f"{first}-{last}" for first, last in dict.fromkeys(cell.span for cell in used)),
            "fingerprint": fingerprint(self.table.text[start:end]),
        }
        row = Row(**full, line=0)
        if fault := next(iter(self.reviewer.problems(row)), None) if subject not in self.matcher.new else None:
            raise NotStated(f"{made.property}: {fault.what}")
        return row

    def _where(self, cells: list[TableCell], column: str, wanted: tuple[str, ...]) -> TableCell:
        cell = self._cell(cells, column)
        if cell.text.strip() not in wanted:
            raise NotStated
        return cell

    def _object(self, made: StatementMapping, cells: list[TableCell]) -> tuple[str, str, TableCell | None]:
        """Return the object, how it is printed, and its cell."""
        if made.value:
            return made.value, "", None
        if made.object:
            name, cell = self._thing(cells, made.object)
            return name, "", cell
        if made.empty and cells[self._columns[made.column]].text.strip() in self.mapping.missing:
            return NOT_STATED, "", None
        cell = self._cell(cells, made.column)
        text = cell.text.strip()
        match self.ontology.properties[made.property].kind:
            case ValueKind.NUMBER:
                return self._figure(made, text), text, cell
            case ValueKind.DATE:
                return self._date(made, text), text, cell
            case ValueKind.CODE:
                if text not in made.codes:
                    raise NotStated(f"{made.property}: no code for {made.column} {quoted(text[:40])}")
                return made.codes[text], text, cell
            case _:
                return text, "", cell

    def _figure(self, made: StatementMapping, text: str) -> str:
        if not self._number.fullmatch(text):
            raise NotStated(f"{made.property}: {made.column} {quoted(text[:40])} is no number as declared")
        plain = text.replace(self.mapping.group, "") if self.mapping.group else text
        value = Decimal(plain.replace(self.mapping.decimal, ".").replace("−", "-"))
        if (
            abs(value.adjusted()) > _MOST_DIGITS
            or abs((value := value * Decimal(made.scale)).adjusted()) > _MOST_DIGITS
        ):
            raise NotStated(
                f"{made.property}: {made.column} {quoted(text[:40])} is larger or smaller than a table holds"
            )
        written = f"{value:f}"
        written = written.rstrip("0").rstrip(".") if "." in written else written
        written = "0" if written in ("-0", "") else written
        if not is_number(written):
            raise NotStated(f"{made.property}: {made.column} {quoted(text[:40])} has more than 12 decimals")
        return written

    def _date(self, made: StatementMapping, text: str) -> str:
        """Return *text* as EDTF (ISO 8601-2), by the first of the declared forms that it has."""
        for form in made.format:
            if found := FORMATS[form].fullmatch(text):
                parts = found.groupdict()
                if "z" in parts:
                    return f"{parts['y']}/{parts['z']}"
                return "-".join(parts[each].zfill(2) for each in "ymd" if parts.get(each))
        raise NotStated(f"{made.property}: {quoted(text[:40])} is no date as declared ({', '.join(made.format)})")

    def _time(self, made: StatementMapping, cells: list[TableCell]) -> tuple[str, list[TableCell]]:
        used = {column: self._cell(cells, column) for column in time_columns(made)}
        written = made.time
        for column, cell in used.items():
            written = written.replace("{" + column + "}", self._date(made, cell.text.strip()))
        return written, list(used.values())


def derived(
    mapping: TableMapping, table: SourceTable, matcher: ValueMatcher, tick: Tick = lambda _, __: None
) -> Derivation:
    """Return what *mapping* makes of *table*, with the things that *matcher* finds."""
    material = matcher.material
    reviewer = Reviewer(material.ontology, material.entities, material.sources)
    return TableDeriver(mapping, table, material.ontology, matcher, reviewer).derive(tick)
