"""A mapping to begin with: what the columns of a table seem to hold, told by their names and their values."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import pyoxigraph as ox

from kzgraph.curation.inputs import Inputs
from kzgraph.documents.csvw import ColumnType
from kzgraph.documents.table import SourceTable
from kzgraph.names.countrycodes import country_codes
from kzgraph.names.matching import Matcher, Verdict
from kzgraph.names.registry import identifiers_of
from kzgraph.ontology import Property, ValueKind
from kzgraph.tables.mapping import FORMATS
from kzgraph.text.words import words_of

_SAMPLE = 200
"""So many distinct values of a column are looked at."""
_MATCHED, _LONGEST = 30, 80
"""So many of them are looked for in the registry, as long as none is longer than a name."""
_ADDRESS = re.compile(r"https?://|www\.")
_MOST, _SOME = 0.8, 0.4
"""What share of the values must be of a kind: nearly all, or enough to ask a person."""
_PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_GROUPED = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_EUROPEAN = re.compile(r"-?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+),[0-9]+")
_NAMING = frozenset(
    "name title project plant company owner borrower entity название имя проект атауы 名称 项目".split()
)
_FIRMS = frozenset("company owner borrower firm компания компаниясы 公司".split())
_MISSING = frozenset({"NA", "N/A", "n/a", "NaN", "-", "--", "..", "...", ".", "null", "NULL", "-9", "-99"})
"""What may stand in tables for what is not known."""
_PATTERNS = {
    "yyyy": "year",
    "yyyy-MM-dd": "yyyy-mm-dd",
    "dd.MM.yyyy": "dd.mm.yyyy",
    "d.M.yyyy": "dd.mm.yyyy",
    "dd/MM/yyyy": "dd/mm/yyyy",
    "d/M/yyyy": "dd/mm/yyyy",
    "MM/dd/yyyy": "mm/dd/yyyy",
    "M/d/yyyy": "mm/dd/yyyy",
}
"""Pattern of a date in CSVW → the form that a mapping declares."""
_EARLIEST, _LATEST = 1500, 2100
_ISO = ("iso3166alpha2", "iso3166alpha3", "iso3166numeric")
_SCHEMES = {
    "code": (*_ISO, "m49", "cowCode", "gwCode"),
    "iso": _ISO,
    "iso2": ("iso3166alpha2",),
    "iso3": ("iso3166alpha3",),
    "iso2c": ("iso3166alpha2",),
    "iso3c": ("iso3166alpha3",),
    "m49": ("m49",),
    "ccode": ("cowCode",),
    "cow": ("cowCode",),
    "cown": ("cowCode",),
    "cowc": ("cowAbbreviation",),
    "stateabb": ("cowAbbreviation",),
    "gw": ("gwCode",),
    "gwn": ("gwCode",),
    "gwcode": ("gwCode",),
}
"""Word in the name of a column → the schemes of codes that it speaks of."""


@dataclass(frozen=True)
class ColumnGuess:
    """What a column seems to hold: a kind, details of it, how many distinct values, and marks of what is missing."""

    name: str
    kind: str
    detail: str = ""
    values: int = 0
    missing: tuple[str, ...] = ()


def guesses(
    table: SourceTable, material: Inputs, known: Mapping[str, ColumnType] = MappingProxyType({})
) -> list[ColumnGuess]:
    """Return what each column of *table* seems to hold: things, codes, years, dates, numbers, names, texts, nothing.

    What its publisher says of a column (*known*) is taken as it is said: forms of dates, signs in numbers.
    """
    matcher = Matcher(material.entities, material.ontology, identifiers_of(material.concordance))
    codes: dict[str, set[str]] = {}
    for _, scheme, code in (*identifiers_of(material.concordance), *country_codes()):
        codes.setdefault(scheme, set()).add(code.casefold())
    values: list[Counter[str]] = [Counter() for _ in table.header]
    for row in table.rows():
        for counted, cell in zip(values, table.cells(row), strict=False):
            if (text := cell.text.strip()) and (text in counted or len(counted) < _SAMPLE):
                counted[text] += 1
    return [
        _said(known.get(name), len(found)) or _guess(name, list(found), matcher, codes)
        for name, found in zip(table.header, values, strict=True)
    ]


def _said(column: ColumnType | None, values: int) -> ColumnGuess | None:
    """Return what the publisher says a column holds, as far as a mapping can say it."""
    if column is None or not column.said:
        return None
    usual = "yyyy" if column.datatype == "gYear" else "yyyy-MM-dd"
    if column.is_date and (form := _PATTERNS.get(column.format or usual)):
        return ColumnGuess(column.name, "dates", form, values, column.null)
    if column.is_number and (column.decimal or column.group):
        return ColumnGuess(column.name, "numbers", "." if column.decimal == "," else column.group, values, column.null)
    return None


def _guess(name: str, values: Sequence[str], matcher: Matcher, codes: Mapping[str, set[str]]) -> ColumnGuess:
    kept = [value for value in values if value not in _MISSING]
    if kept and len(kept) < len(values):
        found = _guess(name, kept, matcher, codes)
        if found.kind in ("numbers", "dates"):  # among names and codes NA may be Namibia
            return replace(found, missing=tuple(sorted(set(values) & _MISSING)))
    if not values:
        return ColumnGuess(name, "nothing")

    def share(pattern: re.Pattern[str]) -> float:
        return sum(bool(pattern.fullmatch(value)) for value in values) / len(values)

    for form, pattern in FORMATS.items():
        if share(pattern) >= _MOST and (form != "year" or _are_years(values)):
            return ColumnGuess(name, "dates", form, len(values))
    plain = [value.removesuffix(".0").casefold() for value in values]
    by_code = {
        scheme: sum(value in known for value in plain) for scheme, known in codes.items() if scheme != "exactMatch"
    }
    meant = _schemes(name)
    scheme = max(by_code, key=lambda each: (by_code[each], each in meant), default="")
    numbered = all(_PLAIN.fullmatch(value) for value in values)
    if scheme and by_code[scheme] >= _MOST * len(values) and (meant or not numbered):  # 300 may be megawatts
        return ColumnGuess(name, "codes", scheme, len(values))
    for detail, pattern in (("", _PLAIN), (",", _GROUPED), (".", _EUROPEAN)):
        if share(pattern) + (share(_PLAIN) if detail else 0) >= _MOST and share(pattern):
            return ColumnGuess(name, "numbers", detail, len(values))
    named = [value for value in values if len(value) <= _LONGEST and not _ADDRESS.match(value)][:_MATCHED]
    kinds = Counter(found.candidates[0].kind for found in map(matcher.find, named) if found.verdict is Verdict.MATCH)
    kind, number = kinds.most_common(1)[0] if kinds else ("", 0)
    if number and number >= _SOME * len(named):
        return ColumnGuess(name, "things", kind, len(values))
    is_name = bool(_NAMING & set(words_of(name)))
    return ColumnGuess(name, "names" if is_name else "texts", "", len(values))


def _are_years(values: Sequence[str]) -> bool:
    return all(_EARLIEST <= float(value) <= _LATEST for value in values if _PLAIN.fullmatch(value))


def _schemes(name: str) -> set[str]:
    """Return the schemes of codes that the name of a column speaks of."""
    words = {word.rstrip("0123456789") if word not in _SCHEMES else word for word in words_of(name)}
    return {scheme for word in words for scheme in _SCHEMES.get(word, ())}


# ------------------------------------------------------------ as a mapping


def outline(
    table: SourceTable,
    material: Inputs,
    labels: Mapping[str, str],
    known: Mapping[str, ColumnType] = MappingProxyType({}),
) -> str:
    """Return a mapping to begin with, as TOML.

    Args:
        table: the table.
        material: registry and ontology.
        labels: what the properties are called.
        known: what is said of its columns.
    """
    found = guesses(table, material, known)
    return "\n".join([*_head(found), *_things(found), *_statements(found, material, labels), *_points(found)]) + "\n"


def _points(found: Sequence[ColumnGuess]) -> Iterator[str]:
    """Yield where the first thing lies, when two columns are called like degrees."""
    named = [each for kind in ("names", "things") for each in found if each.kind == kind]
    called = {each.name.casefold(): each.name for each in found}
    degrees = {name: called.get(name) or called.get(name[:3], "") for name in ("latitude", "longitude")}
    if named and all(degrees.values()):
        yield "[[points]]"
        yield f"thing = {_key(_name(named[0].name))}"
        yield from (f"{name} = {_key(column)}" for name, column in degrees.items())


def _key(text: str) -> str:
    return str(ox.Literal(text))


def _head(found: Sequence[ColumnGuess]) -> Iterator[str]:
    yield "# What the columns of this table state. Proposed by `kzgraph table propose`: look at every line."
    yield "#"
    for each in found:
        detail = f" ({each.detail})" if each.detail else ""
        yield f"#   {each.name}: {each.kind}{detail}" + (f", distinct values: {each.values}" if each.values else "")
    yield ""
    signs = {each.detail for each in found if each.kind == "numbers"}
    if "," in signs:
        yield 'group = ","'
    if "." in signs:
        yield 'decimal = ","'
        yield 'group = "."'
    if missing := sorted({mark for each in found for mark in each.missing}):
        yield f"missing = [{', '.join(map(_key, missing))}]"
    yield ""


def _things(found: Sequence[ColumnGuess]) -> Iterator[str]:
    for each in found:
        if each.kind in ("things", "codes"):
            yield f"[things.{_name(each.name)}]"
            yield f"column = {_key(each.name)}"
            yield f'class = "{_class(each)}"'
            if each.kind == "codes":
                yield f'by = "{each.detail}"'
            yield ""
    for each in found:
        if each.kind == "names":
            yield f"[things.{_name(each.name)}]"
            yield f"column = {_key(each.name)}"
            yield f'class = "{_class(each)}"  # of which class are they?'
            yield "register = true    # what is not registered is new"
            yield ""


def _name(column: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", column.casefold())) or "thing"


def _class(each: ColumnGuess) -> str:
    """Return the class of the things that a column names, as far as it shows."""
    if each.kind == "things":
        return each.detail
    if each.kind == "codes":
        return "Country"
    return "Company" if _FIRMS & set(words_of(each.name)) else "Project"


def _statements(found: Sequence[ColumnGuess], material: Inputs, labels: Mapping[str, str]) -> Iterator[str]:
    """Yield a statement for each column of figures or dates of which a property of the subject may tell."""
    named = [each for kind in ("names", "things", "codes") for each in found if each.kind == kind]
    years = [each for each in found if each.kind == "dates" and each.detail == "year"]
    for each in found if named else ():
        if each.kind not in ("numbers", "dates"):
            continue
        names = _likely(each, _class(named[0]), material, labels)
        yield f"# {each.name}: " + (f"perhaps {' or '.join(names)}" if names else "no property is called like it")
        if names:
            yield "[[statements]]"
            yield f"subject = {_key(_name(named[0].name))}"
            yield f"property = {_key(names[0])}"
            yield f"column = {_key(each.name)}"
            known = material.ontology.properties[names[0]]
            if known.kind is ValueKind.DATE:
                yield f'format = "{each.detail}"'
            else:
                yield f"unit = {_key(known.unit)}"
                if years and known.statistic:
                    yield f'time = "{{{years[0].name}}}"'
                    yield 'format = "year"'
        yield ""


def _likely(each: ColumnGuess, kind: str, material: Inputs, labels: Mapping[str, str]) -> list[str]:
    """Return the properties of a *kind* of things that are called like the column, of those with a unit or of dates."""
    wanted = ValueKind.NUMBER if each.kind == "numbers" else ValueKind.DATE
    scored = []
    for name, known in material.ontology.properties.items():
        fits = kind == "Country" if known.statistic else known.domain and material.ontology.is_a(kind, known.domain)
        if known.kind is wanted and fits and (known.unit or wanted is ValueKind.DATE):
            scored.append((-_likeness(each.name, known, labels, material), name))
    return [name for score, name in sorted(scored)[:3] if score < 0]


def _likeness(column: str, known: Property, labels: Mapping[str, str], material: Inputs) -> float:
    """Return how many words the names of a column and a property share, and whether the column names its unit."""
    words = _stems(column)
    own = _stems(labels.get(known.name, "")) | _stems(re.sub("([A-Z])", r" \1", known.name))
    shared = len(words & own) / (len(own) or 1)
    unit = material.ontology.units.get(known.unit)
    printed = {form.casefold() for form in (unit.printed if unit else ()) if len(form) > 1}
    return shared + (0.3 if shared and printed & set(words_of(column)) else 0)


def _stems(text: str) -> set[str]:
    return {word[:6] for word in words_of(text) if len(word) > 2}
