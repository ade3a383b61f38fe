"""A row held against the ontology and the registry: every fault it has, with the mend."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from kzgraph.curation.entities import Entity
from kzgraph.curation.rows import NOT_STATED, Row, is_number
from kzgraph.dates import BadDate, parse
from kzgraph.documents.source import Source
from kzgraph.errors import Problem, quoted
from kzgraph.ontology import Ontology, Property, ValueKind


def _near(name: str, known: Mapping[str, object], likely: str = "") -> str:
    near = get_close_matches(name, known, 5, 0.65)
    near = [likely] if likely in near else near
    return f"did you mean {quoted(near[0])}?" if near else ""


@dataclass(frozen=True)
class Reviewer:
    """Knows what rows may speak of."""

    ontology: Ontology
    entities: Mapping[str, Entity]
    sources: Mapping[str, Source]

    def kind_of(self, name: str) -> str | None:
        """Return the class of the entity or document *name*; ``None`` when there is none."""
        if name in self.sources:
            return "Source"
        entity = self.entities.get(name)
        return entity.kind if entity and not entity.replaced_by else None

    def problems(self, row: Row) -> Iterator[Problem]:
        """Yield every fault of *row*."""
        known = self.ontology.properties.get(row.property)
        yield from self._thing(row, "subject", row.subject, known.domain if known else frozenset())
        if known is None:
            mend = _near(row.property, self.ontology.properties) or "take one from ontology/kz.ttl"
            yield row.problem("property", f"unknown property {quoted(row.property)}", mend)
        else:
            if row.object != NOT_STATED:
                yield from self._object(row, known)
            yield from self._unit(row, known)
        yield from self._codes(row)
        if row.time:
            yield from self._date(row, "time", row.time)
        yield from self._origin(row)

    def _thing(self, row: Row, field: str, name: str, wanted: frozenset[str]) -> Iterator[Problem]:
        kind = self.kind_of(name)
        retired = self.entities.get(name)
        if retired and retired.replaced_by:
            yield row.problem(field, f"{name} was replaced", f"write {quoted(retired.replaced_by)}")
        elif kind is None:
            mend = _near(name, {**self.entities, **self.sources}) or "register it in graph/entities/"
            yield row.problem(field, f"unknown entity {name!a}", mend)  # a look-alike letter shows as its code
        elif not self.ontology.is_a(kind, wanted):
            yield row.problem(
                field,
                f"{name} is a {kind}; as {field} of {row.property} it must be a {' or '.join(sorted(wanted))}",
                "check the row's sides, or the entity's class",
            )

    def _object(self, row: Row, known: Property) -> Iterator[Problem]:
        match known.kind:
            case ValueKind.ENTITY:
                yield from self._thing(row, "object", row.object, known.range)
            case ValueKind.CODE:
                if self.ontology.any_code(row.object) is None:
                    yield row.problem(
                        "object", f"unknown code {quoted(row.object)}", "take one from ontology/codes.ttl"
                    )
            case ValueKind.NUMBER:
                if not is_number(row.object):
                    mend = "write digits and a point only, and what is printed in the column printed"
                    yield row.problem("object", f"{quoted(row.object)} is no plain number", mend)
            case ValueKind.DATE:
                yield from self._date(row, "object", row.object)
            case ValueKind.TEXT:
                pass

    def _unit(self, row: Row, known: Property) -> Iterator[Problem]:
        if known.kind is not ValueKind.NUMBER or row.object == NOT_STATED:
            if row.unit:
                yield row.problem("unit", f"{row.property} takes no unit here", "leave it empty")
            return
        unit, canonical = self.ontology.units.get(row.unit), self.ontology.units.get(known.unit)
        if unit is None:
            mend = _near(row.unit, self.ontology.units, known.unit) or f"write {quoted(known.unit)}"
            yield row.problem("unit", f"unknown unit {quoted(row.unit)}", mend)
        elif canonical and unit.dimension != canonical.dimension:
            yield row.problem("unit", f"{row.unit} cannot be turned into {known.unit}", "check unit and property")

    def _codes(self, row: Row) -> Iterator[Problem]:
        for field in ("modality", "rank", "operator", "role"):
            text = getattr(row, field)
            if text and self.ontology.code(field, text) is None:
                allowed = " ".join(self.ontology.codes.get(field, {}))
                yield row.problem(field, f"unknown {field} {quoted(text)}", f"one of: {allowed}")
        if row.rank in ("preferred", "deprecated") and not row.reason:
            yield row.problem("reason", f"is empty where the rank is {row.rank}", "say why")
        for name in row.scopes:
            if self.ontology.any_code(name) is None:
                yield from self._thing(row, "scope", name, frozenset())
        if row.scope and len(set(row.scopes)) < len(row.scope.split(";")):
            yield row.problem("scope", f"{quoted(row.scope)} names one twice, or none", "join each once by ;")
        for field in ("stated_by", "cites"):
            if getattr(row, field):
                yield from self._thing(row, field, getattr(row, field), frozenset())

    def _date(self, row: Row, field: str, text: str) -> Iterator[Problem]:
        try:
            parse(text)
        except BadDate as error:
            yield row.problem(field, str(error), "write EDTF (1992-09-26, 1992-09, 1992, 2022-01/2022-06)")

    def _origin(self, row: Row) -> Iterator[Problem]:
        source = self.sources.get(row.source)
        if source is None:
            mend = _near(row.source, self.sources) or "describe it in graph/sources.ttl"
            yield row.problem("source", f"unknown document {quoted(row.source)}", mend)
            return
        for _, end in (row.span, *row.via_spans):
            if end > source.code_points:
                what = f"offset {end} lies beyond the text's end ({source.code_points})"
                yield row.problem("end", what, "`kzgraph locate` prints offsets")
        if not row.fingerprint:
            yield row.problem("fingerprint", "is empty", "fill it with `kzgraph tidy --sources DIR`")
