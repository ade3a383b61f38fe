"""The rows that a mapping makes of a table: each rests on a record, and on the cells in it that say what it says."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import product

from kzgraph.curation.review import Reviewer
from kzgraph.curation.rows import COLUMNS, NOT_STATED, Row, is_number
from kzgraph.documents.table import SourceTable, TableCell
from kzgraph.errors import quoted
from kzgraph.files.progress import Progress, silent
from kzgraph.links.points import Point, is_degree
from kzgraph.ontology import Ontology, ValueKind
from kzgraph.tables.mapping import FORMATS, PointMapping, StatementMapping, TableMapping, dates_in
from kzgraph.tables.values import NamedValue, Standing, ValueMatcher
from kzgraph.text.words import fingerprint
from kzgraph.vocab import SOURCE

_EXAMPLES = 5
"""So many places are told of each reason for which a cell was passed over."""

_MOST_DIGITS = 29
"""Digits before or behind the point of a figure that a statement table holds."""

_PARTS = (re.compile(r"([0-9]{4})(?:\.0+)?"), *[re.compile(r"([0-9]{1,2})(?:\.0+)?")] * 2)
"""A year, a month, a day, in columns of their own."""


class NotStated(Exception):
    """A cell holds nothing that could be stated; the message says why, an empty one that it is empty."""


@dataclass
class Derivation:
    """What came of a table: its rows and points, the values of its columns of things, why cells were passed over."""

    rows: list[Row] = field(default_factory=list)
    points: dict[str, Point] = field(default_factory=dict)
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

    def derive(self, tick: Progress = silent) -> Derivation:
        """Return what the mapping makes of every record."""
        found, seen = Derivation(), set[tuple[str, ...]]()
        for row in self.table.rows():
            cells = self.table.cells(row)
            for made in self.mapping.statements:
                for row_or_reason in self._rows(made, cells):
                    if isinstance(row_or_reason, NotStated):
                        self._passed(found, str(row_or_reason), cells[0])
                        continue
                    key = (*row_or_reason.claim, row_or_reason.start)
                    if key not in seen:
                        seen.add(key)
                        found.rows.append(row_or_reason)
            for place in self.mapping.points:
                try:
                    self._point(found.points, place, cells)
                except NotStated as reason:
                    self._passed(found, str(reason), cells[0])
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

    def _things(self, cells: list[TableCell], name: str, partly: list[str]) -> list[tuple[str, TableCell | None]]:
        """Return what is called *name* in the mapping, in this record: one thing, or those that one cell names.

        Why others that the cell names are not among them is added to *partly*.
        """
        thing = self.mapping.things[name]
        if thing.id:
            return [(thing.id, None)]
        cell = self._cell(cells, thing.column)
        found, reasons = list[tuple[str, TableCell | None]](), list[str]()
        for text in cell.text.split(thing.split) if thing.split else (cell.text,):
            value = self.matcher.find(thing, text.strip()) if text.strip() else None
            if value and value.entity:
                found.append((value.entity, cell))
            elif value and value.standing is not Standing.LEFT_OUT:
                reasons.append(f"{value.standing.value}: {thing.column}")
        if not found:
            raise NotStated(reasons[0] if reasons else "")
        partly += reasons
        return found

    def _rows(self, made: StatementMapping, cells: list[TableCell]) -> Iterator[Row | NotStated]:
        """Yield the rows that one record makes, several where a cell names several things; or why there is none."""
        partly = list[str]()
        try:
            used = [self._where(cells, column, wanted) for column, wanted in made.where.items()]
            self._unless(cells, made)
            objects = self._objects(made, cells, partly)
            subjects = self._things(cells, made.subject, partly)
            scopes = [
                self._things(cells, each, partly) if each in self.mapping.things else [(each, None)]
                for each in made.scope
            ]
            time, dated = self._dates(made, made.time, cells)
        except NotStated as reason:
            yield reason
            return
        for (object_, printed, values), (subject, named), scope in product(objects, subjects, product(*scopes)):
            told = [*values, named, *(cell for _, cell in scope), *dated, *used]
            row = self._row(made, (subject, object_, printed), cells[0].row, told)
            row = replace(row, time=time, scope=";".join(dict.fromkeys(name for name, _ in scope)))
            fault = next(iter(self.reviewer.problems(row)), None)
            yield NotStated(f"{made.property}: {fault.what}") if fault else row
        yield from map(NotStated, partly)

    def _row(
        self, made: StatementMapping, said: tuple[str, str, str], record: int, used: Iterable[TableCell | None]
    ) -> Row:
        """Return the row of a subject, an object and how that is printed, which rest on cells of a record."""
        start, end = self.table.span(record)
        subject, object_, printed = said
        full = dict.fromkeys(COLUMNS, "") | {
            "subject": subject,
            "property": made.property,
            "object": object_,
            "unit": made.unit if object_ != NOT_STATED else "",
            "operator": made.operator if object_ != NOT_STATED else "",
            "printed": printed if printed != object_ else "",
            "role": made.role,
            "modality": made.modality,
            "stated_by": made.stated_by,
            "rank": "normal",
            "reason": made.reason,
            "source": self.mapping.source,
            "start": str(start),
            "end": str(end),
            "via": ";".join(f"{first}-{last}" for first, last in dict.fromkeys(cell.span for cell in used if cell)),
            "fingerprint": fingerprint(self.table.text[start:end]),
        }
        return Row(**full, line=0)

    def _unless(self, cells: list[TableCell], made: StatementMapping) -> None:
        for column, unwanted in made.unless.items():
            number = self._columns[column]
            if number < len(cells) and cells[number].text.strip() in unwanted:
                raise NotStated

    def _point(self, found: dict[str, Point], made: PointMapping, cells: list[TableCell]) -> None:
        """Add to *found* where a thing lies; two records that differ in it are told."""
        latitude, longitude = (self._cell(cells, column) for column in (made.latitude, made.longitude))
        for cell, column in ((latitude, "latitude"), (longitude, "longitude")):
            if not is_degree(cell.text.strip(), column):
                raise NotStated(f"{quoted(cell.text[:40])} is no {column}")
        for name, _ in self._things(cells, made.thing, []):
            point = Point(
                entity=name,
                latitude=latitude.text.strip(),
                longitude=longitude.text.strip(),
                source=SOURCE + self.mapping.source,
                precision=made.precision,
                evidence=f"{self.table.fragment(latitude)} {self.table.fragment(longitude)}",
            )
            if found.setdefault(name, point).wkt != point.wkt:
                raise NotStated(f"another record places {made.thing} elsewhere")

    def _where(self, cells: list[TableCell], column: str, wanted: tuple[str, ...]) -> TableCell:
        cell = self._cell(cells, column)
        if cell.text.strip() not in wanted:
            raise NotStated
        return cell

    def _objects(
        self, made: StatementMapping, cells: list[TableCell], partly: list[str]
    ) -> Iterable[tuple[str, str, list[TableCell | None]]]:
        """Return each object, how it is printed, and its cells."""
        if made.value:
            value, dated = self._dates(made, made.value, cells)
            return [(value, "", [*dated])]
        if made.object:
            return [(name, "", [cell]) for name, cell in self._things(cells, made.object, partly)]
        if made.empty and cells[self._columns[made.column]].text.strip() in self.mapping.missing:
            return [(NOT_STATED, "", [])]
        cell = self._cell(cells, made.column)
        text = cell.text.strip()
        return [(self._value(made, text), text, [cell])]

    def _value(self, made: StatementMapping, text: str) -> str:
        """Return what a cell with *text* says of a property whose values are no things."""
        match self.ontology.properties[made.property].kind:
            case ValueKind.NUMBER:
                return self._figure(made, text)
            case ValueKind.DATE:
                return self._date(made, text)
            case ValueKind.CODE:
                if text not in made.codes:
                    raise NotStated(f"{made.property}: no code for {made.column} {quoted(text[:40])}")
                return made.codes[text]
            case _:
                return text

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

    def _dates(
        self, made: StatementMapping, template: str, cells: list[TableCell]
    ) -> tuple[str, list[TableCell | None]]:
        """Return *template* with its dates filled in, and their cells."""
        written, used = template, list[TableCell | None]()
        for place, columns in dates_in(template):
            if len(columns) == 1:
                cell = self._cell(cells, columns[0])
                date, parts = self._date(made, cell.text.strip()), [cell]
            else:
                date, parts = self._date_of_parts(cells, columns)
            written = written.replace(place, date)
            used += parts
        return written, used

    def _date_of_parts(self, cells: list[TableCell], columns: Sequence[str]) -> tuple[str, list[TableCell]]:
        """Return the date whose year, month and day stand in *columns*, as far as they are known."""
        parts, used = list[str](), list[TableCell]()
        for column, pattern in zip(columns, _PARTS, strict=False):
            try:
                cell = self._cell(cells, column)
            except NotStated:
                if not parts:
                    raise
                break
            if not (found := pattern.fullmatch(cell.text.strip())):
                raise NotStated(f"{column} {quoted(cell.text[:40])} is no part of a date")
            parts.append(found[1].zfill(2))
            used.append(cell)
        return "-".join(parts), used


def derived(mapping: TableMapping, table: SourceTable, matcher: ValueMatcher, tick: Progress = silent) -> Derivation:
    """Return what *mapping* makes of *table*, with the things that *matcher* finds."""
    material = matcher.material
    reviewer = Reviewer(material.ontology, matcher.entities, material.sources)
    return TableDeriver(mapping, table, material.ontology, matcher, reviewer).derive(tick)
