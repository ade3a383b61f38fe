"""The ontology as the tables need it: classes and their parents, properties and what they take, codes, units."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from pathlib import Path

from kzgraph.rdf import Described, by_subject, iris_of, read_triples, text_of
from kzgraph.vocab import CODE, EDTF, ONTOLOGY, OWL, RDF, RDFS, SKOS, XSD, local_name

_CLASS, _TYPE, _PARENT = OWL + "Class", RDF + "type", RDFS + "subClassOf"


class ValueKind(Enum):
    """What a property's object is."""

    ENTITY = "an entity"
    CODE = "a code"
    NUMBER = "a number"
    DATE = "a date"
    TEXT = "a text"


@dataclass(frozen=True)
class Property:
    """A property of the ontology as a statement table may use it.

    ``unit`` is the notation of the canonical unit of a number; ``statistic`` says that its values become
    observations rather than simple triples.
    """

    name: str
    kind: ValueKind
    domain: frozenset[str]
    range: frozenset[str]
    unit: str = ""
    statistic: bool = False


@dataclass(frozen=True)
class Unit:
    """A unit: its notation in tables, its IRI elsewhere, its factor within its dimension, how texts print it.

    Without a factor it never becomes another unit: no rate of exchange is assumed.
    """

    notation: str
    iri: str
    dimension: str
    factor: Decimal | None
    printed: tuple[str, ...]


@dataclass(frozen=True)
class Ontology:
    """Classes, properties, codes and units, read from ``kz.ttl`` and ``codes.ttl``."""

    ancestors: dict[str, frozenset[str]]
    properties: dict[str, Property]
    codes: dict[str, dict[str, str]]
    units: dict[str, Unit]
    terms: frozenset[str]

    def is_a(self, name: str, wanted: frozenset[str]) -> bool:
        """Say whether class *name* is one of *wanted* or below one; an empty *wanted* takes any."""
        return not wanted or bool(self.ancestors.get(name, frozenset()) & wanted)

    def code(self, scheme: str, notation: str) -> str | None:
        """Return the IRI of the code that *scheme* writes as *notation*."""
        return self.codes.get(scheme, {}).get(notation)

    def factor(self, unit: str, canonical: str) -> Decimal | None:
        """Return what turns a figure in *unit* into one in *canonical* (notations); ``None`` where nothing does."""
        one, other = self.units[unit], self.units[canonical]
        if one == other:
            return Decimal(1)
        fits = one.dimension == other.dimension and one.factor is not None and other.factor is not None
        return one.factor / other.factor if fits else None  # type: ignore[operator]

    def any_code(self, notation: str) -> str | None:
        """Return the IRI of a code of any scheme but units."""
        return next(
            (codes[notation] for scheme, codes in self.codes.items() if scheme != "unit" and notation in codes),
            None,
        )


def _kind(range_iri: str) -> ValueKind:
    if range_iri == EDTF:
        return ValueKind.DATE
    if range_iri in (XSD + "decimal", XSD + "integer"):
        return ValueKind.NUMBER
    if range_iri == SKOS + "Concept":
        return ValueKind.CODE
    return ValueKind.TEXT if range_iri.startswith((XSD, RDF)) else ValueKind.ENTITY


def _properties(described: Described, units_by_iri: dict[str, str]) -> dict[str, Property]:
    properties = {}
    for iri, facts in described.items():
        types = set(iris_of(facts[_TYPE]))
        if not iri.startswith(ONTOLOGY) or not types & {OWL + "ObjectProperty", OWL + "DatatypeProperty"}:
            continue
        domains, ranges = iris_of(facts[RDFS + "domain"]), iris_of(facts[RDFS + "range"])
        kind = _kind(ranges[0]) if ranges else (ValueKind.ENTITY if OWL + "ObjectProperty" in types else ValueKind.TEXT)
        statistic = ONTOLOGY + "Measure" in types  # its domain is the observation; any entity may be its subject
        unit = next((units_by_iri.get(name, "") for name in iris_of(facts[ONTOLOGY + "canonicalUnit"])), "")
        properties[local_name(iri)] = Property(
            name=local_name(iri),
            kind=kind,
            domain=frozenset() if statistic or not domains else frozenset(map(local_name, domains)),
            range=frozenset(map(local_name, ranges)) if ranges and kind is ValueKind.ENTITY else frozenset(),
            unit=unit,
            statistic=statistic,
        )
    return properties


def _ancestors(described: Described) -> dict[str, frozenset[str]]:
    parents = {
        local_name(iri): {local_name(parent) for parent in iris_of(facts[_PARENT]) if parent.startswith(ONTOLOGY)}
        for iri, facts in described.items()
        if iri.startswith(ONTOLOGY) and _CLASS in iris_of(facts[_TYPE])
    }
    found: dict[str, frozenset[str]] = {}
    for name in parents:
        reached, waiting = {name}, [name]
        while waiting:
            new = parents.get(waiting.pop(), set()) - reached
            reached |= new
            waiting.extend(new)
        found[name] = frozenset(reached)
    return found


def _codes(described: Described) -> dict[str, dict[str, str]]:
    codes: dict[str, dict[str, str]] = {}
    for iri, facts in described.items():
        for scheme in iris_of(facts[SKOS + "inScheme"]):
            for notation in text_of(facts[SKOS + "notation"]):
                codes.setdefault(local_name(scheme), {})[notation] = iri
    return codes


def _units(described: Described, codes: dict[str, str]) -> dict[str, Unit]:
    units = {}
    for notation, iri in codes.items():
        facts = described[iri]
        factor = text_of(facts[ONTOLOGY + "conversionFactor"])
        units[notation] = Unit(
            notation=notation,
            iri=next(iter(iris_of(facts[SKOS + "exactMatch"])), iri),
            dimension=next(iter(text_of(facts[ONTOLOGY + "dimension"])), notation),
            factor=Decimal(factor[0]) if factor else None,
            printed=tuple(text_of(facts[SKOS + "hiddenLabel"])),
        )
    return units


def read_ontology(folder: Path) -> Ontology:
    """Read ``kz.ttl`` and ``codes.ttl`` in *folder*."""
    triples = read_triples(folder / "kz.ttl") + read_triples(folder / "codes.ttl")
    described = by_subject(triples)
    codes = _codes(described)
    units = _units(described, codes.get("unit", {}))
    units_by_iri = {unit.iri: unit.notation for unit in units.values()} | {
        iri: notation for notation, iri in codes.get("unit", {}).items()
    }
    return Ontology(
        ancestors=_ancestors(described),
        properties=_properties(described, units_by_iri),
        codes=codes,
        units=units,
        terms=frozenset(iri for iri in described if iri.startswith((ONTOLOGY, CODE)) and described[iri][_TYPE]),
    )
