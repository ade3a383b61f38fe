"""What the columns of a table state: ``mappings/SOURCE.toml``, read against the ontology and the table's header."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kzgraph.curation.rows import NOT_STATED
from kzgraph.errors import InputError, Problem, quoted
from kzgraph.files.paths import name_of
from kzgraph.files.reading import read_text
from kzgraph.ontology import Ontology, Property, ValueKind

FOLDER = "mappings"
"""The folder of a graph that holds mappings, and what was decided of names."""

NAMES = "name"
"""What a column identifies things by, when by nothing else."""

_TOP = {"decimal", "group", "missing", "language", "things", "statements", "points"}
_THING = {"column", "class", "by", "register", "label", "id", "split"}
_POINT = frozenset({"thing", "latitude", "longitude", "precision"})
_STATEMENT = frozenset(
    "subject property object column value unit scale format codes where unless time scope role modality stated_by "
    "operator reason empty".split()
)
_DATE = re.compile(r"\{([^{}]+)\}(?:-\{([^{}]+)\})?(?:-\{([^{}]+)\})?")
"""A date in a template: a column of dates, or columns of its year, its month and its day."""
FORMATS = {
    "year": re.compile(r"(?P<y>[0-9]{4})(?:\.0+)?"),
    "year-range": re.compile(r"(?P<y>[0-9]{4})\s*[-–/]\s*(?P<z>[0-9]{4})"),
    "yyyy-mm-dd": re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})(?:[T ].*)?"),
    "dd.mm.yyyy": re.compile(r"(?P<d>[0-9]{1,2})\.(?P<m>[0-9]{1,2})\.(?P<y>[0-9]{4})"),
    "dd/mm/yyyy": re.compile(r"(?P<d>[0-9]{1,2})/(?P<m>[0-9]{1,2})/(?P<y>[0-9]{4})"),
    "mm/dd/yyyy": re.compile(r"(?P<m>[0-9]{1,2})/(?P<d>[0-9]{1,2})/(?P<y>[0-9]{4})"),
}
"""The forms of dates that a mapping may declare; none is guessed."""


@dataclass(frozen=True)
class ThingColumn:
    """A column whose cells name things.

    Args:
        name: what the mapping calls it.
        column: the column.
        kind: the class of the things.
        by: the scheme of codes that identifies them, or :data:`NAMES`.
        register: whether those that the registry does not know are registered.
        label: what a new one is called, with ``{}`` for the cell ("{} power station"); the cell finds it then.
        id: the id of the one thing that is meant in every record; then there is no column.
        split: the sign that stands between several names in one cell.
    """

    name: str
    column: str
    kind: str
    by: str = NAMES
    register: bool = False
    label: str = ""
    id: str = ""
    split: str = ""


@dataclass(frozen=True)
class StatementMapping:
    """What one kind of statement is made of: names of things, columns, and what is the same in every record."""

    number: int
    subject: str
    property: str
    object: str = ""
    column: str = ""
    value: str = ""
    unit: str = ""
    scale: str = "1"
    format: tuple[str, ...] = ()
    codes: Mapping[str, str] = field(default_factory=dict)
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unless: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    time: str = ""
    scope: tuple[str, ...] = ()
    role: str = ""
    modality: str = "asserted"
    stated_by: str = ""
    operator: str = ""
    reason: str = ""
    empty: str = ""


def dates_in(template: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each date of *template* with its columns: one of dates, or those of year, month and day.

    >>> list(dates_in("{begun}/{y}-{m}-{d}"))
    [('{begun}', ('begun',)), ('{y}-{m}-{d}', ('y', 'm', 'd'))]
    """
    for found in _DATE.finditer(template):
        yield found[0], tuple(filter(None, found.groups()))


@dataclass(frozen=True)
class PointMapping:
    """Where a thing lies: its name in the mapping, the columns of degrees (WGS 84), and how exact they are."""

    thing: str
    latitude: str
    longitude: str
    precision: str = "as the table gives it"


@dataclass(frozen=True)
class TableMapping:
    """The mapping of one table.

    ``decimal`` and ``group`` are the signs in its numbers, ``missing`` the cells that hold nothing, ``language`` that
    of its names.
    """

    source: str
    things: Mapping[str, ThingColumn]
    statements: tuple[StatementMapping, ...]
    points: tuple[PointMapping, ...] = ()
    decimal: str = "."
    group: str = ""
    missing: frozenset[str] = frozenset({""})
    language: str = "en"


def read_mapping(
    path: Path, ontology: Ontology, header: Sequence[str], kinds: Mapping[str, str] = MappingProxyType({})
) -> TableMapping:
    """Return the mapping in *path*.

    Args:
        path: the file.
        ontology: says which classes, properties, units and codes there are.
        header: the columns of the table.
        kinds: id → class of what is registered, which things that are the same in every record must be.

    Raises:
        InputError: with every fault, its line, and how to mend it: no TOML, an unknown key, column, class, property,
            unit, code or form of dates, an object that the property does not take.
    """
    import tomllib

    if not path.exists():
        mend = f"write one, or begin with `kzgraph table propose {path.stem}`"
        raise InputError([Problem("there is no mapping", mend, name_of(path))])
    text = read_text(path)
    try:
        told = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InputError([Problem(f"is no TOML ({error})", "mend it", name_of(path))]) from None
    reader = _MappingReader(path, text, ontology, tuple(header), kinds)
    found = reader.mapping(told)
    if reader.problems:
        raise InputError(reader.problems)
    return found


class _MappingReader:
    """Reads what TOML holds, and gathers what is wrong with it."""

    def __init__(
        self, path: Path, text: str, ontology: Ontology, header: tuple[str, ...], kinds: Mapping[str, str]
    ) -> None:
        self.path, self.lines, self.ontology, self.header = path, text.split("\n"), ontology, header
        self.kinds = kinds
        self.problems: list[Problem] = []

    def wrong(self, what: str, mend: str, at: str = "", after: int = 0) -> None:
        """Note a fault; it stands in the first line after *after* that holds *at*."""
        found = (number for number, line in enumerate(self.lines[after:], after + 1) if at and at in line)
        self.problems.append(Problem(what, mend, name_of(self.path), next(found, after)))

    def mapping(self, told: Mapping[str, Any]) -> TableMapping:
        self._keys(told, _TOP, 0)
        things = {name: self._thing(name, each) for name, each in self._tables(told, "things").items()}
        rows = told.get("statements", [])
        if not isinstance(rows, list) or not rows:
            self.wrong("states nothing", "add [[statements]] with subject, property and object or value")
            rows = []
        starts = [number for number, line in enumerate(self.lines) if line.strip().startswith("[[statements]]")]
        starts += [0] * (len(rows) - len(starts))
        made = [
            self._statement(number, each, things, starts[number - 1])
            for number, each in enumerate(rows, 1)
            if isinstance(each, dict)
        ]
        missing = told.get("missing", [])
        if not isinstance(missing, list) or not all(isinstance(each, str) for each in missing):
            self.wrong("missing is no list of texts", 'write missing = ["NA", "-"]', "missing")
            missing = []
        signs = {name: str(told.get(name, default)) for name, default in (("decimal", "."), ("group", ""))}
        if signs["decimal"] not in (".", ",") or signs["group"] not in ("", ",", ".", " ", "'", "\u00a0"):
            self.wrong("decimal or group is no sign of numbers", 'write decimal = "." and group = ","', "decimal")
        elif signs["decimal"] == signs["group"]:
            self.wrong("decimal and group are one sign", "give two", "group")
        language = str(told.get("language", "en"))
        return TableMapping(
            self.path.stem,
            things,
            tuple(made),
            self._points(told, things),
            missing=frozenset({"", *missing}),
            language=language,
            **signs,
        )

    def _points(self, told: Mapping[str, Any], things: Mapping[str, ThingColumn]) -> tuple[PointMapping, ...]:
        found, given = [], told.get("points", [])
        if not isinstance(given, list) or not all(isinstance(each, dict) for each in given):
            self.wrong("points is no list of tables", "write [[points]] with thing, latitude and longitude", "points")
            return ()
        for each in given:
            after = next((number for number, line in enumerate(self.lines) if line.strip() == "[[points]]"), 0)
            texts = {name: str(value) for name, value in dict(each).items()}
            self._keys(texts, _POINT, after)
            point = PointMapping(**{"thing": "", "latitude": "", "longitude": ""} | _only(texts, _POINT))
            kind = things[point.thing].kind if point.thing in things else ""
            if not kind:
                self.wrong(f"no thing {quoted(point.thing)}", f"one of: {' '.join(things)}", "thing", after)
            elif not self._fits(kind, frozenset({"Place", "Undertaking"})):
                self.wrong(f"a {kind} lies nowhere", "give a place or an undertaking", "thing", after)
            for column in (point.latitude, point.longitude):
                self._column(column, after)
            found.append(point)
        return tuple(found)

    def _keys(self, told: Mapping[str, Any], known: Collection[str], after: int) -> None:
        for name in told.keys() - set(known):
            self.wrong(f"unknown key {quoted(name)}", f"one of: {' '.join(sorted(known))}", name, after)

    def _tables(self, told: Mapping[str, Any], name: str) -> dict[str, dict[str, Any]]:
        found = told.get(name, {})
        if not isinstance(found, dict) or not found or not all(isinstance(each, dict) for each in found.values()):
            self.wrong("names no thing", f"add [{name}.NAME] with column and class")
            return {}
        return found

    def _column(self, name: str, after: int) -> None:
        if name not in self.header:
            self.wrong(f"no column {quoted(name)}", f"the columns are: {', '.join(self.header)}", name, after)

    def _thing(self, name: str, told: Mapping[str, Any]) -> ThingColumn:
        after = next((number for number, line in enumerate(self.lines) if line.strip() == f"[things.{name}]"), 0)
        self._keys(told, _THING, after)
        column, kind = str(told.get("column", "")), str(told.get("class", ""))
        name_of_one = str(told.get("id", ""))
        if name_of_one and "column" in told:
            self.wrong("has a column and an id", "keep the one that names it", "id", after)
        elif name_of_one and self.kinds.get(name_of_one) is None and self.kinds:
            self.wrong(f"unknown entity {quoted(name_of_one)}", "register it, or correct the id", "id", after)
        elif name_of_one and self.kinds and not self._fits(self.kinds[name_of_one], frozenset({kind})):
            self.wrong(f"{name_of_one} is a {self.kinds[name_of_one]}", "correct the class", "class", after)
        if not name_of_one:
            self._column(column, after)
        if kind not in self.ontology.ancestors or not self.ontology.is_a(kind, frozenset({"Entity"})):
            self.wrong(f"no class {quoted(kind)}", "take one from ontology/kz.ttl", "class", after)
        if "label" in told and str(told["label"]).count("{}") != 1:
            self.wrong("label has not one {} for the cell", 'write label = "{} power station"', "label", after)
        return ThingColumn(
            name,
            column,
            kind,
            str(told.get("by", NAMES)),
            told.get("register") is True,
            str(told.get("label", "")),
            name_of_one,
            str(told.get("split", "")),
        )

    def _statement(
        self, number: int, told: Mapping[str, Any], things: Mapping[str, ThingColumn], after: int
    ) -> StatementMapping:
        self._keys(told, _STATEMENT, after)
        texts = {name: told[name] for name in told if isinstance(told[name], str)}
        made = StatementMapping(
            number=number,
            subject=texts.get("subject", ""),
            property=texts.get("property", ""),
            object=texts.get("object", ""),
            column=texts.get("column", ""),
            value=texts.get("value", ""),
            unit=texts.get("unit", ""),
            scale=str(told.get("scale", "1")),
            format=_listed(told.get("format", ())),
            codes={key: str(value) for key, value in self._pairs(told, "codes", after)},
            where={key: _listed(value) for key, value in self._pairs(told, "where", after)},
            unless={key: _listed(value) for key, value in self._pairs(told, "unless", after)},
            time=texts.get("time", ""),
            scope=_listed(told.get("scope", ())),
            role=texts.get("role", ""),
            modality=texts.get("modality", "asserted"),
            stated_by=texts.get("stated_by", ""),
            operator=texts.get("operator", ""),
            reason=texts.get("reason", ""),
            empty=texts.get("empty", ""),
        )
        for what, mend, at in self._faults(made, things):
            self.wrong(f"statement {number}: {what}", mend, at, after)
        dated = [column for text in (made.time, made.value) for _, columns in dates_in(text) for column in columns]
        for column in (*filter(None, (made.column,)), *made.where, *made.unless, *dated):
            self._column(column, after)
        return made

    def _pairs(self, told: Mapping[str, Any], name: str, after: int) -> list[tuple[str, Any]]:
        """Return what stands in the table *name* of a statement."""
        found = told.get(name, {})
        if not isinstance(found, dict):
            self.wrong(f"{name} is no table", f'write {name} = {{ "…" = "…" }}', name, after)
            return []
        return [(str(key), value) for key, value in found.items()]

    def _faults(self, made: StatementMapping, things: Mapping[str, ThingColumn]) -> Iterator[tuple[str, str, str]]:
        known = self.ontology.properties.get(made.property)
        if made.subject not in things:
            yield f"no thing {quoted(made.subject)}", f"one of: {' '.join(things)}", "subject"
        if known is None:
            yield f"no property {quoted(made.property)}", "take one from ontology/kz.ttl", "property"
        else:
            yield from self._object_faults(made, known, things)
        for name in made.scope:
            if name not in things and self.ontology.any_code(name) is None:
                yield f"the scope {quoted(name)} is no thing and no code", f"one of: {' '.join(things)}", "scope"
        for scheme in ("role", "modality", "operator"):
            code = getattr(made, scheme)
            if code and self.ontology.code(scheme, code) is None:
                yield f"no {scheme} {quoted(code)}", f"one of: {' '.join(self.ontology.codes[scheme])}", scheme
        if made.subject in things and known and not self._fits(things[made.subject].kind, known.domain):
            wanted = " or ".join(sorted(known.domain))
            yield f"{made.property} is said of a {wanted}", "take another property, or another class", "property"

    def _object_faults(
        self, made: StatementMapping, known: Property, things: Mapping[str, ThingColumn]
    ) -> Iterator[tuple[str, str, str]]:
        given = [name for name in ("object", "column", "value") if getattr(made, name)]
        if len(given) != 1:
            yield "has not one of object, column and value", "give a thing, a column, or a fixed value", "property"
            return
        kind = known.kind
        if kind is ValueKind.ENTITY and not made.object:
            yield f"{made.property} takes a thing", "give object, the name of one", "property"
        elif kind is ValueKind.ENTITY and made.object not in things:
            yield f"no thing {quoted(made.object)}", f"one of: {' '.join(things)}", "object"
        elif kind is ValueKind.ENTITY and not self._fits(things[made.object].kind, known.range):
            yield f"{made.property} takes a {' or '.join(sorted(known.range))}", "take another property", "object"
        elif kind is not ValueKind.ENTITY and made.object:
            yield f"{made.property} takes no thing", "give column or value", "object"
        if kind is ValueKind.NUMBER:
            unit, canonical = self.ontology.units.get(made.unit), self.ontology.units.get(known.unit)
            if unit is None or (canonical and unit.dimension != canonical.dimension):
                yield f"{quoted(made.unit)} is no unit of {made.property}", f"for example {known.unit}", "unit"
            if not re.fullmatch(r"1(?:0+|\.0+)?|0\.0*1", made.scale):
                yield f"{quoted(made.scale)} is no scale", "write a power of ten, such as 1000000", "scale"
        if made.empty not in ("", NOT_STATED):
            yield f"an empty cell cannot mean {quoted(made.empty)}", f"write {NOT_STATED}, or leave it out", "empty"
        for form in made.format:
            if form not in FORMATS:
                yield f"no form of dates {quoted(form)}", f"one of: {', '.join(FORMATS)}", "format"
        whole = [columns for text in (made.time, made.value) for _, columns in dates_in(text) if len(columns) == 1]
        if ((kind is ValueKind.DATE and made.column) or whole) and not made.format:
            yield "says not how its dates are written", f"add format, one of: {', '.join(FORMATS)}", "property"
        for code in made.codes.values() if kind is ValueKind.CODE else ():
            if self.ontology.any_code(code) is None:
                yield f"no code {quoted(code)}", "take one from ontology/codes.ttl", code

    def _fits(self, kind: str, wanted: frozenset[str]) -> bool:
        return self.ontology.is_a(kind, wanted)


def _only(told: Mapping[str, str], names: Collection[str]) -> dict[str, str]:
    return {name: value for name, value in told.items() if name in names}


def _listed(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(map(str, value)) if isinstance(value, list | tuple) else ()
